//! Membership and the operations of set theory, on the tables behind sets and the keys of dicts.

use std::cell::RefCell;

use taipan_heap::value::Value;

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::ops::{iterate, mapping};
use crate::value::mapping::{Dict, Set};
use crate::value::table::{Held, Table};

/// A set that is being made.
pub(crate) type Members = RefCell<Table<()>>;

/// What a walk over members does next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walk {
    On,
    Stop,
}

/// Gives every member of an iterable with its hash to `visit`. Sets and dicts know the hashes of theirs.
pub(crate) fn each(
    vm: &mut Vm,
    source: &Value,
    visit: &mut dyn FnMut(&mut Vm, u64, &Value) -> Result<Walk, Raised>,
) -> Result<(), Raised> {
    if let Some(set) = source.payload::<Set>() {
        return each_key(vm, &set.table, visit);
    }
    if let Some(dict) = source.payload::<Dict>()
        && vm.classes.is_exactly(source, &vm.classes.dict)
    {
        return each_key(vm, &dict.table, visit);
    }
    let iterator = iterate::iter(vm, source)?;
    while let Some(member) = iterate::next(vm, &iterator)? {
        let hash = mapping::hash_of(vm, &member)?;
        if visit(vm, hash, &member)? == Walk::Stop {
            break;
        }
    }
    Ok(())
}

/// Gives every key of a table with its hash to `visit`, which may change the table.
pub(crate) fn each_key<V: Held>(
    vm: &mut Vm,
    table: &RefCell<Table<V>>,
    visit: &mut dyn FnMut(&mut Vm, u64, &Value) -> Result<Walk, Raised>,
) -> Result<(), Raised> {
    let mut position = 0;
    loop {
        let (hash, key) = {
            let table = table.borrow();
            let Some((number, entry)) = table.next_live(position) else { return Ok(()) };
            position = number + 1;
            (entry.hash, entry.key.clone())
        };
        if visit(vm, hash, &key)? == Walk::Stop {
            return Ok(());
        }
    }
}

/// The members of an iterable.
pub(crate) fn collect(vm: &mut Vm, source: &Value) -> Result<Members, Raised> {
    if let Some(set) = source.payload::<Set>() {
        return copy(vm, &set.table);
    }
    let members = Members::default();
    update(vm, &members, source)?;
    Ok(members)
}

/// A copy of the members.
pub(crate) fn copy(vm: &mut Vm, members: &Members) -> Result<Members, Raised> {
    let copy = members.borrow().clone_into(&vm.heap).or_memory_error(vm)?;
    Ok(RefCell::new(copy))
}

/// Adds the members of an iterable.
pub(crate) fn update(vm: &mut Vm, members: &Members, source: &Value) -> Result<(), Raised> {
    each(vm, source, &mut |vm, hash, member| {
        mapping::insert(vm, members, hash, member)?;
        Ok(Walk::On)
    })
}

/// Takes the members of an iterable away.
pub(crate) fn subtract(vm: &mut Vm, members: &Members, source: &Value) -> Result<(), Raised> {
    if source.payload::<Set>().is_some_and(|set| std::ptr::eq(&set.table, members)) {
        drop(members.borrow_mut().take(&vm.heap));
        return Ok(());
    }
    each(vm, source, &mut |vm, hash, member| {
        mapping::discard(vm, members, hash, member)?;
        Ok(Walk::On)
    })
}

/// The members that an iterable has, too.
pub(crate) fn intersection(vm: &mut Vm, members: &Members, source: &Value) -> Result<Members, Raised> {
    let common = Members::default();
    // The longer set is asked for the members of the shorter one.
    if let Some(other) = source.payload::<Set>()
        && other.length() > members.borrow().length()
    {
        each_key(vm, members, &mut |vm, hash, member| {
            if mapping::find(vm, &other.table, hash, member)?.is_some() {
                mapping::insert(vm, &common, hash, member)?;
            }
            Ok(Walk::On)
        })?;
        return Ok(common);
    }
    each(vm, source, &mut |vm, hash, member| {
        if mapping::find(vm, members, hash, member)?.is_some() {
            mapping::insert(vm, &common, hash, member)?;
        }
        Ok(Walk::On)
    })?;
    Ok(common)
}

/// Adds the members of an iterable that are new, and takes away those that are not.
pub(crate) fn toggle(vm: &mut Vm, members: &Members, source: &Value) -> Result<(), Raised> {
    // Counted once however often the iterable gives them.
    let other = collect(vm, source)?;
    each_key(vm, &other, &mut |vm, hash, member| {
        if !mapping::discard(vm, members, hash, member)? {
            mapping::insert(vm, members, hash, member)?;
        }
        Ok(Walk::On)
    })
}

/// True if an iterable has no member of the set.
pub(crate) fn is_disjoint(vm: &mut Vm, members: &Members, source: &Value) -> Result<bool, Raised> {
    let mut disjoint = true;
    each(vm, source, &mut |vm, hash, member| {
        if mapping::find(vm, members, hash, member)?.is_some() {
            disjoint = false;
            return Ok(Walk::Stop);
        }
        Ok(Walk::On)
    })?;
    Ok(disjoint)
}

/// True if all members are members of `other`.
pub(crate) fn is_subset<V: Held>(vm: &mut Vm, members: &Members, other: &RefCell<Table<V>>) -> Result<bool, Raised> {
    if members.borrow().length() > other.borrow().length() {
        return Ok(false);
    }
    let mut subset = true;
    each_key(vm, members, &mut |vm, hash, member| {
        if mapping::find(vm, other, hash, member)?.is_none() {
            subset = false;
            return Ok(Walk::Stop);
        }
        Ok(Walk::On)
    })?;
    Ok(subset)
}
