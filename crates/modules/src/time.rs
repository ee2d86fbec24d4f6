//! Module `time`: clocks and sleeping, through the host.

use std::time::Duration;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::number;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] = methods![
    time,
    time_ns,
    monotonic,
    monotonic_ns,
    perf_counter,
    perf_counter_ns,
    process_time,
    process_time_ns,
    sleep,
    dir,
    missing,
];

/// Fills the namespace.
pub fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "time", FUNCTIONS)
}

fn nanoseconds(vm: &mut Vm, duration: Duration) -> Result<Value, Raised> {
    vm.int(i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX))
}

/// Seconds since 1970 (UTC) as a float.
#[function("time()")]
fn time(vm: &mut Vm) -> f64 {
    vm.host.wall_clock().as_secs_f64()
}

/// Nanoseconds since 1970 (UTC) as an integer.
#[function("time_ns()")]
fn time_ns(vm: &mut Vm) -> Result<Value, Raised> {
    let now = vm.host.wall_clock();
    nanoseconds(vm, now)
}

/// Seconds on a clock that never goes back, from an arbitrary start.
#[function("monotonic()")]
fn monotonic(vm: &mut Vm) -> f64 {
    vm.host.monotonic().as_secs_f64()
}

/// Nanoseconds on a clock that never goes back, from an arbitrary start.
#[function("monotonic_ns()")]
fn monotonic_ns(vm: &mut Vm) -> Result<Value, Raised> {
    let now = vm.host.monotonic();
    nanoseconds(vm, now)
}

/// Seconds on the clock that measures best, for differences.
#[function("perf_counter()")]
fn perf_counter(vm: &mut Vm) -> f64 {
    vm.host.monotonic().as_secs_f64()
}

/// Nanoseconds on the clock that measures best, for differences.
#[function("perf_counter_ns()")]
fn perf_counter_ns(vm: &mut Vm) -> Result<Value, Raised> {
    let now = vm.host.monotonic();
    nanoseconds(vm, now)
}

/// Seconds of processor time that this process has used.
#[function("process_time()")]
fn process_time(vm: &mut Vm) -> f64 {
    vm.host.process_time().as_secs_f64()
}

/// Nanoseconds of processor time that this process has used.
#[function("process_time_ns()")]
fn process_time_ns(vm: &mut Vm) -> Result<Value, Raised> {
    let now = vm.host.process_time();
    nanoseconds(vm, now)
}

/// Waits while other threads have the machine. Signals are answered at once, and the rest is waited (PEP 475).
fn wait(vm: &mut Vm, duration: Duration) -> Result<(), Raised> {
    let end = vm.host.monotonic().saturating_add(duration);
    let look_up = vm.hooks.look_up;
    loop {
        let left = end.saturating_sub(vm.host.monotonic());
        vm.park(&std::sync::Arc::default(), Some(left));
        look_up(vm)?;
        if vm.host.monotonic() >= end {
            return Ok(());
        }
    }
}

/// A time in seconds, as all that waits takes it: a float or an integer of which there are nanoseconds in 64 bits.
pub(crate) fn seconds_of(vm: &mut Vm, value: &Value) -> Result<f64, Raised> {
    /// So many seconds have 2 ** 63 nanoseconds.
    const TOO_LONG: f64 = 9_223_372_036.854_776;
    if let Some(seconds) = number::float(value) {
        if seconds.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        if seconds.abs() >= TOO_LONG {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        return Ok(seconds);
    }
    let whole = lookup::index(vm, value)?;
    match whole.word().as_int() {
        Some(seconds) if (seconds as f64).abs() < TOO_LONG => Ok(seconds as f64),
        _ => Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
    }
}

/// Sleep for a number of seconds, which may have a fraction.
///
/// Raises ValueError if it is negative.
#[function("sleep(seconds, /)")]
fn sleep(vm: &mut Vm, seconds: &Value) -> Result<(), Raised> {
    let seconds = seconds_of(vm, seconds)?;
    if seconds < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if vm.host.skip(duration) => vm.tick(),
        Ok(duration) => wait(vm, duration),
        Err(_) => Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
    }
}

/// The names that are there, and those that are made later.
#[function("__dir__()")]
fn dir(vm: &mut Vm) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let facts = import(vm, "_timefacts")?;
    vm.call_method(&facts, "names", &[])
}

/// What knows of days and months is made by `_timefacts` when it is asked for.
#[function("__getattr__(name, /)")]
fn missing(vm: &mut Vm, name: Value) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let facts = import(vm, "_timefacts")?;
    vm.call_method(&facts, "find", &[name])
}
