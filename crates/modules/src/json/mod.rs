//! Module `_json`, on which `json` stands: text to values (`scan`) and values to text (`write`).

mod scanner;
mod writer;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Ref;

use self::scanner::{decoded, scan, scanstring};
use self::writer::{encode, encode_basestring, encode_basestring_ascii};

const FUNCTIONS: &[NativeDef] = methods![scan, decoded, scanstring, encode, encode_basestring, encode_basestring_ascii];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_json", FUNCTIONS)
}
