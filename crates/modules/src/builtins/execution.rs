//! `eval`, `exec` and `compile`: source text becomes code through the hook, and code runs in a namespace.

use std::sync::Arc;

use smallvec::smallvec;
use taipan_bytecode::code::{Code, flags};
use taipan_core::machine::hooks::{CompileMode, CompileRequest};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, lookup};
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::{Cell, Function};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{ByteArray, Bytes, Tuple};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_exec::entry::run_bound;
use taipan_exec::{creation, load};
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::builtins::scope;

pub(super) const FUNCTIONS: &[NativeDef] = methods![eval, exec, compile];

/// The value of an expression, given as text or as code of compile().
///
/// Names are looked up in locals, any mapping, and in globals, a dict; without locals, in globals alone, and without
/// either where the call stands.
#[function("eval(source, /, globals=None, locals=None)")]
fn eval(vm: &mut Vm, source: &Value, globals: &Value, locals: &Value) -> Result<Value, Raised> {
    if !locals.is_none() && !is_mapping(vm, locals) {
        return Err(vm.type_error("locals must be a mapping"));
    }
    if !globals.is_none() && !globals.is_kind::<Dict>() {
        let message = if is_mapping(vm, globals) {
            "globals must be a real dict; try eval(code, {}, mapping)"
        } else {
            "globals must be a dict"
        };
        return Err(vm.type_error(message));
    }
    let space = namespaces(vm, globals, locals)?;
    let code = match source.to_ref::<CodeObject>() {
        Some(code) => code,
        None => {
            let text = source_text(vm, source, "eval() arg 1 must be a string, bytes or code object")?;
            let text = text.trim_start_matches([' ', '\t']);
            compiled(vm, text, CompileMode::Expression)?
        }
    };
    if !code.code.free.is_empty() {
        return Err(vm.type_error("code object passed to eval() may not contain free variables"));
    }
    run(vm, code, space, Value::NONE)
}

/// Run statements, given as text or as code of compile().
///
/// Names are looked up and kept as eval() does it. Code with free variables, such as f.__code__ of an inner function,
/// needs as many cells for them: the tuple closure.
#[function("exec(source, /, globals=None, locals=None, *, closure=None)")]
fn exec(vm: &mut Vm, source: &Value, globals: &Value, locals: &Value, closure: Value) -> Result<(), Raised> {
    if !globals.is_none() && !globals.is_kind::<Dict>() {
        let given = vm.classes.name_of(globals);
        return Err(vm.type_error(format!("exec() globals must be a dict, not {given}")));
    }
    if !locals.is_none() && !is_mapping(vm, locals) {
        let given = vm.classes.name_of(locals);
        return Err(vm.type_error(format!("locals must be a mapping or None, not {given}")));
    }
    let space = namespaces(vm, globals, locals)?;
    let code = match source.to_ref::<CodeObject>() {
        Some(code) => code,
        None => {
            if !closure.is_none() {
                return Err(vm.type_error("closure can only be used when source is a code object"));
            }
            let text = source_text(vm, source, "exec() arg 1 must be a string, bytes or code object")?;
            compiled(vm, &text, CompileMode::Module)?
        }
    };
    check_closure(vm, &code.code, &closure)?;
    run(vm, code, space, closure)?;
    Ok(())
}

fn check_closure(vm: &mut Vm, code: &Code, closure: &Value) -> Result<(), Raised> {
    let wanted = code.free.len();
    let cells = closure.payload::<Tuple>().map(Tuple::items);
    if wanted == 0 {
        return match closure.is_none() {
            true => Ok(()),
            false => Err(vm.type_error("cannot use a closure with this code object")),
        };
    }
    match cells {
        Some(cells) if cells.len() == wanted && cells.iter().all(Value::is_kind::<Cell>) => Ok(()),
        _ => Err(vm.type_error(format!("code object requires a closure of exactly length {wanted}"))),
    }
}

const ONLY_AST: i64 = 0x400;
const TOP_LEVEL_AWAIT: i64 = 0x2000;
/// Flags of CPython's `compile` that change nothing here: dedent and incomplete input.
const IGNORED: i64 = 0x200 | 0x4000 | 0x1000 | 0x10;
/// `from __future__` features, all but annotations long in force.
const FUTURE: i64 = 0x1fe_0000;

