//! `types.UnionType`: `int | str`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{classes, compare, hash};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};

use crate::typing::{generic_alias, generic_args};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "Several types, each of which will do: int | str (PEP 604).",
    methods: methods![repr, hash_union, eq, getitem, or, ror, instancecheck, subclasscheck],
    attributes: &[
        Attribute {
            name: "__args__",
            doc: "",
            get: |_, this| Ok(seen(this).unwrap_or(Value::NONE)),
            set: Attribute::READ_ONLY,
        },
        Attribute { name: "__parameters__", doc: "", get: get_parameters, set: None },
    ],
    ..ClassSpec::EMPTY
};

/// The members, a tuple.
#[payload("types.UnionType")]
struct Union(Value);

fn seen(value: &Value) -> Option<Value> {
    value.payload::<Union>().map(|union| union.0.clone())
}

fn members(value: &Value) -> Vec<Value> {
    seen(value).and_then(|args| args.payload::<Tuple>().map(|args| args.items().to_vec())).unwrap_or_default()
}

/// `a | b` where one of them is a type; NotImplemented if the other cannot be a member.
pub(crate) fn of_operands(vm: &mut Vm, a: &Value, b: &Value) -> Result<Value, Raised> {
    if !can_be_member(vm, a) || !can_be_member(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    make(vm, &[a.clone(), b.clone()])
}

fn can_be_member(vm: &Vm, value: &Value) -> bool {
    let known = &vm.classes;
    value.is_none()
        || value.is_kind::<Class>()
        || seen(value).is_some()
        || generic_alias::is_alias(value)
        || known.is_exactly(value, &known.type_alias_type)
}

/// The union of types: nested unions are taken apart, and what is the same stands once.
pub fn make(vm: &mut Vm, types: &[Value]) -> Result<Value, Raised> {
    let mut flat = Vec::new();
    for value in types {
        vm.tick()?;
        if seen(value).is_some() {
            flat.extend(members(value));
        } else if value.is_none() {
            flat.push(vm.classes.none_type.value().clone());
        } else {
            flat.push(value.clone());
        }
    }
    let mut unique: Vec<Value> = Vec::new();
    for value in flat {
        if !holds(vm, &unique, &value)? {
            unique.push(value);
        }
    }
    if let [single] = unique.as_slice() {
        return Ok(single.clone());
    }
    let args = vm.tuple(unique)?;
    let class = vm.classes.union_type.clone();
    Ok(vm.allocate(&class, Union(args))?.into_value())
}

fn holds(vm: &mut Vm, members: &[Value], value: &Value) -> Result<bool, Raised> {
    vm.charge(1 + members.len() as u64 / 16)?;
    for member in members {
        if member.is(value) || generic_alias::is_alias(value) && compare::equals(vm, member, value)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What repr() shows.
#[function("UnionType.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let mut shown = Vec::new();
    for member in members(this) {
        let none = member.is(vm.classes.none_type.value());
        shown.push(if none { "None".to_owned() } else { generic_args::shown(vm, &member)? });
    }
    Ok(shown.join(" | "))
}

/// A number for dicts and sets: equal objects have the same.
#[function("UnionType.__hash__(self, /)")]
fn hash_union(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    // The order of the members does not matter.
    let mut sum = 0_i64;
    for member in members(this) {
        sum = sum.wrapping_add(hash::hash(vm, &member)?.wrapping_mul(0x9e37_79b9));
    }
    Ok(sum)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("UnionType.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    if seen(value).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (members(this), members(value));
    if a.len() != b.len() {
        return Ok(Value::FALSE);
    }
    for member in &a {
        if !holds(vm, &b, member)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

/// The type with arguments in the places of its type parameters.
#[function("UnionType.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &Value, key: &Value) -> Result<Value, Raised> {
    let args = generic_args::substitute(vm, this, &members(this), key)?;
    make(vm, &args)
}

/// The union of two types (PEP 604).
#[function("UnionType.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    of_operands(vm, this, value)
}

/// The union of two types, with this on the right.
#[function("UnionType.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    of_operands(vm, value, this)
}

/// Whether one of the types has an object among its instances.
#[function("UnionType.__instancecheck__(self, instance, /)")]
fn instancecheck(vm: &mut Vm, this: &Value, instance: &Value) -> Result<bool, Raised> {
    for member in members(this) {
        if classes::is_instance(vm, instance, &member)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a class derives from one of the types.
#[function("UnionType.__subclasscheck__(self, subclass, /)")]
fn subclasscheck(vm: &mut Vm, this: &Value, subclass: &Value) -> Result<bool, Raised> {
    if !subclass.is_kind::<Class>() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    for member in members(this) {
        if classes::is_subclass(vm, subclass, &member)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn get_parameters(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let found = generic_args::parameters(vm, &members(this))?;
    vm.tuple(found)
}

/// The types in a union, if the value is one: for module `typing`.
pub fn args(value: &Value) -> Option<Ref<Tuple>> {
    seen(value).and_then(|args| args.to_ref::<Tuple>())
}
