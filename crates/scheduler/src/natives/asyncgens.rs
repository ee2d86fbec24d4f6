//! Class `EventLoop`: asynchronous generators that begin on a loop are closed by it.
//!
//! No list is kept: whoever may be open is found in the heap when the loop ends, by the hook that it remembers.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::BoundNative;
use taipan_core::value::function::BoundMethod;
use taipan_core::value::generator::{Flavor, Generator, State};
use taipan_exec::asyncgen_hooks::{self, Hooks};
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::event_loop;
use crate::event_loop::{EventLoop, Generators, Life, Ready, push};

/// Makes the loop's hooks those in force; gives the hooks before.
pub(crate) fn hook(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<Hooks, Raised> {
    let mut method = |name: &str| {
        let name = vm.intern(name)?;
        lookup::get_attr(vm, event_loop.value(), &name)
    };
    let hooks = Hooks { first: method("_asyncgen_firstiter_hook")?, finisher: method("_asyncgen_finalizer_hook")? };
    Ok(asyncgen_hooks::set(vm, hooks))
}

/// Take note of an asynchronous generator before its first step.
#[function("EventLoop._asyncgen_firstiter_hook(self, agen, /)")]
pub(super) fn meet_generator(vm: &mut Vm, this: Ref<EventLoop>, agen: &Value) -> Result<(), Raised> {
    if this.generators.get() == Generators::Closed {
        let shown = taipan_core::ops::repr::repr(vm, agen)?.to_lossy().into_owned();
        let message = format!("asynchronous generator {shown} was scheduled after loop.shutdown_asyncgens() call");
        return vm.warn(|classes| &classes.resource_warning, &message, 1);
    }
    this.generators.set(Generators::Some);
    Ok(())
}

/// Close an asynchronous generator that nobody finished, soon.
#[function("EventLoop._asyncgen_finalizer_hook(self, agen, /)")]
pub(super) fn finish_generator(vm: &mut Vm, this: Ref<EventLoop>, agen: &Value) -> Result<(), Raised> {
    if this.life.get() == Life::Closed {
        return Ok(());
    }
    let closing = vm.call_method(agen, "aclose", &[])?;
    let name = vm.intern("create_task")?;
    let create = lookup::get_attr(vm, this.value(), &name)?;
    let handle = event_loop::handle(vm, &this, |classes| &classes.handle, create, &[closing], Value::NONE)?;
    push(&this, Ready::Call(handle));
    this.outside.bell.ring();
    Ok(())
}

/// The asynchronous generators that began on this loop and are open. None should begin from now on.
#[function("EventLoop._open_asyncgens(self, /)")]
pub(super) fn open_generators(vm: &mut Vm, this: Ref<EventLoop>) -> Result<Value, Raised> {
    if this.generators.replace(Generators::Closed) != Generators::Some {
        return vm.list([]);
    }
    let mut open = vm.heap.objects_of::<Generator>();
    open.retain(|generator| {
        generator.flavor == Flavor::AsyncGenerator
            && generator.state.get() != State::Finished
            && asyncgen_hooks::finisher(generator).is_some_and(|finisher| is_of(&finisher, &this))
    });
    vm.list(open.into_iter().map(Ref::into_value).collect::<Vec<_>>())
}

/// Whether a hook is a method of a loop.
fn is_of(hook: &Value, event_loop: &Ref<EventLoop>) -> bool {
    let native = hook.payload::<BoundNative>().map(|method| method.receiver.clone());
    let receiver = native.or_else(|| hook.payload::<BoundMethod>().map(|method| method.receiver.get()));
    receiver.is_some_and(|receiver| receiver.is(event_loop.value()))
}
