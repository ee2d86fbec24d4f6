//! What calls of generator functions make: a generator, coroutine or asynchronous generator that holds the parameters.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::value::function::Function;
use taipan_core::value::generator::{Flavor, Generator};
use taipan_heap::header::flags;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

/// Makes the generator of a call whose parameters are bound, in the order of their registers. They are moved out.
#[inline(always)]
pub fn create(vm: &mut Vm, function: Ref<Function>, flavor: Flavor, parameters: &mut [Value]) -> Result<Value, Raised> {
    let class = match flavor {
        Flavor::Coroutine => &vm.classes.coroutine,
        Flavor::AsyncGenerator => &vm.classes.async_generator,
        Flavor::Generator | Flavor::IterableCoroutine => &vm.classes.generator,
    };
    let class = class.value().clone();
    let generator = Generator::create(&vm.heap, class, flavor, function, parameters).or_memory_error(vm)?;
    if flavor == Flavor::Coroutine {
        generator.header().set(flags::FINALIZER);
    }
    Ok(generator.into_value())
}

/// As [`create`], for a function that stays with its owner and parameters that lie in a window.
///
/// # Safety
/// The word must point to a live function; the window must hold `count` owned words, the parameters of the function.
#[inline(never)]
pub unsafe fn create_in_place(
    vm: &mut Vm,
    function: Word,
    flavor: Flavor,
    window: *mut Word,
    count: usize,
) -> Result<Value, Raised> {
    // SAFETY: as the caller says; a value is a word that is owned.
    unsafe {
        match Value::borrow(&function).to_ref::<Function>() {
            Some(function) => create(vm, function, flavor, std::slice::from_raw_parts_mut(window.cast(), count)),
            None => Err(vm.system_error("no function to enter")),
        }
    }
}
