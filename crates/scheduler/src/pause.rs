//! A pause: what `asyncio.sleep(0)` awaits. It is not ready once, so that others come first, and then it is.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::Awaited;
use taipan_core::value::kinds::{self, Kind};
use taipan_heap::value::Value;
use taipan_macros::payload;

/// A pause.
#[payload(kinds::FIRST_FREE + 3, "Pause")]
#[derive(Default)]
pub struct Pause {
    /// Whether somebody has waited already.
    over: Cell<bool>,
}

impl Kind for Pause {}

/// What `await pause` finds: the machine's look at a native awaitable. Whoever drives the coroutine by hand sees None.
pub fn look(_: &mut Vm, value: &Value) -> Result<Awaited, Raised> {
    let over = value.payload::<Pause>().is_none_or(|pause| pause.over.replace(true));
    Ok(if over { Awaited::Ready(Value::NONE) } else { Awaited::Pending(Value::NONE) })
}
