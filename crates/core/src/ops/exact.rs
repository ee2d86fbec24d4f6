//! Items and slices of the exact builtin sequences: nobody can have changed what they mean, so that no special
//! method is asked. `None` leaves the answer to the general way.

use std::ops::Range;

use taipan_heap::buffer::Buffer;
use taipan_heap::header::Header;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_text::hash;
use taipan_text::pieces::PIECE;

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::ops::compare::{self, Comparison};
use crate::ops::mapping;
use crate::ops::stretch::{self, Stretch};
use crate::value::class::Class;
use crate::value::kinds;
use crate::value::mapping::{Dict, Set};
use crate::value::sequence::{ByteArray, Bytes, Dimensions, List, MemoryView, Slice, Tuple};
use crate::value::special::Special;
use crate::value::text::Str;

/// Comparing longer texts takes fuel: the general way sees to that.
const LONG: usize = 1 << 16;

/// The two texts of two strings, where they are compared in no time.
#[inline(always)]
pub fn texts<'a>(vm: &Vm, left: &'a Value, right: &'a Value) -> Option<(&'a [u8], &'a [u8])> {
    let (x, y) = (left.header()?.class(), right.header()?.class());
    if x != y || x != vm.classes.str.value().word() {
        return None;
    }
    let (x, y) = (left.payload::<Str>()?.as_bytes(), right.payload::<Str>()?.as_bytes());
    (x.len() <= LONG).then_some((x, y))
}

/// How two strings, two lists or two tuples compare, where no Python code can have a say and they are short.
#[inline(always)]
pub fn compared(vm: &Vm, op: Comparison, left: &Value, right: &Value) -> Option<bool> {
    let (x, y) = (left.header()?.class(), right.header()?.class());
    if x != y {
        return None;
    }
    if x == vm.classes.str.value().word() {
        let (x, y) = (left.payload::<Str>()?.as_bytes(), right.payload::<Str>()?.as_bytes());
        if x.len() > LONG {
            return None;
        }
        return Some(match op {
            Comparison::Eq => x == y,
            Comparison::Ne => x != y,
            _ => op.holds(x.cmp(y)),
        });
    }
    if x == vm.classes.tuple.value().word() {
        return compare::flat(vm, op, left.payload::<Tuple>()?.items(), right.payload::<Tuple>()?.items());
    }
    if x == vm.classes.list.value().word() {
        return compare::flat(
            vm,
            op,
            &left.payload::<List>()?.items.borrow(),
            &right.payload::<List>()?.items.borrow(),
        );
    }
    None
}

/// The hash of an integer, or the one that a string knows.
#[inline(always)]
fn ready_hash(vm: &Vm, key: &Value) -> Option<u64> {
    if let Some(int) = key.word().as_int() {
        return Some(hash::int(int) as u64);
    }
    let class = key.header()?.class();
    if class == vm.classes.str.value().word() {
        return key.payload::<Str>()?.cached_hash();
    }
    if class == vm.classes.tuple.value().word() {
        return crate::ops::hash::plain_tuple(vm, key.payload()?).map(|hash| hash as u64);
    }
    mapping::plain_hash(vm, key)
}

/// Whether an object is a dict that answers a special method as dicts do.
#[inline(always)]
fn is_dict(vm: &Vm, header: &Header, special: Special) -> bool {
    if header.class() == vm.classes.dict.value().word() {
        return true;
    }
    header.kind() == kinds::DICT
        && header
            .class_value()
            .payload::<Class>()
            .is_some_and(|class| class.special(special).word() == vm.classes.dict.special(special).word())
}

/// The value of a dict's key that is there, the character of an ASCII string at an index that is inside, the byte of bytes.
#[inline]
pub fn item(vm: &Vm, object: &Value, key: &Value) -> Option<Value> {
    let class = object.header()?.class();
    if is_dict(vm, object.header()?, Special::GetItem) {
        let table = object.payload::<Dict>()?.table.borrow();
        let entry = mapping::find_plainly(vm, &*table, ready_hash(vm, key)?, key).ok()??;
        return Some(table.entry_value(entry).clone());
    }
    let index = key.word().as_int()?;
    if class == vm.classes.str.value().word() {
        let text = object.payload::<Str>()?;
        if !text.is_ascii() {
            return None;
        }
        let bytes = text.as_bytes();
        return vm.names.ascii(*bytes.get(stretch::place(index, bytes.len())?)?).cloned();
    }
    byte_at(vm, object, index)
}

