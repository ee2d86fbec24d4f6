//! Loops: the next item of the iterators that loops meet most, and of all others.

use std::ptr::NonNull;

use taipan_bytecode::opcode::Instr;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::protocol::call;
use taipan_core::protocol::native::NextCode;
use taipan_core::value::generator::{Flavor, Generator, State};
use taipan_core::value::iterator::{RangeIterator, SequenceIterator, TableIterator};
use taipan_core::value::kinds;
use taipan_core::value::mapping::{Dict, Set};
use taipan_core::value::sequence::{Bytes, List, Tuple};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::header::{Payload, payload_pointer};
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::frame::{put, take};
use crate::run::Flow;
use crate::suspend;
use crate::{awaitable, resume};

/// `iter(value)`; a generator is its own iterator.
#[inline(never)]
pub fn iter(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    if let Some(generator) = value.payload::<Generator>()
        && matches!(generator.flavor, Flavor::Generator | Flavor::IterableCoroutine)
    {
        return Ok(value.clone());
    }
    iterate::iter(vm, &value.clone())
}

/// The next item of an iterator over a list, a tuple or bytes.
#[inline(always)]
pub fn next_of_sequence(iterator: &SequenceIterator) -> Option<Value> {
    let index = iterator.index.get();
    let word = iterator.sequence.word();
    if !word.is_pointer() {
        return None;
    }
    // SAFETY: the iterator keeps its sequence alive; nothing is called while it is looked at.
    let item = unsafe {
        let sequence = Value::borrow(&word);
        match word.header().kind() {
            kinds::LIST => {
                let list = sequence.payload::<List>()?;
                let (start, length) = (*list.items.as_ptr()).raw();
                if index as usize >= length {
                    return None;
                }
                (*start.add(index as usize)).clone()
            }
            kinds::TUPLE => sequence.payload::<Tuple>()?.items().get(index as usize)?.clone(),
            kinds::BYTES => {
                let byte = *sequence.payload::<Bytes>()?.as_slice().get(index as usize)?;
                Value::from_immediate(Word::from_small(i64::from(byte)))
            }
            _ => return None,
        }
    };
    iterator.index.set(index + iterator.step);
    Some(item)
}

/// The next character of an iterator that runs forwards over a string, where that is an ASCII one.
#[inline(always)]
pub fn next_of_text(vm: &Vm, iterator: &SequenceIterator) -> Option<Value> {
    let text = iterator.sequence.word();
    if iterator.step != 1 || !text.is_pointer() {
        return None;
    }
    // SAFETY: the iterator keeps its string alive, and the kind says that it is one.
    let text = unsafe {
        if text.header().kind() != kinds::STR {
            return None;
        }
        payload::<Str>(text)
    };
    let index = iterator.index.get();
    let character = vm.names.ascii(*text.as_bytes().get(index as usize)?)?.clone();
    iterator.index.set(index + 1);
    Some(character)
}

/// The next item of an iterator over a list, a tuple, bytes or a range, owned by the caller.
#[inline(always)]
pub fn next_in_place(iterator: Word) -> Option<Word> {
    if !iterator.is_pointer() {
        return None;
    }
    // SAFETY: callers pass words of live objects, and the kind says what they are.
    unsafe {
        match iterator.header().kind() {
            kinds::SEQUENCE_ITERATOR => next_of_sequence(payload(iterator)).map(Value::into_word),
            kinds::RANGE_ITERATOR => payload::<RangeIterator>(iterator).next_item().map(Value::into_word),
            _ => None,
        }
    }
}

/// True if [`next_in_place`] would give an item.
#[inline(always)]
pub fn has_next_in_place(iterator: Word) -> bool {
    if !iterator.is_pointer() {
        return false;
    }
    // SAFETY: as for `next_in_place`.
    unsafe {
        match iterator.header().kind() {
            kinds::SEQUENCE_ITERATOR => {
                let iterator = payload::<SequenceIterator>(iterator);
                let sequence = iterator.sequence.word();
                let length = match () {
                    _ if !sequence.is_pointer() => return false,
                    _ if sequence.header().kind() == kinds::LIST => payload::<List>(sequence).length(),
                    _ if sequence.header().kind() == kinds::TUPLE => payload::<Tuple>(sequence).length(),
                    _ => return false,
                };
                iterator.step == 1 && (iterator.index.get() as usize) < length
            }
            kinds::RANGE_ITERATOR => payload::<RangeIterator>(iterator).left.get() > 0,
            _ => false,
        }
    }
}

/// Key and value of the next entry of an iterator that runs forwards over a dict; `None` also where the dict has changed.
#[inline(always)]
pub fn next_of_dict(iterator: &TableIterator) -> Option<(Word, Word)> {
    let dict = iterator.table.word();
    if iterator.reversed || !dict.is_pointer() {
        return None;
    }
    // SAFETY: the iterator keeps its dict alive; nothing is called while it is looked at.
    unsafe {
        if dict.header().kind() != kinds::DICT {
            return None;
        }
        let table = &*payload::<Dict>(dict).table.as_ptr();
        if table.length() != iterator.length {
            return None;
        }
        let left = iterator.left.get().checked_sub(1)?;
        let (number, entry) = table.next_live(iterator.position.get())?;
        iterator.left.set(left);
        iterator.position.set(number + 1);
        Some((entry.key.word(), entry.value.word()))
    }
}

