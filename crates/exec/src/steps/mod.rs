//! Steps: one function for each opcode, which does what the instruction says and goes on with the next one.
//!
//! ```text
//!   optimised builds    step --jump--> step --jump--> step ...      each ends in a call in tail position, made a jump
//!   other builds        run -> step -> run -> step -> run ...       each returns, and `run` calls the next one
//! ```
//!
//! What the machine needs at every instruction travels in arguments, which are machine registers: `pc` behind the
//! instruction, `base` of the registers, the `current` frame record and the instruction itself. The record's own `pc` is
//! written before anything that can raise, call or look at the stack.
//!
//! A step keeps to the common case and calls nothing but the next step; what is rare is a step of its own, entered by a
//! jump, so that the common one needs no frame on the Rust stack. `make tailcalls` looks into the optimised program and
//! fails where a step calls another one instead of jumping.

mod arithmetic;
mod attributes;
mod callables;
mod calls;
mod compare;
mod containers;
mod coroutines;
mod exceptions;
mod generators;
mod items;
mod jumps;
mod loops;
mod moves;
mod names;
mod pairs;
mod specials;
mod table;

use std::ptr::NonNull;

use taipan_bytecode::opcode::{Instr, KILL_A, KILL_B, KILL_C, VARIANT};
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::value::code::{Cache, CodeObject};
use taipan_heap::header::{Payload, payload_pointer};
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::frame::take;
use crate::run::Flow;
use crate::{finalize, operators, unwind};

pub(super) use table::TABLE;

/// What [`At::next`] does with the table, and what stands in it.
///
/// # Safety
/// `current` must be the innermost frame record, `base` its registers, `instr` an instruction of its code that passed the
/// verifier, and `pc` the place behind it.
pub(super) type Step = unsafe fn(&mut Vm, *const Instr, *mut Word, *mut Frame, Instr) -> Outcome;

/// Why a chain of steps came back to `run`.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Outcome {
    /// To go on with the innermost frame. Steps that jump never come back for that.
    #[cfg(not(threaded))]
    Next,
    /// The run has ended; `stack.ended` says how.
    Ended,
    /// The run has ended with the pending exception.
    Failed,
}

impl Outcome {
    /// True if the run goes on with the next step.
    #[inline(always)]
    pub(super) fn goes_on(self) -> bool {
        #[cfg(threaded)]
        return false;
        #[cfg(not(threaded))]
        return self == Outcome::Next;
    }
}

/// Where the machine is.
#[derive(Clone, Copy)]
struct At {
    pc: *const Instr,
    base: *mut Word,
    current: *mut Frame,
    instr: Instr,
}

