//! The variables of the function that called a builtin: `locals`, `globals`.

use taipan_bytecode::code::flags;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::methods;
use crate::protocol::native::NativeDef;
use crate::protocol::{dict, name};
use crate::value::function::{Cell, Function};
use crate::value::mapping::Dict;
use crate::value::sequence::Tuple;

pub(super) const FUNCTIONS: &[NativeDef] = methods![locals, globals];

/// Return a dictionary containing the current scope's local variables.
///
/// NOTE: Whether or not updates to this dictionary will affect name lookups in
/// the local scope and vice-versa is *implementation dependent* and not
/// covered by any backwards compatibility guarantees.
#[function("locals()")]
fn locals(vm: &mut Vm) -> Result<Value, Raised> {
    locals_of_caller(vm)
}

/// Return the dictionary containing the current scope's global variables.
///
/// NOTE: Updates to this dictionary *will* affect name lookups in the current
/// global scope and vice-versa.
#[function("globals()")]
fn globals(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    globals_of_caller(vm)
}

/// The globals of the innermost frame.
pub(super) fn globals_of_caller(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    match name::current_globals(vm) {
        Some(globals) => Ok(globals),
        None => Err(vm.system_error("globals does not exist")),
    }
}

/// The namespace of the innermost frame: its own mapping in a class or module body, else a fresh dict of its variables.
pub(super) fn locals_of_caller(vm: &mut Vm) -> Result<Value, Raised> {
    locals_at(vm, 0)
}

/// As [`locals_of_caller`], for the frame `back` places below the innermost one.
pub fn locals_at(vm: &mut Vm, back: usize) -> Result<Value, Raised> {
    let Some(function) = vm.stack.function(back).and_then(|function| function.to_ref::<Function>()) else {
        return Err(vm.system_error("frame does not exist"));
    };
    let code = function.code_object();
    if code.code.flags & (flags::CLASS_BODY | flags::MODULE_BODY) != 0 {
        let namespace = vm.stack.register(back, 0);
        return Ok(if namespace.is_unbound() { function.globals.value().clone() } else { namespace });
    }
    let names = vm.dict()?;
    for (register, local) in code.locals.iter().enumerate() {
        let Ok(register) = u16::try_from(register) else { break };
        let held = vm.stack.register(back, register);
        let captured = code.code.cells.iter().any(|cell| cell.register == register);
        put(vm, &names, local, if captured { contents(&held) } else { held })?;
    }
    for cell in &code.code.cells {
        let held = contents(&vm.stack.register(back, cell.register));
        let name = vm.intern(&cell.name)?;
        put(vm, &names, &name, held)?;
    }
    let closure = function.closure.get();
    let cells = closure.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    for (free, cell) in code.code.free.iter().zip(cells) {
        let name = vm.intern(free)?;
        put(vm, &names, &name, contents(cell))?;
    }
    Ok(names.into_value())
}

/// What a cell holds. A register whose cell is not made yet holds the value itself.
fn contents(cell: &Value) -> Value {
    match cell.payload::<Cell>() {
        Some(cell) => cell.contents.get(),
        None => cell.clone(),
    }
}

fn put(vm: &mut Vm, names: &Dict, name: &Value, value: Value) -> Result<(), Raised> {
    if value.is_unbound() { Ok(()) } else { dict::set(vm, names, name, value) }
}
