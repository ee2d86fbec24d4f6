//! Awaiting a coroutine that has just been made, and its end: the record is rewritten without a look at what cannot be.

use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::value::generator::{Flavor, Generator, State};
use taipan_core::value::kinds;
use taipan_heap::header::flags;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::{At, Outcome, flow, step};
use crate::{calls, creation, finalize, frame, suspend};

step! {
    /// `Await` of a fresh coroutine by a frame that handles no exception: the record becomes the coroutine's.
    await_(vm, at) {
        let (held, frame) = (*at.b(), at.current);
        if !held.is_pointer() || held.header().kind() != kinds::GENERATOR || (*frame).generator.is_unbound() {
            return at.go(vm, general_await);
        }
        let child = At::payload::<Generator>(held);
        let fresh = child.state.get() == State::Created
            && child.flavor == Flavor::Coroutine
            && child.parent.get().is_unbound()
            && vm.handled.word() == (*frame).outer
            && vm.stack.depth + vm.stack.chained < vm.stack.limit;
        if !fresh {
            return at.go(vm, general_await);
        }
        let word = (*frame).generator;
        let parent = At::payload::<Generator>(word);
        let code = &*parent.code;
        parent.instruction.set(at.pc.offset_from(code.start) as u32 - 1);
        if (*frame).root != word {
            parent.state.set(State::Delegating);
        }
        if code.has_handlers {
            word.header().set(flags::FINALIZER);
        }
        child.parent.set(word);
        child.depth.set(parent.depth.get() + 1);
        child.state.set(State::Running);
        held.header().unset(flags::FINALIZER);
        vm.stack.chained += 1;
        (*frame).base = child.registers();
        (*frame).code = &*child.code;
        (*frame).globals = std::ptr::from_ref(&*child.function.globals);
        (*frame).function = child.function.value().word();
        // The parent's own parent or the root of the chain holds the parent.
        let member = Value::from_borrowed(held).into_word();
        Heap::drop_reference(std::mem::replace(&mut (*frame).generator, member));
        At { pc: child.code.start, base: (*frame).base, current: frame, instr: at.instr }.next(vm)
    }
}

impl At {
    /// Ends a call of a function whose calls make a coroutine or generator; the arguments are its parameters.
    #[inline(always)]
    pub(super) unsafe fn create(
        self,
        vm: &mut Vm,
        callee: Word,
        flavor: Flavor,
        args: *mut Word,
        count: usize,
    ) -> Outcome {
        // SAFETY: the arguments lie in registers of the running frame; the callee has an owner.
        unsafe {
            self.save();
            let created = creation::create_in_place(vm, callee, flavor, args, count);
            self.done(vm, created.map(|generator| frame::put(self.a(), generator)))
        }
    }
}

step! {
    #[inline(never)]
    general_await(vm, at) {
        flow!(vm, at, suspend::await_value(vm, at.current, at.instr))
    }
}

/// The parent that awaits the coroutine of a record, if its end needs nothing else than to hand over the result.
#[inline(always)]
unsafe fn awaiting(vm: &Vm, frame: *mut Frame) -> Option<Word> {
    // SAFETY: the record is live, and its generator holds on to nothing that is gone: a parent unlinks its child when it
    // ends.
    unsafe {
        let word = (*frame).generator;
        if word.is_unbound() || (*frame).root == word || vm.handled.word() != (*frame).outer {
            return None;
        }
        let generator = At::payload::<Generator>(word);
        let parent = generator.parent.get();
        if generator.flavor != Flavor::Coroutine || !parent.is_pointer() {
            return None;
        }
        let above = At::payload::<Generator>(parent);
        let instr = *above.code.start.add(above.instruction.get() as usize);
        let held = *above.registers().add(usize::from(instr.b()));
        (held == word && above.handled.is_unbound()).then_some(parent)
    }
}

step! {
    /// The end of a coroutine that another one awaits; all other ends go on to `calls`. The result stands for the
    /// instruction.
    #[inline(never)]
    end_coroutine(vm, at) {
        let frame = at.current;
        let Some(parent) = awaiting(vm, frame) else { return at.go(vm, end_in_general) };
        let word = (*frame).generator;
        let generator = At::payload::<Generator>(word);
        generator.state.set(State::Finished);
        word.header().unset(flags::FINALIZER);
        let mut register = at.base;
        for _ in 0..generator.code.registers {
            let old = register.replace(Word::UNBOUND);
            if old.is_pointer() && Heap::drop_reference(old) {
                Heap::end_object(old);
            }
            register = register.add(1);
        }
        generator.parent.set(Word::UNBOUND);
        vm.stack.chained -= 1;
        let above = At::payload::<Generator>(parent);
        above.state.set(State::Running);
        let code = &*above.code;
        let pc = code.start.add(above.instruction.get() as usize);
        let instr = *pc;
        let base = above.registers();
        let held = base.add(usize::from(instr.b())).replace(Word::UNBOUND);
        let old = base.add(usize::from(instr.a())).replace(Word::from_bits(at.instr.0));
        (*frame).base = base;
        (*frame).code = code;
        (*frame).globals = std::ptr::from_ref(&*above.function.globals);
        (*frame).pc = pc.add(1);
        (*frame).function = above.function.value().word();
        let member = std::mem::replace(&mut (*frame).generator, Value::from_borrowed(parent).into_word());
        if old.is_pointer() && Heap::drop_reference(old) {
            Heap::end_object(old);
        }
        // `held` and `member` are the coroutine, which is empty now.
        Heap::drop_reference(held);
        if Heap::drop_reference(member) {
            Heap::end_empty::<Generator>(member);
        }
        if vm.heap.wants_attention() {
            finalize::attend(vm);
        }
        At { pc: pc.add(1), base, current: frame, instr }.next(vm)
    }
}

step! {
    #[inline(never)]
    end_in_general(vm, at) {
        let value = Value::from_owned(Word::from_bits(at.instr.0));
        flow!(vm, at, calls::end_frame(vm, value))
    }
}
