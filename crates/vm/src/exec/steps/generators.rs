//! Generators in `for` loops: in and out without a look at chains, where there is none and no exception is being handled.

use taipan_heap::header::flags;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::{At, Outcome, flow, step};
use crate::exec::{iterate, suspend};
use crate::machine::stack::{Continuation, Exit};
use crate::value::generator::{Flavor, Generator, State};

step! {
    /// `ForIter` over a generator, in place if it is its own innermost frame and stands at a `yield` or at its beginning.
    #[inline(never)]
    for_generator(vm, at) {
        let iterator = *at.a();
        at.save();
        let top = (*at.current).top;
        let Some(entry) = suspend::enter_plain(vm, iterator, at.current.add(1), top, Continuation::ForLoop) else {
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

step! {
    /// `Yield` to a `for` loop, or to a native that goes through all items.
    yield_(vm, at) {
        let frame = at.current;
        let word = (*frame).generator;
        let then = (*frame).then;
        let plain = matches!(then, Continuation::ForLoop | Continuation::Resumed)
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
