//! What `list` answers. Slices are in `list_slices`, sorting is in `list_sort`.

use std::ops::ControlFlow;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::item::{self, Subscript};
use taipan_core::ops::{exact_binary, iterate, stretch};
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::buffer::Buffer;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::wtf8;

use crate::iterator::sequence_iterator;
use crate::sequence::items;
use crate::sequence::list_slices;
use crate::sequence::list_sort::sort;

/// `list`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A sequence that can change: list(), list(iterable), [1, 2, 3].",
    methods: methods![
        new, init, repr_, eq, ne, lt, le, gt, ge, len, getitem, setitem, delitem, contains, iter, reversed, add, mul,
        rmul, iadd, imul, append, extend, insert, pop, remove, clear, index, count, reverse, sort, copy,
    ],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `list()` and `list(iterable)`.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let made = match values {
        [] => vm.list_of(Buffer::new())?,
        [iterable] if vm.classes.is_exactly(iterable, &vm.classes.list) => {
            let items = iterable.payload::<List>().map(|list| list.items.borrow().duplicate(&vm.heap));
            let items = items.unwrap_or_else(|| Ok(Buffer::new())).or_memory_error(vm)?;
            vm.list_of(items)?
        }
        [iterable] => {
            let made = vm.list_of(Buffer::new())?;
            extend(vm, &made, iterable)?;
            made
        }
        _ => return Ok(None),
    };
    Ok(Some(made.into_value()))
}

/// Make a list; the items come with __init__.
#[function("list.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<List>, Raised> {
    vm.allocate(&class, List::default())
}

/// Fill the list with the items of an iterable.
#[function("list.__init__(self, iterable=<absent>, /)")]
fn init(vm: &mut Vm, this: &List, iterable: Option<&Value>) -> Result<(), Raised> {
    clear(this);
    match iterable {
        Some(iterable) => extend(vm, this, iterable),
        None => Ok(()),
    }
}

/// What repr() shows.
#[function("list.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: Ref<List>) -> Result<Value, Raised> {
    if this.length() == 0 {
        return vm.str("[]");
    }
    items::repr_of(vm, this.value(), "[...]", |vm, text| {
        text.push(vm, b"[")?;
        items::write_reprs(vm, text, &*this)?;
        text.push(vm, b"]")?;
        Ok(())
    })
}

