//! Frame objects: what Python code sees of a frame, taken at the moment somebody asks.

use taipan_bytecode::code::flags;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::frame_view::{Frame, FrameView, view};
use taipan_core::protocol::spec::ClassSpec;
use taipan_heap::value::Value;
use taipan_macros::function;

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
    if let Some(object) = this.payload::<Frame>() {
        let before = object.0.replace(frame);
        drop(before);
    }
    Ok(())
}
