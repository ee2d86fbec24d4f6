//! Generators in `for` loops: in and out without a look at chains, where there is none and no exception is being handled.

use taipan_bytecode::opcode::Instr;
use taipan_core::machine::stack::{Continuation, Exit, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{Mark, NativeFunction};
use taipan_core::value::generator::{Flavor, Generator, State};
use taipan_core::value::kinds;
use taipan_heap::header::flags;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::specials::run_asking;
use super::{At, Outcome, flow, step};
use crate::frame::take;
use crate::{iterate, plain_generator, suspend};

step! {
    /// `ForIter` over a generator, in place if it is its own innermost frame and stands at a `yield` or at its beginning.
    #[inline(never)]
    for_generator(vm, at) {
        let iterator = *at.a();
        at.save();
        let top = (*at.current).top;
        let Some(entry) = plain_generator::enter(vm, iterator, at.current.add(1), top, Continuation::ForLoop) else {
            if let Some(item) = plain_generator::delegated_item(iterator) {
                return at.put(vm, at.b(), item);
            }
            return at.go(vm, general_for_iter);
        };
        let inside = At { pc: entry.pc, base: entry.base, current: at.current.add(1), instr: *entry.pc };
        if entry.created {
            return inside.next(vm);
        }
        At { pc: entry.pc.add(1), ..inside }.set(vm, Word::NONE)
    }
}

step! {
    #[inline(never)]
    general_for_iter(vm, at) {
        flow!(vm, at, iterate::for_iter(vm, at.current, at.instr))
    }
}

/// Gives what a generator has yielded to the `next` or `send` that entered it, in the frame below.
#[inline(never)]
unsafe fn give_to_next(
    vm: &mut Vm,
    pc: *const Instr,
    base: *mut Word,
    current: *mut Frame,
    instr: Instr,
    value: Word,
) -> Outcome {
    // SAFETY: the generator's record was popped just now and is still readable; the frame below owns its registers.
    unsafe {
        let result = base.add(usize::from((*current.add(1)).result));
        drop(take(result.add(1)));
        drop(Value::from_owned(result.replace(value)));
        At { pc, base, current, instr }.done(vm, Ok(()))
    }
}

/// Enters the frame of the generator that `next` or `send` was called with, if it is one that stands at a `yield`; else
/// calls the native.
#[inline(never)]
pub(super) unsafe fn run_generator<const FIRST: usize, const MORE: usize>(
    vm: &mut Vm,
    pc: *const Instr,
    base: *mut Word,
    current: *mut Frame,
    instr: Instr,
    native: &NativeFunction,
) -> Outcome {
    let at = At { pc, base, current, instr };
    // SAFETY: the arguments lie in registers of the running frame, behind register a where there is no other receiver.
    unsafe {
        let (args, count) = (at.a().add(1), usize::from(instr.b()) + MORE);
        let sends = native.def.mark == Mark::Send;
        let word = *args;
        if FIRST == 1
            && count == 1 + usize::from(sends)
            && word.is_pointer()
            && word.header().kind() == kinds::GENERATOR
            && (!sends || At::payload::<Generator>(word).state.get() == State::Suspended)
        {
            at.save();
            let frame = current.add(1);
            if let Some(entry) = plain_generator::enter(vm, word, frame, (*current).top, Continuation::Next) {
                (*frame).result = instr.a();
                let inside = At { pc: entry.pc, base: entry.base, current: frame, instr: *entry.pc };
                if entry.created {
                    return inside.next(vm);
                }
                let sent = if sends { take(args.add(1)).into_word() } else { Word::NONE };
                return At { pc: entry.pc.add(1), ..inside }.set(vm, sent);
            }
        }
        run_asking::<FIRST, MORE>(vm, pc, base, current, instr, native)
    }
}

step! {
    /// `Yield` to a `for` loop, or to a native that goes through all items.
    yield_(vm, at) {
        let frame = at.current;
        let word = (*frame).generator;
        let then = (*frame).then;
        let plain = matches!(then, Continuation::ForLoop | Continuation::Next | Continuation::Resumed)
            && (*frame).root == word
            && vm.handled.word() == (*frame).outer
            && !word.is_unbound()
            && word.header().refs() > 2
            && !(*frame).outer.is_pointer();
        if !plain {
            return at.go(vm, general_yield);
        }
        let generator = At::payload::<Generator>(word);
        if generator.flavor != Flavor::Generator || generator.depth.get() != 0 {
            return at.go(vm, general_yield);
        }
        let value = at.b().replace(Word::UNBOUND);
        let code = &*generator.code;
        generator.instruction.set(at.pc.offset_from(code.start) as u32 - 1);
        generator.state.set(State::Suspended);
        if code.has_handlers {
            word.header().set(flags::FINALIZER);
        }
        vm.stack.depth -= 1;
        // Whoever entered the generator holds it: none of these is the last reference.
        Heap::drop_reference(word);
        Heap::drop_reference(word);
        if then == Continuation::Resumed {
            // The end of the run before took what was there.
            std::mem::forget(vm.stack.ended.replace(Exit::Yield(Value::from_owned(value))));
            return Outcome::Ended;
        }
        let below = frame.sub(1);
        let (base, pc) = ((*below).base, (*below).pc);
        if then == Continuation::Next {
            return give_to_next(vm, pc, base, below, at.instr, value);
        }
        let loops = At { pc, base, current: below, instr: *pc.sub(1) };
        loops.put(vm, loops.b(), value)
    }
}

step! {
    #[inline(never)]
    general_yield(vm, at) {
        flow!(vm, at, suspend::yield_value(vm, at.current, at.instr))
    }
}
