//! What `dict` answers. Its views are in `dict_views`, merging is in `dict_update`.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{compare, item, iterate, mapping};
use taipan_core::protocol::call;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::iterator::Items;
use taipan_core::value::mapping::{Dict, Set};
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::mapping::dict_update::{self, update};
use crate::mapping::dict_views::{items_view, keys, values};
use crate::mapping::table_iterator;
use crate::sequence::items::{self, write_repr};

/// `dict`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A mapping of keys to values in order of insertion: dict(), dict(mapping), dict(pairs), dict(name=value).",
    methods: methods![
        new, init, repr_, eq, ne, len, getitem, setitem, delitem, contains, iter, reversed, or, ror, ior, get,
        setdefault, pop, popitem, update, clear, copy, keys, values, items_view, fromkeys,
    ],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `dict()`
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    if values.is_empty() { Ok(Some(vm.dict()?.into_value())) } else { Ok(None) }
}

/// Make a dict; the entries come with __init__.
#[function("dict.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<Dict>, Raised> {
    vm.allocate(&class, Dict::default())
}

/// Fill the dict from a mapping or pairs, and from keyword arguments.
#[function("dict.__init__(self, /, *args, **kwargs)")]
fn init(vm: &mut Vm, this: Ref<Dict>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    dict_update::from_arguments(vm, &this, "dict", args, kwargs)
}

/// What repr() shows.
#[function("dict.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: Ref<Dict>) -> Result<Value, Raised> {
    if this.length() == 0 {
        return vm.str("{}");
    }
    items::repr_of(vm, this.value(), "{...}", |vm, text| {
        text.push(vm, b"{")?;
        let mut position = 0;
        while let Some((next, key, value)) = this.next_entry(position) {
            vm.tick()?;
            if position > 0 {
                text.push(vm, b", ")?;
            }
            write_repr(vm, text, &key)?;
            text.push(vm, b": ")?;
            write_repr(vm, text, &value)?;
            position = next;
        }
        text.push(vm, b"}")?;
        Ok(())
    })
}

/// `==` of two dicts: the same keys with equal values.
pub(crate) fn equal(vm: &mut Vm, left: &Dict, right: &Dict) -> Result<bool, Raised> {
    if left.length() != right.length() {
        return Ok(false);
    }
    let mut position = 0;
    loop {
        vm.tick()?;
        let entry = {
            let table = left.table.borrow();
            let Some((number, entry)) = table.next_live(position) else { return Ok(true) };
            position = number + 1;
            entry.clone()
        };
        let Some(found) = mapping::find(vm, &right.table, entry.hash, &entry.key)? else { return Ok(false) };
        let other = right.table.borrow().entry(found).map(|entry| entry.value.clone());
        let Some(other) = other else { return Ok(false) };
        if !compare::equals(vm, &entry.value, &other)? {
            return Ok(false);
        }
    }
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("dict.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Dict, value: &Value) -> Result<Value, Raised> {
    match value.payload::<Dict>() {
        Some(other) => guarded_equal(vm, this, other).map(Value::from_bool),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The opposite of ==.
#[function("dict.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Dict, value: &Value) -> Result<Value, Raised> {
    match value.payload::<Dict>() {
        Some(other) => guarded_equal(vm, this, other).map(|equal| Value::from_bool(!equal)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn guarded_equal(vm: &mut Vm, left: &Dict, right: &Dict) -> Result<bool, Raised> {
    vm.enter_native()?;
    let result = equal(vm, left, right);
    vm.leave_native();
    result
}

/// The number of entries.
#[function("dict.__len__(self, /)")]
fn len(this: &Dict) -> usize {
    this.length()
}

/// The value of a key. Raises KeyError if there is none, unless the class has __missing__.
#[function("dict.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: Ref<Dict>, key: &Value) -> Result<Value, Raised> {
    if let Some(value) = mapping::get(vm, &this, key)? {
        return Ok(value);
    }
    if !vm.classes.is_exactly(this.value(), &vm.classes.dict)
        && let Some(value) = call::special(vm, this.value(), Special::Missing, std::slice::from_ref(key))?
    {
        return Ok(value);
    }
    Err(vm.key_error(key))
}

/// Give a key a value.
#[function("dict.__setitem__(self, key, value, /)")]
fn setitem(vm: &mut Vm, this: &Dict, key: &Value, value: Value) -> Result<(), Raised> {
    mapping::set(vm, this, key, value)
}

/// Remove a key and its value. Raises KeyError if there is none.
#[function("dict.__delitem__(self, key, /)")]
fn delitem(vm: &mut Vm, this: &Dict, key: &Value) -> Result<(), Raised> {
    match mapping::remove(vm, this, key)? {
        Some(_) => Ok(()),
        None => Err(vm.key_error(key)),
    }
}

/// Whether there is such a key.
#[function("dict.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &Dict, key: &Value) -> Result<bool, Raised> {
    mapping::contains(vm, this, key)
}

/// An iterator over the keys.
#[function("dict.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<Dict>) -> Result<Value, Raised> {
    table_iterator::over_dict(vm, &this, Items::Keys, false)
}

/// An iterator from the last key to the first.
#[function("dict.__reversed__(self, /)")]
fn reversed(vm: &mut Vm, this: Ref<Dict>) -> Result<Value, Raised> {
    table_iterator::over_dict(vm, &this, Items::Keys, true)
}

/// A dict with the entries of both; where both have a key, the right one's.
#[function("dict.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Dict, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.to_ref::<Dict>() else { return Ok(Value::NOT_IMPLEMENTED) };
    merged(vm, this, &other)
}

/// As |, with this on the right.
#[function("dict.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: Ref<Dict>, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.to_ref::<Dict>() else { return Ok(Value::NOT_IMPLEMENTED) };
    merged(vm, &other, &this)
}

