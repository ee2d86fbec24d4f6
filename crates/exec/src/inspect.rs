//! What natives see of the frames below them: who calls, where, with which variables.

use taipan_bytecode::code::flags;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::dict;
use taipan_core::protocol::frame_view::{self as frame, FrameView};
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::{Cell, Function};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};

/// A frame as a native sees it.
pub struct Caller {
    /// The code it runs.
    pub code: Ref<CodeObject>,
    /// Its globals.
    pub globals: Ref<Dict>,
    /// The index of the instruction it is at.
    pub instruction: u32,
}

impl Caller {
    /// The line it is at: that of the last instruction which has one; 0 if none has.
    #[must_use]
    pub fn line(&self) -> u32 {
        let passed = self.code.code.positions.iter().take(self.instruction as usize + 1);
        passed.map(|position| position.line).filter(|&line| line != 0).last().unwrap_or(0)
    }
}

/// The frame that called the native that asks (`back` = 0), the one that called that (1), and so on.
#[must_use]
pub fn caller(vm: &Vm, back: usize) -> Option<Caller> {
    let function = vm.stack.function(back)?.to_ref::<Function>()?;
    let (running, instruction) = vm.stack.place(back)?;
    let is_running = |code: &Ref<CodeObject>| std::ptr::eq(&raw const **code, running);
    let mut code = function.code_object();
    if !is_running(&code) {
        // The function was given other code while this frame ran the one before.
        let retired = vm.world.retired.borrow();
        code = retired.iter().filter_map(Value::to_ref::<CodeObject>).find(is_running)?;
    }
    Some(Caller { code, globals: function.globals.clone(), instruction })
}

/// The namespace of a frame: its own mapping in a class or module body, else a fresh dict of its variables.
pub fn locals(vm: &mut Vm, back: usize) -> Result<Value, Raised> {
    let function = vm.stack.function(back).and_then(|function| function.to_ref::<Function>());
    let (Some(function), Some(caller)) = (function, caller(vm, back)) else {
        return Err(vm.system_error("frame does not exist"));
    };
    let code = caller.code;
    if code.code.flags & (flags::CLASS_BODY | flags::MODULE_BODY) != 0 {
        let namespace = vm.stack.register(back, 0);
        let namespace = if namespace.is_unbound() { caller.globals.into_value() } else { namespace };
        return with_comprehension(vm, back, &code, namespace);
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

/// The namespace of a class or module body, as a comprehension inside it sees it: while one runs, a copy with the
/// comprehension's variables.
fn with_comprehension(vm: &mut Vm, back: usize, code: &Ref<CodeObject>, namespace: Value) -> Result<Value, Raised> {
    let mut hidden = Vec::new();
    for (register, local) in (0u16..).zip(code.locals.iter()).skip(1) {
        hidden.push((local.clone(), vm.stack.register(back, register)));
    }
    for cell in code.code.cells.iter().filter(|cell| !cell.name.starts_with("__class")) {
        hidden.push((vm.intern(&cell.name)?, contents(&vm.stack.register(back, cell.register))));
    }
    hidden.retain(|(_, held)| !held.is_unbound());
    let Some(plain) = namespace.to_ref::<Dict>().filter(|_| !hidden.is_empty()) else { return Ok(namespace) };
    let names = vm.dict()?;
    mapping::update(vm, &names, &plain)?;
    for (name, held) in hidden {
        put(vm, &names, &name, held)?;
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

/// Frames further up than this show no variables: copying those of a deep stack would cost too much.
const WITH_LOCALS: usize = 2;

/// The frame object of a frame, with all frames that led to it.
pub fn frame_object(vm: &mut Vm, back: usize) -> Result<Option<Value>, Raised> {
    let mut callers = Vec::new();
    while let Some(found) = caller(vm, back + callers.len()) {
        callers.push(found);
    }
    let mut outer = None;
    for (at, of) in callers.into_iter().enumerate().rev() {
        let locals = if at < WITH_LOCALS { locals(vm, back + at)? } else { Value::NONE };
        let view = FrameView {
            line: of.line(),
            code: of.code,
            globals: of.globals.into_value(),
            locals,
            back: outer.unwrap_or(Value::NONE),
            instruction: of.instruction,
            unbegun: Value::NONE,
        };
        outer = Some(frame::make(vm, view)?);
    }
    Ok(outer)
}
