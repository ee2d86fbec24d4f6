//! Classes `lock` and `RLock`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::threads::Parker;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::{declaration, dict};
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{class, function};

use super::{LONGEST, number};
use crate::time;

/// Fills the namespace.
pub(super) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let lock = vm.class_of::<Plain>()?;
    for name in ["lock", "LockType", "allocate_lock", "allocate"] {
        dict::set_text(vm, namespace, name, lock.value().clone())?;
    }
    declaration::install::<Reentrant>(vm, namespace)
}

/// A lock: whoever has acquired it keeps others waiting until anybody releases it.
#[class(
    "_thread.lock",
    flags = HAS_WEAK,
    methods = [new, acquire, release, locked, enter, leave, reinit, repr]
)]
#[derive(Default)]
struct Plain(#[untraced] Lock);

/// A lock that its owner may acquire again; it is free when it was released as often.
#[class(
    "_thread.RLock",
    flags = HAS_WEAK | BASE,
    methods = [
        new_again,
        acquire_again,
        release_again,
        enter_again,
        leave_again,
        reinit_again,
        is_owned,
        recursion_count,
        release_save,
        acquire_restore,
        repr_again,
    ]
)]
#[derive(Default)]
struct Reentrant(#[untraced] Lock);

/// Who has a lock, and who waits for it.
#[derive(Default)]
struct State {
    /// The thread that has it; 0 if it is free.
    owner: u64,
    /// How often the owner has acquired it.
    depth: u64,
    waiters: VecDeque<Arc<Parker>>,
}

#[derive(Clone, Default)]
struct Lock(Arc<Mutex<State>>);

impl Lock {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lock if it is free, or if it may be taken again by its owner.
    fn try_take(&self, thread: u64, again: bool) -> bool {
        let mut state = self.state();
        if state.owner != 0 && !(again && state.owner == thread) {
            return false;
        }
        state.owner = thread;
        state.depth += 1;
        true
    }

    /// Takes the lock, or gives up after a time.
    fn take(&self, vm: &mut Vm, again: bool, wait: Wait) -> Result<bool, Raised> {
        let thread = vm.threads.current();
        let end = match wait {
            Wait::No => return Ok(self.try_take(thread, again)),
            Wait::For(most) => Some(vm.host.monotonic() + most),
            Wait::Ever => None,
        };
        while !self.try_take(thread, again) {
            let left = match end {
                None => None,
                Some(end) => match end.checked_sub(vm.host.monotonic()) {
                    Some(left) if !left.is_zero() => Some(left),
                    _ => return Ok(false),
                },
            };
            let parker = Arc::<Parker>::default();
            self.state().waiters.push_back(parker.clone());
            vm.park(&parker, left);
            self.state().waiters.retain(|waiter| !Arc::ptr_eq(waiter, &parker));
            if vm.budget.wants_attention() {
                let look_up = vm.hooks.look_up;
                if let Err(raised) = look_up(vm) {
                    // Whoever comes next must not miss the call that came here.
                    self.call_next();
                    return Err(raised);
                }
            }
        }
        Ok(true)
    }

    /// Gives the lock back as often as it was taken, or once.
    fn give(&self, times: u64) {
        {
            let mut state = self.state();
            state.depth = state.depth.saturating_sub(times);
            if state.depth > 0 {
                return;
            }
            state.owner = 0;
        }
        self.call_next();
    }

    fn call_next(&self) {
        let next = self.state().waiters.pop_front();
        if let Some(next) = next {
            next.call();
        }
    }
}

/// How long to wait for a lock.
enum Wait {
    No,
    For(Duration),
    Ever,
}

fn wait(vm: &mut Vm, blocking: bool, timeout: &Value) -> Result<Wait, Raised> {
    let timeout = time::seconds_of(vm, timeout)?;
    if !blocking {
        return if timeout == -1.0 {
            Ok(Wait::No)
        } else {
            Err(vm.value_error("can't specify a timeout for a non-blocking call"))
        };
    }
    if timeout == -1.0 {
        return Ok(Wait::Ever);
    }
    if timeout < 0.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout > LONGEST {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(Wait::For(Duration::try_from_secs_f64(timeout).unwrap_or(Duration::MAX)))
}

/// A lock that is free.
#[function("lock.__new__(cls)")]
fn new(vm: &mut Vm, class: Ref<Class>) -> Result<Value, Raised> {
    Ok(vm.allocate(&class, Plain::default())?.into_value())
}

/// Wait for the lock and take it; False if it was not free, or not within timeout seconds.
#[function("lock.acquire(self, /, blocking=True, timeout=-1)")]
fn acquire(vm: &mut Vm, this: Ref<Plain>, blocking: bool, timeout: &Value) -> Result<bool, Raised> {
    let wait = wait(vm, blocking, timeout)?;
    this.0.take(vm, false, wait)
}

/// Free the lock, whoever has it.
#[function("lock.release(self, /)")]
fn release(vm: &mut Vm, this: Ref<Plain>) -> Result<(), Raised> {
    let lock = &this.0;
    if lock.state().owner == 0 {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    lock.give(1);
    Ok(())
}

/// Whether somebody has the lock.
#[function("lock.locked(self, /)")]
fn locked(this: Ref<Plain>) -> bool {
    this.0.state().owner != 0
}

/// Wait for the lock and take it.
#[function("lock.__enter__(self, /)")]
fn enter(vm: &mut Vm, this: Ref<Plain>) -> Result<bool, Raised> {
    this.0.take(vm, false, Wait::Ever)
}

/// Free the lock.
#[function("lock.__exit__(self, /, *exc)")]
fn leave(vm: &mut Vm, this: Ref<Plain>, _exc: Rest<'_>) -> Result<(), Raised> {
    let lock = &this.0;
    if lock.state().owner == 0 {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    lock.give(1);
    Ok(())
}

/// Make the lock as new.
#[function("lock._at_fork_reinit(self, /)")]
fn reinit(this: Ref<Plain>) {
    *this.0.state() = State::default();
}

#[function("lock.__repr__(self, /)")]
fn repr(this: Ref<Plain>) -> String {
    let held = this.0.state().owner != 0;
    format!("<{} _thread.lock object at {:#x}>", if held { "locked" } else { "unlocked" }, this.value().word().bits())
}

/// A lock that is free, and that its owner may acquire again.
#[function("RLock.__new__(cls, *args, **kwargs)")]
fn new_again(
    vm: &mut Vm,
    class: Ref<Class>,
    _args: Rest<'_>,
    _kwargs: taipan_core::protocol::native::Keywords<'_>,
) -> Result<Value, Raised> {
    Ok(vm.allocate(&class, Reentrant::default())?.into_value())
}

/// Wait for the lock and take it, perhaps again; False if it was not free, or not within timeout seconds.
#[function("RLock.acquire(self, /, blocking=True, timeout=-1)")]
fn acquire_again(vm: &mut Vm, this: Ref<Reentrant>, blocking: bool, timeout: &Value) -> Result<bool, Raised> {
    let wait = wait(vm, blocking, timeout)?;
    this.0.take(vm, true, wait)
}

/// The lock, if the thread that asks has it; else RuntimeError.
fn owned(vm: &mut Vm, this: &Reentrant, complaint: &str) -> Result<Lock, Raised> {
    let lock = this.0.clone();
    let owner = lock.state().owner;
    if owner == vm.threads.current() { Ok(lock) } else { Err(vm.runtime_error(complaint)) }
}

/// Give the lock back once; whoever has acquired it more often still has it.
#[function("RLock.release(self, /)")]
fn release_again(vm: &mut Vm, this: Ref<Reentrant>) -> Result<(), Raised> {
    owned(vm, &this, "cannot release un-acquired lock")?.give(1);
    Ok(())
}

/// Wait for the lock and take it.
#[function("RLock.__enter__(self, /)")]
fn enter_again(vm: &mut Vm, this: Ref<Reentrant>) -> Result<bool, Raised> {
    this.0.take(vm, true, Wait::Ever)
}

/// Give the lock back once.
#[function("RLock.__exit__(self, /, *exc)")]
fn leave_again(vm: &mut Vm, this: Ref<Reentrant>, _exc: Rest<'_>) -> Result<(), Raised> {
    owned(vm, &this, "cannot release un-acquired lock")?.give(1);
    Ok(())
}

/// Make the lock as new.
#[function("RLock._at_fork_reinit(self, /)")]
fn reinit_again(this: Ref<Reentrant>) {
    *this.0.state() = State::default();
}

/// Whether the thread that asks has the lock.
#[function("RLock._is_owned(self, /)")]
fn is_owned(vm: &mut Vm, this: Ref<Reentrant>) -> bool {
    this.0.state().owner == vm.threads.current()
}

/// How often the thread that asks has acquired the lock.
#[function("RLock._recursion_count(self, /)")]
fn recursion_count(vm: &mut Vm, this: Ref<Reentrant>) -> i64 {
    let lock = &this.0;
    let state = lock.state();
    if state.owner == vm.threads.current() { number(state.depth) } else { 0 }
}

/// Give the lock back as often as it was acquired; what that was, for _acquire_restore().
#[function("RLock._release_save(self, /)")]
fn release_save(vm: &mut Vm, this: Ref<Reentrant>) -> Result<Value, Raised> {
    let lock = owned(vm, &this, "cannot release un-acquired lock")?;
    let (depth, owner) = {
        let state = lock.state();
        (state.depth, state.owner)
    };
    lock.give(depth);
    let saved = [vm.int(number(depth))?, vm.int(number(owner))?];
    vm.tuple(saved)
}

/// Acquire the lock as often as it was before _release_save().
#[function("RLock._acquire_restore(self, state, /)")]
fn acquire_restore(vm: &mut Vm, this: Ref<Reentrant>, state: &Value) -> Result<(), Raised> {
    let depth =
        state.payload::<Tuple>().and_then(|state| state.items().first()).and_then(|depth| depth.word().as_int());
    let lock = &this.0;
    lock.take(vm, false, Wait::Ever)?;
    lock.state().depth = depth.and_then(|depth| u64::try_from(depth).ok()).unwrap_or(1).max(1);
    Ok(())
}

#[function("RLock.__repr__(self, /)")]
fn repr_again(vm: &mut Vm, this: Ref<Reentrant>) -> String {
    let class = taipan_core::protocol::name::qualified(vm, &vm.classes.of(this.value()));
    let lock = &this.0;
    let state = lock.state();
    let held = if state.owner == 0 { "unlocked" } else { "locked" };
    let (owner, depth) = (state.owner, state.depth);
    format!("<{held} {class} object owner={owner} count={depth} at {:#x}>", this.value().word().bits())
}
