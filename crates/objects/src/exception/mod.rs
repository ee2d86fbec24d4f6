//! The exception classes: what each adds to `BaseException`, and the objects of tracebacks and frames.
//!
//! What a class adds are details of the exception (see [`Vm::annotate`]): they never show in `__dict__`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::value::exception::Exception;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};

/// An attribute that lies among the details of an exception, with its documentation: None where it was never set.
macro_rules! detail {
    ($name:literal, $doc:literal) => {
        taipan_core::protocol::descriptor::Attribute {
            name: $name,
            doc: $doc,
            get: |vm, this| Ok(vm.detail(this, $name).unwrap_or(taipan_heap::value::Value::NONE)),
            set: Some(|vm, this, value| crate::exception::assign(vm, this, $name, value)),
        }
    };
}

pub mod base;
pub mod values;
pub mod names;
pub mod os;
pub mod syntax;
pub mod unicode;
pub mod group;
pub mod traceback;
pub mod frame;
pub(crate) mod meanings;

/// Sets or deletes a detail from Python code.
fn assign(vm: &mut Vm, this: &Value, name: &str, value: Option<Value>) -> Result<(), Raised> {
    match value {
        Some(value) => vm.annotate(this, name, value),
        None => {
            forget(vm, this, name);
            Ok(())
        }
    }
}

fn forget(vm: &Vm, this: &Value, name: &str) {
    let Some(exception) = this.payload::<Exception>() else { return };
    let details = exception.details.get();
    if let Some(details) = details.payload::<Dict>()
        && let Some(name) = vm.names.find(name.as_bytes())
    {
        drop(taipan_core::protocol::dict::remove(vm, details, &name));
    }
}

/// The items of an exception's `args`.
fn args_of(this: &Exception) -> Vec<Value> {
    this.args.get().payload::<Tuple>().map(|args| args.items().to_vec()).unwrap_or_default()
}

/// Puts the arguments of a constructor in place, unless `__new__` has put the same ones there.
fn set_args(vm: &mut Vm, this: &Ref<Exception>, args: &[Value]) -> Result<(), Raised> {
    let before = this.args.get();
    let same = before
        .payload::<Tuple>()
        .is_some_and(|tuple| tuple.length() == args.len() && tuple.items().iter().zip(args).all(|(a, b)| a.is(b)));
    if !same {
        let args = vm.tuple(args.to_vec())?;
        this.args.set(args);
    }
    Ok(())
}

fn no_keywords(vm: &mut Vm, this: &Value, keywords: &Keywords<'_>) -> Result<(), Raised> {
    if keywords.is_empty() {
        return Ok(());
    }
    let name = vm.classes.name_of(this);
    Err(vm.type_error(format!("{name}() takes no keyword arguments")))
}

/// The constructor of classes that take their arguments as `args` and some keywords as details.
fn with_keywords(
    vm: &mut Vm,
    this: &Ref<Exception>,
    args: Rest<'_>,
    keywords: &Keywords<'_>,
    class: &str,
    allowed: &[&str],
) -> Result<(), Raised> {
    set_args(vm, this, &args)?;
    for (keyword, value) in keywords.iter() {
        let text = keyword.payload::<Str>().map(|text| text.to_lossy().into_owned()).unwrap_or_default();
        if !allowed.contains(&text.as_str()) {
            return Err(vm.type_error(format!("{class}() got an unexpected keyword argument '{text}'")));
        }
        vm.annotate(this.value(), &text, value.clone())?;
    }
    Ok(())
}
