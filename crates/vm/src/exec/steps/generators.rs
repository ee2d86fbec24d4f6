//! Generators in `for` loops: in and out without a look at chains, where there is none and no exception is being handled.

use taipan_bytecode::opcode::Op;
use taipan_heap::header::flags;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::{At, flow, step};
use crate::exec::{iterate, suspend};
use crate::machine::stack::Continuation;
use crate::value::generator::{Flavor, Generator, State};

step! {
    /// `ForIter` over a generator, in place if it is its own innermost frame and stands at a `yield` or at its beginning.
    #[inline(never)]
    for_generator(vm, at) {
        let iterator = *at.a();
        let generator = At::payload::<Generator>(iterator);
        let code = &*generator.code;
        let pc = code.start.add(generator.instruction.get() as usize);
        let created = generator.state.get() == State::Created;
        let plain = (created || generator.state.get() == State::Suspended && (*pc).op_byte() == Op::Yield as u8)
            && generator.flavor == Flavor::Generator
            && generator.innermost.is_unbound()
            && generator.handled.is_unbound()
            && generator.depth.get() == 0
            && vm.stack.admits((*at.current).top);
        if !plain {
            return at.go(vm, general_for_iter);
        }
        at.save();
        generator.state.set(State::Running);
        let frame = at.current.add(1);
        (*frame).base = generator.registers();
        (*frame).top = (*at.current).top;
        (*frame).code = code;
        (*frame).globals = std::ptr::from_ref(&*generator.function.globals);
        (*frame).function = generator.function.value().word();
        (*frame).generator = Value::from_borrowed(iterator).into_word();
        (*frame).root = Value::from_borrowed(iterator).into_word();
        (*frame).outer = vm.handled.get().into_word();
        (*frame).result = 0;
        (*frame).then = Continuation::ForLoop;
        vm.stack.depth += 1;
        let inside = At { pc, base: (*frame).base, current: frame, instr: *pc };
        if created {
            iterator.header().unset(flags::FINALIZER);
            return inside.next(vm);
        }
        At { pc: pc.add(1), ..inside }.set(vm, Word::NONE)
    }
}

step! {
    #[inline(never)]
    general_for_iter(vm, at) {
        flow!(vm, at, iterate::for_iter(vm, at.current, at.instr))
    }
}

step! {
    /// `Yield` to a `for` loop.
    yield_(vm, at) {
        let frame = at.current;
        let word = (*frame).generator;
        let plain = (*frame).then == Continuation::ForLoop
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
        // The loop holds the generator: none of these is the last reference.
        Heap::drop_reference(word);
        Heap::drop_reference(word);
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
