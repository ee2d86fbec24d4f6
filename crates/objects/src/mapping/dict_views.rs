//! The live views of a dict: `keys()`, `values()` and `items()`.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{compare, item, iterate, mapping};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::Items;
use taipan_core::value::mapping::{Dict, Set, View};
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::mapping::set_algebra::{self, Members};
use crate::mapping::table_iterator;
use crate::sequence::items::{self, write_repr};

/// `dict_keys`
pub(crate) static KEYS_SPEC: ClassSpec = ClassSpec {
    methods: methods![
        repr_, eq, ne, lt, le, gt, ge, len, contains, iter, reversed, and, rand, or, ror, sub, rsub, xor, rxor,
        isdisjoint,
    ],
    attributes: &[MAPPING],
    ..ClassSpec::EMPTY
};

/// `dict_items`
pub(crate) static ITEMS_SPEC: ClassSpec = ClassSpec {
    methods: methods![
        repr_, eq, ne, lt, le, gt, ge, len, contains, iter, reversed, and, rand, or, ror, sub, rsub, xor, rxor,
        isdisjoint,
    ],
    attributes: &[MAPPING],
    ..ClassSpec::EMPTY
};

/// `dict_values`
pub(crate) static VALUES_SPEC: ClassSpec =
    ClassSpec { methods: methods![repr_, len, iter, reversed], attributes: &[MAPPING], ..ClassSpec::EMPTY };

const MAPPING: Attribute = Attribute {
    name: "mapping",
    doc: "A read-only face of the dict that the view shows.",
    get: |vm, view| {
        let mapping = view.payload::<View>().map_or(Value::NONE, |view| view.mapping.get());
        let class = vm.classes.mapping_proxy.value().clone();
        let proxy = View { mapping: Slot::new(mapping), items: Items::Keys };
        Ok(vm.heap.allocate(class, proxy).or_memory_error(vm)?.into_value())
    },
    set: None,
};

fn view(vm: &mut Vm, dict: Ref<Dict>, items: Items) -> Result<Ref<View>, Raised> {
    let class = match items {
        Items::Keys => &vm.classes.dict_keys,
        Items::Values => &vm.classes.dict_values,
        Items::Pairs => &vm.classes.dict_items,
    };
    let class = class.value().clone();
    vm.heap.allocate(class, View { mapping: Slot::new(dict.into_value()), items }).or_memory_error(vm)
}

/// A live view of the keys.
#[function("dict.keys(self, /)")]
pub(crate) fn keys(vm: &mut Vm, this: Ref<Dict>) -> Result<Ref<View>, Raised> {
    view(vm, this, Items::Keys)
}

/// A live view of the values.
#[function("dict.values(self, /)")]
pub(crate) fn values(vm: &mut Vm, this: Ref<Dict>) -> Result<Ref<View>, Raised> {
    view(vm, this, Items::Values)
}

/// A live view of the pairs of key and value.
#[function("dict.items(self, /)")]
pub(crate) fn items_view(vm: &mut Vm, this: Ref<Dict>) -> Result<Ref<View>, Raised> {
    view(vm, this, Items::Pairs)
}

/// The dict that a view shows.
fn shown(vm: &mut Vm, view: &View) -> Result<Ref<Dict>, Raised> {
    match view.mapping.get().cast::<Dict>() {
        Ok(dict) => Ok(dict),
        Err(_) => Err(vm.system_error("a view without a dict")),
    }
}

/// What repr() shows.
#[function("dict_keys.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: Ref<View>) -> Result<Value, Raised> {
    let dict = shown(vm, &this)?;
    let name = vm.classes.name_of(this.value());
    items::repr_of(vm, this.value(), "...", |vm, text| {
        text.push(vm, format!("{name}([").as_bytes())?;
        let mut position = 0;
        while let Some((next, key, value)) = dict.next_entry(position) {
            vm.tick()?;
            if position > 0 {
                text.push(vm, b", ")?;
            }
            match this.items {
                Items::Keys => write_repr(vm, text, &key)?,
                Items::Values => write_repr(vm, text, &value)?,
                Items::Pairs => {
                    let pair = vm.tuple([key, value])?;
                    write_repr(vm, text, &pair)?;
                }
            }
            position = next;
        }
        text.push(vm, b"])")?;
        Ok(())
    })
}

/// The number of items.
#[function("dict_keys.__len__(self, /)")]
fn len(vm: &mut Vm, this: &View) -> Result<usize, Raised> {
    Ok(shown(vm, this)?.length())
}

/// Whether something is among the items.
#[function("dict_keys.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &View, key: &Value) -> Result<bool, Raised> {
    let dict = shown(vm, this)?;
    if this.items == Items::Keys {
        return mapping::contains(vm, &dict, key);
    }
    let Some([key, value]) = key.payload::<Tuple>().map(Tuple::items) else { return Ok(false) };
    match mapping::get(vm, &dict, key)? {
        Some(found) => compare::equals(vm, &found, value),
        None => Ok(false),
    }
}

