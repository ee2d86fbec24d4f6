//! `mappingproxy`: a read-only face of a mapping, as classes show their `__dict__`.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{hash, item, iterate, repr};
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::Items;
use taipan_core::value::mapping::View;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::sequence::items::write_repr;

/// `mappingproxy`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A read-only face of a mapping.",
    methods: methods![
        new, repr_, str_, hash_, eq, ne, len, getitem, contains, iter, reversed, or, ror, ior, get, keys, values,
        items, copy,
    ],
    ..ClassSpec::EMPTY
};

/// Make a read-only face of a mapping.
#[function("mappingproxy.__new__(cls, mapping)")]
fn new(vm: &mut Vm, _class: &Value, mapping: Value) -> Result<Ref<View>, Raised> {
    let class = vm.classes.of(&mapping);
    let sequence =
        vm.classes.is_instance(&mapping, &vm.classes.list) || vm.classes.is_instance(&mapping, &vm.classes.tuple);
    if sequence || class.special(Special::GetItem).is_unbound() {
        let given = class.text_name();
        return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {given}")));
    }
    let class = vm.classes.mapping_proxy.value().clone();
    vm.heap.allocate(class, View { mapping: Slot::new(mapping), items: Items::Keys }).or_memory_error(vm)
}

/// What repr() shows.
#[function("mappingproxy.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    let mut text = Draft::new();
    text.push(vm, b"mappingproxy(")?;
    write_repr(vm, &mut text, &this.mapping.get())?;
    text.push(vm, b")")?;
    text.into_str(vm)
}

/// What str() and print() show.
#[function("mappingproxy.__str__(self, /)")]
fn str_(vm: &mut Vm, this: &View) -> Result<Ref<Str>, Raised> {
    repr::str(vm, &this.mapping.get())
}

/// A number for dicts and sets: equal objects have the same.
#[function("mappingproxy.__hash__(self, /)")]
fn hash_(vm: &mut Vm, this: &View) -> Result<i64, Raised> {
    hash::hash(vm, &this.mapping.get())
}

/// The mapping behind a proxy, or the value itself.
fn behind(value: &Value) -> Value {
    value.payload::<View>().map_or_else(|| value.clone(), |view| view.mapping.get())
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("mappingproxy.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &View, value: &Value) -> Result<Value, Raised> {
    compare::compare(vm, Comparison::Eq, &this.mapping.get(), &behind(value))
}

/// The opposite of ==.
#[function("mappingproxy.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &View, value: &Value) -> Result<Value, Raised> {
    compare::compare(vm, Comparison::Ne, &this.mapping.get(), &behind(value))
}

/// The number of items.
#[function("mappingproxy.__len__(self, /)")]
fn len(vm: &mut Vm, this: &View) -> Result<usize, Raised> {
    item::length(vm, &this.mapping.get())
}

/// The value of a key. Raises KeyError if there is none.
#[function("mappingproxy.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &View, key: &Value) -> Result<Value, Raised> {
    item::get(vm, &this.mapping.get(), key)
}

/// Whether there is such a key.
#[function("mappingproxy.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &View, key: &Value) -> Result<bool, Raised> {
    item::contains(vm, &this.mapping.get(), key)
}

/// An iterator over the keys.
#[function("mappingproxy.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    iterate::iter(vm, &this.mapping.get())
}

/// An iterator from the last key to the first.
#[function("mappingproxy.__reversed__(self, /)")]
fn reversed(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    vm.call_method(&this.mapping.get(), "__reversed__", &[])
}

/// A dict with the entries of both; where both have a key, the right one's.
#[function("mappingproxy.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &View, value: &Value) -> Result<Value, Raised> {
    arithmetic::binary(vm, arithmetic::Binary::Or, &this.mapping.get(), &behind(value))
}

/// As |, with this on the right.
#[function("mappingproxy.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &View, value: &Value) -> Result<Value, Raised> {
    arithmetic::binary(vm, arithmetic::Binary::Or, &behind(value), &this.mapping.get())
}

/// Refuses: the mapping is only read here.
#[function("mappingproxy.__ior__(self, value, /)")]
fn ior(vm: &mut Vm, _this: &View, _value: &Value) -> Result<Value, Raised> {
    Err(vm.type_error("'|=' is not supported by mappingproxy; use '|' instead"))
}

/// The value of a key, or else the default.
#[function("mappingproxy.get(self, key, default=None, /)")]
fn get(vm: &mut Vm, this: &View, key: Value, default: Value) -> Result<Value, Raised> {
    vm.call_method(&this.mapping.get(), "get", &[key, default])
}

/// The mapping's keys.
#[function("mappingproxy.keys(self, /)")]
fn keys(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    vm.call_method(&this.mapping.get(), "keys", &[])
}

/// The mapping's values.
#[function("mappingproxy.values(self, /)")]
fn values(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    vm.call_method(&this.mapping.get(), "values", &[])
}

/// The mapping's pairs of key and value.
#[function("mappingproxy.items(self, /)")]
fn items(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    vm.call_method(&this.mapping.get(), "items", &[])
}

/// A copy with the same entries, made by the mapping.
#[function("mappingproxy.copy(self, /)")]
fn copy(vm: &mut Vm, this: &View) -> Result<Value, Raised> {
    vm.call_method(&this.mapping.get(), "copy", &[])
}
