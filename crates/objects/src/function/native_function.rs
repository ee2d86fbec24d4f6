//! Functions written in Rust, as scripts see them: of modules, of classes, and bound to an object.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::{Attribute, Getter};
use taipan_core::protocol::native::{BoundNative, NativeDef, NativeFunction, Role};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{dict, name};
use taipan_core::value::class::Class;
use taipan_core::value::function::LibraryFunction;
use taipan_core::value::module::Module;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::class::getset::member;
use crate::function::callable::{call_self, get_bound};
use crate::function::library_function;

/// `builtin_function_or_method`: functions of modules, `__new__`, and bound methods.
pub(crate) static BUILTIN: ClassSpec = ClassSpec {
    doc: "",
    methods: methods![repr_builtin, hash, eq, call_self, reduce],
    attributes: &[
        attribute("__module__", get_module),
        DOC,
        NAME,
        attribute("__qualname__", get_qualname),
        attribute("__self__", get_self),
        TEXT_SIGNATURE,
    ],
    ..ClassSpec::EMPTY
};

/// `method_descriptor` and `classmethod_descriptor`.
pub(crate) static METHOD: ClassSpec = ClassSpec {
    doc: "",
    methods: methods![repr_method, call_self, get_bound, reduce],
    attributes: IN_CLASS,
    ..ClassSpec::EMPTY
};

/// `wrapper_descriptor`: special methods.
pub(crate) static WRAPPER: ClassSpec = ClassSpec {
    doc: "",
    methods: methods![repr_wrapper, call_self, get_bound, reduce],
    attributes: IN_CLASS,
    ..ClassSpec::EMPTY
};

/// `method-wrapper`: special methods, bound.
pub(crate) static BOUND_WRAPPER: ClassSpec = ClassSpec {
    doc: "",
    methods: methods![repr_bound_wrapper, hash, eq, call_self, reduce],
    attributes: &[
        attribute("__objclass__", get_class),
        member("__self__", get_self),
        NAME,
        attribute("__qualname__", get_qualname),
        DOC,
        TEXT_SIGNATURE,
    ],
    ..ClassSpec::EMPTY
};

const IN_CLASS: &[Attribute] = &[
    member("__objclass__", get_class),
    member("__name__", get_name),
    attribute("__qualname__", get_qualname),
    DOC,
    TEXT_SIGNATURE,
];
const NAME: Attribute = attribute("__name__", get_name);
const DOC: Attribute = attribute("__doc__", get_doc);
const TEXT_SIGNATURE: Attribute = attribute("__text_signature__", get_text_signature);

const fn attribute(name: &'static str, get: Getter) -> Attribute {
    Attribute { name, doc: "", get, set: None }
}

/// Special methods may be called with anything: only native functions pass.
fn check(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    if this.is_kind::<BoundNative>() || this.is_kind::<NativeFunction>() {
        return Ok(());
    }
    let given = vm.classes.name_of(this);
    Err(vm.type_error(format!("a native function is required, not '{given}'")))
}

/// The function, and what it is bound to.
fn parts(this: &Value) -> (Ref<NativeFunction>, Option<Value>) {
    if let Some(bound) = this.payload::<BoundNative>()
        && let Some(function) = bound.function.to_ref::<NativeFunction>()
    {
        return (function, Some(bound.receiver.clone()));
    }
    match this.to_ref::<NativeFunction>() {
        Some(function) => (function, None),
        None => unreachable!("descriptors have checked that this is a native function"),
    }
}

fn def(this: &Value) -> &'static NativeDef {
    parts(this).0.def
}

fn owner(function: &NativeFunction) -> Option<Ref<Class>> {
    function.owner.get().to_ref()
}

fn get_class(_vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(owner(&parts(this).0).map_or(Value::NONE, Ref::into_value))
}

fn get_name(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match library_function::behind(this) {
        Some(function) => Ok(function.name.get()),
        None => vm.intern(def(this).name),
    }
}

fn get_doc(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    if let Some(function) = library_function::behind(this) {
        return Ok(function.doc.get());
    }
    match def(this).doc {
        "" => Ok(Value::NONE),
        doc => vm.str(doc),
    }
}

fn get_text_signature(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    if let Some(function) = library_function::behind(this) {
        return library_function::text_signature(vm, function);
    }
    let text = def(this).signature.text;
    match text.strip_prefix('(') {
        Some(rest) if parts(this).0.role == Role::Function => {
            let separator = if rest.starts_with(')') { "" } else { ", " };
            // The module itself has no name to be given by.
            let mark = if rest.trim_end_matches(')').split(", ").any(|part| part == "/") { "" } else { ", /" };
            vm.str(&format!("($module{mark}{separator}{rest}"))
        }
        _ => vm.str(text),
    }
}

fn get_module(_: &mut Vm, this: &Value) -> Result<Value, Raised> {
    if let Some(held) = this.payload::<LibraryFunction>() {
        return Ok(held.module.clone());
    }
    let (function, receiver) = parts(this);
    let module = function.module.get();
    Ok(if module.is_unbound() || receiver.is_some() { Value::NONE } else { module })
}

