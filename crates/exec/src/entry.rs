//! The way from Rust code into frames: a native calls a function written in Python and waits for its result.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::Continuation;
use taipan_core::machine::vm::Vm;
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::Function;
use taipan_heap::value::{Ref, Value};

use crate::frame::{self, take};
use crate::run::{self, Exit};
use crate::{arrange, bind, calls, creation};

/// Runs a function written in Python to its end.
pub fn run_function(vm: &mut Vm, function: &Ref<Function>, call: Call<'_>) -> Result<Value, Raised> {
    if call.keywords.is_empty() {
        look(vm)?;
        vm.enter_native()?;
        if frame::push_exact(vm, function.value(), call.values, 0, Continuation::Entry) {
            let result = run::run(vm);
            vm.leave_native();
            return value_of(vm, result?);
        }
        vm.leave_native();
    }
    run_arranged(vm, function, call)
}

/// As [`run_function`], where arguments must be arranged first.
#[inline(never)]
fn run_arranged(vm: &mut Vm, function: &Ref<Function>, call: Call<'_>) -> Result<Value, Raised> {
    let code = function.code_object();
    if code.makes.is_none() {
        look(vm)?;
        vm.enter_native()?;
        let result = match push_arranged(vm, function, &code, call) {
            Ok(true) => Some(run::run(vm)),
            Ok(false) => None,
            Err(raised) => Some(Err(raised)),
        };
        vm.leave_native();
        if let Some(result) = result {
            return value_of(vm, result?);
        }
    }
    let values = call.values.iter().cloned().collect();
    let mut bound = bind::bind(vm, function, &code, values, call.keywords)?;
    if let Some(flavor) = code.makes {
        return creation::create(vm, function.clone(), flavor, &mut bound);
    }
    run_bound(vm, function, bound)
}

/// Runs a function whose parameters are bound already, in the order of their registers.
pub fn run_bound(vm: &mut Vm, function: &Ref<Function>, bound: calls::Values) -> Result<Value, Raised> {
    look(vm)?;
    vm.enter_native()?;
    let code = function.code_object();
    let pushed = bind::push(vm, function.clone(), &code, bound, 0, Continuation::Entry);
    let result = pushed.and_then(|()| run::run(vm));
    vm.leave_native();
    value_of(vm, result?)
}

/// A short function may end without a look at what was asked, and the native that calls it may have none of its own.
#[inline]
fn look(vm: &mut Vm) -> Result<(), Raised> {
    if vm.budget.ticks() < 0 { calls::safe_point(vm) } else { Ok(()) }
}

fn value_of(vm: &mut Vm, exit: Exit) -> Result<Value, Raised> {
    match exit {
        Exit::Value(value) => Ok(value),
        _ => Err(vm.system_error("a function suspended outside of a generator")),
    }
}

/// Pushes the function's frame, with the arguments arranged where its registers begin. False, and nothing has happened,
/// if the call must go to `bind`: something is wrong with it, or there is no room.
#[inline]
fn push_arranged(vm: &mut Vm, function: &Ref<Function>, code: &CodeObject, call: Call<'_>) -> Result<bool, Raised> {
    let (count, parameters) = (call.values.len(), arrange::parameters(code));
    let window = vm.stack.top();
    if !vm.stack.fits(window, (code.registers as usize).max(count).max(parameters)) {
        return Ok(false);
    }
    // SAFETY: the window lies above all that live frames use, and has room, as just checked. What was not moved out of it
    // is dropped where the call is not entered.
    unsafe {
        for (index, value) in call.values.iter().enumerate() {
            window.add(index).write(value.clone().into_word());
        }
        let exact = call.keywords.is_empty() && code.positional_arity as usize == count;
        let arranged = match exact {
            true => Ok(true),
            false => arrange::arrange(vm, function, code, window, count, call.keywords),
        };
        if !matches!(arranged, Ok(true)) {
            (0..count).for_each(|index| drop(take(window.add(index))));
            return arranged;
        }
        let callee = function.clone().into_value().into_word();
        frame::push(vm, callee, std::ptr::from_ref(code), window, parameters, 0, Continuation::Entry)?;
    }
    Ok(true)
}