/// An iterator over the items.
#[function("dict_keys.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    let dict = shown(vm, this)?;
    table_iterator::over_dict(vm, &dict, this.items, false)
}

/// An iterator from the last item to the first.
#[function("dict_keys.__reversed__(self, /)")]
fn reversed(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    let dict = shown(vm, this)?;
    table_iterator::over_dict(vm, &dict, this.items, true)
}

/// Whether a value can be compared with a view: a set, or a view of keys or pairs.
fn is_like_a_set(value: &Value) -> bool {
    value.is_kind::<Set>() || value.payload::<View>().is_some_and(|view| view.items != Items::Values)
}

/// True if every member of `part` is in `whole`.
fn all_in(vm: &mut Vm, part: &Value, whole: &Value) -> Result<bool, Raised> {
    let iterator = iterate::iter(vm, part)?;
    while let Some(member) = iterate::next(vm, &iterator)? {
        if !item::contains(vm, whole, &member)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A comparison of views and sets: by their lengths, and if these allow it by their members.
fn compared(vm: &mut Vm, small: &Value, large: &Value, lengths: fn(&usize, &usize) -> bool) -> Result<Value, Raised> {
    if !is_like_a_set(small) || !is_like_a_set(large) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let fits = lengths(&item::length(vm, small)?, &item::length(vm, large)?);
    Ok(Value::from_bool(fits && all_in(vm, small, large)?))
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("dict_keys.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, usize::eq)
}

/// The opposite of ==.
#[function("dict_keys.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    let equal = compared(vm, this, value, usize::eq)?;
    Ok(equal.word().as_bool().map_or(equal, |equal| Value::from_bool(!equal)))
}

/// Whether the other has all members of this, and more.
#[function("dict_keys.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, usize::lt)
}

/// Whether the other has all members of this.
#[function("dict_keys.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, usize::le)
}

/// Whether this has all members of the other, and more.
#[function("dict_keys.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, value, this, usize::lt)
}

/// Whether this has all members of the other.
#[function("dict_keys.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, value, this, usize::le)
}

/// An operator of a view and any iterable: the result is a set.
fn operator(
    vm: &mut Vm,
    left: &Value,
    right: &Value,
    operation: fn(&mut Vm, Members, &Value) -> Result<Members, Raised>,
) -> Result<Value, Raised> {
    let members = set_algebra::collect(vm, left)?;
    let members = operation(vm, members, right)?;
    Ok(vm.set_of(members.into_inner())?.into_value())
}

fn intersected(vm: &mut Vm, members: Members, other: &Value) -> Result<Members, Raised> {
    set_algebra::intersection(vm, &members, other)
}

fn united(vm: &mut Vm, members: Members, other: &Value) -> Result<Members, Raised> {
    set_algebra::update(vm, &members, other)?;
    Ok(members)
}

fn subtracted(vm: &mut Vm, members: Members, other: &Value) -> Result<Members, Raised> {
    set_algebra::subtract(vm, &members, other)?;
    Ok(members)
}

fn toggled(vm: &mut Vm, members: Members, other: &Value) -> Result<Members, Raised> {
    set_algebra::toggle(vm, &members, other)?;
    Ok(members)
}

/// The members of both.
#[function("dict_keys.__and__(self, value, /)")]
fn and(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, intersected)
}

/// As &, with this on the right.
#[function("dict_keys.__rand__(self, value, /)")]
fn rand(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, intersected)
}

/// The members of either.
#[function("dict_keys.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, united)
}

/// As |, with this on the right.
#[function("dict_keys.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, united)
}

/// The members that the other does not have.
#[function("dict_keys.__sub__(self, value, /)")]
fn sub(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, subtracted)
}

/// As -, with this on the right.
#[function("dict_keys.__rsub__(self, value, /)")]
fn rsub(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, subtracted)
}

/// The members of exactly one of both.
#[function("dict_keys.__xor__(self, value, /)")]
fn xor(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, toggled)
}

/// As ^, with this on the right.
#[function("dict_keys.__rxor__(self, value, /)")]
fn rxor(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, toggled)
}

/// True if the other has no member of this view.
#[function("dict_keys.isdisjoint(self, other, /)")]
fn isdisjoint(vm: &mut Vm, this: &Value, other: &Value) -> Result<bool, Raised> {
    let iterator = iterate::iter(vm, other)?;
    while let Some(member) = iterate::next(vm, &iterator)? {
        if item::contains(vm, this, &member)? {
            return Ok(false);
        }
    }
    Ok(true)
}
