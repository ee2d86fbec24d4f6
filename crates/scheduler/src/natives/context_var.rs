//! Classes `ContextVar` and `Token`.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::classes::{self, ContextClasses};
use crate::context::{self, Context, Token, Variable};

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A variable whose value belongs to the current context.",
    methods: methods![new, get, set, reset, repr_variable, class_getitem],
    attributes: &[Attribute {
        name: "name",
        doc: "The variable's name.",
        get: |_, this| Ok(this.payload::<Variable>().map_or(Value::NONE, |variable| variable.name.clone())),
        set: Attribute::READ_ONLY,
    }],
    ..ClassSpec::EMPTY
};

pub(super) static TOKEN_SPEC: ClassSpec = ClassSpec {
    doc: "What a variable was before it was set.",
    methods: methods![new_token, repr_token, class_getitem_token],
    attributes: &[
        Attribute {
            name: "var",
            doc: "The variable.",
            get: |_, this| Ok(this.payload::<Token>().map_or(Value::NONE, |token| token.variable.value().clone())),
            set: None,
        },
        Attribute {
            name: "old_value",
            doc: "The value before, or Token.MISSING.",
            get: |vm, this| {
                let before = this.payload::<Token>().map_or(Value::NONE, |token| token.before.get());
                Ok(if before.is_unbound() { missing(vm) } else { before })
            },
            set: None,
        },
    ],
    ..ClassSpec::EMPTY
};

pub(super) static MISSING_SPEC: ClassSpec = ClassSpec { doc: "", methods: methods![repr_missing], ..ClassSpec::EMPTY };

fn missing(vm: &Vm) -> Value {
    vm.world.extension::<ContextClasses>().map_or(Value::NONE, |classes| classes.missing.clone())
}

/// A variable with a name and perhaps a default.
#[function("ContextVar.__new__(cls, name, /, *, default=<absent>)")]
fn new(vm: &mut Vm, class: Ref<Class>, name: Value, default: Option<Value>) -> Result<Value, Raised> {
    if !name.is_kind::<Str>() {
        return Err(vm.type_error("context variable name must be a str"));
    }
    let default = default.unwrap_or(Value::UNBOUND);
    vm.allocate(&class, Variable { name, default }).map(Ref::into_value)
}

/// The value in the current context; without one the default given here, or that of the variable, or LookupError.
#[function("ContextVar.get(self, default=<absent>, /)")]
fn get(vm: &mut Vm, this: Ref<Variable>, default: Option<Value>) -> Result<Value, Raised> {
    let current = vm.world.context.get();
    if let Some(value) = current.payload::<Context>().and_then(|context| context.get(this.value())) {
        return Ok(value);
    }
    if let Some(default) = default {
        return Ok(default);
    }
    if !this.default.is_unbound() {
        return Ok(this.default.clone());
    }
    let class = vm.classes.lookup_error.clone();
    let exception = vm.exception(&class, vec![this.into_value()])?;
    Err(vm.raise(exception))
}

/// Give the variable a value in the current context; the token can take it back.
#[function("ContextVar.set(self, value, /)")]
fn set(vm: &mut Vm, this: Ref<Variable>, value: Value) -> Result<Ref<Token>, Raised> {
    let context = context::current(vm)?;
    let before = context.set(vm, this.value(), Some(value))?.unwrap_or(Value::UNBOUND);
    let class = classes::of_contexts(vm)?.token.clone();
    vm.allocate(&class, Token { variable: this, context, before: Slot::new(before), used: Cell::new(false) })
}

/// Make the variable what it was before the set() that gave the token.
#[function("ContextVar.reset(self, token, /)")]
fn reset(vm: &mut Vm, this: Ref<Variable>, token: &Value) -> Result<(), Raised> {
    let Some(held) = token.payload::<Token>() else {
        let shown = repr::repr(vm, token)?.to_lossy().into_owned();
        return Err(vm.type_error(format!("expected an instance of Token, got {shown}")));
    };
    let current = vm.world.context.get();
    let complaint = if held.used.get() {
        "has already been used once"
    } else if !held.variable.value().is(this.value()) {
        "was created by a different ContextVar"
    } else if !held.context.value().is(&current) {
        "was created in a different Context"
    } else {
        held.used.set(true);
        let before = held.before.get();
        let before = Some(before).filter(|before| !before.is_unbound());
        return held.context.set(vm, this.value(), before).map(drop);
    };
    let shown = repr::repr(vm, token)?.to_lossy().into_owned();
    let message = format!("{shown} {complaint}");
    Err(if held.used.get() { vm.runtime_error(message) } else { vm.value_error(message) })
}

#[function("ContextVar.__repr__(self, /)")]
fn repr_variable(vm: &mut Vm, this: Ref<Variable>) -> Result<String, Raised> {
    let mut details = format!(" name={}", repr::repr(vm, &this.name)?.to_lossy());
    if !this.default.is_unbound() {
        details.push_str(&format!(" default={}", repr::repr(vm, &this.default)?.to_lossy()));
    }
    Ok(format!("<ContextVar{details} at {:#x}>", this.value().word().bits()))
}

/// `ContextVar[int]` and the like, for annotations.
#[function("ContextVar.__class_getitem__(cls, item, /)")]
fn class_getitem(vm: &mut Vm, class: Value, item: Value) -> Result<Value, Raised> {
    let alias = vm.classes.generic_alias.value().clone();
    vm.call(&alias, &[class, item])
}

/// Only set() makes tokens.
#[function("Token.__new__(cls, *args, **kwargs)")]
fn new_token(
    vm: &mut Vm,
    _class: Ref<Class>,
    _args: taipan_core::protocol::native::Rest<'_>,
    _kwargs: taipan_core::protocol::native::Keywords<'_>,
) -> Result<Value, Raised> {
    Err(vm.runtime_error("Tokens can only be created by ContextVars"))
}

#[function("Token.__repr__(self, /)")]
fn repr_token(vm: &mut Vm, this: Ref<Token>) -> Result<String, Raised> {
    let used = if this.used.get() { " used" } else { "" };
    let details = format!("{used} var={}", repr::repr(vm, this.variable.value())?.to_lossy());
    Ok(format!("<Token{details} at {:#x}>", this.value().word().bits()))
}

/// `Token[int]` and the like, for annotations.
#[function("Token.__class_getitem__(cls, item, /)")]
fn class_getitem_token(vm: &mut Vm, class: Value, item: Value) -> Result<Value, Raised> {
    let alias = vm.classes.generic_alias.value().clone();
    vm.call(&alias, &[class, item])
}

#[function("MISSING.__repr__(self, /)")]
fn repr_missing(_this: &Value) -> &'static str {
    "<Token.MISSING>"
}
