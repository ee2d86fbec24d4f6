//! Classes `Handle` and `TimerHandle`.

use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::protocol::descriptor::Attribute;
use taipan_vm::protocol::spec::ClassSpec;

use crate::context;
use crate::event_loop;
use crate::handle::Handle;

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A callback that the loop will call; cancel() prevents it.",
    methods: methods![cancel, cancelled, get_context, repr],
    attributes: &[
        Attribute {
            name: "_callback",
            doc: "",
            get: |_, this| Ok(part(this, |handle| handle.callback.get())),
            set: None,
        },
        Attribute { name: "_args", doc: "", get: |_, this| Ok(part(this, |handle| handle.args.get())), set: None },
        Attribute {
            name: "_cancelled",
            doc: "",
            get: |_, this| Ok(part(this, |handle| Value::from_bool(handle.cancelled.get()))),
            set: None,
        },
    ],
    ..ClassSpec::EMPTY
};

pub(super) static TIMER: ClassSpec = ClassSpec {
    doc: "A callback that the loop will call at a time; cancel() prevents it.",
    methods: methods![when],
    ..ClassSpec::EMPTY
};

fn part(this: &Value, get: impl FnOnce(&Handle) -> Value) -> Value {
    this.payload::<Handle>().map(get).filter(|value| !value.is_unbound()).unwrap_or(Value::NONE)
}

/// Prevent the call.
#[function("Handle.cancel(self, /)")]
fn cancel(this: Ref<Handle>) {
    this.cancelled.set(true);
    drop(this.callback.replace(Value::NONE));
    drop(this.args.replace(Value::NONE));
    if let Some(key) = this.timer.take() {
        event_loop::cancel_timer(&this.event_loop, key);
    }
}

/// Whether the call was prevented.
#[function("Handle.cancelled(self, /)")]
fn cancelled(this: &Handle) -> bool {
    this.cancelled.get()
}

/// The context that the callback runs in.
#[function("Handle.get_context(self, /)")]
fn get_context(vm: &mut Vm, this: Ref<Handle>) -> Result<Value, Raised> {
    if this.context.word().is_none() {
        let context = context::empty(vm)?.into_value();
        this.context.set(context);
    }
    Ok(this.context.get())
}

#[function("Handle.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Ref<Handle>) -> Result<String, Raised> {
    let class = vm.classes.name_of(this.value());
    if this.cancelled.get() {
        return Ok(format!("<{class} cancelled>"));
    }
    let callback = this.callback.get();
    let shown = taipan_vm::ops::repr::repr(vm, &callback)?;
    Ok(format!("<{class} {}>", shown.to_lossy()))
}

/// The time of the call on the loop's clock, in seconds.
#[function("TimerHandle.when(self, /)")]
fn when(this: &Handle) -> f64 {
    this.when.get().unwrap_or(0) as f64 / 1e9
}