/// Defines a step: `step! { name(vm, at) { ... } }`.
macro_rules! step {
    ($(#[$meta:meta])* $name:ident($vm:ident, $at:ident) $body:block) => {
        $(#[$meta])*
        pub(super) unsafe fn $name(
            $vm: &mut taipan_core::machine::vm::Vm,
            pc: *const taipan_bytecode::opcode::Instr,
            base: *mut taipan_heap::word::Word,
            current: *mut taipan_core::machine::stack::Frame,
            instr: taipan_bytecode::opcode::Instr,
        ) -> crate::steps::Outcome {
            let $at = crate::steps::At { pc, base, current, instr };
            // SAFETY: steps are entered with what `Step` asks for; code passed the verifier, so registers, constants,
            // sites and jump targets are in range.
            unsafe { $body }
        }
    };
}

/// Ends a step with the result of work in another file: `Result<(), Raised>`.
macro_rules! done {
    ($vm:ident, $at:ident, $result:expr) => {{
        $at.save();
        let result = $result;
        $at.done($vm, result)
    }};
}

/// As `done`, with a value for register a, and kills of b and c.
macro_rules! value {
    ($vm:ident, $at:ident, $result:expr) => {{
        $at.save();
        let result = $result;
        $at.value($vm, result)
    }};
}

/// As `done`, for work that may have changed frames.
macro_rules! flow {
    ($vm:ident, $at:ident, $result:expr) => {{
        $at.save();
        let result = $result;
        $at.flow($vm, result)
    }};
}

use {done, flow, step, value};

impl At {
    /// Goes on with the instruction at `pc`.
    #[inline(always)]
    unsafe fn next(self, vm: &mut Vm) -> Outcome {
        // SAFETY: as for `Step`.
        unsafe {
            #[cfg(threaded)]
            {
                let instr = *self.pc;
                TABLE[usize::from(instr.op_byte())](vm, self.pc.add(1), self.base, self.current, instr)
            }
            #[cfg(not(threaded))]
            {
                let _ = vm;
                (*self.current).pc = self.pc;
                Outcome::Next
            }
        }
    }

    /// Does the instruction in another way.
    #[inline(always)]
    unsafe fn go(self, vm: &mut Vm, step: Step) -> Outcome {
        // SAFETY: as for `Step`.
        unsafe { step(vm, self.pc, self.base, self.current, self.instr) }
    }

    /// Goes on with the innermost frame at its `pc`.
    #[inline(always)]
    unsafe fn reload(self, vm: &mut Vm) -> Outcome {
        // SAFETY: the records of live frames are right whenever other code has run.
        unsafe {
            let current = vm.stack.frame(vm.stack.depth - 1);
            At { pc: (*current).pc, base: (*current).base, current, instr: self.instr }.next(vm)
        }
    }

    /// Jumps a distance.
    #[inline(always)]
    unsafe fn jump(self, vm: &mut Vm, distance: isize) -> Outcome {
        // SAFETY: the verifier checked the distance.
        unsafe { At { pc: self.pc.offset(distance), ..self }.next(vm) }
    }

    /// Jumps by the distance in c, if the truth is the one asked for.
    #[inline(always)]
    unsafe fn jump_if(self, vm: &mut Vm, truth: bool) -> Outcome {
        // SAFETY: as for `jump`.
        unsafe {
            if truth != (self.instr.flags() & VARIANT != 0) {
                return self.jump(vm, self.instr.c() as i16 as isize);
            }
            self.next(vm)
        }
    }

    /// As [`jump_if`](At::jump_if), by the wide distance.
    #[inline(always)]
    unsafe fn jump_wide_if(self, vm: &mut Vm, truth: bool) -> Outcome {
        // SAFETY: as for `jump`.
        unsafe {
            if truth != (self.instr.flags() & VARIANT != 0) {
                return self.jump(vm, self.instr.wide_value() as isize);
            }
            self.next(vm)
        }
    }

    /// What lies behind the header of the object that a word points to.
    #[inline(always)]
    unsafe fn payload<'a, T: Payload>(word: Word) -> &'a T {
        // SAFETY: callers have looked at the object's kind, or know it otherwise; they hold the object.
        unsafe { payload_pointer::<T>(NonNull::from(word.header())).as_ref() }
    }

    /// Register a.
    #[inline(always)]
    fn a(self) -> *mut Word {
        self.register(self.instr.a())
    }

    /// Register b.
    #[inline(always)]
    fn b(self) -> *mut Word {
        self.register(self.instr.b())
    }

    /// Register c.
    #[inline(always)]
    fn c(self) -> *mut Word {
        self.register(self.instr.c())
    }

    #[inline(always)]
    fn register(self, number: u16) -> *mut Word {
        self.base.wrapping_add(usize::from(number))
    }

    /// True if the instruction has one of the flags.
    #[inline(always)]
    fn has(self, flags: u8) -> bool {
        self.instr.flags() & flags != 0
    }

    /// The code.
    #[inline(always)]
    unsafe fn code<'a>(self) -> &'a CodeObject {
        // SAFETY: the frame keeps its code alive.
        unsafe { &*(*self.current).code }
    }

    /// The cache of a site.
    #[inline(always)]
    unsafe fn cache<'a>(self, site: u16) -> &'a Cache {
        // SAFETY: the verifier checked the site.
        unsafe { self.code().caches.get_unchecked(usize::from(site)) }
    }

    /// Writes the frame's `pc`.
    #[inline(always)]
    unsafe fn save(self) {
        // SAFETY: the record is live.
        unsafe { (*self.current).pc = self.pc };
    }

    /// Ends the step with a word for a register, whose old content may be an object.
    #[inline(always)]
    unsafe fn put(self, vm: &mut Vm, register: *mut Word, word: Word) -> Outcome {
        // SAFETY: the frame owned the old word and gives it up here.
        unsafe {
            let old = register.replace(word);
            self.leave(vm, old)
        }
    }

    /// Ends the step with a word for register a.
    #[inline(always)]
    unsafe fn set(self, vm: &mut Vm, word: Word) -> Outcome {
        // SAFETY: as for `put`.
        unsafe { self.put(vm, self.a(), word) }
    }

    /// Ends the step and gives up a word.
    #[inline(always)]
    unsafe fn leave(self, vm: &mut Vm, old: Word) -> Outcome {
        // SAFETY: the caller owned the word.
        unsafe {
            if old.is_pointer() && Heap::drop_reference(old) {
                return At { instr: Instr(old.bits()), ..self }.go(vm, end_object);
            }
            self.next(vm)
        }
    }

    /// True if giving up a register ends no object: the flag says that it dies here, or it stays.
    #[inline(always)]
    unsafe fn spares(self, flag: u8, register: *mut Word) -> bool {
        // SAFETY: the register is one of a live frame.
        unsafe { !self.has(flag) || !(*register).is_pointer() || (*register).header().refs() > 1 }
    }

    /// Gives up a register that [`spares`](At::spares) has seen, if the flag says so.
    #[inline(always)]
    unsafe fn release(self, flag: u8, register: *mut Word) {
        // SAFETY: the frame owned the word, and there is another owner.
        unsafe {
            if self.has(flag) {
                let old = register.replace(Word::UNBOUND);
                if old.is_pointer() {
                    Heap::drop_reference(old);
                }
            }
        }
    }

    /// Ends the step with a word for register a; the temporaries that die here go.
    #[inline(always)]
    unsafe fn finish(self, vm: &mut Vm, word: Word) -> Outcome {
        // SAFETY: as for `put`.
        unsafe {
            if self.instr.flags() == 0 {
                return self.set(vm, word);
            }
            self.value(vm, Ok(Value::from_owned(word)))
        }
    }

    /// As [`finish`](At::finish), in steps that call others anyway: what dies ends here.
    #[inline(always)]
    unsafe fn conclude(self, vm: &mut Vm, word: Word) -> Outcome {
        // SAFETY: as for `put`.
        unsafe {
            self.save();
            if self.has(KILL_B) {
                drop(take(self.b()));
            }
            if self.has(KILL_C) {
                drop(take(self.c()));
            }
            drop(Value::from_owned(self.a().replace(word)));
            self.done(vm, Ok(()))
        }
    }

    /// As [`conclude`](At::conclude), of a jump whose operands are a and b.
    #[inline(always)]
    unsafe fn conclude_jump(self, vm: &mut Vm, truth: bool) -> Outcome {
        // SAFETY: as for `put`.
        unsafe {
            self.save();
            if self.has(KILL_A) {
                drop(take(self.a()));
            }
            if self.has(KILL_B) {
                drop(take(self.b()));
            }
            if vm.heap.wants_attention() {
                finalize::attend(vm);
            }
            self.jump_if(vm, truth)
        }
    }

    /// Ends the step with a new object for register a, or the error that there is none.
    #[inline(always)]
    unsafe fn made<T>(self, vm: &mut Vm, object: Result<Ref<T>, OutOfMemory>) -> Outcome {
        // SAFETY: as for `put`; `pc` was saved.
        unsafe {
            let Ok(object) = object else { return self.go(vm, out_of_memory) };
            let old = self.a().replace(Value::from(object).into_word());
            if vm.heap.wants_attention() {
                drop(Value::from_owned(old));
                return self.go(vm, attend);
            }
            self.leave(vm, old)
        }
    }

    #[inline(always)]
    unsafe fn done(self, vm: &mut Vm, result: Result<(), Raised>) -> Outcome {
        // SAFETY: `pc` was saved.
        unsafe {
            match result {
                Ok(()) => {
                    if vm.heap.wants_attention() {
                        return self.go(vm, attend);
                    }
                    self.next(vm)
                }
                Err(_) => self.go(vm, fail),
            }
        }
    }

    #[inline(always)]
    unsafe fn value(self, vm: &mut Vm, result: Result<Value, Raised>) -> Outcome {
        // SAFETY: `pc` was saved where the result comes from other code.
        unsafe {
            match result {
                Ok(value) => {
                    self.save();
                    operators::finish(vm, self.base, self.instr, value);
                    self.next(vm)
                }
                Err(_) => self.go(vm, fail),
            }
        }
    }

    #[inline(always)]
    unsafe fn flow(self, vm: &mut Vm, result: Result<Flow, Raised>) -> Outcome {
        // SAFETY: `pc` was saved.
        unsafe {
            match result {
                Ok(Flow::Reload) => {
                    if vm.budget.ticks() < 0 {
                        return self.go(vm, look_around);
                    }
                    self.reload(vm)
                }
                Ok(Flow::Exit(exit)) => {
                    vm.stack.ended = Some(exit);
                    Outcome::Ended
                }
                Err(_) => self.go(vm, fail),
            }
        }
    }
}

step! {
    /// Ends the object whose word stands for the instruction.
    #[inline(never)]
    end_object(vm, at) {
        at.save();
        Heap::end_object(Word::from_bits(at.instr.0));
        at.done(vm, Ok(()))
    }
}

step! {
    /// The look at signals and fuel that calls and loops take now and then; goes on with the innermost frame.
    #[cold]
    #[inline(never)]
    look_around(vm, at) {
        match crate::calls::safe_point(vm) {
            Ok(()) => at.reload(vm),
            Err(_) => at.go(vm, fail),
        }
    }
}

step! {
    /// Answers for what waits in the heap.
    #[cold]
    #[inline(never)]
    attend(vm, at) {
        finalize::attend(vm);
        at.next(vm)
    }
}

step! {
    /// What was to be made found no memory.
    #[cold]
    #[inline(never)]
    out_of_memory(vm, at) {
        let result: Result<(), Raised> = Err(OutOfMemory).or_memory_error(vm);
        at.done(vm, result)
    }
}

step! {
    /// Finds the handler of the pending exception.
    #[cold]
    #[inline(never)]
    fail(vm, at) {
        let raised = vm.raised();
        match unwind::unwind(vm, raised, vm.stack.bottom_frame) {
            Ok(()) => at.reload(vm),
            Err(_) => Outcome::Failed,
        }
    }
}
