//! How deep Rust code may recurse over what a script has made.
//!
//! ```text
//!   high   | the host's frames |  natives, runs, natives inside of runs ...  | floor | what needs no look | end of the stack
//!                              ^ a run begins                    grows -->
//! ```
//!
//! Two things bound it. Runs inside natives inside runs are counted, so that a script ends the same way wherever it runs.
//! And whatever recurses compares its own address with a floor, which the one who knows the thread's stack has set: so no
//! recursion that looks can leave the stack, however large its frames are. `tests/structure/recursion.rs` finds recursion
//! that does not look.

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;

/// What lies below the floor: enough for everything that natives do between two looks.
pub const RESERVE: usize = 64 << 10;

/// Where the stack is at the moment.
#[inline(always)]
pub fn here() -> usize {
    let mark = 0u8;
    std::hint::black_box(&raw const mark).addr()
}

/// Whether the stack has grown below an address: for recursion that knows no VM and was told its floor.
#[inline]
pub fn is_below(floor: usize) -> bool {
    here() < floor
}

impl Vm {
    /// Counts a run inside a native, or what comes near to one; every one is matched by
    /// [`leave_native`](Vm::leave_native) unless it raises.
    #[inline]
    pub fn enter_native(&mut self) -> Result<(), Raised> {
        self.enter_native_for("")
    }

    /// As [`enter_native`](Vm::enter_native), where the message says what went too deep: " while decoding".
    #[inline]
    pub fn enter_native_for(&mut self, what: &str) -> Result<(), Raised> {
        if self.budget.nested >= self.budget.nested_limit || is_below(self.budget.floor) {
            return Err(self.recursion_error(what));
        }
        self.budget.nested += 1;
        Ok(())
    }

    /// The step has ended.
    #[inline]
    pub fn leave_native(&mut self) {
        self.budget.nested -= 1;
    }

    /// Looks whether the stack has room for a step of Rust recursion that scripts can cause. Nothing is counted.
    #[inline]
    pub fn check_depth(&mut self) -> Result<(), Raised> {
        self.check_depth_for("")
    }

    /// As [`check_depth`](Vm::check_depth), where the message says what went too deep.
    #[inline]
    pub fn check_depth_for(&mut self, what: &str) -> Result<(), Raised> {
        if self.is_deep() { Err(self.recursion_error(what)) } else { Ok(()) }
    }

    /// Whether the stack has no room left, for what cannot raise and can wait.
    #[inline]
    pub fn is_deep(&self) -> bool {
        is_below(self.budget.floor)
    }
}