/// The next member of an iterator over a set; `None` also where the set has changed.
#[inline(always)]
pub fn next_of_set(iterator: &TableIterator) -> Option<Word> {
    let set = iterator.table.word();
    if !set.is_pointer() {
        return None;
    }
    // SAFETY: as for `next_of_dict`.
    unsafe {
        if set.header().kind() != kinds::SET {
            return None;
        }
        let table = &*payload::<Set>(set).table.as_ptr();
        if table.length() != iterator.length {
            return None;
        }
        let (number, slot) = table.next_live(iterator.position.get())?;
        iterator.position.set(number + 1);
        Some(slot.key.word())
    }
}

/// What lies behind the header of the object that a word points to.
#[inline(always)]
unsafe fn payload<'a, T: Payload>(word: Word) -> &'a T {
    // SAFETY: callers have looked at the object's kind.
    unsafe { payload_pointer::<T>(NonNull::from(word.header())).as_ref() }
}

/// What an iterator did when it was asked for the next item.
pub enum Advance {
    /// It gave one.
    Item,
    /// It has none.
    End,
    /// It raised.
    Failed,
}

/// Puts the next item of a native iterator into a register.
///
/// # Safety
/// Both registers must be ones of the running frame, whose `pc` was saved.
#[inline(never)]
pub unsafe fn advance(vm: &mut Vm, step: NextCode, iterator: *mut Word, item: *mut Word) -> Advance {
    // SAFETY: the loop's register holds the iterator until the loop ends.
    unsafe {
        let word = *iterator;
        match iterate::step_native(vm, step, Value::borrow(&word)) {
            Ok(Some(next)) => {
                put(item, next);
                Advance::Item
            }
            Ok(None) => Advance::End,
            Err(_) => Advance::Failed,
        }
    }
}

/// `ForIter` beyond what the loop does in place.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn for_iter(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let place = (*current).base.add(usize::from(instr.a()));
        // The loop's register holds the iterator until the loop ends.
        let word = *place;
        let iterator = Value::borrow(&word);
        if let Some(generator) = iterator.to_ref::<Generator>() {
            return match generator.state.get() {
                State::Created | State::Suspended => suspend::enter(vm, &generator, Value::NONE, Continuation::ForLoop),
                State::Finished => {
                    exhausted(current, instr);
                    Ok(Flow::Reload)
                }
                _ => Err(resume::already_running(vm, &generator)),
            };
        }
        let item = iterate::next(vm, iterator)?;
        match item {
            Some(item) => put((*current).base.add(usize::from(instr.b())), item),
            None => exhausted(current, instr),
        }
    }
    if vm.heap.wants_attention() {
        crate::finalize::attend(vm);
    }
    Ok(Flow::Reload)
}

/// Leaves the loop: the iterator goes, and the frame continues behind it.
///
/// # Safety
/// As for [`for_iter`]; `pc` must have been saved behind the instruction.
pub unsafe fn exhausted(current: *mut Frame, instr: Instr) {
    // SAFETY: as the caller says.
    unsafe {
        drop(take((*current).base.add(usize::from(instr.a()))));
        (*current).pc = (*current).pc.offset(instr.c() as i16 as isize);
    }
}

/// `aiter(value)` for `async for`.
#[inline(never)]
pub fn async_iter(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let value = value.clone();
    let Some(iterator) = call::special(vm, &value, Special::AIter, &[])? else {
        let given = vm.classes.name_of(&value);
        return Err(vm.type_error(format!("'async for' requires an object with __aiter__ method, got {given}")));
    };
    if vm.classes.of(&iterator).special(Special::ANext).is_unbound() {
        let given = vm.classes.name_of(&iterator);
        return Err(vm.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {given}"
        )));
    }
    Ok(iterator)
}

/// The awaitable of the next item for `async for`.
#[inline(never)]
pub fn async_next(vm: &mut Vm, iterator: &Value) -> Result<Value, Raised> {
    let iterator = iterator.clone();
    let Some(next) = call::special(vm, &iterator, Special::ANext, &[])? else {
        let given = vm.classes.name_of(&iterator);
        return Err(vm.type_error(format!("'async for' requires an iterator with __anext__ method, got {given}")));
    };
    match awaitable::delegate_of(vm, &next) {
        Ok(value) => Ok(value),
        Err(_) if vm.is_pending(|classes| &classes.type_error) => {
            let cause = vm.take_exception();
            let given = vm.classes.name_of(&next);
            let raised = vm.type_error(format!("'async for' received an invalid object from __anext__: {given}"));
            if let (Some(cause), Some(exception)) = (cause, vm.take_exception()) {
                crate::handlers::set_cause(&exception, cause);
                return Err(vm.raise(exception));
            }
            Err(raised)
        }
        Err(raised) => Err(raised),
    }
}
