//! `BaseExceptionGroup` and `ExceptionGroup`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::groups::{self, exceptions_of};
use taipan_core::ops::iterate;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::exception::Exception;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::exception::{no_keywords, set_args};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "Several exceptions at once.",
    methods: methods![new, init, text, split, subgroup, derive, class_item],
    attributes: &[
        Attribute { name: "message", doc: "The message.", get: get_message, set: Attribute::READ_ONLY },
        Attribute {
            name: "exceptions",
            doc: "The exceptions of the group, a tuple.",
            get: get_exceptions,
            set: Attribute::READ_ONLY,
        },
    ],
    ..ClassSpec::EMPTY
};

/// Makes an object of the class.
#[function("BaseExceptionGroup.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Value, Raised> {
    let [message, several] = &*args else {
        let given = args.len();
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)")));
    };
    if !message.is_kind::<Str>() {
        let given = if message.is_none() { "None".to_owned() } else { vm.classes.name_of(message) };
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {given}")));
    }
    let exceptions = collect(vm, several)?;
    let nested = exceptions.iter().any(|each| !vm.classes.is_instance(each, &vm.classes.exception));
    let class = choose(vm, class, nested)?;
    let tuple = vm.tuple(exceptions)?;
    let group = vm.exception(&class, args.to_vec())?;
    vm.annotate(&group, "message", message.clone())?;
    vm.annotate(&group, "exceptions", tuple)?;
    Ok(group)
}

fn collect(vm: &mut Vm, several: &Value) -> Result<Vec<Value>, Raised> {
    let class = vm.classes.of(several);
    let is_mapping = vm.classes.is_instance(several, &vm.classes.dict);
    if class.special(Special::GetItem).is_unbound() || is_mapping {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let exceptions = iterate::collect(vm, several)?;
    if exceptions.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    match exceptions.iter().position(|each| !each.is_kind::<Exception>()) {
        Some(at) => Err(vm.value_error(format!("Item {at} of second argument (exceptions) is not an exception"))),
        None => Ok(exceptions.into_vec()),
    }
}

/// The class for exceptions of which some, or none, are no `Exception`.
fn choose(vm: &mut Vm, class: Ref<Class>, nested: bool) -> Result<Ref<Class>, Raised> {
    if class.value().is(vm.classes.base_exception_group.value()) {
        return Ok(if nested { class } else { vm.classes.exception_group.clone() });
    }
    if !nested || !class.is_subclass_of(&vm.classes.exception) {
        return Ok(class);
    }
    let name = class.text_name();
    if class.value().is(vm.classes.exception_group.value()) {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    }
    Err(vm.type_error(format!("Cannot nest BaseExceptions in '{name}'")))
}

/// Takes the arguments of the constructor.
#[function("BaseExceptionGroup.__init__(self, *args, **kwargs)")]
fn init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    no_keywords(vm, this.value(), &kwargs)?;
    set_args(vm, &this, &args)
}

/// What str() and print() show.
#[function("BaseExceptionGroup.__str__(self)")]
fn text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let message = get_message(vm, this.value())?;
    let message = taipan_core::ops::repr::str(vm, &message)?;
    let count = exceptions_of(vm, this.value()).len();
    let plural = if count == 1 { "" } else { "s" };
    vm.wtf8_concat(&[message.as_bytes(), format!(" ({count} sub-exception{plural})").as_bytes()])
}

/// A pair: the group of what matches, and the group of the rest; None where there is nothing.
#[function("BaseExceptionGroup.split(self, matcher_value, /)")]
fn split(vm: &mut Vm, this: Ref<Exception>, condition: &Value) -> Result<Value, Raised> {
    let matcher = groups::matcher(vm, condition)?;
    let halves = groups::split(vm, this.value(), &matcher, true)?;
    vm.tuple([halves.matched, halves.rest])
}

/// The group of what matches, or None.
#[function("BaseExceptionGroup.subgroup(self, matcher_value, /)")]
fn subgroup(vm: &mut Vm, this: Ref<Exception>, condition: &Value) -> Result<Value, Raised> {
    let matcher = groups::matcher(vm, condition)?;
    Ok(groups::split(vm, this.value(), &matcher, false)?.matched)
}

/// A group with the same message and other exceptions: what `split` and `subgroup` make their results with.
#[function("BaseExceptionGroup.derive(self, excs, /)")]
fn derive(vm: &mut Vm, this: Ref<Exception>, exceptions: Value) -> Result<Value, Raised> {
    let class = vm.classes.base_exception_group.clone();
    let message = get_message(vm, this.value())?;
    vm.call(class.value(), &[message, exceptions])
}

/// `ExceptionGroup[...]` in annotations.
#[function("BaseExceptionGroup.__class_getitem__(cls, object, /)")]
fn class_item(vm: &mut Vm, class: Ref<Class>, item: Value) -> Result<Value, Raised> {
    let alias = vm.classes.generic_alias.clone();
    vm.call(alias.value(), &[class.into_value(), item])
}

fn get_message(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(vm.detail(this, "message").unwrap_or(Value::NONE))
}

fn get_exceptions(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match vm.detail(this, "exceptions") {
        Some(exceptions) => Ok(exceptions),
        None => vm.tuple([]),
    }
}
