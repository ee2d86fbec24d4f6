//! What natives see of the frames below them: who calls, where, with which variables.

#![allow(unsafe_code, reason = "frame records and registers are reached by address")]

use taipan_bytecode::code::flags;
use taipan_heap::value::{Ref, Value};

use crate::machine::pending::Raised;
use crate::machine::stack::Frame;
use crate::machine::vm::Vm;
use crate::object::exceptions::frame::{self, FrameView};
use crate::protocol::dict;
use crate::value::code::CodeObject;
use crate::value::function::{Cell, Function};
use crate::value::sequence::Tuple;

/// A frame as a native sees it.
pub struct Caller {
    /// The code it runs.
    pub code: Ref<CodeObject>,
    /// Its globals.
    pub globals: Value,
    /// The index of the instruction it is at.
    pub instruction: u32,
    /// The number of its record, to ask for more.
    index: usize,
}

impl Caller {
    /// The line it is at; 0 if the instruction has none.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.code.code.positions.at(self.instruction as usize).line
    }
}

/// The frame that called the native that asks (`up` = 0), the one that called that (1), and so on.
#[must_use]
pub fn caller(vm: &Vm, up: usize) -> Option<Caller> {
    let index = vm.stack.depth.checked_sub(up)?.checked_sub(1)?;
    // SAFETY: records below `depth` are live, and those of frames that wait for a native hold their place in the code.
    unsafe {
        let record = vm.stack.frame(index);
        let function = Value::borrow(&(*record).function).payload::<Function>()?;
        let code = running_code(vm, record, function)?;
        let start = (&code.code.instructions).as_ptr();
        let instruction = ((*record).pc as usize).saturating_sub(start as usize) / size_of_val(&*start);
        let instruction = u32::try_from(instruction.saturating_sub(1)).unwrap_or(0);
        Some(Caller { code, globals: function.globals.value().clone(), instruction, index })
    }
}

/// The code of a frame: its function's, unless that was given another one meanwhile.
unsafe fn running_code(vm: &Vm, record: *mut Frame, function: &Function) -> Option<Ref<CodeObject>> {
    // SAFETY: the caller vouches for the record.
    let code = unsafe { (*record).code };
    let held = function.code_object();
    if std::ptr::eq(&*held, code) {
        return Some(held);
    }
    let retired = vm.world.retired.borrow();
    retired.iter().find_map(|value| value.to_ref::<CodeObject>().filter(|held| std::ptr::eq(&**held, code)))
}

/// The variables of a frame: its namespace if it has one (the globals, in a module), else a fresh dict.
pub fn locals(vm: &mut Vm, of: &Caller) -> Result<Value, Raised> {
    let code = of.code.clone();
    let (mut names, closure) = {
        let mut names: Vec<(Value, Value)> = Vec::new();
        // SAFETY: the record is live while the native runs that holds `of`, and its registers hold owned words. Each is
        // copied before anything else happens.
        unsafe {
            let record = vm.stack.frame(of.index);
            let register = |at: u16| Value::from_borrowed(*(*record).base.add(usize::from(at)));
            if code.code.flags & (flags::MODULE_BODY | flags::CLASS_BODY) != 0 {
                let namespace = register(0);
                return Ok(if namespace.is_unbound() { of.globals.clone() } else { namespace });
            }
            for (at, name) in code.locals.iter().enumerate().take(usize::from(code.code.registers)) {
                names.push((name.clone(), register(at as u16)));
            }
            for cell in &code.code.cells {
                let text = vm.intern(&cell.name)?;
                names.retain(|(name, _)| !name.is(&text));
                names.push((text, register(cell.register)));
            }
            let function = Value::borrow(&(*record).function).payload::<Function>();
            (names, function.map_or(Value::NONE, |function| function.closure.get()))
        }
    };
    let cells = closure.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    for (name, cell) in code.code.free.iter().zip(cells) {
        names.push((vm.intern(name)?, cell.clone()));
    }
    let found = vm.dict()?;
    for (name, value) in names {
        let value = value.payload::<Cell>().map_or_else(|| value.clone(), |cell| cell.contents.get());
        if !value.is_unbound() {
            dict::set(vm, &found, &name, value)?;
        }
    }
    Ok(found.into_value())
}

/// Frames further up than this show no variables: copying those of a deep stack would cost too much.
const WITH_LOCALS: usize = 2;

/// The frame object of a frame, with all frames that led to it.
pub fn frame_object(vm: &mut Vm, up: usize) -> Result<Option<Value>, Raised> {
    let mut callers = Vec::new();
    while let Some(found) = caller(vm, up + callers.len()) {
        callers.push(found);
    }
    if callers.is_empty() {
        return Ok(None);
    }
    let mut back = Value::NONE;
    for (at, of) in callers.iter().enumerate().rev() {
        let locals = if at < WITH_LOCALS { locals(vm, of)? } else { Value::NONE };
        let view = FrameView {
            code: of.code.clone(),
            globals: of.globals.clone(),
            locals,
            back,
            line: of.line(),
            instruction: of.instruction,
        };
        back = frame::make(vm, view)?;
    }
    Ok(Some(back))
}
