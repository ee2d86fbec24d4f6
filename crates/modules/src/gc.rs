//! Module `gc`: the cycle collector.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::mapping::Dict;
use taipan_exec::finalize;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] = methods![
    collect,
    enable,
    disable,
    isenabled,
    get_count,
    get_threshold,
    set_threshold,
    is_tracked,
    get_objects,
    freeze,
    unfreeze
];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for name in ["garbage", "callbacks"] {
        let list = vm.list(Vec::new())?;
        dict::set_text(vm, namespace, name, list)?;
    }
    spec::install_functions(vm, namespace, "gc", FUNCTIONS)
}

/// Free all objects that only refer to each other, and say how many there were. The generation plays no part.
#[function("collect(generation=2)")]
fn collect(vm: &mut Vm, generation: i64) -> Result<usize, Raised> {
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    // Every object is looked at, and few are smaller than a step.
    vm.charge_pass(vm.heap.used())?;
    Ok(finalize::collect(vm))
}

/// Have the collector run by itself.
#[function("enable()")]
fn enable(vm: &mut Vm) {
    vm.heap.enable();
}

/// Have the collector run only when collect() is called.
#[function("disable()")]
fn disable(vm: &mut Vm) {
    vm.heap.set_threshold(0);
}

/// Whether the collector runs by itself.
#[function("isenabled()")]
fn isenabled(vm: &mut Vm) -> bool {
    vm.heap.threshold() != 0
}

/// The number of objects made since the last collection, as the youngest of three generations.
#[function("get_count()")]
fn get_count(vm: &mut Vm) -> Result<Value, Raised> {
    let young = i64::try_from(vm.heap.young()).unwrap_or(i64::MAX);
    triple(vm, young)
}

/// After how many new objects a collection is due, as the first of three numbers.
#[function("get_threshold()")]
fn get_threshold(vm: &mut Vm) -> Result<Value, Raised> {
    let threshold = i64::try_from(vm.heap.threshold()).unwrap_or(i64::MAX);
    triple(vm, threshold)
}

/// Set after how many new objects a collection is due; 0 turns automatic collection off.
#[function("set_threshold(threshold0, threshold1=0, threshold2=0, /)")]
fn set_threshold(vm: &mut Vm, threshold0: i64, _threshold1: i64, _threshold2: i64) {
    vm.heap.set_threshold(usize::try_from(threshold0).unwrap_or(0));
}

fn triple(vm: &mut Vm, first: i64) -> Result<Value, Raised> {
    let (first, zero) = (vm.int(first)?, vm.int(0)?);
    vm.tuple([first, zero.clone(), zero])
}

/// Whether the collector looks at an object.
#[function("is_tracked(obj, /)")]
fn is_tracked(obj: &Value) -> bool {
    obj.header().is_some()
}

/// All objects that the collector knows.
#[function("get_objects(generation=None)")]
fn get_objects(vm: &mut Vm, _generation: Value) -> Result<Value, Raised> {
    let objects = vm.heap.objects().or_memory_error(vm)?;
    vm.list(objects)
}

/// Nothing needs freezing: a VM is not copied by forking.
#[function("freeze()")]
fn freeze() {}

/// The counterpart of freeze().
#[function("unfreeze()")]
fn unfreeze() {}
