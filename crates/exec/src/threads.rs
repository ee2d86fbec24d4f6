//! Starting a thread of a script: a thread of the system that waits for its turn, and calls a function.

use std::panic::{self, AssertUnwindSafe};

use taipan_core::machine::budget::{Ending, attention};
use taipan_core::machine::depth;
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::{Pending, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::call;
use taipan_core::protocol::draft::Gathering;
use taipan_heap::value::Value;

use crate::finalize;

/// The Rust stack of a thread.
const STACK: usize = 8 << 20;
/// Natives that scripts may nest on it.
const NESTED: usize = 200;

/// What a thread is born with: the machine it may use when it has the baton, and what it calls.
struct Birth {
    vm: *mut Vm,
    thread: u64,
    function: Value,
    values: Gathering,
    names: Gathering,
}

// SAFETY: a thread touches the machine and its objects only while it has the baton, which one thread has at a time and
// hands over through a mutex. Whoever holds `&mut Vm` meanwhile has lent it: it is inside `Vm::away` or `Vm::hand_over`,
// and does not use it before it has the baton back. The VM does not move: every VM is boxed, and once it is dropped the
// baton is never given again, so what a thread still holds then is neither used nor dropped.
unsafe impl Send for Birth {}

/// Starts a thread that calls a function with these arguments, the last of which have names; its number. Raises RuntimeError where the host allows none.
pub fn start(vm: &mut Vm, function: Value, values: Gathering, names: Gathering) -> Result<u64, Raised> {
    let Ok(thread) = vm.new_thread(NESTED) else { return Err(vm.runtime_error("can't start new thread")) };
    let birth = Birth { vm: &raw mut *vm, thread, function, values, names };
    let (baton, interrupt) = (vm.threads.baton.clone(), vm.budget.interrupt());
    let live = move || {
        let birth = birth;
        let floor = depth::here().saturating_sub(STACK - 2 * depth::RESERVE);
        baton.take(&interrupt);
        // SAFETY: as said above.
        let vm = unsafe { &mut *birth.vm };
        vm.load_thread(birth.thread);
        vm.budget.floor = floor;
        let _paying = vm.heap.pays();
        if panic::catch_unwind(AssertUnwindSafe(|| run(vm, birth))).is_err() {
            // The other threads hear of it when they run next, and end.
            vm.budget.end(Ending::Broken);
        }
        baton.give();
    };
    if vm.host.start_thread(STACK, Box::new(live)).is_err() {
        vm.end_thread(thread);
        return Err(vm.runtime_error("can't start new thread"));
    }
    Ok(thread)
}

/// The life of a thread, from its first to its last turn.
fn run(vm: &mut Vm, birth: Birth) {
    let Birth { thread, function, values, names, .. } = birth;
    let result = call::call(vm, &function, Call { values: &values, keywords: &names });
    if let Err(raised) = result {
        if let Pending::Ended(_) = vm.pending {
            // The run ends as a whole: whoever has the next turn hears of it.
            vm.clear_pending();
            vm.budget.interrupt().request(attention::STOP);
        } else if vm.is_pending(|classes| &classes.system_exit) {
            vm.clear_pending();
        } else {
            finalize::unraisable_while(vm, raised, "in thread started by", &function);
        }
    }
    drop((function, values, names));
    if vm.heap.wants_attention() {
        finalize::attend(vm);
    }
    vm.end_thread(thread);
}
