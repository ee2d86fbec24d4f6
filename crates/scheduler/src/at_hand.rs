//! The loop at hand: the one that a host drives, as scripts find it where no loop runs.
//!
//! A host that hands it out (a prompt does) lets code outside of every coroutine make tasks on it. It does not count as
//! running: such code may as well run a loop of its own.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::{Ref, Value};

use crate::event_loop::{EventLoop, Life};

/// Under this name the VM keeps the loop.
const KEPT: &str = "taipan.loop";
/// Under this name a thread keeps that the loop is handed out.
const OFFERED: &str = "asyncio.loop_at_hand";

/// The loop that the host drives; made when it is first wanted, and after a script has closed it.
///
/// # Errors
/// Where `asyncio` makes no loop.
pub fn of_host(vm: &mut Vm) -> Result<Ref<EventLoop>, Raised> {
    if let Some(event_loop) = known(vm) {
        return Ok(event_loop);
    }
    let import = vm.hooks.import;
    let asyncio = import(vm, "asyncio")?;
    let event_loop = vm.call_method(&asyncio, "new_event_loop", &[])?;
    vm.world.kept.borrow_mut().insert(KEPT, event_loop.clone());
    match event_loop.to_ref::<EventLoop>() {
        Some(event_loop) => Ok(event_loop),
        None => Err(vm.type_error("new_event_loop() gave no event loop")),
    }
}

/// That loop, if there is one already and it is open.
#[must_use]
pub fn known(vm: &Vm) -> Option<Ref<EventLoop>> {
    let kept = vm.world.kept.borrow().get(KEPT).and_then(Value::to_ref::<EventLoop>);
    kept.filter(|event_loop| event_loop.life.get() != Life::Closed)
}

/// Hands the loop out to the code of this thread, or no longer.
pub fn offer(vm: &mut Vm, offered: bool) {
    let mut here = vm.world.here.borrow_mut();
    let before = if offered { here.insert(OFFERED, Value::TRUE) } else { here.remove(OFFERED) };
    drop(before);
}

/// The loop, where it is handed out.
pub(crate) fn offered(vm: &mut Vm) -> Result<Option<Ref<EventLoop>>, Raised> {
    let offered = vm.world.here.borrow().contains_key(OFFERED);
    if offered { of_host(vm).map(Some) } else { Ok(None) }
}
