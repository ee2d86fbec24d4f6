//! Code objects of shared code: constants become values, names interned strings, sites get caches.

use std::sync::Arc;

use dashu_int::IBig;
use taipan_bytecode::code::{Code, Const, flags};
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::dict;
use taipan_core::value::code::{Cache, CodeObject, NEVER};
use taipan_core::value::function::Function;
use taipan_core::value::generator::Flavor;
use taipan_core::value::mapping::{Dict, Set};
use taipan_core::value::members::Members;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_text::integer::digits;

/// Strings up to this length that look like names are interned.
const NAME_LENGTH: usize = 32;

/// Makes a code object, and those of the functions inside. No recursion: functions may nest as deep as a program likes.
pub fn code_object(vm: &mut Vm, code: &Arc<Code>) -> Result<Ref<CodeObject>, Raised> {
    let mut around: Vec<(&Arc<Code>, Vec<Value>)> = Vec::new();
    let mut code = code;
    let mut constants = Vec::with_capacity(code.constants.len());
    loop {
        match code.constants.get(constants.len()) {
            Some(Const::Code(inner)) => {
                let outer = std::mem::replace(&mut constants, Vec::with_capacity(inner.constants.len()));
                around.push((code, outer));
                code = inner;
            }
            Some(constant) => constants.push(value(vm, constant)?),
            None => {
                let object = with_constants(vm, code, constants.into())?;
                let Some((outer, before)) = around.pop() else { return Ok(object) };
                (code, constants) = (outer, before);
                constants.push(object.into_value());
            }
        }
    }
}

fn with_constants(vm: &mut Vm, code: &Arc<Code>, constants: Box<[Value]>) -> Result<Ref<CodeObject>, Raised> {
    let mut names = Vec::with_capacity(code.sites.len());
    let texts = code.names.iter().map(|name| vm.intern(name)).collect::<Result<Vec<_>, _>>()?;
    for site in &code.sites {
        names.push(texts.get(*site as usize).cloned().unwrap_or(Value::NONE));
    }
    let locals = code.locals.iter().map(|name| vm.intern(name)).collect::<Result<Box<[_]>, _>>()?;
    let name = vm.intern(&code.name)?;
    let qualname = if code.qualname == code.name { name.clone() } else { vm.str(&code.qualname)? };
    let makes = flavor(code.flags);
    let simple = code.flags & (flags::VARARGS | flags::VARKEYWORDS) == 0 && code.keyword_only == 0;
    let arity = if simple { code.positional.into() } else { NEVER };
    let object = CodeObject {
        start: code.instructions.as_ptr(),
        registers: code.registers.into(),
        arity: if makes.is_none() { arity } else { NEVER },
        positional_arity: arity,
        makes,
        constants,
        name,
        qualname,
        names: names.into(),
        caches: code.sites.iter().map(|_| Cache::default()).collect(),
        locals,
        heat: 0.into(),
        has_handlers: !code.handlers.is_empty(),
        code: code.clone(),
    };
    let class = vm.classes.code.value().clone();
    vm.heap.allocate(class, object).or_memory_error(vm)
}

/// What a call of code with these flags makes.
fn flavor(bits: u32) -> Option<Flavor> {
    let kinds = [
        (flags::COROUTINE, Flavor::Coroutine),
        (flags::ASYNC_GENERATOR, Flavor::AsyncGenerator),
        (flags::ITERABLE_COROUTINE, Flavor::IterableCoroutine),
        (flags::GENERATOR, Flavor::Generator),
    ];
    kinds.into_iter().find(|(flag, _)| bits & flag != 0).map(|(_, flavor)| flavor)
}

/// The value of an integer's digits: hexadecimal, or decimal behind `0d`; `None` if they are malformed.
fn big_int(vm: &mut Vm, digits: &str) -> Result<Option<IBig>, Raised> {
    let magnitude = digits.strip_prefix('-').unwrap_or(digits);
    let magnitude = match magnitude.strip_prefix("0d") {
        Some(decimal) => digits::read(vm, decimal.as_bytes(), 10)?,
        None => digits::read_bits(vm, magnitude.as_bytes(), 4)?,
    };
    let value = magnitude.map(IBig::from);
    Ok(if digits.starts_with('-') { value.map(|value| -value) } else { value })
}

/// The value of a constant.
pub fn value(vm: &mut Vm, constant: &Const) -> Result<Value, Raised> {
    vm.check_depth()?;
    Ok(match constant {
        Const::None => Value::NONE,
        Const::Bool(truth) => Value::from_bool(*truth),
        Const::Ellipsis => Value::ELLIPSIS,
        Const::Int(int) => vm.int(*int)?,
        Const::BigInt(digits) => match big_int(vm, digits)? {
            Some(int) => vm.big_int(int)?,
            None => return Err(vm.system_error("malformed integer constant")),
        },
        Const::Float(bits) => vm.float(f64::from_bits(*bits))?,
        Const::Complex(real, imaginary) => vm.complex(f64::from_bits(*real), f64::from_bits(*imaginary))?,
        Const::Str(text)
            if text.len() <= NAME_LENGTH && text.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_') =>
        {
            vm.intern_bytes(text)?
        }
        Const::Str(text) => vm.wtf8(text)?,
        Const::Bytes(bytes) => vm.bytes(bytes)?,
        Const::Tuple(items) => {
            let items = items.iter().map(|item| value(vm, item)).collect::<Result<Vec<_>, _>>()?;
            vm.tuple(items)?
        }
        Const::FrozenSet(items) => {
            let class = vm.classes.frozenset.clone();
            let set = vm.allocate(&class, Set { table: Members::default().into() })?;
            for item in items {
                let item = value(vm, item)?;
                mapping::set_add(vm, &set, &item)?;
            }
            set.into_value()
        }
        Const::Code(code) => code_object(vm, code)?.into_value(),
    })
}

/// Makes a function of a code object. Its closure, defaults and annotations are set afterwards.
pub fn function(vm: &mut Vm, code: Ref<CodeObject>, globals: Ref<Dict>) -> Result<Ref<Function>, Raised> {
    let (name, qualname) = (code.name.clone(), code.qualname.clone());
    let doc = match code.constants.first() {
        Some(doc) if code.code.flags & flags::HAS_DOCSTRING != 0 => doc.clone(),
        _ => Value::NONE,
    };
    let module_name = vm.names.known.name.clone();
    let module = dict::get(vm, &globals, &module_name).unwrap_or(Value::NONE);
    let none = || Slot::new(Value::NONE);
    let function = Function {
        code: Slot::new(code.into_value()),
        globals,
        defaults: none(),
        keyword_defaults: none(),
        closure: none(),
        name: Slot::new(name),
        qualname: Slot::new(qualname),
        doc: Slot::new(doc),
        annotations: none(),
        type_parameters: none(),
        module: Slot::new(module),
        dict: Slot::default(),
        stamp: vm.heap.fresh_stamp().into(),
        builtin: false.into(),
    };
    let class = vm.classes.function.value().clone();
    vm.heap.allocate(class, function).or_memory_error(vm)
}