fn compared(vm: &mut Vm, this: &Value, value: &Value, comparison: Comparison) -> Result<Value, Raised> {
    if !this.is_kind::<List>() || !value.is_kind::<List>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    compare::sequences(vm, comparison, this, value)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("list.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Eq)
}

/// The opposite of ==.
#[function("list.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ne)
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("list.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Lt)
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("list.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Le)
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("list.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Gt)
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("list.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ge)
}

/// The number of items.
#[function("list.__len__(self, /)")]
fn len(this: &List) -> usize {
    this.length()
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("list.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &List, key: &Value) -> Result<Value, Raised> {
    match item::subscript(vm, key, "list")? {
        Subscript::Index(index) => match stretch::place(index, this.length()).and_then(|place| this.get(place)) {
            Some(item) => Ok(item),
            None => Err(vm.index_error("list index out of range")),
        },
        Subscript::Slice(bounds) => list_slices::get(vm, this, bounds),
    }
}

/// Replace the item at an index, or the part that a slice names.
#[function("list.__setitem__(self, key, value, /)")]
fn setitem(vm: &mut Vm, this: &List, key: &Value, value: Value) -> Result<(), Raised> {
    match item::subscript(vm, key, "list")? {
        Subscript::Index(index) => {
            let place = stretch::place(index, this.length());
            let mut contents = this.items.borrow_mut();
            match place.and_then(|place| contents.get_mut(place)) {
                Some(item) => {
                    let before = std::mem::replace(item, value);
                    drop(contents);
                    drop(before);
                    Ok(())
                }
                None => Err(vm.index_error("list assignment index out of range")),
            }
        }
        Subscript::Slice(bounds) => list_slices::set(vm, this, bounds, &value),
    }
}

/// Remove the item at an index, or the part that a slice names.
#[function("list.__delitem__(self, key, /)")]
fn delitem(vm: &mut Vm, this: &List, key: &Value) -> Result<(), Raised> {
    match item::subscript(vm, key, "list")? {
        Subscript::Index(index) => {
            let place = stretch::place(index, this.length());
            charge_moves(vm, this, place)?;
            let removed = place.and_then(|place| this.items.borrow_mut().remove(place));
            if removed.is_none() {
                return Err(vm.index_error("list assignment index out of range"));
            }
            Ok(())
        }
        Subscript::Slice(bounds) => list_slices::delete(vm, this, bounds),
    }
}

/// Takes fuel for the items behind a place, which move when one comes or goes there.
fn charge_moves(vm: &mut Vm, this: &List, place: Option<usize>) -> Result<(), Raised> {
    vm.charge_pass(place.map_or(0, |place| this.length().saturating_sub(place)))
}

/// Whether something is among the items.
#[function("list.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &List, key: &Value) -> Result<bool, Raised> {
    Ok(items::find(vm, this, key, 0, usize::MAX)?.is_some())
}

/// An iterator over the items.
#[function("list.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    iterate::forwards(vm, vm.classes.list_iterator.value().clone(), this)
}

/// An iterator from the last item to the first.
#[function("list.__reversed__(self, /)")]
fn reversed(vm: &mut Vm, this: Ref<List>) -> Result<Value, Raised> {
    let class = vm.classes.list_reverse_iterator.clone();
    sequence_iterator::backwards(vm, &class, this.value(), this.length())
}

/// The items of both, one after the other.
#[function("list.__add__(self, value, /)", mark = OfSequence)]
fn add(vm: &mut Vm, this: &List, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<List>() else {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("can only concatenate list (not \"{given}\") to list")));
    };
    let sum = Buffer::of_pieces(&vm.heap, [&**this.items.borrow(), &**other.items.borrow()]).or_memory_error(vm)?;
    Ok(vm.list_of(sum)?.into_value())
}

/// The items so many times.
#[function("list.__mul__(self, value, /)", mark = OfSequence)]
fn mul(vm: &mut Vm, this: &List, value: &Value) -> Result<Value, Raised> {
    match item::factor(vm, value)? {
        Some(times) => {
            let product = exact_binary::repeated(vm, this, times)?;
            Ok(vm.list_of(product)?.into_value())
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The items so many times.
#[function("list.__rmul__(self, value, /)", mark = OfSequence)]
fn rmul(vm: &mut Vm, this: &List, value: &Value) -> Result<Value, Raised> {
    mul(vm, this, value)
}

/// Append the items of an iterable.
#[function("list.__iadd__(self, value, /)", mark = OfSequence)]
fn iadd(vm: &mut Vm, this: Ref<List>, value: &Value) -> Result<Ref<List>, Raised> {
    extend(vm, &this, value)?;
    Ok(this)
}

/// Repeat the items in place.
#[function("list.__imul__(self, value, /)", mark = OfSequence)]
fn imul(vm: &mut Vm, this: Ref<List>, value: &Value) -> Result<Value, Raised> {
    let Some(times) = item::factor(vm, value)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let product = exact_binary::repeated(vm, &this, times)?;
    drop(this.items.replace(product));
    Ok(this.into_value())
}

/// Add an item behind the last one.
#[function("list.append(self, object, /)", mark = Append)]
fn append(vm: &mut Vm, this: &List, object: Value) -> Result<(), Raised> {
    this.items.borrow_mut().push(&vm.heap, object).or_memory_error(vm)
}

/// Append the items of an iterable.
#[function("list.extend(self, iterable, /)")]
pub(crate) fn extend(vm: &mut Vm, this: &List, iterable: &Value) -> Result<(), Raised> {
    if vm.classes.is_exactly(iterable, &vm.classes.list)
        && let Some(other) = iterable.payload::<List>()
    {
        if !std::ptr::eq(this, other) {
            return this.items.borrow_mut().extend_from_slice(&vm.heap, &other.items.borrow()).or_memory_error(vm);
        }
        // A list may be extended by itself, so its items are taken first.
        let added = other.items.borrow().duplicate(&vm.heap).or_memory_error(vm)?;
        this.items.borrow_mut().reserve(&vm.heap, added.len()).or_memory_error(vm)?;
        return this.items.borrow_mut().extend_from_slice(&vm.heap, &added).or_memory_error(vm);
    }
    if vm.classes.is_exactly(iterable, &vm.classes.tuple)
        && let Some(other) = iterable.payload::<Tuple>()
    {
        return this.items.borrow_mut().extend_from_slice(&vm.heap, other.items()).or_memory_error(vm);
    }
    if vm.classes.is_exactly(iterable, &vm.classes.dict)
        && let Some(dict) = iterable.payload::<Dict>()
    {
        let table = dict.table.borrow();
        let mut items = this.items.borrow_mut();
        let extended = items.reserve(&vm.heap, table.length());
        let pushed = extended.and_then(|()| {
            table.iter().enumerate().try_for_each(|(number, entry)| {
                if number % PIECE == PIECE - 1 {
                    vm.heap.goes_on()?;
                }
                items.push(&vm.heap, entry.key.clone())
            })
        });
        drop((items, table));
        return pushed.or_memory_error(vm);
    }
    if vm.classes.is_exactly(iterable, &vm.classes.str)
        && let Some(text) = iterable.payload::<Str>()
    {
        this.items.borrow_mut().reserve(&vm.heap, text.length()).or_memory_error(vm)?;
        let mut rest = text.as_bytes();
        while let Some((code_point, width)) = wtf8::decode(rest) {
            vm.charge(1)?;
            let character = vm.char(code_point)?;
            append(vm, this, character)?;
            rest = rest.get(width..).unwrap_or_default();
        }
        return Ok(());
    }
    let iterator = iterate::iter(vm, iterable)?;
    iterate::check_hint(vm, iterable)?;
    iterate::drain(vm, &iterator, |vm, item| {
        append(vm, this, item)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// Put an item in front of the one at an index; beyond the ends, at the end.
#[function("list.insert(self, index, object, /)")]
fn insert(vm: &mut Vm, this: &List, index: i64, object: Value) -> Result<(), Raised> {
    let length = this.length();
    let place = if index < 0 { index.saturating_add(length as i64).max(0) } else { index };
    charge_moves(vm, this, usize::try_from(place).ok())?;
    this.items.borrow_mut().insert(&vm.heap, place as usize, object).or_memory_error(vm)
}

/// Remove the item at an index, by default the last, and give it. Raises IndexError if there is none.
#[function("list.pop(self, index=-1, /)")]
fn pop(vm: &mut Vm, this: &List, index: i64) -> Result<Value, Raised> {
    let length = this.length();
    if length == 0 {
        return Err(vm.index_error("pop from empty list"));
    }
    let place = if index == -1 { None } else { stretch::place(index, length) };
    charge_moves(vm, this, place)?;
    let mut contents = this.items.borrow_mut();
    let item = match place {
        Some(place) => contents.remove(place),
        None if index == -1 => contents.pop(),
        None => None,
    };
    contents.shrink(&vm.heap);
    drop(contents);
    item.ok_or_else(|| vm.index_error("pop index out of range"))
}

/// Remove the first item equal to value. Raises ValueError if none is.
#[function("list.remove(self, value, /)")]
fn remove(vm: &mut Vm, this: &List, value: &Value) -> Result<(), Raised> {
    match items::find(vm, this, value, 0, usize::MAX)? {
        Some(place) => {
            let removed = this.items.borrow_mut().remove(place);
            drop(removed);
            Ok(())
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

/// Leave the list empty.
#[function("list.clear(self, /)")]
fn clear(this: &List) {
    // The items go when the list no longer holds them: what they end may look at the list.
    drop(this.items.take());
}

/// Where an item equal to value stands first, looking from start to stop. Raises ValueError if none does.
#[function("list.index(self, value, start=0, stop=<absent>, /)")]
fn index(vm: &mut Vm, this: &List, value: &Value, start: &Value, stop: Option<&Value>) -> Result<usize, Raised> {
    let start = item::search_bound(vm, start, this.length())?;
    let stop = stop.map_or(Ok(usize::MAX), |stop| item::search_bound(vm, stop, this.length()))?;
    match items::find(vm, this, value, start, stop)? {
        Some(place) => Ok(place),
        None => {
            let mut message = Draft::new();
            items::write_repr(vm, &mut message, value)?;
            message.push(vm, b" is not in list")?;
            Err(vm.value_error(String::from_utf8_lossy(&message)))
        }
    }
}

/// How many items are equal to value.
#[function("list.count(self, value, /)")]
fn count(vm: &mut Vm, this: &List, value: &Value) -> Result<usize, Raised> {
    items::count(vm, this, value)
}

/// Items that are moved before the next look whether to go on.
const PIECE: usize = 1 << 12;

/// Turn the order around.
#[function("list.reverse(self, /)")]
fn reverse(vm: &mut Vm, this: &List) -> Result<(), Raised> {
    let mut items = this.items.borrow_mut();
    let mut left = &mut items[..];
    // Pairs from both ends, piece by piece.
    while left.len() > 1 {
        let now = (left.len() / 2).min(PIECE);
        vm.charge_pass(now)?;
        let (first, rest) = left.split_at_mut(now);
        let (rest, last) = rest.split_at_mut(rest.len() - now);
        first.iter_mut().zip(last.iter_mut().rev()).for_each(|(a, b)| std::mem::swap(a, b));
        left = rest;
    }
    Ok(())
}

/// A copy with the same items.
#[function("list.copy(self, /)")]
fn copy(vm: &mut Vm, this: &List) -> Result<Ref<List>, Raised> {
    let items = this.items.borrow().duplicate(&vm.heap).or_memory_error(vm)?;
    vm.list_of(items)
}
