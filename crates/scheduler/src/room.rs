//! Room in the queues of loops and futures. It is asked for where a script can be told that there is none; whatever
//! happens later, such as the end of a future, finds it there.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_heap::heap::OutOfMemory;

use crate::event_loop::EventLoop;
use crate::future::Future;

/// Makes room for one thing more that is ready.
pub(crate) fn to_be_ready(vm: &mut Vm, event_loop: &EventLoop) -> Result<(), Raised> {
    event_loop.ready.borrow_mut().try_reserve(1).map_err(|_| OutOfMemory).or_memory_error(vm)
}

/// Makes room for one more who waits for a future, and for all who do to be ready at once.
pub(crate) fn to_wait(vm: &mut Vm, future: &Future) -> Result<(), Raised> {
    let mut waiters = future.waiters.borrow_mut();
    let crowd = if waiters.len() < CROWD { 1 } else { waiters.len() + 1 };
    let made = waiters.try_reserve(1).is_ok() && future.event_loop.ready.borrow_mut().try_reserve(crowd).is_ok();
    drop(waiters);
    if made { Ok(()) } else { Err(vm.memory_error()) }
}

/// Makes room for one more task, which is ready at once.
pub(crate) fn for_task(vm: &mut Vm, event_loop: &EventLoop) -> Result<(), Raised> {
    to_be_ready(vm, event_loop)?;
    event_loop.tasks.borrow_mut().try_reserve(1).map_err(|_| OutOfMemory).or_memory_error(vm)
}

/// So few who wait need no room kept for them.
const CROWD: usize = 1024;
