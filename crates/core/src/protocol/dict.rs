//! Dicts with names as keys: namespaces. They never call Python code.
//!
//! A key that is no plain string is passed over: equality of such keys is for `ops::mapping`.

use taipan_heap::value::Value;

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::value::mapping::Dict;
use crate::value::table::Keyed;
use crate::value::text::Str;

fn same_text(key: &Value, name: &Str) -> bool {
    key.payload::<Str>().is_some_and(|key| key.as_bytes() == name.as_bytes())
}

/// The index of the entry with a name. `name` must be a string.
pub fn find(vm: &Vm, dict: &Dict, name: &Value) -> Option<usize> {
    let text = name.payload::<Str>()?;
    dict.table.borrow().find(vm.names.hash(text), |key| key.is(name) || same_text(key, text))
}

/// The value under a name.
pub fn get(vm: &Vm, dict: &Dict, name: &Value) -> Option<Value> {
    let index = find(vm, dict, name)?;
    Some(dict.table.borrow().entry_value(index).clone())
}

/// The value under a name given as Rust text.
pub fn get_text(vm: &Vm, dict: &Dict, name: &str) -> Option<Value> {
    let hash = vm.names.hash_key.hash(name.as_bytes()) as u64;
    let table = dict.table.borrow();
    let index = table.find(hash, |key| key.payload::<Str>().is_some_and(|key| key.as_bytes() == name.as_bytes()))?;
    Some(table.entry_value(index).clone())
}

/// Puts a value under a name.
pub fn set(vm: &mut Vm, dict: &Dict, name: &Value, value: Value) -> Result<(), Raised> {
    let Some(text) = name.payload::<Str>() else { return Err(vm.system_error("a namespace key must be a string")) };
    if let Some(index) = find(vm, dict, name) {
        let before = dict.table.borrow_mut().set_entry_value(index, value);
        drop(before);
        return Ok(());
    }
    let hash = vm.names.hash(text);
    let inserted = dict.table.borrow_mut().insert_new(&vm.heap, hash, name.clone(), value);
    inserted.or_memory_error(vm)?;
    Ok(())
}

/// Puts a value under a name given as Rust text.
pub fn set_text(vm: &mut Vm, dict: &Dict, name: &str, value: Value) -> Result<(), Raised> {
    let name = vm.intern(name)?;
    set(vm, dict, &name, value)
}

/// Removes a name and returns its value.
pub fn remove(vm: &Vm, dict: &Dict, name: &Value) -> Option<Value> {
    let index = find(vm, dict, name)?;
    let removed = dict.table.borrow_mut().remove(&vm.heap, index);
    removed.map(|(_, value)| value)
}
