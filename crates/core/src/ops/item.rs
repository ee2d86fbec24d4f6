//! Subscripts, membership and length of anything, and what indices and slices mean.

use std::ops::ControlFlow;

use taipan_heap::value::{Ref, Value};
use taipan_text::wtf8;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::stretch::{self, Stretch};
use crate::ops::{compare, exact, iterate, mapping};
use crate::protocol::argument::small_int;
use crate::protocol::{call, lookup, truth};
use crate::value::class::{Class, flags};
use crate::value::deque::Deque;
use crate::value::kinds;
use crate::value::mapping::{Dict, Set};
use crate::value::number::BigInt;
use crate::value::sequence::{ByteArray, Bytes, List, Slice, Tuple};
use crate::value::special::Special;
use crate::value::text::Str;

/// Python's `object[key]`.
pub fn get(vm: &mut Vm, object: &Value, key: &Value) -> Result<Value, Raised> {
    if let Some(index) = key.word().as_int() {
        if let Some(list) = object.payload::<List>()
            && inherits(vm, object, &vm.classes.list, Special::GetItem)
        {
            let item = stretch::place(index, list.length()).and_then(|place| list.get(place));
            return item.ok_or_else(|| vm.index_error("list index out of range"));
        }
        if let Some(tuple) = object.payload::<Tuple>()
            && inherits(vm, object, &vm.classes.tuple, Special::GetItem)
        {
            let items = tuple.items();
            let item = stretch::place(index, items.len()).and_then(|place| items.get(place).cloned());
            return item.ok_or_else(|| vm.index_error("tuple index out of range"));
        }
        if vm.classes.is_exactly(object, &vm.classes.str)
            && let Some(text) = object.to_ref::<Str>()
        {
            return character(vm, &text, index);
        }
        if let Some(byte) = exact::byte_at(vm, object, index) {
            return Ok(byte);
        }
    }
    if vm.classes.is_exactly(object, &vm.classes.dict)
        && let Some(dict) = object.to_ref::<Dict>()
    {
        let found = mapping::get(vm, &dict, key)?;
        return found.ok_or_else(|| vm.key_error(key));
    }
    if let Some(dict) = object.to_ref::<Dict>()
        && inherits(vm, object, &vm.classes.dict, Special::GetItem)
        && let Some(found) = mapping::get(vm, &dict, key)?
    {
        return Ok(found);
    }
    if let Some(slice) = key.payload::<Slice>()
        && let Some(part) = exact::stepped(vm, object, slice)
    {
        return part;
    }
    if let Some(item) = call::special(vm, object, Special::GetItem, std::slice::from_ref(key))? {
        return Ok(item);
    }
    if let Some(class) = object.to_ref::<Class>() {
        if let Some(method) = class_getitem(vm, &class)?.filter(|method| !method.is_none()) {
            return vm.call(&method, std::slice::from_ref(key));
        }
        let given = class.text_name();
        return Err(vm.type_error(format!("type '{given}' is not subscriptable")));
    }
    let given = vm.classes.name_of(object);
    Err(vm.type_error(format!("'{given}' object is not subscriptable")))
}

/// The name under which the VM keeps what `type[int]` calls: as an attribute of `type`, every class would have it.
pub const OF_TYPE: &str = "type[]";

/// What a class answers `__class_getitem__` with: as every attribute, it may come from its metaclass.
fn class_getitem(vm: &mut Vm, class: &Ref<Class>) -> Result<Option<Value>, Raised> {
    let name = vm.names.known.class_getitem.clone();
    let (meta, object) = (vm.classes.of(class.value()), class.value());
    if object.is(vm.classes.type_.value()) {
        let kept = vm.world.kept.borrow().get(OF_TYPE).cloned();
        return kept.map(|found| lookup::bind(vm, &found, None, object)).transpose();
    }
    if let Some(found) = lookup::find(vm, class, &name) {
        return lookup::bind(vm, &found, None, object).map(Some);
    }
    if let Some(found) = lookup::find(vm, &meta, &name) {
        return lookup::bind(vm, &found, Some(object), meta.value()).map(Some);
    }
    if !meta.has(flags::CUSTOM_GET) {
        return Ok(None);
    }
    match lookup::custom_get_attr(vm, object, &meta, &name) {
        Ok(found) => Ok(Some(found)),
        Err(raised) if !vm.is_pending(|classes| &classes.attribute_error) => Err(raised),
        Err(_) => {
            vm.clear_pending();
            Ok(None)
        }
    }
}

