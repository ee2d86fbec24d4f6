//! Module `_json`, on which `json` stands: text to values (`scan`) and values to text (`write`).

mod scanner;
mod writer;

use self::scanner::{decoded, scan, scanstring};
use self::writer::{encode, encode_basestring, encode_basestring_ascii};

use taipan_heap::value::Ref;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::protocol::native::NativeDef;
use taipan_vm::protocol::spec;
use taipan_vm::value::mapping::Dict;

const FUNCTIONS: &[NativeDef] = methods![scan, decoded, scanstring, encode, encode_basestring, encode_basestring_ascii];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_json", FUNCTIONS)
}
