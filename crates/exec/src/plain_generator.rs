//! Entering a generator that is its own innermost frame and stands at a `yield`, as nearly all do that loops, `next` and
//! natives ask for items: without a look at chains of delegation, which `suspend` knows.

use taipan_bytecode::opcode::{Instr, Op};
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::value::generator::{Flavor, Generator, State};
use taipan_core::value::kinds;
use taipan_heap::header::{flags, payload_pointer};
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::frame::put;
use crate::iterate;

/// Where a generator goes on that was entered by [`enter`].
pub(super) struct Entry {
    /// Its first instruction, or the `Yield` whose register gets what is sent.
    pub(super) pc: *const Instr,
    /// Its registers.
    pub(super) base: *mut Word,
    /// True if it goes on with that instruction itself: it had not begun, or delegates to an iterator that is no generator.
    pub(super) whole: bool,
}

/// Enters a generator that is its own innermost frame and stands at a `yield` or at its beginning; or delegates to an
/// iterator that is no generator, where nothing is sent into it; no other.
///
/// # Safety
/// The word must be that of a generator, `frame` the first free record, and `top` the end of the window below.
#[inline(always)]
pub(super) unsafe fn enter(
    vm: &mut Vm,
    word: Word,
    frame: *mut Frame,
    top: *mut Word,
    then: Continuation,
) -> Option<Entry> {
    // SAFETY: as the caller says; the stack admits one more record.
    unsafe {
        let generator: &Generator = &*payload_pointer::<Generator>(word.pointer().unwrap_unchecked()).as_ptr();
        let code = &*generator.code;
        let pc = code.start.add(generator.instruction.get() as usize);
        let whole = match generator.state.get() {
            State::Suspended if (*pc).op_byte() == Op::Yield as u8 => false,
            State::Created => true,
            State::Suspended
                if (*pc).op_byte() == Op::YieldFrom as u8
                    && then != Continuation::Next
                    && has_no_child(generator, *pc) =>
            {
                true
            }
            _ => return None,
        };
        let plain = generator.flavor == Flavor::Generator
            && generator.innermost.is_unbound()
            && generator.handled.is_unbound()
            && generator.depth.get() == 0
            && vm.stack.admits(top);
        if !plain {
            return None;
        }
        if generator.state.replace(State::Running) == State::Created {
            word.header().unset(flags::FINALIZER);
        }
        let base = generator.registers();
        (*frame).base = base;
        (*frame).top = top;
        (*frame).code = code;
        (*frame).globals = std::ptr::from_ref(&*generator.function.globals);
        (*frame).function = generator.function.value().word();
        (*frame).generator = Value::from_borrowed(word).into_word();
        (*frame).root = Value::from_borrowed(word).into_word();
        (*frame).outer = vm.handled.get().into_word();
        (*frame).result = 0;
        (*frame).then = then;
        vm.stack.depth += 1;
        Some(Entry { pc, base, whole })
    }
}

/// Whether what a generator delegates to at an instruction is no generator.
#[inline(never)]
unsafe fn has_no_child(generator: &Generator, instr: Instr) -> bool {
    // SAFETY: the instruction is one of the generator's code.
    unsafe {
        let held = *generator.registers().add(usize::from(instr.b()));
        held.is_pointer() && held.header().kind() != kinds::GENERATOR
    }
}

/// The next item of a builtin iterator that a suspended generator delegates to, owned by the caller: the generator has no
/// say in it.
///
/// # Safety
/// The word must be that of a generator.
#[inline(always)]
pub(super) unsafe fn delegated_item(word: Word) -> Option<Word> {
    // SAFETY: as the caller says; a suspended generator stands at an instruction of its code.
    unsafe {
        let generator: &Generator = &*payload_pointer::<Generator>(word.pointer().unwrap_unchecked()).as_ptr();
        let instr = *generator.code.start.add(generator.instruction.get() as usize);
        let plain = generator.state.get() == State::Suspended
            && instr.op_byte() == Op::YieldFrom as u8
            && generator.flavor == Flavor::Generator
            && generator.innermost.is_unbound();
        if !plain {
            return None;
        }
        iterate::next_in_place(*generator.registers().add(usize::from(instr.b())))
    }
}

/// Enters a generator for a native that asks for its next item, if [`enter`] can.
pub(super) fn enter_for_item(vm: &mut Vm, generator: &Ref<Generator>) -> bool {
    let top = vm.stack.top();
    let frame = vm.stack.frame(vm.stack.depth);
    // SAFETY: it is a generator, and the record above the innermost one is free; `frame` does not look at it before.
    unsafe {
        let Some(entry) = enter(vm, generator.value().word(), frame, top, Continuation::Resumed) else {
            return false;
        };
        (*frame).pc = entry.pc;
        if !entry.whole {
            (*frame).pc = entry.pc.add(1);
            put(entry.base.add(usize::from((*entry.pc).a())), Value::NONE);
        }
    }
    true
}
