//! Module `_codecs`, on which `codecs` stands: the built-in codecs one step at a time, and error handlers by name.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::mapping;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::buffer;
use taipan_objects::text::codec;
use taipan_text::codec::Encoding;
use taipan_text::codec::handlers::Errors;

const FUNCTIONS: &[NativeDef] = methods![canonical, encode, decode, register_error, find_error, is_builtin, set_search];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_codecs", FUNCTIONS)
}

/// The name of a built-in codec, from any of its names; None if there is none.
#[function("canonical(name, /)")]
fn canonical(name: &str) -> Option<&'static str> {
    Encoding::named(name).map(Encoding::name)
}

/// The string as bytes in an encoding.
#[function("encode(text, encoding, errors, /)")]
fn encode(vm: &mut Vm, text: Ref<Str>, encoding: &str, errors: &str) -> Result<Value, Raised> {
    codec::encode(vm, &text, encoding, errors)
}

/// The text of bytes in a built-in encoding, and how many bytes it took: unless final, what is cut in two waits.
#[function("decode(data, encoding, errors, final, /)")]
fn decode(vm: &mut Vm, data: &Value, encoding: &str, errors: &str, last: bool) -> Result<Value, Raised> {
    let bytes = buffer::required(vm, data)?;
    let Some(known) = Encoding::named(encoding) else {
        return Err(vm.raise_message(|classes| &classes.lookup_error, format!("unknown encoding: {encoding}")));
    };
    let (text, taken) = codec::decode_some(vm, &bytes, known, errors, last)?;
    let taken = vm.size(taken)?;
    vm.tuple([text, taken])
}

fn handlers(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    let kept = vm.world.kept.borrow().get(codec::ERROR_HANDLERS).and_then(|kept| kept.to_ref::<Dict>());
    if let Some(handlers) = kept {
        return Ok(handlers);
    }
    let handlers = vm.dict()?;
    vm.world.kept.borrow_mut().insert(codec::ERROR_HANDLERS, handlers.value().clone());
    Ok(handlers)
}

/// Give an error handler a name.
#[function("register_error(name, handler, /)")]
fn register_error(vm: &mut Vm, name: &Value, handler: Value) -> Result<(), Raised> {
    let handlers = handlers(vm)?;
    mapping::set(vm, &handlers, name, handler)
}

/// The error handler that was registered under a name, or None.
#[function("find_error(name, /)")]
fn find_error(vm: &mut Vm, name: &Value) -> Result<Value, Raised> {
    let handlers = handlers(vm)?;
    Ok(mapping::get(vm, &handlers, name)?.unwrap_or(Value::NONE))
}

/// Whether an error handler is built in.
#[function("is_builtin(name, /)")]
fn is_builtin(name: &str) -> bool {
    Errors::named(name).is_some()
}

/// Say which function finds the codecs that are not built in: it takes a name, and gives (encode, decode) or None.
#[function("set_search(search, /)")]
fn set_search(vm: &mut Vm, search: Value) {
    let before = vm.world.kept.borrow_mut().insert(codec::SEARCH, search);
    drop(before);
}
