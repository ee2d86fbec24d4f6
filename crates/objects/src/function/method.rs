//! Bound methods and cells.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{hash, repr};
use taipan_core::protocol::descriptor::{Attribute, Setter};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{lookup, name};
use taipan_core::value::class::Class;
use taipan_core::value::function::{BoundMethod, Cell};
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::function::callable::call_self;

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A function together with the object that is its first argument.",
    methods: methods![new, repr_method, hash_method, eq, call_self, get, reduce],
    static_methods: &[],
    attributes: &[
        Attribute {
            name: "__func__",
            doc: "What is called.",
            get: |_, this| Ok(method_part(this, |method| &method.function)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "__self__",
            doc: "What is passed first.",
            get: |_, this| Ok(method_part(this, |method| &method.receiver)),
            set: Attribute::READ_ONLY,
        },
        Attribute { name: "__doc__", doc: "", get: get_doc, set: None },
    ],
    next: None,
    awaited: None,
    make: None,
};

fn method_part(this: &Value, part: fn(&BoundMethod) -> &Slot) -> Value {
    this.payload::<BoundMethod>().map_or(Value::NONE, |method| part(method).get())
}

fn get_doc(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let function = method_part(this, |method| &method.function);
    let name = vm.names.known.doc.clone();
    Ok(lookup::try_get_attr_quiet(vm, &function, &name)?.unwrap_or(Value::NONE))
}

/// Makes an object of the class.
#[function("method.__new__(cls, function, instance, /)")]
fn new(vm: &mut Vm, _class: &Class, function: Value, instance: Value) -> Result<Value, Raised> {
    if !is_callable(vm, &function) {
        return Err(vm.type_error("first argument must be callable"));
    }
    if instance.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    vm.bound_method(function, instance)
}

/// Python's `callable(value)`.
pub fn is_callable(vm: &Vm, value: &Value) -> bool {
    !vm.classes.of(value).special(Special::Call).is_unbound()
}

/// What repr() shows.
#[function("method.__repr__(self, /)")]
fn repr_method(vm: &mut Vm, this: &BoundMethod) -> Result<String, Raised> {
    let (function, receiver) = (this.function.get(), this.receiver.get());
    let known = [vm.names.known.qualname.clone(), vm.names.known.name.clone()];
    let mut shown = String::new();
    for key in &known {
        if shown.is_empty()
            && let Some(found) = lookup::try_get_attr_quiet(vm, &function, key)?
        {
            shown = name::text(&found);
        }
    }
    let shown = if shown.is_empty() { "?" } else { &shown };
    let receiver = repr::repr(vm, &receiver)?;
    Ok(format!("<bound method {shown} of {}>", receiver.to_lossy()))
}

/// A number for dicts and sets: equal objects have the same.
#[function("method.__hash__(self, /)")]
fn hash_method(vm: &mut Vm, this: &BoundMethod) -> Result<i64, Raised> {
    let function = this.function.get();
    let of_receiver = (this.receiver.get().word().bits() >> 4) as i64;
    Ok(of_receiver ^ hash::hash(vm, &function)?)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("method.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: Ref<BoundMethod>, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.to_ref::<BoundMethod>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let same_receiver = this.receiver.get().is(&other.receiver.get());
    Ok(Value::from_bool(same_receiver && compare::equals(vm, &this.function.get(), &other.function.get())?))
}

/// The method itself: it is bound already.
#[function("method.__get__(self, instance, owner=None, /)")]
fn get(this: &Value, _instance: &Value, _owner: &Value) -> Value {
    this.clone()
}

/// How to make an equal object: for copies and pickles.
#[function("method.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<BoundMethod>) -> Result<Value, Raised> {
    let getattr = vm.intern("getattr")?;
    let builtins = vm.world.builtins.clone();
    let getattr = taipan_core::protocol::dict::get(vm, &builtins, &getattr).unwrap_or(Value::NONE);
    let name = vm.names.known.name.clone();
    let name = lookup::get_attr(vm, &this.function.get(), &name)?;
    let arguments = vm.tuple([this.receiver.get(), name])?;
    vm.tuple([getattr, arguments])
}

pub(crate) static CELL: ClassSpec = ClassSpec {
    doc: "A variable that functions share. While it is empty, asking for cell_contents is a ValueError.",
    methods: methods![new_cell, repr_cell, lt, le, cell_eq, ne, gt, ge],
    static_methods: &[],
    attributes: &[Attribute { name: "cell_contents", doc: "", get: get_contents, set: Some(SET_CONTENTS) }],
    next: None,
    awaited: None,
    make: None,
};

/// Makes an object of the class.
#[function("cell.__new__(cls, contents=<absent>, /)")]
fn new_cell(vm: &mut Vm, _class: &Class, contents: Option<Value>) -> Result<Value, Raised> {
    let class = vm.classes.cell.value().clone();
    let cell = Cell { contents: Slot::new(contents.unwrap_or(Value::UNBOUND)) };
    Ok(vm.heap.allocate(class, cell).or_memory_error(vm)?.into_value())
}

fn get_contents(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let contents = this.payload::<Cell>().map_or(Value::UNBOUND, |cell| cell.contents.get());
    if contents.is_unbound() {
        return Err(vm.value_error("Cell is empty"));
    }
    Ok(contents)
}

const SET_CONTENTS: Setter = |_, this, value| {
    if let Some(cell) = this.payload::<Cell>() {
        cell.contents.set(value.unwrap_or(Value::UNBOUND));
    }
    Ok(())
};

/// What repr() shows.
#[function("cell.__repr__(self, /)")]
fn repr_cell(vm: &mut Vm, this: Ref<Cell>) -> String {
    let contents = this.contents.get();
    let at = this.value().word().bits();
    if contents.is_unbound() {
        return format!("<cell at {at:#x}: empty>");
    }
    format!("<cell at {at:#x}: {} object at {:#x}>", vm.classes.name_of(&contents), contents.word().bits())
}

/// Cells compare as their contents do; an empty one comes first.
fn compare_cells(vm: &mut Vm, this: &Cell, value: &Value, comparison: Comparison) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Cell>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let (a, b) = (this.contents.get(), other.contents.get());
    if !a.is_unbound() && !b.is_unbound() {
        return compare::compare(vm, comparison, &a, &b);
    }
    let (a, b) = (vm.int(i64::from(!a.is_unbound()))?, vm.int(i64::from(!b.is_unbound()))?);
    compare::compare(vm, comparison, &a, &b)
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("cell.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Cell, value: &Value) -> Result<Value, Raised> {
    compare_cells(vm, this, value, Comparison::Lt)
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("cell.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Cell, value: &Value) -> Result<Value, Raised> {
    compare_cells(vm, this, value, Comparison::Le)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("cell.__eq__(self, value, /)")]
fn cell_eq(vm: &mut Vm, this: &Cell, value: &Value) -> Result<Value, Raised> {
    compare_cells(vm, this, value, Comparison::Eq)
}

/// The opposite of ==.
#[function("cell.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Cell, value: &Value) -> Result<Value, Raised> {
    compare_cells(vm, this, value, Comparison::Ne)
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("cell.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Cell, value: &Value) -> Result<Value, Raised> {
    compare_cells(vm, this, value, Comparison::Gt)
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("cell.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Cell, value: &Value) -> Result<Value, Raised> {
    compare_cells(vm, this, value, Comparison::Ge)
}
