//! Code objects: the `co_` attributes and `replace`.

use std::sync::Arc;

use taipan_bytecode::code::{Code, flags};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::{Attribute, Getter};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::code::CodeObject;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::class::getset::member;

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "What a function runs: code and constants, names and lines.",
    methods: methods![repr, eq, hash, co_lines, co_positions],
    static_methods: &[],
    attributes: &[
        member("co_argcount", |vm, this| vm.int(i64::from(code(this).positional))),
        member("co_posonlyargcount", |vm, this| vm.int(i64::from(code(this).positional_only))),
        member("co_kwonlyargcount", |vm, this| vm.int(i64::from(code(this).keyword_only))),
        member("co_stacksize", |vm, this| vm.int(i64::from(code(this).registers))),
        member("co_flags", |vm, this| vm.int(i64::from(code(this).flags & SHOWN_FLAGS))),
        member("co_nlocals", |vm, this| vm.size(variable_names(&code(this)).len())),
        member("co_consts", get_constants),
        member("co_names", |vm, this| strings(vm, code(this).names.iter().map(AsRef::as_ref))),
        attribute("co_varnames", |vm, this| strings(vm, variable_names(&code(this)).into_iter())),
        attribute("co_cellvars", |vm, this| strings(vm, code(this).cells.iter().map(|cell| cell.name.as_ref()))),
        attribute("co_freevars", |vm, this| strings(vm, code(this).free.iter().map(AsRef::as_ref))),
        member("co_filename", |vm, this| vm.str(&code(this).filename)),
        member("co_name", |vm, this| vm.intern(&code(this).name)),
        member("co_qualname", |vm, this| vm.intern(&code(this).qualname)),
        member("co_firstlineno", |vm, this| vm.int(i64::from(code(this).first_line))),
        attribute("co_code", get_instructions),
        member("co_linetable", |vm, this| vm.bytes(code(this).positions.as_bytes())),
        member("co_exceptiontable", |vm, _| vm.bytes(&[])),
    ],
    next: None,
    awaited: None,
    make: None,
};

/// Bytes of an instruction in `co_code`.
const INSTRUCTION_BYTES: i64 = 8;
/// Flags that CPython has too.
const SHOWN_FLAGS: u32 = !(flags::CLASS_BODY | flags::MODULE_BODY);

const fn attribute(name: &'static str, get: Getter) -> Attribute {
    Attribute { name, doc: "", get, set: None }
}

/// The code whose attribute is asked for: descriptors have checked that it is one.
fn code(this: &Value) -> Arc<Code> {
    match this.payload::<CodeObject>() {
        Some(object) => object.code.clone(),
        None => unreachable!("attributes of code are only asked of code objects"),
    }
}

fn strings<'a>(vm: &mut Vm, names: impl Iterator<Item = &'a str>) -> Result<Value, Raised> {
    let names = names.map(|name| vm.intern(name)).collect::<Result<Vec<Value>, Raised>>()?;
    vm.tuple(names)
}

/// Parameters and locals, without those that only inner functions see.
fn variable_names(code: &Code) -> Vec<&str> {
    let stars = [flags::VARARGS, flags::VARKEYWORDS].iter().filter(|flag| code.flags & **flag != 0).count();
    let parameters = usize::from(code.positional) + usize::from(code.keyword_only) + stars;
    let names = code.locals.iter().enumerate().filter(|(index, name)| {
        let captured = code.cells.iter().any(|cell| cell.name == **name);
        &***name == ".0" || !name.starts_with('.') && (*index < parameters || !captured)
    });
    names.map(|(_, name)| name.as_ref()).collect()
}

fn get_constants(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let Some(object) = this.to_ref::<CodeObject>() else { return vm.tuple(Vec::new()) };
    vm.tuple(object.constants.to_vec())
}

fn get_instructions(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let bytes: Vec<u8> = code(this).instructions.iter().flat_map(|instruction| instruction.0.to_le_bytes()).collect();
    vm.bytes(&bytes)
}

/// What repr() shows.
#[function("code.__repr__(self, /)")]
fn repr(this: Ref<CodeObject>) -> String {
    let code = &this.code;
    let at = this.value().word().bits();
    format!("<code object {} at {at:#x}, file \"{}\", line {}>", code.name, code.filename, code.first_line)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("code.__eq__(self, value, /)")]
fn eq(this: &CodeObject, value: &Value) -> Value {
    match value.payload::<CodeObject>() {
        Some(other) => Value::from_bool(Arc::ptr_eq(&this.code, &other.code) || this.code == other.code),
        None => Value::NOT_IMPLEMENTED,
    }
}

/// A number for dicts and sets: equal objects have the same.
#[function("code.__hash__(self, /)")]
fn hash(vm: &mut Vm, this: &CodeObject) -> i64 {
    let code = &this.code;
    let of_name = vm.names.hash_key.hash(code.name.as_bytes());
    let sizes = [code.instructions.len(), code.constants.len(), code.first_line as usize];
    sizes.iter().fold(of_name, |hash, size| hash.wrapping_mul(1_000_003) ^ *size as i64)
}

/// The instructions with their lines, as (start, end, line) of the bytes in co_code.
#[function("code.co_lines(self, /)")]
fn co_lines(vm: &mut Vm, this: &CodeObject) -> Result<Value, Raised> {
    let mut rows: Vec<(i64, i64, u32)> = Vec::new();
    for (index, position) in this.code.positions.iter().enumerate() {
        let start = INSTRUCTION_BYTES * index as i64;
        match rows.last_mut() {
            Some(last) if last.2 == position.line => last.1 = start + INSTRUCTION_BYTES,
            _ => rows.push((start, start + INSTRUCTION_BYTES, position.line)),
        }
    }
    let mut items = Vec::new();
    for (start, end, line) in rows {
        let line = number_or_none(vm, line, line > 0)?;
        let (start, end) = (vm.int(start)?, vm.int(end)?);
        items.push(vm.tuple([start, end, line])?);
    }
    iterator(vm, items)
}

/// The place of each instruction: (line, end line, column, end column).
#[function("code.co_positions(self, /)")]
fn co_positions(vm: &mut Vm, this: &CodeObject) -> Result<Value, Raised> {
    let mut items = Vec::new();
    for position in this.code.positions.iter() {
        let known = position.line > 0;
        let row = [position.line, position.end_line, position.column, position.end_column];
        let row = row.map(|number| number_or_none(vm, number, known));
        let [Ok(line), Ok(end_line), Ok(column), Ok(end_column)] = row else { return Err(vm.memory_error()) };
        items.push(vm.tuple([line, end_line, column, end_column])?);
    }
    iterator(vm, items)
}

fn number_or_none(vm: &mut Vm, number: u32, known: bool) -> Result<Value, Raised> {
    if known { vm.int(i64::from(number)) } else { Ok(Value::NONE) }
}

fn iterator(vm: &mut Vm, items: Vec<Value>) -> Result<Value, Raised> {
    let list = vm.list(items)?;
    taipan_core::ops::iterate::iter(vm, &list)
}
