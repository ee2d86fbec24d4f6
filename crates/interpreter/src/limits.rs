//! What a script may spend before it is stopped.

use std::time::Duration;

use taipan_core::machine::vm::Vm as Machine;

/// Limits of a VM. The defaults are finite: a script that does not end is ended.
///
/// ```
/// use taipan::{engine::Engine, error::Kind, limits::Limits, sandbox::Sandbox};
///
/// # fn main() -> Result<(), taipan::error::Error> {
/// let mut engine = Engine::new();
/// engine.limit(Limits { fuel: Some(10_000), ..Limits::default() });
/// let mut vm = engine.vm(Sandbox::new())?;
/// let error = vm.run(&engine.compile("forever.py", "while True: pass")?).unwrap_err();
/// assert_eq!(error.kind(), Kind::OutOfFuel);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Loop turns and calls of one run or call, work inside of natives included; `None` for no limit. Running out ends
    /// the run, and no script can catch that.
    pub fuel: Option<u64>,
    /// How long a run or call may take, waits and sleeps included; `None` for no limit. When the time is up, the run ends
    /// as without fuel.
    pub wall: Option<Duration>,
    /// Bytes of all objects; beyond, a script sees `MemoryError`.
    pub memory: usize,
    /// Frames of Python code on top of each other; beyond, a script sees `RecursionError`. `sys.setrecursionlimit` can
    /// lower it, and not raise it.
    pub recursion: usize,
    /// Natives that call back into Python code inside of each other. For each, a run may take 32 KiB of the thread's stack,
    /// and never more than the thread has; beyond, a script sees `RecursionError`.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { fuel: Some(1_000_000_000), wall: None, memory: 256 << 20, recursion: 1000, nesting: 50 }
    }
}

impl Limits {
    /// Sets the limits that hold all the time.
    pub(crate) fn impose(&self, machine: &mut Machine) {
        machine.heap.set_limit(self.memory);
        machine.stack.ceiling = self.recursion;
        machine.stack.set_limit(self.recursion);
        machine.budget.nested_limit = self.nesting;
    }
}
