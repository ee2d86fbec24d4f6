//! Module `math`.

mod floats;
mod gamma;
mod integers;
mod logarithms;
mod rounding;
mod sums;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Ref;

/// Every function, file by file.
const TABLES: &[&[NativeDef]] =
    &[floats::FUNCTIONS, logarithms::FUNCTIONS, rounding::FUNCTIONS, integers::FUNCTIONS, sums::FUNCTIONS];

const CONSTANTS: &[(&str, f64)] = &[
    ("pi", std::f64::consts::PI),
    ("e", std::f64::consts::E),
    ("tau", std::f64::consts::TAU),
    ("inf", f64::INFINITY),
    ("nan", f64::NAN),
];

/// Fills the namespace of the module.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for table in TABLES {
        spec::install_functions(vm, namespace, "math", table)?;
    }
    for (name, value) in CONSTANTS {
        let value = vm.float(*value)?;
        dict::set_text(vm, namespace, name, value)?;
    }
    let doc = vm.str("Functions of real numbers.")?;
    dict::set_text(vm, namespace, "__doc__", doc)
}

/// ValueError: the function has no value there.
#[cold]
fn domain_error(vm: &mut Vm) -> Raised {
    vm.value_error("math domain error")
}

/// OverflowError: the value is beyond the floats.
#[cold]
fn range_error(vm: &mut Vm) -> Raised {
    vm.overflow_error("math range error")
}
