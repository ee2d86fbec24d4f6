//! Traceback objects: a chain of places in code, outermost first.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::frame_view::{self as frame, FrameView};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::exception::Traceback;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "The places in code that an exception passed.",
    methods: methods![new],
    attributes: &[
        Attribute { name: "tb_next", doc: "", get: get_next, set: Some(put_next) },
        Attribute { name: "tb_frame", doc: "", get: get_frame, set: Attribute::READ_ONLY },
        Attribute { name: "tb_lineno", doc: "", get: |vm, this| number(vm, this, Traceback::line), set: None },
        Attribute {
            name: "tb_lasti",
            doc: "",
            get: |vm, this| number(vm, this, |t| t.instruction * 2),
            set: Attribute::READ_ONLY,
        },
    ],
    ..ClassSpec::EMPTY
};

/// Make an entry of a traceback.
#[function("traceback.__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)")]
fn new(
    vm: &mut Vm,
    class: Ref<Class>,
    next: &Value,
    shown: &Value,
    instruction: i64,
    line: i64,
) -> Result<Value, Raised> {
    if !next.is_none() && !next.is_kind::<Traceback>() {
        let given = vm.classes.name_of(next);
        return Err(vm.type_error(format!("expected traceback object or None, got '{given}'")));
    }
    let Some(view) = frame::view(shown) else {
        let given = vm.classes.name_of(shown);
        return Err(vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {given}")));
    };
    let traceback = Traceback {
        next: Slot::new(next.clone()),
        code: view.code,
        instruction: u32::try_from(instruction / 2).unwrap_or(u32::MAX),
        at_callee: false,
        own_line: u32::try_from(line).unwrap_or(0),
        globals: view.globals,
        locals: Slot::new(view.locals),
    };
    Ok(vm.allocate(&class, traceback)?.into_value())
}

fn payload<'a>(vm: &mut Vm, this: &'a Value) -> Result<&'a Traceback, Raised> {
    match this.payload::<Traceback>() {
        Some(traceback) => Ok(traceback),
        None => Err(vm.type_error("a traceback object is required")),
    }
}

fn number(vm: &mut Vm, this: &Value, part: fn(&Traceback) -> u32) -> Result<Value, Raised> {
    let number = part(payload(vm, this)?);
    vm.int(i64::from(number))
}

fn get_next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(payload(vm, this)?.next.get())
}

fn put_next(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let Some(value) = value else { return Err(vm.type_error("can't delete tb_next attribute")) };
    if !value.is_none() && !value.is_kind::<Traceback>() {
        let given = vm.classes.name_of(&value);
        return Err(vm.type_error(format!("expected traceback object, got '{given}'")));
    }
    let mut cursor = value.clone();
    while let Some(entry) = cursor.to_ref::<Traceback>() {
        if cursor.is(this) {
            return Err(vm.value_error("traceback loop detected"));
        }
        cursor = entry.next.get();
    }
    payload(vm, this)?.next.set(value);
    Ok(())
}

fn get_frame(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let entry = payload(vm, this)?;
    let view = FrameView {
        code: entry.code.clone(),
        globals: entry.globals.clone(),
        locals: entry.locals.get(),
        back: Value::NONE,
        line: entry.line(),
        instruction: entry.instruction,
        unbegun: Value::NONE,
    };
    frame::make(vm, view)
}
