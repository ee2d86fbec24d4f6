//! Filling dicts from other mappings, from pairs and from keyword arguments.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, iterate, mapping};
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// Add the entries of a mapping or of pairs, and keyword arguments.
#[function("dict.update(self, /, *args, **kwargs)")]
pub(crate) fn update(vm: &mut Vm, this: Ref<Dict>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    from_arguments(vm, &this, "update", args, kwargs)
}

/// What `dict(...)` and `update(...)` do with their arguments.
pub(crate) fn from_arguments(
    vm: &mut Vm,
    dict: &Ref<Dict>,
    function: &str,
    args: Rest<'_>,
    kwargs: Keywords<'_>,
) -> Result<(), Raised> {
    if args.len() > 1 {
        return Err(vm.type_error(format!("{function} expected at most 1 argument, got {}", args.len())));
    }
    if let Some(source) = args.first() {
        merge(vm, dict, source)?;
    }
    for (name, value) in kwargs.iter() {
        mapping::set(vm, dict, name, value.clone())?;
    }
    Ok(())
}

/// Adds the entries of a mapping (anything with `keys`) or of pairs; later ones win.
pub(crate) fn merge(vm: &mut Vm, dict: &Ref<Dict>, source: &Value) -> Result<(), Raised> {
    if let Some(other) = source.to_ref::<Dict>()
        && takes_entries_plainly(vm, source)
    {
        return mapping::update(vm, dict, &other);
    }
    let keys = vm.names.known.keys.clone();
    match lookup::try_get_attr(vm, source, &keys)? {
        Some(keys) => {
            let keys = vm.call(&keys, &[])?;
            let iterator = iterate::iter(vm, &keys)?;
            while let Some(key) = iterate::next(vm, &iterator)? {
                let value = item::get(vm, source, &key)?;
                mapping::set(vm, dict, &key, value)?;
            }
            Ok(())
        }
        None => merge_pairs(vm, dict, source),
    }
}

/// True for dicts whose class iterates as dict does.
fn takes_entries_plainly(vm: &Vm, source: &Value) -> bool {
    use taipan_core::value::special::Special;
    let own = vm.classes.of(source).special(Special::Iter).word();
    own == vm.classes.dict.special(Special::Iter).word()
}

fn merge_pairs(vm: &mut Vm, dict: &Ref<Dict>, source: &Value) -> Result<(), Raised> {
    let iterator = iterate::iter(vm, source)?;
    let mut number = 0usize;
    while let Some(pair) = iterate::next(vm, &iterator)? {
        if !iterate::is_iterable(vm, &pair) {
            let message = format!("cannot convert dictionary update sequence element #{number} to a sequence");
            return Err(vm.type_error(message));
        }
        match <[Value; 2]>::try_from(iterate::collect(vm, &pair)?.into_vec()) {
            Ok([key, value]) => mapping::set(vm, dict, &key, value)?,
            Err(pair) => {
                return Err(vm.value_error(format!(
                    "dictionary update sequence element #{number} has length {}; 2 is required",
                    pair.len()
                )));
            }
        }
        number += 1;
    }
    Ok(())
}
