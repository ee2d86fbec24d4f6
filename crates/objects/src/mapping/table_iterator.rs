//! Iterators over dicts, their views and sets.

use std::cell::Cell;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::{Items, TableIterator};
use taipan_core::value::mapping::{Dict, Set};
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::iterator::{call_iterator, reused};

/// The iterators of dicts, forwards and backwards, and of sets.
pub(crate) static SPEC: ClassSpec =
    ClassSpec { methods: methods![iter, next, length_hint, reduce], next: Some(step), ..ClassSpec::EMPTY };

/// An iterator over a dict.
pub(crate) fn over_dict(vm: &mut Vm, dict: &Ref<Dict>, items: Items, reversed: bool) -> Result<Value, Raised> {
    let classes = &vm.classes;
    let class = match (items, reversed) {
        (Items::Keys, false) => &classes.dict_key_iterator,
        (Items::Values, false) => &classes.dict_value_iterator,
        (Items::Pairs, false) => &classes.dict_item_iterator,
        (Items::Keys, true) => &classes.dict_reverse_key_iterator,
        (Items::Values, true) => &classes.dict_reverse_value_iterator,
        (Items::Pairs, true) => &classes.dict_reverse_item_iterator,
    };
    let position = if reversed { dict.table.borrow().end() } else { 0 };
    let iterator = TableIterator {
        table: Slot::new(dict.value().clone()),
        position: Cell::new(position),
        length: dict.length(),
        left: Cell::new(dict.length()),
        items,
        reversed,
        last: Slot::default(),
    };
    Ok(vm.heap.allocate(class.value().clone(), iterator).or_memory_error(vm)?.into_value())
}

/// An iterator over a set.
pub(crate) fn over_set(vm: &mut Vm, set: &Ref<Set>) -> Result<Value, Raised> {
    let iterator = TableIterator {
        table: Slot::new(set.value().clone()),
        position: Cell::new(0),
        length: set.length(),
        left: Cell::new(set.length()),
        items: Items::Keys,
        reversed: false,
        last: Slot::default(),
    };
    let class = vm.classes.set_iterator.value().clone();
    Ok(vm.heap.allocate(class, iterator).or_memory_error(vm)?.into_value())
}

/// The next item; `None` at the end.
pub(crate) fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(iterator) = iterator.payload::<TableIterator>() else { return Ok(None) };
    let owner = iterator.table.get();
    let item = if let Some(dict) = owner.payload::<Dict>() {
        if dict.length() != iterator.length {
            return Err(vm.runtime_error("dictionary changed size during iteration"));
        }
        dict_item(vm, dict, iterator)?
    } else if let Some(set) = owner.payload::<Set>() {
        if set.length() != iterator.length {
            return Err(vm.runtime_error("Set changed size during iteration"));
        }
        let table = set.table.borrow();
        table.next_live(iterator.position.get()).map(|(number, entry)| {
            iterator.position.set(number + 1);
            entry.key.clone()
        })
    } else {
        return Ok(None);
    };
    if item.is_none() {
        drop(iterator.table.take());
    }
    Ok(item)
}

fn dict_item(vm: &mut Vm, dict: &Dict, iterator: &TableIterator) -> Result<Option<Value>, Raised> {
    let table = dict.table.borrow();
    let position = iterator.position.get();
    let found = if iterator.reversed { table.previous_live(position) } else { table.next_live(position) };
    let Some((number, entry)) = found else { return Ok(None) };
    let Some(left) = iterator.left.get().checked_sub(1) else {
        drop(table);
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    };
    iterator.left.set(left);
    iterator.position.set(if iterator.reversed { number } else { number + 1 });
    let (key, value) = match iterator.items {
        Items::Keys => return Ok(Some(entry.key.clone())),
        Items::Values => return Ok(Some(entry.value.clone())),
        Items::Pairs => (entry.key.clone(), entry.value.clone()),
    };
    drop(table);
    reused::pair(vm, &iterator.last, key, value).map(Some)
}

/// The iterator itself.
#[function("iterator.__iter__(self, /)")]
fn iter(this: Ref<TableIterator>) -> Ref<TableIterator> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("iterator.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// The number of items left.
#[function("iterator.__length_hint__(self, /)")]
fn length_hint(this: &TableIterator) -> usize {
    let owner = this.table.get();
    let position = this.position.get();
    if let Some(dict) = owner.payload::<Dict>() {
        let table = dict.table.borrow();
        if table.length() != this.length {
            return 0;
        }
        let before = |position: usize| table.live_before(position);
        return if this.reversed { before(position) } else { table.length() - before(position) };
    }
    match owner.payload::<Set>() {
        Some(set) if set.length() == this.length => set.table.borrow().live_from(position),
        _ => 0,
    }
}

/// What is left, for copies: iter(list of the items).
#[function("iterator.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &TableIterator) -> Result<Value, Raised> {
    let rest = TableIterator {
        table: Slot::new(this.table.get()),
        position: this.position.clone(),
        length: this.length,
        left: this.left.clone(),
        items: this.items,
        reversed: this.reversed,
        last: Slot::default(),
    };
    let class = vm.classes.set_iterator.value().clone();
    let rest = vm.heap.allocate(class, rest).or_memory_error(vm)?.into_value();
    let mut items = Gathering::new();
    while let Some(item) = step(vm, &rest)? {
        vm.tick()?;
        items.push(vm, item)?;
    }
    let items = items.into_list(vm)?;
    let arguments = vm.tuple([items])?;
    let builtin = call_iterator::iter_function(vm)?;
    vm.tuple([builtin, arguments])
}
