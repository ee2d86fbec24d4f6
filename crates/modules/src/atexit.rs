//! Module `atexit`: functions that run at the end of the program, the last one registered first.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare;
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::protocol::{call, spec};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::special::Special;
use taipan_exec::finalize;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::class::class_new;

const FUNCTIONS: &[NativeDef] = methods![register, unregister, clear, count, run_exit_functions];

/// Under this name the VM keeps the list of what is registered: tuples of the function, its arguments and their names;
/// None where a function was taken back.
const REGISTERED: &str = "atexit.registered";

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "atexit", FUNCTIONS)
}

fn registered(vm: &mut Vm) -> Result<Value, Raised> {
    let known = vm.world.kept.borrow().get(REGISTERED).cloned();
    if let Some(list) = known {
        return Ok(list);
    }
    let list = vm.list([])?;
    vm.world.kept.borrow_mut().insert(REGISTERED, list.clone());
    Ok(list)
}

fn entries(list: &Value) -> Vec<Value> {
    list.payload::<List>().map(List::snapshot).unwrap_or_default()
}

/// Call a function with these arguments at the end. Gives the function.
#[function("register(func, /, *args, **kwargs)")]
fn register(vm: &mut Vm, func: Value, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    if vm.classes.of(&func).special(Special::Call).is_unbound() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let (values, names) = class_new::flatten(&args, &kwargs);
    let entry = [func.clone(), vm.tuple(values)?, vm.tuple(names)?];
    let entry = vm.tuple(entry)?;
    let list = registered(vm)?;
    vm.call_method(&list, "append", &[entry])?;
    Ok(func)
}

/// Forget every registration of a function.
#[function("unregister(func, /)")]
fn unregister(vm: &mut Vm, func: &Value) -> Result<(), Raised> {
    let list = registered(vm)?;
    for (place, entry) in entries(&list).iter().enumerate() {
        let Some(known) = entry.payload::<Tuple>().and_then(|entry| entry.items().first().cloned()) else { continue };
        if known.is(func) || compare::equals(vm, &known, func)? {
            take_back(&list, place);
        }
    }
    Ok(())
}

/// Leaves a hole where an entry was: those behind it keep their places while the functions are called.
fn take_back(list: &Value, place: usize) {
    let Some(list) = list.payload::<List>() else { return };
    let gone = list.items.borrow_mut().get_mut(place).map(|entry| std::mem::replace(entry, Value::NONE));
    drop(gone);
}

/// Forget everything.
#[function("_clear()")]
fn clear(vm: &mut Vm) {
    let list = vm.world.kept.borrow_mut().remove(REGISTERED);
    drop(list);
}

/// How many functions were registered, those counted that were taken back.
#[function("_ncallbacks()")]
fn count(vm: &mut Vm) -> Result<usize, Raised> {
    let list = registered(vm)?;
    Ok(entries(&list).len())
}

/// Call the functions now, and forget them.
#[function("_run_exitfuncs()")]
fn run_exit_functions(vm: &mut Vm) {
    run(vm);
}

/// Calls what is registered, the last function first; what they raise is reported. What they register is not called.
pub fn run(vm: &mut Vm) {
    let Some(list) = vm.world.kept.borrow().get(REGISTERED).cloned() else { return };
    for place in (0..entries(&list).len()).rev() {
        let entry = list.payload::<List>().and_then(|list| list.items.borrow().get(place).cloned());
        let Some(parts) = entry.as_ref().and_then(Value::payload::<Tuple>) else { continue };
        let [func, values, names] = parts.items() else { continue };
        let items = |value: &Value| value.payload::<Tuple>().map(|tuple| tuple.items().to_vec()).unwrap_or_default();
        let (values, names) = (items(values), items(names));
        if let Err(raised) = call::call(vm, func, Call { values: &values, keywords: &names }) {
            finalize::unraisable_while(vm, raised, "in atexit callback", func);
        }
    }
    clear(vm);
}
