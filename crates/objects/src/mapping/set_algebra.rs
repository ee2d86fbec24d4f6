//! Membership and the operations of set theory, on the tables behind sets and the keys of dicts.

use std::cell::RefCell;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{iterate, mapping};
use taipan_core::value::mapping::{Dict, Set};
use taipan_core::value::members;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::table::Keyed;
use taipan_heap::value::Value;

/// A set that is being made.
pub(crate) type Members = RefCell<members::Members>;

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
pub(crate) fn each_key<T: Keyed>(
    vm: &mut Vm,
    table: &RefCell<T>,
    visit: &mut dyn FnMut(&mut Vm, u64, &Value) -> Result<Walk, Raised>,
) -> Result<(), Raised> {
    let mut position = 0;
    loop {
        let (hash, key) = {
            let table = table.borrow();
            let Some((number, hash, key)) = table.next_key(position) else { return Ok(()) };
            position = number + 1;
            (hash, key.clone())
        };
        vm.tick()?;
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

/// A copy of the members that has room for those of another set.
pub(crate) fn copy_for(vm: &mut Vm, members: &Members, other: &Value) -> Result<Members, Raised> {
    let more = other.payload::<Set>().map_or(0, Set::length);
    let copy = members.borrow().clone_with_room(&vm.heap, more).or_memory_error(vm)?;
    Ok(RefCell::new(copy))
}

/// Adds the members of an iterable.
pub(crate) fn update(vm: &mut Vm, members: &Members, source: &Value) -> Result<(), Raised> {
    if let Some(set) = source.payload::<Set>() {
        if std::ptr::eq(&set.table, members) {
            return Ok(());
        }
        return update_from(vm, members, &set.table);
    }
    if let Some(dict) = source.payload::<Dict>()
        && vm.classes.is_exactly(source, &vm.classes.dict)
    {
        return update_from(vm, members, &dict.table);
    }
    let Some(begun) = begin_plainly(vm, members, source)? else { return Ok(()) };
    let mut place = 0;
    iterate::each(vm, source, |vm, member| {
        place += 1;
        if place > begun {
            let hash = mapping::hash_of(vm, &member)?;
            mapping::insert(vm, members, hash, &member)?;
        }
        Ok(())
    })
}

/// Adds the first items of a list or tuple, as long as that runs no Python code, and gives their number; `None` if these
/// were all.
fn begin_plainly(vm: &mut Vm, members: &Members, source: &Value) -> Result<Option<usize>, Raised> {
    let list = source.payload::<List>().filter(|_| vm.classes.is_exactly(source, &vm.classes.list));
    let tuple = source.payload::<Tuple>().filter(|_| vm.classes.is_exactly(source, &vm.classes.tuple));
    let borrowed = list.map(|list| list.items.borrow());
    let items: &[Value] = match (&borrowed, tuple) {
        (Some(items), _) => items,
        (None, Some(tuple)) => tuple.items(),
        (None, None) => return Ok(Some(0)),
    };
    let mut members = members.borrow_mut();
    for (place, item) in items.iter().enumerate() {
        pay(vm, place)?;
        let Some(hash) = mapping::plain_hash(vm, item) else { return Ok(Some(place)) };
        match mapping::insert_plainly(vm, &mut members, hash, item) {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => return Err(error).or_memory_error(vm),
            Err(mapping::Doubt) => return Ok(Some(place)),
        }
    }
    Ok(None)
}

/// Adds the keys of another table.
fn update_from<T: Keyed>(vm: &mut Vm, members: &Members, other: &RefCell<T>) -> Result<(), Raised> {
    let length = other.borrow().length();
    if length == 0 {
        return Ok(());
    }
    members.borrow_mut().reserve(&vm.heap, length).or_memory_error(vm)?;
    let plainly = 'adding: {
        let (mut members, other) = (members.borrow_mut(), other.borrow());
        for (place, (hash, key)) in other.keys().enumerate() {
            pay(vm, place)?;
            match mapping::insert_plainly(vm, &mut members, hash, key) {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => break 'adding Err(error),
                Err(mapping::Doubt) => break 'adding Ok(false),
            }
        }
        Ok(true)
    };
    if plainly.or_memory_error(vm)? {
        return Ok(());
    }
    each_key(vm, other, &mut |vm, hash, member| {
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

/// The members that an iterable does not have.
pub(crate) fn difference(vm: &mut Vm, members: &Members, source: &Value) -> Result<Members, Raised> {
    let many = |others: usize| members.borrow().length() / 4 <= others;
    if let Some(other) = source.payload::<Set>()
        && many(other.length())
    {
        return missing_in(vm, members, &other.table);
    }
    if let Some(other) = source.payload::<Dict>()
        && vm.classes.is_exactly(source, &vm.classes.dict)
        && many(other.length())
    {
        return missing_in(vm, members, &other.table);
    }
    let rest = copy(vm, members)?;
    subtract(vm, &rest, source)?;
    Ok(rest)
}

fn missing_in<T: Keyed>(vm: &mut Vm, members: &Members, other: &RefCell<T>) -> Result<Members, Raised> {
    if let Some(rest) = selected(vm, members, other, false)? {
        return Ok(rest);
    }
    let rest = Members::default();
    each_key(vm, members, &mut |vm, hash, member| {
        if mapping::find(vm, other, hash, member)?.is_none() {
            mapping::insert(vm, &rest, hash, member)?;
        }
        Ok(Walk::On)
    })?;
    Ok(rest)
}

/// The members that another table has (or has not), where finding them runs no Python code; `None` if it might.
fn selected<T: Keyed>(
    vm: &mut Vm,
    members: &Members,
    other: &RefCell<T>,
    had: bool,
) -> Result<Option<Members>, Raised> {
    let mut chosen = members::Members::new();
    let (members, other) = (members.borrow(), other.borrow());
    for (place, slot) in members.iter().enumerate() {
        pay(vm, place)?;
        let Ok(found) = mapping::find_plainly(vm, &*other, slot.hash, &slot.key) else { return Ok(None) };
        if found.is_some() == had {
            let inserted = chosen.insert_new(&vm.heap, slot.hash, slot.key.clone());
            inserted.or_memory_error(vm)?;
        }
    }
    Ok(Some(RefCell::new(chosen)))
}

/// The members that an iterable has, too.
pub(crate) fn intersection(vm: &mut Vm, members: &Members, source: &Value) -> Result<Members, Raised> {
    if let Some(other) = source.payload::<Set>() {
        // The longer set is asked for the members of the shorter one.
        let (shorter, longer) =
            if other.length() > members.borrow().length() { (members, &other.table) } else { (&other.table, members) };
        if let Some(common) = selected(vm, shorter, longer, true)? {
            return Ok(common);
        }
    }
    let common = Members::default();
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
    toggle_members(vm, members, &other)
}

/// As [`toggle`], with members that are known to differ from each other.
pub(crate) fn toggle_members(vm: &mut Vm, members: &Members, other: &Members) -> Result<(), Raised> {
    each_key(vm, other, &mut |vm, hash, member| {
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
pub(crate) fn is_subset<T: Keyed>(vm: &mut Vm, members: &Members, other: &RefCell<T>) -> Result<bool, Raised> {
    if members.borrow().length() > other.borrow().length() {
        return Ok(false);
    }
    if let Ok(subset) = is_plainly_subset(vm, &members.borrow(), &*other.borrow())? {
        return Ok(subset);
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

/// The same where finding members runs no Python code; `Err` if it might.
fn is_plainly_subset<T: Keyed>(
    vm: &mut Vm,
    members: &members::Members,
    other: &T,
) -> Result<Result<bool, mapping::Doubt>, Raised> {
    for (place, slot) in members.iter().enumerate() {
        pay(vm, place)?;
        match mapping::find_plainly(vm, other, slot.hash, &slot.key) {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Ok(false)),
            Err(doubt) => return Ok(Err(doubt)),
        }
    }
    Ok(Ok(true))
}

/// Members that are looked up between two payments.
const STRETCH: usize = 1 << 10;

/// Pays for a stretch of members at its end.
#[inline(always)]
fn pay(vm: &mut Vm, place: usize) -> Result<(), Raised> {
    if place % STRETCH == STRETCH - 1 { vm.charge(STRETCH as u64 / 2) } else { Ok(()) }
}