/// Whether an object answers a special method as instances of a builtin class do.
fn inherits(vm: &Vm, object: &Value, builtin: &Ref<Class>, special: Special) -> bool {
    vm.classes.is_exactly(object, builtin)
        || vm.classes.of(object).special(special).word() == builtin.special(special).word()
}

/// Python's `object[start:stop]`.
pub fn slice(vm: &mut Vm, object: &Value, start: Value, stop: Value) -> Result<Value, Raised> {
    if let Some(part) = exact::slice(vm, object, &start, &stop) {
        return part;
    }
    let slice = vm.slice(start, stop, Value::NONE)?;
    get(vm, object, &slice)
}

/// The character of a string at an index.
pub fn character(vm: &mut Vm, text: &Ref<Str>, index: i64) -> Result<Value, Raised> {
    let Some(place) = stretch::place(index, text.length()) else {
        return Err(vm.index_error("string index out of range"));
    };
    let offset = vm.world.text_places.offset(text, place);
    let (code_point, _) = wtf8::decode(text.as_bytes().get(offset..).unwrap_or_default()).unwrap_or_default();
    vm.char(code_point)
}

/// Python's `object[key] = value`.
pub fn set(vm: &mut Vm, object: &Value, key: &Value, value: Value) -> Result<(), Raised> {
    if let Some(dict) = object.to_ref::<Dict>()
        && inherits(vm, object, &vm.classes.dict, Special::SetItem)
    {
        return mapping::set(vm, &dict, key, value);
    }
    if let (Some(list), Some(index)) = (object.payload::<List>(), key.word().as_int())
        && inherits(vm, object, &vm.classes.list, Special::SetItem)
    {
        return match stretch::place(index, list.length()) {
            Some(place) => {
                let before = list.items.borrow_mut().get_mut(place).map(|item| std::mem::replace(item, value));
                drop(before);
                Ok(())
            }
            None => Err(vm.index_error("list assignment index out of range")),
        };
    }
    if let Some(index) = key.word().as_int()
        && exact::set_byte(vm, object, index, &value)
    {
        return Ok(());
    }
    match call::special(vm, object, Special::SetItem, &[key.clone(), value])? {
        Some(_) => Ok(()),
        None => {
            let given = vm.classes.name_of(object);
            Err(vm.type_error(format!("'{given}' object does not support item assignment")))
        }
    }
}

/// Python's `del object[key]`.
pub fn delete(vm: &mut Vm, object: &Value, key: &Value) -> Result<(), Raised> {
    match call::special(vm, object, Special::DelItem, std::slice::from_ref(key))? {
        Some(_) => Ok(()),
        None => {
            let given = vm.classes.name_of(object);
            // What has items or a length, or is written in Python, is refused in other words.
            let class = vm.classes.of(object);
            let sized = !class.special(Special::Len).is_unbound();
            let plain = !sized && class.special(Special::GetItem).is_unbound() && !class.has(flags::HEAP);
            let how = if plain { "does not" } else { "doesn't" };
            Err(vm.type_error(format!("'{given}' object {how} support item deletion")))
        }
    }
}