/// Source text as code for exec() and eval().
///
/// The mode says what the text is: 'exec' a module, 'eval' an expression, 'single' a statement of the prompt, which
/// shows its value. Tracebacks name the file filename. The flags turn features of __future__ on, as do those in force
/// where the call stands unless dont_inherit is true. Raises SyntaxError, or ValueError for an unknown mode or flag.
#[function("compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)")]
fn compile(
    vm: &mut Vm,
    source: &Value,
    filename: &Value,
    mode: &str,
    flags: i64,
    dont_inherit: bool,
    optimize: i64,
    _feature_version: i64,
) -> Result<Value, Raised> {
    if flags & !(ONLY_AST | TOP_LEVEL_AWAIT | IGNORED | FUTURE) != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let optimize = match optimize {
        -1 => vm.world.settings.optimize,
        level @ 0..=2 => level as u8,
        _ => return Err(vm.value_error("compile(): invalid optimize value")),
    };
    let mode = match mode {
        "exec" => CompileMode::Module,
        "eval" => CompileMode::Expression,
        "single" => CompileMode::Interactive,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if flags & ONLY_AST != 0 {
        return Err(vm.value_error("compile() gives no syntax trees"));
    }
    let filename = match (filename.payload::<Str>(), filename.payload::<Bytes>()) {
        (Some(text), _) => text.to_lossy().into_owned(),
        (_, Some(bytes)) => String::from_utf8_lossy(bytes.as_slice()).into_owned(),
        _ => {
            let name = vm.names.known.fspath.clone();
            let Some(method) = lookup::try_get_attr_quiet(vm, filename, &name)? else {
                let given = vm.classes.name_of(filename);
                return Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {given}")));
            };
            let path = vm.call(&method, &[])?;
            taipan_core::protocol::name::text(&path)
        }
    };
    let text = source_text(vm, source, "compile() arg 1 must be a string, bytes or AST object")?;
    let text = if mode == CompileMode::Expression { text.trim_start_matches([' ', '\t']) } else { &text };
    let inherited = if dont_inherit { 0 } else { future_of_caller(vm) };
    let request = CompileRequest {
        source: text,
        filename: &filename,
        mode,
        optimize,
        future: inherited | (flags & FUTURE) as u32,
        top_level_await: flags & TOP_LEVEL_AWAIT != 0,
    };
    let code = (vm.hooks.compile)(vm, request)?;
    Ok(load::code_object(vm, &code)?.into_value())
}

fn is_mapping(vm: &Vm, value: &Value) -> bool {
    value.is_kind::<Dict>() || !vm.classes.of(value).special(Special::GetItem).is_unbound()
}

/// Where code runs: the globals, and the namespace of names if it is another mapping.
struct Space {
    globals: Ref<Dict>,
    locals: Option<Value>,
}

fn namespaces(vm: &mut Vm, globals: &Value, locals: &Value) -> Result<Space, Raised> {
    let (space, locals) = match globals.to_ref::<Dict>() {
        Some(globals) => (globals, if locals.is_none() { None } else { Some(locals.clone()) }),
        None => {
            let locals = if locals.is_none() { scope::locals_of_caller(vm)? } else { locals.clone() };
            (scope::globals_of_caller(vm)?, Some(locals))
        }
    };
    let key = vm.names.known.builtins.clone();
    if dict::find(vm, &space, &key).is_none() {
        let (modules, builtins) = (vm.world.modules.clone(), vm.world.builtins.value().clone());
        let module = dict::get_text(vm, &modules, "builtins").unwrap_or(builtins);
        dict::set(vm, &space, &key, module)?;
    }
    let locals = locals.filter(|locals| !locals.is(space.value()));
    Ok(Space { globals: space, locals })
}

/// The text of a source given as text or bytes.
fn source_text(vm: &mut Vm, source: &Value, message: &str) -> Result<String, Raised> {
    let text = if let Some(text) = source.payload::<Str>() {
        match text.as_str() {
            Some(text) => text.to_owned(),
            None => {
                let at = taipan_text::wtf8::code_points(text.as_bytes()).position(taipan_text::wtf8::is_surrogate);
                let at = at.unwrap_or(0);
                let error = vm.encode_error("utf-8", source, at, at + 1, "surrogates not allowed")?;
                return Err(vm.raise(error));
            }
        }
    } else {
        let bytes = match (source.payload::<Bytes>(), source.payload::<ByteArray>()) {
            (Some(bytes), _) => bytes.as_slice().to_vec(),
            (_, Some(array)) => array.bytes.borrow().to_vec(),
            _ => return Err(vm.type_error(message)),
        };
        vm.charge_pass(bytes.len())?;
        match taipan_source::decode::decode(&bytes) {
            Ok(text) => {
                vm.charge_pass(text.len())?;
                text
            }
            Err(refused) => return Err(syntax_error(vm, &refused.message)),
        }
    };
    if text.contains('\0') {
        return Err(syntax_error(vm, "source code string cannot contain null bytes"));
    }
    Ok(text)
}

/// A SyntaxError about the source as a whole: it has a message and no place.
fn syntax_error(vm: &mut Vm, message: &str) -> Raised {
    let class = vm.classes.syntax_error.value().clone();
    let made = vm.str(message).and_then(|message| vm.call(&class, &[message]));
    match made {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

fn compiled(vm: &mut Vm, source: &str, mode: CompileMode) -> Result<Ref<CodeObject>, Raised> {
    let future = future_of_caller(vm);
    let optimize = vm.world.settings.optimize;
    let request = CompileRequest { source, filename: "<string>", mode, optimize, future, top_level_await: false };
    let code: Arc<Code> = (vm.hooks.compile)(vm, request)?;
    load::code_object(vm, &code)
}

/// Future features of the code that called.
fn future_of_caller(vm: &Vm) -> u32 {
    let function = vm.stack.function(0);
    let code = function.as_ref().and_then(|function| function.payload::<Function>()).map(Function::code_object);
    code.map_or(0, |code| code.code.flags & flags::FUTURE_ANNOTATIONS)
}

fn run(vm: &mut Vm, code: Ref<CodeObject>, space: Space, closure: Value) -> Result<Value, Raised> {
    let body = code.code.flags & (flags::MODULE_BODY | flags::CLASS_BODY) != 0;
    let function = load::function(vm, code.clone(), space.globals)?;
    if !closure.is_none() {
        drop(Slot::replace(&function.closure, closure));
    }
    if !body {
        return vm.call(function.value(), &[]);
    }
    let namespace = space.locals.unwrap_or(Value::UNBOUND);
    if let Some(flavor) = code.makes {
        return creation::create(vm, function, flavor, &mut [namespace]);
    }
    run_bound(vm, &function, smallvec![namespace])
}
