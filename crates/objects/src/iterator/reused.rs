//! The pair that an iterator gives again and again, with other items, as long as nobody keeps it.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Slot, Value};

/// A tuple of two items: the one that was given last, if only the iterator still has it.
pub(crate) fn pair(vm: &mut Vm, last: &Slot, first: Value, second: Value) -> Result<Value, Raised> {
    if let Ok(tuple) = last.take().cast::<Tuple>()
        && tuple.header().refs() == 1
    {
        Tuple::refill(&tuple, 0, first);
        Tuple::refill(&tuple, 1, second);
        last.set(tuple.value().clone());
        return Ok(tuple.into_value());
    }
    let tuple = vm.tuple([first, second])?;
    last.set(tuple.clone());
    Ok(tuple)
}
