//! Frame objects: what Python code sees of a frame, taken at the moment somebody asks.

use std::any::Any;
use std::cell::RefCell;

use taipan_bytecode::code::flags;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;
use taipan_macros::function;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::methods;
use crate::protocol::descriptor::Attribute;
use crate::protocol::spec::ClassSpec;
use crate::value::code::CodeObject;
use crate::value::function::WeakRef;
use crate::value::module::{Foreign, ForeignData};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "",
    methods: methods![show, clear],
    attributes: &[
        Attribute { name: "f_code", doc: "", get: |vm, this| read(vm, this, |f| f.code.value().clone()), set: None },
        Attribute { name: "f_globals", doc: "", get: |vm, this| read(vm, this, |f| f.globals.clone()), set: None },
        Attribute { name: "f_locals", doc: "", get: get_locals, set: None },
        Attribute { name: "f_builtins", doc: "", get: get_builtins, set: None },
        Attribute { name: "f_back", doc: "", get: |vm, this| read(vm, this, |f| f.back.clone()), set: None },
        Attribute { name: "f_lineno", doc: "", get: |vm, this| number(vm, this, FrameView::shown_line), set: None },
        Attribute { name: "f_lasti", doc: "", get: |vm, this| number(vm, this, |f| f.instruction * 2), set: None },
        Attribute { name: "f_trace", doc: "", get: |_, _| Ok(Value::NONE), set: Some(|_, _, _| Ok(())) },
        Attribute { name: "f_trace_lines", doc: "", get: |_, _| Ok(Value::TRUE), set: Some(|_, _, _| Ok(())) },
        Attribute { name: "f_trace_opcodes", doc: "", get: |_, _| Ok(Value::FALSE), set: Some(|_, _, _| Ok(())) },
    ],
    ..ClassSpec::EMPTY
};

/// What a frame object shows.
#[derive(Clone)]
pub struct FrameView {
    /// The code that runs.
    pub code: Ref<CodeObject>,
    /// Its globals, a dict.
    pub globals: Value,
    /// Its local variables, a mapping; None if nobody kept them.
    pub locals: Value,
    /// The frame that called it, or None.
    pub back: Value,
    /// The line it is at.
    pub line: u32,
    /// A weak reference to the generator whose frame this is, if that has not begun; else None. Until it ends, the line is
    /// that of the definition.
    pub unbegun: Value,
    /// The index of the instruction it is at.
    pub instruction: u32,
}

impl FrameView {
    fn shown_line(&self) -> u32 {
        match self.unbegun.payload::<WeakRef>() {
            Some(generator) if !generator.target.get().is_unbound() => self.code.code.first_line,
            _ => self.line,
        }
    }
}

impl ForeignData for FrameView {
    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.code.value().word());
        visit(self.globals.word());
        visit(self.locals.word());
        visit(self.back.word());
        visit(self.unbegun.word());
    }
}

/// A frame object.
pub fn make(vm: &mut Vm, view: FrameView) -> Result<Value, Raised> {
    let class = vm.classes.frame.clone();
    Ok(vm.allocate(&class, Foreign { data: RefCell::new(Box::new(view)) })?.into_value())
}

/// What a frame object shows, if the value is one.
pub fn view(value: &Value) -> Option<FrameView> {
    let data = value.payload::<Foreign>()?.data.borrow();
    let any: &dyn Any = &**data;
    any.downcast_ref::<FrameView>().cloned()
}

fn seen(vm: &mut Vm, this: &Value) -> Result<FrameView, Raised> {
    view(this).ok_or_else(|| vm.type_error("a frame object is required"))
}

fn read(vm: &mut Vm, this: &Value, part: fn(&FrameView) -> Value) -> Result<Value, Raised> {
    Ok(part(&seen(vm, this)?))
}

fn number(vm: &mut Vm, this: &Value, part: fn(&FrameView) -> u32) -> Result<Value, Raised> {
    let number = part(&seen(vm, this)?);
    vm.int(i64::from(number))
}

fn get_locals(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let frame = seen(vm, this)?;
    if !frame.locals.is_none() && !frame.locals.is_unbound() {
        return Ok(frame.locals);
    }
    if frame.code.code.flags & flags::MODULE_BODY != 0 {
        return Ok(frame.globals);
    }
    Ok(vm.dict()?.into_value())
}

fn get_builtins(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    seen(vm, this)?;
    Ok(vm.world.builtins.value().clone())
}

/// What repr() shows.
#[function("frame.__repr__(self)")]
fn show(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let frame = seen(vm, this)?;
    let code = &frame.code.code;
    let address = this.word().bits();
    Ok(format!("<frame at {address:#x}, file '{}', line {}, code {}>", code.filename, frame.line, code.name))
}

/// Drop the references to local variables.
#[function("frame.clear(self)")]
fn clear(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    let mut frame = seen(vm, this)?;
    frame.locals = Value::NONE;
    if let Some(object) = this.payload::<Foreign>() {
        let before = object.data.replace(Box::new(frame));
        drop(before);
    }
    Ok(())
}
