//! Loops over iterators, generators and awaitables, and what suspends a frame.

use taipan_core::ops::iterate::shortcut;
use taipan_core::value::class::Class;
use taipan_core::value::iterator::{RangeIterator, SequenceIterator};
use taipan_core::value::kinds;
use taipan_heap::word::Word;

use super::generators::{for_generator, general_for_iter};
use super::pairs::{for_adaptor, for_table};
use super::specials::{ask_iter, ask_next, is_instance};
use super::{At, done, fail, step, value};
use crate::frame::{look, take};
use crate::iterate::Advance;
use crate::{finalize, handlers, iterate, suspend};

step! {
    get_iter(vm, at) {
        at.go(vm, if is_instance(*at.b()) { ask_iter } else { iter_in_general })
    }
}

step! {
    #[inline(never)]
    iter_in_general(vm, at) {
        value!(vm, at, iterate::iter(vm, look(at.b())))
    }
}

step! {
    for_iter(vm, at) {
        let iterator = *at.a();
        if iterator.is_pointer() {
            let kind = iterator.header().kind();
            if kind == kinds::RANGE_ITERATOR {
                let range = At::payload::<RangeIterator>(iterator);
                let left = range.left.get();
                if left > 0 {
                    let item = range.next.get();
                    range.left.set(left - 1);
                    range.next.set(item.wrapping_add(range.step));
                    return at.put(vm, at.b(), Word::from_small(item));
                }
            } else if kind == kinds::SEQUENCE_ITERATOR {
                let sequence = At::payload::<SequenceIterator>(iterator);
                if let Some(item) = iterate::next_of_sequence(sequence) {
                    return at.put(vm, at.b(), item.into_word());
                }
            } else if kind == kinds::GENERATOR {
                return at.go(vm, for_generator);
            } else if kind == kinds::TABLE_ITERATOR {
                return at.go(vm, for_table);
            } else if kind == kinds::ADAPTOR {
                return at.go(vm, for_adaptor);
            }
        }
        at.go(vm, end_loop)
    }
}

step! {
    /// The end of a loop whose iterator nobody else knows, and strings; whatever has not come to its end goes on to the
    /// others.
    #[inline(never)]
    end_loop(vm, at) {
        let word = *at.a();
        if word.is_pointer()
            && word.header().kind() == kinds::SEQUENCE_ITERATOR
            && let Some(character) = iterate::next_of_text(vm, At::payload::<SequenceIterator>(word))
        {
            return at.put(vm, at.b(), character.into_word());
        }
        if word.is_pointer() && word.header().refs() == 1 {
            let ended = match word.header().kind() {
                kinds::RANGE_ITERATOR => At::payload::<RangeIterator>(word).left.get() == 0,
                kinds::SEQUENCE_ITERATOR => At::payload::<SequenceIterator>(word).has_ended(),
                _ => false,
            };
            if ended {
                at.a().write(Word::UNBOUND);
                return At { pc: at.pc.offset(at.instr.c() as i16 as isize), ..at }.leave(vm, word);
            }
        }
        at.go(vm, for_native)
    }
}

step! {
    /// Iterators whose class is native.
    #[inline(never)]
    for_native(vm, at) {
        let word = *at.a();
        if !word.is_pointer() {
            return at.go(vm, general_for_iter);
        }
        if is_instance(word) {
            return at.go(vm, ask_next);
        }
        let Some(step) = shortcut(At::payload::<Class>(word.header().class())) else {
            return at.go(vm, general_for_iter);
        };
        at.save();
        match iterate::advance(vm, step, at.a(), at.b()) {
            Advance::Item => at.done(vm, Ok(())),
            Advance::End => at.go(vm, leave_loop),
            Advance::Failed => at.go(vm, fail),
        }
    }
}

step! {
    /// The iterator has come to its end.
    #[inline(never)]
    leave_loop(vm, at) {
        iterate::exhausted(at.current, at.instr);
        if vm.heap.wants_attention() {
            finalize::attend(vm);
        }
        at.reload(vm)
    }
}

step! {
    get_yield_iter(vm, at) {
        value!(vm, at, suspend::yield_iterator(vm, at.current, look(at.b())))
    }
}

step! {
    get_aiter(vm, at) {
        value!(vm, at, iterate::async_iter(vm, look(at.b())))
    }
}

step! {
    get_anext(vm, at) {
        value!(vm, at, iterate::async_next(vm, look(at.b())))
    }
}

step! {
    end_async_for(vm, at) {
        let exception = take(at.a());
        at.save();
        match handlers::end_async_for(vm, exception) {
            Ok(()) => at.jump(vm, at.instr.wide_value() as isize),
            Err(raised) => done!(vm, at, Err(raised)),
        }
    }
}