fn get_qualname(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    if let Some(function) = library_function::behind(this) {
        return Ok(function.name.get());
    }
    let (function, receiver) = parts(this);
    let of = match (&receiver, owner(&function)) {
        (Some(receiver), Some(owner)) => match receiver.payload::<Class>() {
            Some(class) if function.role == Role::ClassMethod => Some(class.text_name()),
            _ => Some(owner.text_name()).filter(|_| function.role != Role::Function),
        },
        (_, owner) => owner.map(|owner| owner.text_name()),
    };
    match of {
        Some(class) => vm.str(&format!("{class}.{}", function.def.name)),
        None => vm.intern(function.def.name),
    }
}

fn get_self(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let module = if let Some(held) = this.payload::<LibraryFunction>() {
        held.module.clone()
    } else {
        let (function, receiver) = parts(this);
        if let Some(receiver) = receiver {
            return Ok(receiver);
        }
        if let Some(owner) = owner(&function) {
            return Ok(owner.into_value());
        }
        function.module.get()
    };
    if module.is_unbound() {
        return Ok(Value::NONE);
    }
    let modules = vm.world.modules.clone();
    Ok(dict::get(vm, &modules, &module).unwrap_or(Value::NONE))
}

/// What repr() shows.
#[function("builtin_function_or_method.__repr__(self, /)")]
fn repr_builtin(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    if !this.is_kind::<LibraryFunction>() {
        check(vm, this)?;
    }
    let name = get_name(vm, this)?;
    let name = name::text(&name);
    let holder = get_self(vm, this)?;
    if holder.is_none() || holder.is_kind::<Module>() {
        return Ok(format!("<built-in function {name}>"));
    }
    let of = vm.classes.name_of(&holder);
    Ok(format!("<built-in method {name} of {of} object at {:#x}>", holder.word().bits()))
}

/// What repr() shows.
#[function("method_descriptor.__repr__(self, /)")]
fn repr_method(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    check(vm, this)?;
    let (function, _) = parts(this);
    let of = owner(&function).map(|owner| owner.full_name()).unwrap_or_default();
    Ok(format!("<method '{}' of '{of}' objects>", function.def.name))
}

/// What repr() shows.
#[function("wrapper_descriptor.__repr__(self, /)")]
fn repr_wrapper(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    check(vm, this)?;
    let (function, _) = parts(this);
    let of = owner(&function).map(|owner| owner.full_name()).unwrap_or_default();
    Ok(format!("<slot wrapper '{}' of '{of}' objects>", function.def.name))
}

/// What repr() shows.
#[function("method_wrapper.__repr__(self, /)")]
fn repr_bound_wrapper(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    check(vm, this)?;
    let (function, receiver) = parts(this);
    let receiver = receiver.unwrap_or(Value::NONE);
    let of = vm.classes.name_of(&receiver);
    Ok(format!("<method-wrapper '{}' of {of} object at {:#x}>", function.def.name, receiver.word().bits()))
}

/// A number for dicts and sets: equal objects have the same.
#[function("builtin_function_or_method.__hash__(self, /)")]
fn hash(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    if this.is_kind::<LibraryFunction>() {
        return Ok((this.word().bits() >> 4) as i64);
    }
    check(vm, this)?;
    let (function, receiver) = parts(this);
    let of_receiver = receiver.map_or(0, |receiver| receiver.word().bits() >> 4);
    Ok((of_receiver ^ function.value().word().bits() >> 4) as i64)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("builtin_function_or_method.__eq__(self, value, /)")]
fn eq(this: &Value, value: &Value) -> Value {
    let native = |value: &Value| value.is_kind::<BoundNative>() || value.is_kind::<NativeFunction>();
    if !native(this) || !native(value) {
        return Value::NOT_IMPLEMENTED;
    }
    let ((function, receiver), (other, other_receiver)) = (parts(this), parts(value));
    let same = match (&receiver, &other_receiver) {
        (Some(a), Some(b)) => a.is(b),
        (None, None) => true,
        _ => false,
    };
    Value::from_bool(same && function.value().is(other.value()))
}

/// How to make an equal object: for copies and pickles.
#[function("builtin_function_or_method.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    if this.is_kind::<LibraryFunction>() {
        return get_qualname(vm, this);
    }
    check(vm, this)?;
    let (function, receiver) = parts(this);
    let of = receiver.or_else(|| owner(&function).map(Ref::into_value));
    let Some(of) = of else { return get_qualname(vm, this) };
    let builtins = vm.world.builtins.clone();
    let getattr = dict::get_text(vm, &builtins, "getattr").unwrap_or(Value::NONE);
    let name = vm.intern(function.def.name)?;
    let arguments = vm.tuple([of, name])?;
    vm.tuple([getattr, arguments])
}