/// Gives a key of a dict a value where no memory is short; the value before is given back. The value itself comes back
/// where that was not done.
#[inline]
pub fn set_item(vm: &Vm, object: &Value, key: &Value, value: Value) -> Result<Value, Value> {
    let plain = object.header().is_some_and(|header| is_dict(vm, header, Special::SetItem));
    let Some(dict) = object.payload::<Dict>().filter(|_| plain) else { return Err(value) };
    let Some(hash) = ready_hash(vm, key) else { return Err(value) };
    let mut table = dict.table.borrow_mut();
    match mapping::find_plainly(vm, &*table, hash, key) {
        Ok(Some(entry)) => Ok(table.set_entry_value(entry, value)),
        Ok(None) if table.has_room() => {
            // There is room for an entry, so that memory is not short.
            let _ = table.insert_new(&vm.heap, hash, key.clone(), value);
            Ok(Value::UNBOUND)
        }
        _ => Err(value),
    }
}

/// Text of more bytes is searched with a look now and then whether to go on.
const SHORT_TEXT: usize = 256;

/// Whether a dict or set has a key, or a string another one.
#[inline]
pub fn contains(vm: &Vm, container: &Value, member: &Value) -> Option<bool> {
    let class = container.header()?.class();
    if is_dict(vm, container.header()?, Special::Contains) {
        let table = container.payload::<Dict>()?.table.borrow();
        return Some(mapping::find_plainly(vm, &*table, ready_hash(vm, member)?, member).ok()?.is_some());
    }
    if class == vm.classes.set.value().word() || class == vm.classes.frozenset.value().word() {
        let table = container.payload::<Set>()?.table.borrow();
        return Some(mapping::find_plainly(vm, &*table, ready_hash(vm, member)?, member).ok()?.is_some());
    }
    if class == vm.classes.list.value().word() {
        return is_among(vm, &container.payload::<List>()?.items.borrow(), member);
    }
    if class == vm.classes.tuple.value().word() {
        return is_among(vm, container.payload::<Tuple>()?.items(), member);
    }
    let (text, part) = texts(vm, container, member)?;
    match part {
        _ if text.len() > SHORT_TEXT => None,
        [byte] => Some(text.contains(byte)),
        _ => Some(memchr::memmem::find(text, part).is_some()),
    }
}

/// More items are looked at where somebody pays for it.
const FEW: usize = 256;

/// Whether a value is among a few items, where that is seen at once.
fn is_among(vm: &Vm, items: &[Value], member: &Value) -> Option<bool> {
    if items.len() > FEW {
        return None;
    }
    let Some(item) = items.get(scan(vm, items, member, 0)) else { return Some(false) };
    let same = item.is(member) || texts(vm, item, member).is_some_and(|(x, y)| x == y);
    same.then_some(true)
}

/// The byte at an index of bytes or a bytearray.
#[inline]
pub fn byte_at(vm: &Vm, object: &Value, index: i64) -> Option<Value> {
    let byte = if let Some(bytes) = object.payload::<Bytes>() {
        let bytes = bytes.as_slice();
        *bytes.get(stretch::place(index, bytes.len())?)?
    } else {
        let bytes = object.payload::<ByteArray>()?.bytes.borrow();
        *bytes.get(stretch::place(index, bytes.len())?)?
    };
    if is_exact(vm, object) { Value::from_small_int(i64::from(byte)) } else { None }
}

/// Sets the byte at an index of a bytearray; false if it was not done.
#[inline]
pub fn set_byte(vm: &Vm, object: &Value, index: i64, value: &Value) -> bool {
    let Some(array) = object.payload::<ByteArray>() else { return false };
    let Some(byte) = value.word().as_int().and_then(|value| u8::try_from(value).ok()) else { return false };
    if !vm.classes.is_exactly(object, &vm.classes.bytearray) {
        return false;
    }
    let mut bytes = array.bytes.borrow_mut();
    let place = stretch::place(index, bytes.len()).and_then(|place| bytes.get_mut(place));
    place.map(|place| *place = byte).is_some()
}