/// Python's `item in container`.
pub fn contains(vm: &mut Vm, container: &Value, item: &Value) -> Result<bool, Raised> {
    if let Some(dict) = container.to_ref::<Dict>()
        && inherits(vm, container, &vm.classes.dict, Special::Contains)
    {
        return mapping::contains(vm, &dict, item);
    }
    if (vm.classes.is_exactly(container, &vm.classes.set) || vm.classes.is_exactly(container, &vm.classes.frozenset))
        && let Some(set) = container.to_ref::<Set>()
    {
        return mapping::set_contains(vm, &set, item);
    }
    let class = vm.classes.of(container);
    let method = class.special(Special::Contains);
    if method.word().is_none() {
        let given = class.text_name();
        return Err(vm.type_error(format!("'{given}' object is not a container")));
    }
    let plain = class.value().is(vm.classes.list.value()) || class.value().is(vm.classes.tuple.value());
    if !plain && let Some(answer) = call::special(vm, container, Special::Contains, std::slice::from_ref(item))? {
        return truth::is_true(vm, &answer);
    }
    if !iterate::is_iterable(vm, container) {
        let given = class.text_name();
        return Err(vm.type_error(format!("argument of type '{given}' is not iterable")));
    }
    if plain {
        return contained(vm, container, item);
    }
    let mut found = false;
    iterate::until(vm, container, |vm, candidate| {
        found = compare::equals(vm, &candidate, item)?;
        Ok(if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found)
}

/// Whether a list or tuple has an item equal to a value.
fn contained(vm: &mut Vm, container: &Value, item: &Value) -> Result<bool, Raised> {
    let mut place = 0;
    loop {
        let before = place;
        let candidate = match (container.payload::<List>(), container.payload::<Tuple>()) {
            (Some(list), _) => {
                let items = list.items.borrow();
                place = exact::scan(vm, &items, item, place);
                items.get(place).cloned()
            }
            (None, Some(tuple)) => {
                place = exact::scan(vm, tuple.items(), item, place);
                tuple.items().get(place).cloned()
            }
            (None, None) => None,
        };
        // A comparison may have made the list shorter.
        vm.charge_pass(place.saturating_sub(before))?;
        vm.tick()?;
        let Some(candidate) = candidate else { return Ok(false) };
        if compare::equals(vm, &candidate, item)? {
            return Ok(true);
        }
        place += 1;
    }
}

/// Python's `len(value)`.
pub fn length(vm: &mut Vm, value: &Value) -> Result<usize, Raised> {
    let class = vm.classes.of(value);
    if !class.has(crate::value::class::flags::HEAP) {
        let length = match value.header().map(|header| header.kind()) {
            Some(kinds::LIST) => value.payload::<List>().map(List::length),
            Some(kinds::TUPLE) => value.payload::<Tuple>().map(Tuple::length),
            Some(kinds::DICT) => value.payload::<Dict>().map(Dict::length),
            Some(kinds::STR) => value.payload::<Str>().map(Str::length),
            Some(kinds::DEQUE) => value.payload::<Deque>().map(Deque::length),
            Some(kinds::SET) => value.payload::<Set>().map(Set::length),
            Some(kinds::BYTES) => value.payload::<Bytes>().map(|bytes| bytes.as_slice().len()),
            Some(kinds::BYTE_ARRAY) => value.payload::<ByteArray>().map(|bytes| bytes.bytes.borrow().len()),
            _ => None,
        };
        if let Some(length) = length {
            return Ok(length);
        }
    }
    match call::special(vm, value, Special::Len, &[])? {
        Some(length) => call::length_result(vm, &length),
        None => {
            let given = class.text_name();
            Err(vm.type_error(format!("object of type '{given}' has no len()")))
        }
    }
}

/// What stands between the brackets after a sequence.
pub enum Subscript {
    /// An index, not yet checked against the length; negative ones count from the end.
    Index(i64),
    /// The bounds of a slice.
    Slice(Bounds),
}

/// The bounds of a slice as numbers; `None` where one is missing.
#[derive(Clone, Copy)]
pub struct Bounds {
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
}

impl Bounds {
    /// What the bounds mean in a sequence of `length` items. The length is asked for late: `__index__` may change it.
    pub fn within(self, length: usize) -> Stretch {
        Stretch::new(self.start, self.stop, self.step, length)
    }

    /// Whether the slice takes items one after the other.
    pub fn is_simple(self) -> bool {
        self.step.is_none_or(|step| step == 1)
    }
}

/// Reads a subscript of a sequence that messages call `name`: `"list"`, `"string"`, `"byte"`.
pub fn subscript(vm: &mut Vm, key: &Value, name: &str) -> Result<Subscript, Raised> {
    if let Some(index) = key.word().as_int() {
        return Ok(Subscript::Index(index));
    }
    if let Some(slice) = key.to_ref::<Slice>() {
        return bounds(vm, &slice).map(Subscript::Slice);
    }
    if !has_index(vm, key) {
        let given = vm.classes.name_of(key);
        let wanted = if name == "string" { "integers" } else { "integers or slices" };
        let quoted = if name == "string" { format!("'{given}'") } else { given };
        return Err(vm.type_error(format!("{name} indices must be {wanted}, not {quoted}")));
    }
    let index = lookup::index(vm, key)?;
    match small_int(&index) {
        Some(index) => Ok(Subscript::Index(index)),
        None => {
            let given = vm.classes.name_of(key);
            Err(vm.index_error(format!("cannot fit '{given}' into an index-sized integer")))
        }
    }
}

/// Whether a value can be used as an integer.
pub fn has_index(vm: &Vm, value: &Value) -> bool {
    value.word().is_int() || !vm.classes.of(value).special(Special::Index).is_unbound()
}

/// Reads the bounds of a slice.
pub fn bounds(vm: &mut Vm, slice: &Slice) -> Result<Bounds, Raised> {
    let step = bound(vm, &slice.step)?;
    if step == Some(0) {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    Ok(Bounds { start: bound(vm, &slice.start)?, stop: bound(vm, &slice.stop)?, step })
}

/// What a slice means in a sequence of `length` items.
pub fn slice_bounds(vm: &mut Vm, slice: &Slice, length: usize) -> Result<Stretch, Raised> {
    Ok(bounds(vm, slice)?.within(length))
}

fn bound(vm: &mut Vm, value: &Value) -> Result<Option<i64>, Raised> {
    if value.is_none() {
        return Ok(None);
    }
    if !has_index(vm, value) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    saturated(vm, value).map(Some)
}

/// A bound of `index(x, start, stop)` and the like: negative ones count from the end, none is larger than a length.
pub fn search_bound(vm: &mut Vm, value: &Value, length: usize) -> Result<usize, Raised> {
    if !has_index(vm, value) {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    let bound = saturated(vm, value)?;
    let bound = if bound < 0 { bound.saturating_add(length as i64).max(0) } else { bound };
    Ok(bound as usize)
}

/// An integer, or the nearest that 64 bits hold.
pub fn saturated(vm: &mut Vm, value: &Value) -> Result<i64, Raised> {
    let index = lookup::index(vm, value)?;
    Ok(small_int(&index).unwrap_or_else(|| {
        let negative = index.payload::<BigInt>().is_some_and(|big| big.look().is_negative());
        if negative { i64::MIN } else { i64::MAX }
    }))
}

/// The place that a key means in a sequence of `length` items; `None` if it lies outside.
pub fn index_of(vm: &mut Vm, key: &Value, length: usize) -> Result<Option<usize>, Raised> {
    let index = lookup::index(vm, key)?;
    match small_int(&index) {
        Some(index) => Ok(stretch::place(index, length)),
        None => {
            let given = vm.classes.name_of(key);
            Err(vm.index_error(format!("cannot fit '{given}' into an index-sized integer")))
        }
    }
}

/// The factor of a repetition: `None` if `value` is no integer, 0 for negative ones.
pub fn factor(vm: &mut Vm, value: &Value) -> Result<Option<usize>, Raised> {
    if !has_index(vm, value) {
        return Ok(None);
    }
    let index = lookup::index(vm, value)?;
    match small_int(&index) {
        Some(times) => Ok(Some(usize::try_from(times).unwrap_or(0))),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.overflow_error(format!("cannot fit '{given}' into an index-sized integer")))
        }
    }
}