fn merged(vm: &mut Vm, first: &Dict, second: &Ref<Dict>) -> Result<Value, Raised> {
    let result = copy(vm, first)?;
    dict_update::merge(vm, &result, second.value())?;
    Ok(result.into_value())
}

/// Take over the entries of the other, a mapping or pairs.
#[function("dict.__ior__(self, value, /)")]
fn ior(vm: &mut Vm, this: Ref<Dict>, value: &Value) -> Result<Ref<Dict>, Raised> {
    dict_update::merge(vm, &this, value)?;
    Ok(this)
}

/// The value of a key, or the default where the key is missing.
#[function("dict.get(self, key, default=None, /)")]
fn get(vm: &mut Vm, this: &Dict, key: &Value, default: Value) -> Result<Value, Raised> {
    Ok(mapping::get(vm, this, key)?.unwrap_or(default))
}

/// The value of a key; a missing key is put in first, with the default.
#[function("dict.setdefault(self, key, default=None, /)")]
fn setdefault(vm: &mut Vm, this: &Dict, key: &Value, default: Value) -> Result<Value, Raised> {
    let hash = mapping::hash_of(vm, key)?;
    if let Some(found) = mapping::find(vm, &this.table, hash, key)?
        && let Some(entry) = this.table.borrow().entry(found)
    {
        return Ok(entry.value.clone());
    }
    let inserted = this.table.borrow_mut().insert_new(&vm.heap, hash, key.clone(), default.clone());
    inserted.or_memory_error(vm)?;
    Ok(default)
}

/// Remove a key and give its value. A missing key gives the default, or else raises KeyError.
#[function("dict.pop(self, key, default=<absent>, /)")]
fn pop(vm: &mut Vm, this: &Dict, key: &Value, default: Option<Value>) -> Result<Value, Raised> {
    // An empty dict does not even ask for the hash.
    let removed = if this.length() == 0 { None } else { mapping::remove(vm, this, key)? };
    match (removed, default) {
        (Some(value), _) => Ok(value),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(vm.key_error(key)),
    }
}

/// Remove the entry that was put in last and give it as (key, value). Raises KeyError on an empty dict.
#[function("dict.popitem(self, /)")]
fn popitem(vm: &mut Vm, this: &Dict) -> Result<Value, Raised> {
    let popped = this.table.borrow_mut().pop_last(&vm.heap);
    match popped {
        Some((key, value)) => vm.tuple([key, value]),
        None => {
            let message = vm.str("popitem(): dictionary is empty")?;
            Err(vm.key_error(&message))
        }
    }
}

/// Remove all entries.
#[function("dict.clear(self, /)")]
fn clear(vm: &mut Vm, this: &Dict) {
    let before = this.table.borrow_mut().take(&vm.heap);
    drop(before);
}

/// A copy with the same entries.
#[function("dict.copy(self, /)")]
pub(crate) fn copy(vm: &mut Vm, this: &Dict) -> Result<Ref<Dict>, Raised> {
    let table = this.table.borrow().clone_into(&vm.heap).or_memory_error(vm)?;
    let result = vm.dict()?;
    result.table.replace(table);
    Ok(result)
}

/// Make a dict of the keys of an iterable, all with the same value.
#[function("dict.fromkeys(cls, iterable, value=None, /)")]
fn fromkeys(vm: &mut Vm, class: &Value, iterable: &Value, value: Value) -> Result<Value, Raised> {
    let result = vm.call(class, &[])?;
    if vm.classes.is_exactly(&result, &vm.classes.dict)
        && let Some(dict) = result.to_ref::<Dict>()
    {
        if let Some(set) = iterable.payload::<Set>() {
            fill_from_set(vm, &dict, set, &value)?;
        } else {
            let iterator = iterate::iter(vm, iterable)?;
            while let Some(key) = iterate::next(vm, &iterator)? {
                mapping::set(vm, &dict, &key, value.clone())?;
            }
        }
        return Ok(result);
    }
    let iterator = iterate::iter(vm, iterable)?;
    while let Some(key) = iterate::next(vm, &iterator)? {
        item::set(vm, &result, &key, value.clone())?;
    }
    Ok(result)
}

/// Puts the members of a set, whose hashes are known, into an empty dict.
fn fill_from_set(vm: &mut Vm, dict: &Dict, set: &Set, value: &Value) -> Result<(), Raised> {
    let filled = {
        let (source, mut target) = (set.table.borrow(), dict.table.borrow_mut());
        target.reserve(&vm.heap, source.length()).and_then(|()| {
            source.iter().try_for_each(|member| {
                target.insert_new(&vm.heap, member.hash, member.key.clone(), value.clone()).map(|_| ())
            })
        })
    };
    filled.or_memory_error(vm)
}
