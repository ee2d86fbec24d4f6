//! The hooks of asynchronous generators: an event loop hears of each that begins, and closes what nobody finished.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::generator::Generator;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};

const FIRST: &str = "asyncgen.firstiter";
const FINISHER: &str = "asyncgen.finalizer";

/// The two hooks; None where there is none.
#[derive(Clone)]
pub struct Hooks {
    /// Called with an asynchronous generator before its first step.
    pub first: Value,
    /// Called with one that ends while it is suspended.
    pub finisher: Value,
}

/// The hooks in force.
pub fn get(vm: &Vm) -> Hooks {
    let kept = vm.world.here.borrow();
    let hook = |name: &str| kept.get(name).cloned().unwrap_or(Value::NONE);
    Hooks { first: hook(FIRST), finisher: hook(FINISHER) }
}

/// Puts other hooks in force, and gives those before.
pub fn set(vm: &mut Vm, hooks: Hooks) -> Hooks {
    let before = get(vm);
    let mut kept = vm.world.here.borrow_mut();
    for (name, hook) in [(FIRST, hooks.first), (FINISHER, hooks.finisher)] {
        if hook.is_none() {
            kept.remove(name);
        } else {
            kept.insert(name, hook);
        }
    }
    before
}

/// The first step of a generator is asked for: it remembers what will finish it, and the hook hears of it.
#[cold]
#[inline(never)]
pub(super) fn meet(vm: &mut Vm, generator: &Ref<Generator>) -> Result<(), Raised> {
    let Hooks { first, finisher } = get(vm);
    if !finisher.is_none() {
        let names = generator.names.get();
        let own = match names.payload::<Tuple>() {
            Some(names) => vm.tuple([names.items(), &[finisher]].concat())?,
            // A tuple that can be called must not be taken for names.
            None if finisher.is_kind::<Tuple>() => {
                let function = generator.function.clone();
                vm.tuple([function.name.get(), function.qualname.get(), finisher])?
            }
            None => finisher,
        };
        generator.names.set(own);
    }
    if first.is_none() { Ok(()) } else { vm.call(&first, std::slice::from_ref(generator.value())).map(drop) }
}

/// What will finish a generator, if anything.
pub fn finisher(generator: &Generator) -> Option<Value> {
    let names = generator.names.get();
    match names.payload::<Tuple>() {
        Some(names) => names.items().get(2).cloned(),
        None => Some(names).filter(|names| !names.is_unbound()),
    }
}