/// `object[start:stop]`
pub fn slice(vm: &mut Vm, object: &Value, start: &Value, stop: &Value) -> Option<Result<Value, Raised>> {
    let (start, stop) = (bound(start)?, bound(stop)?);
    if !is_exact(vm, object) {
        return window(vm, object.payload::<MemoryView>()?, start, stop);
    }
    if let Some(text) = object.payload::<Str>() {
        if !text.is_ascii() {
            return None;
        }
        let bytes = text.as_bytes();
        let range = range(start, stop, bytes.len());
        if range.len() == bytes.len() {
            return Some(Ok(object.clone()));
        }
        return match bytes.get(range).unwrap_or_default() {
            [] => Some(Ok(vm.names.known.empty.clone())),
            [one] => Some(vm.char(u32::from(*one))),
            part => Some(vm.ascii(part)),
        };
    }
    if let Some(list) = object.payload::<List>() {
        let taken = {
            let items = list.items.borrow();
            let part = items.get(range(start, stop, items.len())).unwrap_or_default();
            Buffer::of_clones(&vm.heap, part)
        };
        return Some(taken.or_memory_error(vm).and_then(|taken| vm.list_of(taken)).map(|list| list.into_value()));
    }
    if let Some(bytes) = object.payload::<Bytes>() {
        let bytes = bytes.as_slice();
        let range = range(start, stop, bytes.len());
        if range.len() == bytes.len() {
            return Some(Ok(object.clone()));
        }
        return Some(vm.bytes(bytes.get(range).unwrap_or_default()));
    }
    let items = object.payload::<Tuple>()?.items();
    let range = range(start, stop, items.len());
    if range.len() == items.len() {
        return Some(Ok(object.clone()));
    }
    let class = vm.classes.tuple.value().clone();
    let part = Tuple::of_pieces(&vm.heap, class, [items.get(range).unwrap_or_default()]);
    Some(part.or_memory_error(vm).map(Ref::into_value))
}

/// `del object[key]` of a list, where no more than one item goes, and of a bytearray.
pub fn delete(vm: &mut Vm, object: &Value, key: &Value) -> Option<Result<(), Raised>> {
    if !is_exact(vm, object) {
        return None;
    }
    if let Some(list) = object.payload::<List>() {
        let length = list.length();
        let place = stretch::place(key.word().as_int()?, length)?;
        if let Err(raised) = vm.charge_pass(length - place) {
            return Some(Err(raised));
        }
        let removed = list.items.borrow_mut().remove(place);
        drop(removed);
        return Some(Ok(()));
    }
    let array = object.payload::<ByteArray>().filter(|array| array.exports.get() == 0)?;
    let slice = key.payload::<Slice>().filter(|slice| slice.step.is_none())?;
    let (start, stop) = (bound(&slice.start)?, bound(&slice.stop)?);
    let length = array.bytes.borrow().len();
    if let Err(raised) = vm.charge_pass(length) {
        return Some(Err(raised));
    }
    let mut bytes = array.bytes.borrow_mut();
    let deleted = bytes.splice_copied(&vm.heap, range(start, stop, length), &[]);
    bytes.shrink(&vm.heap);
    drop(bytes);
    Some(deleted.or_memory_error(vm))
}

/// A part of a view of one dimension, whose class nobody derives from.
fn window(vm: &mut Vm, view: &MemoryView, start: Option<i64>, stop: Option<i64>) -> Option<Result<Value, Raised>> {
    if view.owner.is_unbound() || !matches!(view.dimensions, Dimensions::One) {
        return None;
    }
    let places = range(start, stop, view.length);
    if let Some(array) = view.owner.get().payload::<ByteArray>() {
        array.exports.set(array.exports.get() + 1);
    }
    let part = MemoryView {
        owner: Slot::new(view.owner.get()),
        start: view.start.saturating_add((places.start as isize).saturating_mul(view.step)),
        length: places.len(),
        step: view.step,
        dimensions: Dimensions::One,
        format: view.format,
        item_size: view.item_size,
        read_only: view.read_only,
    };
    let class = vm.classes.memoryview.clone();
    Some(vm.allocate(&class, part).map(Ref::into_value))
}

/// `object[start:stop:step]` of a string in ASCII or a list.
pub fn stepped(vm: &mut Vm, object: &Value, slice: &Slice) -> Option<Result<Value, Raised>> {
    let (start, stop, step) = (bound(&slice.start)?, bound(&slice.stop)?, bound(&slice.step)?);
    if matches!(step, None | Some(0 | 1)) || !is_exact(vm, object) {
        return None;
    }
    if let Some(text) = object.payload::<Str>() {
        let bytes = text.as_bytes();
        let stretch = Stretch::new(start, stop, step, bytes.len());
        if !text.is_ascii() || stretch.count < 2 {
            return None;
        }
        let class = vm.classes.str.value().clone();
        let heap = &vm.heap;
        let made = Str::fill(heap, class, stretch.count, stretch.count, false, |target| {
            let mut places = stretch.places();
            for part in target.chunks_mut(PIECE) {
                heap.goes_on()?;
                for (target, place) in part.iter_mut().zip(&mut places) {
                    *target = bytes.get(place).copied().unwrap_or(b' ');
                }
            }
            Ok(())
        });
        return Some(made.or_memory_error(vm).map(|made| made.into_value()));
    }
    let list = object.payload::<List>()?;
    let taken = {
        let items = list.items.borrow();
        let stretch = Stretch::new(start, stop, step, items.len());
        Buffer::collect(&vm.heap, stretch.places().map(|place| items.get(place).cloned().unwrap_or(Value::NONE)))
    };
    Some(taken.or_memory_error(vm).and_then(|taken| vm.list_of(taken)).map(|list| list.into_value()))
}

