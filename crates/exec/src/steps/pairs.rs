//! Loops over dicts, sets and pairs: `for k, v in d.items()`, `for i, x in enumerate(l)`, `for a, b in zip(l, m)`.
//!
//! A pair is not made at all where the instruction behind the loop's takes it apart.

use taipan_bytecode::opcode::{KILL_B, Op};
use taipan_core::machine::vm::Vm;
use taipan_core::value::iterator::{Adaptor, Items, TableIterator};
use taipan_core::value::kinds;
use taipan_core::value::sequence::Tuple;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::loops::for_native;
use super::{At, Outcome, step};
use crate::iterate;

step! {
    /// `ForIter` over a dict, one of its views, or a set.
    #[inline(never)]
    for_table(vm, at) {
        let iterator = At::payload::<TableIterator>(*at.a());
        if iterator.items == Items::Pairs {
            if let Some(targets) = at.targets_of_pair()
                && let Some((key, value)) = iterate::next_of_dict(iterator)
            {
                return at.put_pair(vm, targets, owned(key), owned(value));
            }
        } else if let Some((key, value)) = iterate::next_of_dict(iterator) {
            let item = if iterator.items == Items::Keys { key } else { value };
            return at.put(vm, at.b(), owned(item));
        } else if let Some(member) = iterate::next_of_set(iterator) {
            return at.put(vm, at.b(), owned(member));
        }
        at.go(vm, for_native)
    }
}

step! {
    /// `ForIter` over `enumerate`, or over `zip` of two.
    #[inline(never)]
    for_adaptor(vm, at) {
        let word = *at.a();
        let Some(targets) = at.targets_of_pair() else { return at.go(vm, for_native) };
        let adaptor = At::payload::<Adaptor>(word);
        let (class, sources) = (word.header().class(), adaptor.sources.word());
        if class == vm.classes.enumerate.value().word() {
            let number = adaptor.state.word();
            if let Some(following) = number.as_int().and_then(|number| Value::from_small_int(number + 1))
                && let Some(item) = iterate::next_in_place(sources)
            {
                // The state was a small integer: nothing ends with it.
                std::mem::forget(adaptor.state.replace(following));
                return at.put_pair(vm, targets, number, item);
            }
        } else if class == vm.classes.zip.value().word()
            && sources.is_pointer()
            && sources.header().kind() == kinds::TUPLE
            && let [first, second] = At::payload::<Tuple>(sources).items()
            && !first.is(second)
            && iterate::has_next_in_place(second.word())
            && let Some(one) = iterate::next_in_place(first.word())
            && let Some(two) = iterate::next_in_place(second.word())
        {
            return at.put_pair(vm, targets, one, two);
        }
        at.go(vm, for_native)
    }
}

/// A further reference.
#[inline(always)]
unsafe fn owned(word: Word) -> Word {
    // SAFETY: callers pass words of live objects.
    unsafe { Value::from_borrowed(word).into_word() }
}

impl At {
    /// The two registers into which the next instruction takes the loop's item apart, if it does, and if overwriting
    /// them ends no object.
    #[inline(always)]
    unsafe fn targets_of_pair(self) -> Option<*mut Word> {
        // SAFETY: an instruction follows every `ForIter`, and its registers are ones of the frame.
        unsafe {
            let next = *self.pc;
            if next.op_byte() != Op::UnpackSequence as u8
                || next.c() != 2
                || next.b() != self.instr.b()
                || next.flags() & KILL_B == 0
                || (*self.b()).is_pointer()
            {
                return None;
            }
            let first = self.register(next.a());
            let (one, two) = (*first, *first.add(1));
            let needed = if one == two { 2 } else { 1 };
            let spared = |word: Word| !word.is_pointer() || word.header().refs() > needed;
            (spared(one) && spared(two)).then_some(first)
        }
    }

    /// Ends the step behind the instruction that would take the pair apart.
    #[inline(always)]
    unsafe fn put_pair(self, vm: &mut Vm, targets: *mut Word, first: Word, second: Word) -> Outcome {
        // SAFETY: `targets_of_pair` has looked at the registers: both words before have other owners.
        unsafe {
            for (register, word) in [(targets, first), (targets.add(1), second)] {
                let old = register.replace(word);
                if old.is_pointer() {
                    Heap::drop_reference(old);
                }
            }
            At { pc: self.pc.add(1), ..self }.next(vm)
        }
    }
}
