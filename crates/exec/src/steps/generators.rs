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
        if entry.whole {
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
                if entry.whole {
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
        match at.plainly_entered(vm) {
            Some(generator) => {
                let value = at.b().replace(Word::UNBOUND);
                at.hand_out(vm, generator, value, generator.code.has_handlers)
            }
            None => at.go(vm, general_yield),
        }
    }
}

step! {
    /// The next item of a builtin iterator, which `YieldFrom` passes on as `Yield` does its value.
    #[inline(never)]
    yield_from(vm, at) {
        if let Some(generator) = at.plainly_entered(vm)
            && let Some(item) = iterate::next_in_place(*at.b())
        {
            // Whoever drops the generator closes what it delegates to.
            return at.hand_out(vm, generator, item, true);
        }
        at.go(vm, general_yield_from)
    }
}

step! {
    #[inline(never)]
    general_yield_from(vm, at) {
        flow!(vm, at, suspend::delegate(vm, at.current, at.instr, None))
    }
}

impl At {
    /// The generator that runs, if somebody entered it who takes one item after the other, and it is no member of a chain
    /// and handles no exception.
    #[inline(always)]
    unsafe fn plainly_entered<'a>(self, vm: &Vm) -> Option<&'a Generator> {
        // SAFETY: the record is live and holds its generator.
        unsafe {
            let frame = self.current;
            let word = (*frame).generator;
            let plain = matches!((*frame).then, Continuation::ForLoop | Continuation::Next | Continuation::Resumed)
                && (*frame).root == word
                && vm.handled.word() == (*frame).outer
                && !word.is_unbound()
                && word.header().refs() > 2
                && !(*frame).outer.is_pointer();
            if !plain {
                return None;
            }
            let generator = At::payload::<Generator>(word);
            (generator.flavor == Flavor::Generator && generator.depth.get() == 0).then_some(generator)
        }
    }

    /// Leaves the frame of a generator that [`plainly_entered`](At::plainly_entered) has given, with an item.
    #[inline(always)]
    unsafe fn hand_out(self, vm: &mut Vm, generator: &Generator, item: Word, finalizes: bool) -> Outcome {
        // SAFETY: as for `plainly_entered`; the frame below is the one that entered the generator.
        unsafe {
            let frame = self.current;
            let (word, then) = ((*frame).generator, (*frame).then);
            generator.instruction.set(self.pc.offset_from(generator.code.start) as u32 - 1);
            generator.state.set(State::Suspended);
            if finalizes {
                word.header().set(flags::FINALIZER);
            }
            vm.stack.depth -= 1;
            // Whoever entered the generator holds it: none of these is the last reference.
            Heap::drop_reference(word);
            Heap::drop_reference(word);
            if then == Continuation::Resumed {
                // The end of the run before took what was there.
                std::mem::forget(vm.stack.ended.replace(Exit::Yield(Value::from_owned(item))));
                return Outcome::Ended;
            }
            let below = frame.sub(1);
            let (base, pc) = ((*below).base, (*below).pc);
            if then == Continuation::Next {
                return give_to_next(vm, pc, base, below, self.instr, item);
            }
            let loops = At { pc, base, current: below, instr: *pc.sub(1) };
            loops.put(vm, loops.b(), item)
        }
    }
}

step! {
    #[inline(never)]
    general_yield(vm, at) {
        flow!(vm, at, suspend::yield_value(vm, at.current, at.instr))
    }
}