/// The smallest or largest item of a list or tuple of nothing but small integers.
pub fn extreme_int(vm: &Vm, iterable: &Value, largest: bool) -> Option<Value> {
    if !is_exact(vm, iterable) {
        return None;
    }
    let list = iterable.payload::<List>().map(|list| list.items.borrow());
    let items = match &list {
        Some(items) => items,
        None => iterable.payload::<Tuple>()?.items(),
    };
    let mut best = items.first()?.word().as_int()?;
    for piece in items.chunks(MOST) {
        // The general way sees why it does not go on.
        vm.heap.goes_on().ok()?;
        for item in piece {
            let item = item.word().as_int()?;
            if if largest { item > best } else { item < best } {
                best = item;
            }
        }
    }
    Value::from_small_int(best)
}

/// Items that are looked at in one go.
const MOST: usize = 1 << 16;

/// The first place from `start` on where finding `wanted` needs a decision: it is there, or only `__eq__` can tell, or so
/// much was looked at that somebody must pay for it. The length, if there is none.
pub fn scan(vm: &Vm, items: &[Value], wanted: &Value, start: usize) -> usize {
    let length = wanted.payload::<Str>().map_or(0, |text| text.as_bytes().len());
    let most = (MOST * 16 / (length + 16)).max(16);
    let end = start.saturating_add(most).min(items.len());
    let rest = items.get(start..end).unwrap_or_default();
    let place = if wanted.word().is_int() {
        rest.iter().position(|item| item.is(wanted) || !item.word().is_int())
    } else if vm.classes.is_exactly(wanted, &vm.classes.str) {
        let text = wanted.payload::<Str>().map(Str::as_bytes).unwrap_or_default();
        rest.iter().position(|item| {
            item.is(wanted)
                || !vm.classes.is_exactly(item, &vm.classes.str)
                || item.payload::<Str>().is_none_or(|item| item.as_bytes() == text)
        })
    } else {
        return start;
    };
    place.map_or(end, |place| start + place)
}

/// `left += right`, where the left side changes: a bytearray that takes bytes, a list that takes a list or tuple.
pub fn extend(vm: &mut Vm, left: &Value, right: &Value) -> Option<Result<Value, Raised>> {
    if !is_exact(vm, left) {
        return None;
    }
    if let Some(array) = left.payload::<ByteArray>() {
        let bytes = right.payload::<Bytes>()?;
        if array.exports.get() > 0 {
            return None;
        }
        let extended = array.bytes.borrow_mut().extend_copied(&vm.heap, bytes.as_slice());
        return Some(extended.or_memory_error(vm).map(|()| left.clone()));
    }
    let list = left.payload::<List>()?;
    if left.is(right) || !is_exact(vm, right) {
        return None;
    }
    let extended = if let Some(more) = right.payload::<List>() {
        list.items.borrow_mut().extend_from_slice(&vm.heap, &more.items.borrow())
    } else {
        list.items.borrow_mut().extend_from_slice(&vm.heap, right.payload::<Tuple>()?.items())
    };
    Some(extended.or_memory_error(vm).map(|()| left.clone()))
}

/// True if the class of a sequence is the builtin one, not a class derived from it.
#[inline(always)]
pub(crate) fn is_exact(vm: &Vm, object: &Value) -> bool {
    let Some(header) = object.header() else { return false };
    let class = match header.kind() {
        kinds::STR => &vm.classes.str,
        kinds::LIST => &vm.classes.list,
        kinds::TUPLE => &vm.classes.tuple,
        kinds::BYTES => &vm.classes.bytes,
        kinds::BYTE_ARRAY => &vm.classes.bytearray,
        _ => return false,
    };
    header.class() == class.value().word()
}

/// A bound of a slice that is None or a small integer.
#[inline(always)]
fn bound(value: &Value) -> Option<Option<i64>> {
    if value.is_none() { Some(None) } else { value.word().as_int().map(Some) }
}

/// The places between two bounds.
#[inline(always)]
fn range(start: Option<i64>, stop: Option<i64>, length: usize) -> Range<usize> {
    let length = length as i64;
    let place = |bound: i64| if bound < 0 { (bound + length).max(0) } else { bound.min(length) };
    let start = start.map_or(0, place);
    let stop = stop.map_or(length, place).max(start);
    start as usize..stop as usize
}
