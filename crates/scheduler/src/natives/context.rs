//! Class `Context`, and what module `_contextvars` has besides.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{compare, iterate};
use taipan_core::protocol::call;
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::context::{self, Context, Variable};

pub(super) const FUNCTIONS: &[NativeDef] = methods![copy_context];

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A mapping of context variables to their values.",
    methods: methods![new, run, copy, getitem, contains, get, len, iter, keys, values, items, eq],
    ..ClassSpec::EMPTY
};

/// A context with the values that variables have now; changes to either do not show in the other.
#[function("copy_context()")]
fn copy_context(vm: &mut Vm) -> Result<Value, Raised> {
    let current = context::current(vm)?.into_value();
    context::copy(vm, &current)
}

/// An empty context.
#[function("Context.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    if !args.is_empty() || kwargs.iter().next().is_some() {
        return Err(vm.type_error("Context() does not accept any arguments"));
    }
    vm.allocate(&class, Context::default()).map(Ref::into_value)
}

/// Call a function in the context. Raises RuntimeError if code runs in it already.
#[function("Context.run(self, /, *args, **kwargs)")]
fn run(vm: &mut Vm, this: Ref<Context>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    let Some((function, positional)) = args.split_first() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    if this.entered.get() {
        let shown = taipan_core::ops::repr::repr(vm, this.value())?.to_lossy().into_owned();
        return Err(vm.runtime_error(format!("cannot enter context: {shown} is already entered")));
    }
    let (mut values, mut names) = (positional.to_vec(), Vec::new());
    for (name, value) in kwargs.iter() {
        names.push(name.clone());
        values.push(value.clone());
    }
    let before = context::enter(vm, this.value().clone());
    let result = call::call(vm, function, Call { values: &values, keywords: &names });
    drop(context::leave(vm, before));
    result
}

/// A context of its own with the same values.
#[function("Context.copy(self, /)")]
fn copy(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    context::copy(vm, this)
}

fn check(vm: &mut Vm, key: &Value) -> Result<(), Raised> {
    if key.is_kind::<Variable>() {
        return Ok(());
    }
    let shown = taipan_core::ops::repr::repr(vm, key)?.to_lossy().into_owned();
    Err(vm.type_error(format!("a ContextVar key was expected, got {shown}")))
}

/// The value of a variable; raises KeyError if it was not set.
#[function("Context.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: Ref<Context>, key: &Value) -> Result<Value, Raised> {
    check(vm, key)?;
    this.get(key).ok_or_else(|| vm.key_error(key))
}

/// Whether a variable was set.
#[function("Context.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: Ref<Context>, key: &Value) -> Result<bool, Raised> {
    check(vm, key)?;
    Ok(this.get(key).is_some())
}

/// The value of a variable, or the default if it was not set.
#[function("Context.get(self, key, default=None, /)")]
fn get(vm: &mut Vm, this: Ref<Context>, key: &Value, default: Value) -> Result<Value, Raised> {
    check(vm, key)?;
    Ok(this.get(key).unwrap_or(default))
}

/// How many variables have a value.
#[function("Context.__len__(self, /)")]
fn len(this: &Context) -> usize {
    this.length()
}

/// The map as it is now: later changes make another one.
fn map(vm: &mut Vm, this: &Context) -> Result<Ref<Dict>, Raised> {
    let map = this.map.borrow().clone();
    map.map_or_else(|| vm.dict(), Ok)
}

/// An iterator over the variables that have a value.
#[function("Context.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<Context>) -> Result<Value, Raised> {
    view(vm, &this, "keys")
}

/// An iterator over a view of the map.
fn view(vm: &mut Vm, this: &Context, method: &str) -> Result<Value, Raised> {
    let map = map(vm, this)?.into_value();
    let view = vm.call_method(&map, method, &[])?;
    iterate::iter(vm, &view)
}

/// An iterator over the variables.
#[function("Context.keys(self, /)")]
fn keys(vm: &mut Vm, this: Ref<Context>) -> Result<Value, Raised> {
    view(vm, &this, "keys")
}

/// An iterator over the values.
#[function("Context.values(self, /)")]
fn values(vm: &mut Vm, this: Ref<Context>) -> Result<Value, Raised> {
    view(vm, &this, "values")
}

/// An iterator over pairs of variable and value.
#[function("Context.items(self, /)")]
fn items(vm: &mut Vm, this: Ref<Context>) -> Result<Value, Raised> {
    view(vm, &this, "items")
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("Context.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: Ref<Context>, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.to_ref::<Context>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if this.length() != other.length() {
        return Ok(Value::FALSE);
    }
    let own = map(vm, &this)?;
    let entries: Vec<_> = own.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    for (variable, value) in entries {
        let Some(theirs) = other.get(&variable) else { return Ok(Value::FALSE) };
        if !compare::equals(vm, &value, &theirs)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}
