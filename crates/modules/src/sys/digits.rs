//! How many digits an integer may have that is read from text or written as text.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_macros::function;

/// The functions of this file.
pub(super) const FUNCTIONS: &[NativeDef] = methods![get_int_max_str_digits, set_int_max_str_digits];

/// No limit may be smaller, because library code counts on so many digits.
const LEAST: i64 = 640;

/// How many digits an integer in text may have; 0 means any number.
#[function("get_int_max_str_digits()")]
fn get_int_max_str_digits(vm: &mut Vm) -> usize {
    vm.budget.int_digits
}

/// Set the limit; 0 means none.
#[function("set_int_max_str_digits(maxdigits)")]
fn set_int_max_str_digits(vm: &mut Vm, most: i64) -> Result<(), Raised> {
    match usize::try_from(most) {
        Ok(digits) if digits == 0 || most >= LEAST => {
            vm.budget.int_digits = digits;
            Ok(())
        }
        _ => Err(vm.value_error(format!("maxdigits must be 0 or larger than {LEAST}"))),
    }
}
