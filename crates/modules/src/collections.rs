//! Module `_collections`: the containers that `collections` does not write in Python.

use taipan_heap::value::Ref;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::protocol::dict;
use taipan_vm::value::mapping::Dict;

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let classes = &vm.classes;
    let classes = [
        ("_tuplegetter", &classes.tuple_getter),
        ("deque", &classes.deque),
        ("_deque_iterator", &classes.deque_iterator),
        ("_deque_reverse_iterator", &classes.deque_reverse_iterator),
    ]
    .map(|(name, class)| (name, class.value().clone()));
    for (name, class) in classes {
        dict::set_text(vm, namespace, name, class)?;
    }
    Ok(())
}
