//! `:time`: how long statements take.

use std::time::Duration;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;

use crate::session::{Session, say};
use crate::statement;

/// Runs statements once; tells of the time on the clock, and of the processor's.
pub(super) fn time(vm: &mut Vm, session: &mut Session, code: &str) -> Result<(), Raised> {
    let (clock, processor) = (vm.host.monotonic(), vm.host.process_time());
    let outcome = statement::run(vm, session, code);
    let (clock, processor) = (vm.host.monotonic() - clock, vm.host.process_time().saturating_sub(processor));
    say(vm, &format!("took {} ({} of the processor)\n", shown(clock), shown(processor)));
    outcome
}

/// A duration with three digits.
fn shown(duration: Duration) -> String {
    let nanoseconds = duration.as_nanos() as f64;
    match nanoseconds {
        n if n < 1e3 => format!("{n} ns"),
        n if n < 1e6 => format!("{:.3} us", n / 1e3),
        n if n < 1e9 => format!("{:.3} ms", n / 1e6),
        n => format!("{:.3} s", n / 1e9),
    }
}
