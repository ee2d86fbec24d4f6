//! Dicts and sets with any keys: finding an entry may ask the keys' `__hash__` and `__eq__`.

use std::cell::RefCell;

use taipan_heap::heap::OutOfMemory;
use taipan_heap::value::Value;
use taipan_text as text;

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::ops::{compare, hash};
use crate::value::mapping::{Dict, Set};
use crate::value::members::{Members, Spot};
use crate::value::sequence::Tuple;
use crate::value::table::Keyed;
use crate::value::text::Str;

/// The value of a key.
pub fn get(vm: &mut Vm, dict: &Dict, key: &Value) -> Result<Option<Value>, Raised> {
    let hash = hash_of(vm, key)?;
    let table = dict.table.borrow();
    if let Ok(found) = find_plainly(vm, &*table, hash, key) {
        return Ok(found.map(|entry| table.entry_value(entry).clone()));
    }
    drop(table);
    let found = find_by_asking(vm, &dict.table, hash, key)?;
    Ok(found.and_then(|entry| dict.table.borrow().entry(entry).map(|entry| entry.value.clone())))
}

/// Gives a key a value; a key that is there already stays as it is.
pub fn set(vm: &mut Vm, dict: &Dict, key: &Value, value: Value) -> Result<(), Raised> {
    let hash = hash_of(vm, key)?;
    set_hashed(vm, dict, hash, key, value)
}

/// As [`set`], of a key whose hash is known.
pub fn set_hashed(vm: &mut Vm, dict: &Dict, hash: u64, key: &Value, value: Value) -> Result<(), Raised> {
    let mut table = dict.table.borrow_mut();
    let found = match find_plainly(vm, &*table, hash, key) {
        Ok(found) => found,
        Err(Doubt) => {
            drop(table);
            let found = find_by_asking(vm, &dict.table, hash, key)?;
            table = dict.table.borrow_mut();
            found
        }
    };
    match found {
        Some(entry) => {
            let before = table.set_entry_value(entry, value);
            drop(table);
            drop(before);
            Ok(())
        }
        None => {
            let inserted = table.insert_new(&vm.heap, hash, key.clone(), value);
            drop(table);
            inserted.or_memory_error(vm).map(drop)
        }
    }
}

/// Moves an entry that a search has just given behind all others.
pub fn move_to_end(vm: &mut Vm, dict: &Dict, entry: usize) -> Result<(), Raised> {
    if dict.table.borrow_mut().move_to_back(&vm.heap, entry) {
        return Ok(());
    }
    let Some(moved) = dict.table.borrow().entry(entry).cloned() else { return Ok(()) };
    drop(dict.table.borrow_mut().remove(&vm.heap, entry));
    let inserted = dict.table.borrow_mut().insert_new(&vm.heap, moved.hash, moved.key, moved.value);
    inserted.or_memory_error(vm)?;
    Ok(())
}

/// Removes a key and gives its value.
pub fn remove(vm: &mut Vm, dict: &Dict, key: &Value) -> Result<Option<Value>, Raised> {
    let hash = hash_of(vm, key)?;
    let Some(entry) = find(vm, &dict.table, hash, key)? else { return Ok(None) };
    let removed = dict.table.borrow_mut().remove(&vm.heap, entry);
    Ok(removed.map(|(_, value)| value))
}

/// Whether a key is there.
pub fn contains(vm: &mut Vm, dict: &Dict, key: &Value) -> Result<bool, Raised> {
    let hash = hash_of(vm, key)?;
    Ok(find(vm, &dict.table, hash, key)?.is_some())
}

/// Adds the entries of another dict; its values win.
pub fn update(vm: &mut Vm, dict: &Dict, other: &Dict) -> Result<(), Raised> {
    if std::ptr::eq(dict, other) {
        return Ok(());
    }
    if dict.length() == 0 {
        let table = other.table.borrow().clone_into(&vm.heap).or_memory_error(vm)?;
        drop(dict.table.replace(table));
        return Ok(());
    }
    let length = other.length();
    let Some(mut position) = update_plainly(vm, dict, other)? else { return Ok(()) };
    loop {
        let entry = {
            let table = other.table.borrow();
            let Some((number, entry)) = table.next_live(position) else { return Ok(()) };
            position = number + 1;
            entry.clone()
        };
        vm.tick()?;
        set_hashed(vm, dict, entry.hash, &entry.key, entry.value)?;
        if other.length() != length {
            return Err(vm.runtime_error("dict mutated during update"));
        }
    }
}

/// Adds the entries of another dict as long as that runs no Python code, and gives the place of the first that was not
/// added; `None` if all were.
fn update_plainly(vm: &mut Vm, dict: &Dict, other: &Dict) -> Result<Option<usize>, Raised> {
    let (other, mut place) = (other.table.borrow(), 0);
    while let Some((number, entry)) = other.next_live(place) {
        if number % STRETCH == STRETCH - 1 {
            vm.charge(STRETCH as u64)?;
        }
        let mut table = dict.table.borrow_mut();
        match find_plainly(vm, &*table, entry.hash, &entry.key) {
            Ok(Some(found)) => {
                let before = table.set_entry_value(found, entry.value.clone());
                drop(table);
                drop(before);
            }
            Ok(None) => {
                let inserted = table.insert_new(&vm.heap, entry.hash, entry.key.clone(), entry.value.clone());
                drop(table);
                inserted.or_memory_error(vm)?;
            }
            Err(Doubt) => return Ok(Some(number)),
        }
        place = number + 1;
    }
    Ok(None)
}

/// Entries that are added between two payments.
const STRETCH: usize = 1 << 10;

/// A set of some values, in their order.
pub fn set_display(vm: &mut Vm, values: &[Value]) -> Result<Value, Raised> {
    let mut members = Members::with_room(&vm.heap).or_memory_error(vm)?;
    let mut added = 0;
    for value in values {
        let Some(hash) = plain_hash(vm, value) else { break };
        match insert_plainly(vm, &mut members, hash, value) {
            Ok(inserted) => inserted.or_memory_error(vm)?,
            Err(Doubt) => break,
        };
        added += 1;
    }
    let set = vm.set_of(members)?;
    for value in values.get(added..).unwrap_or_default() {
        set_add(vm, &set, value)?;
    }
    Ok(set.into_value())
}

/// Adds a member; false if it was one already.
pub fn set_add(vm: &mut Vm, set: &Set, member: &Value) -> Result<bool, Raised> {
    let hash = hash_of(vm, member)?;
    insert(vm, &set.table, hash, member)
}

/// Adds a member whose hash is known; false if it was one already.
pub fn insert(vm: &mut Vm, members: &RefCell<Members>, hash: u64, member: &Value) -> Result<bool, Raised> {
    let inserted = insert_plainly(vm, &mut members.borrow_mut(), hash, member);
    if let Ok(inserted) = inserted {
        return inserted.or_memory_error(vm);
    }
    if find_by_asking(vm, members, hash, member)?.is_some() {
        return Ok(false);
    }
    let inserted = members.borrow_mut().insert_new(&vm.heap, hash, member.clone());
    inserted.or_memory_error(vm)?;
    Ok(true)
}

/// As [`insert`], without asking anybody: `Err` if it cannot be said whether it is a member.
#[inline(always)]
pub fn insert_plainly(
    vm: &Vm,
    members: &mut Members,
    hash: u64,
    member: &Value,
) -> Result<Result<bool, OutOfMemory>, Doubt> {
    let mut passed = Passed::default();
    let spot = members.spot(hash, |candidate| accepts(vm, candidate, member, &mut passed));
    match spot {
        _ if passed.are_many() => Err(Doubt),
        Spot::Taken(_) => Ok(Ok(false)),
        Spot::Free(_) if passed.are_doubtful() => Err(Doubt),
        Spot::Free(place) => Ok(members.insert_at(&vm.heap, place, hash, member.clone()).map(|_| true)),
    }
}

/// Whether a value is a member. A set, which has no hash, is looked for as the frozenset it equals.
pub fn set_contains(vm: &mut Vm, set: &Set, member: &Value) -> Result<bool, Raised> {
    let hash = search_hash(vm, member)?;
    Ok(find(vm, &set.table, hash, member)?.is_some())
}

/// Takes a member away; false if it was none.
pub fn set_discard(vm: &mut Vm, set: &Set, member: &Value) -> Result<bool, Raised> {
    let hash = search_hash(vm, member)?;
    discard(vm, &set.table, hash, member)
}

/// Takes a member whose hash is known away; false if it was none.
pub fn discard(vm: &mut Vm, members: &RefCell<Members>, hash: u64, member: &Value) -> Result<bool, Raised> {
    let Some(entry) = find(vm, members, hash, member)? else { return Ok(false) };
    let removed = members.borrow_mut().remove(&vm.heap, entry);
    Ok(removed.is_some())
}

fn search_hash(vm: &mut Vm, member: &Value) -> Result<u64, Raised> {
    match hash_of(vm, member) {
        Ok(hash) => Ok(hash),
        Err(raised) => match member.payload::<Set>() {
            Some(set) if vm.is_pending(|classes| &classes.type_error) => {
                vm.clear_pending();
                Ok(frozen_hash(set))
            }
            _ => Err(raised),
        },
    }
}

/// The hash of a frozenset.
pub fn frozen_hash(set: &Set) -> u64 {
    text::hash::frozen_set(set.table.borrow().iter().map(|entry| entry.hash as i64)) as u64
}

/// The hash of a key as tables keep it.
#[inline(always)]
pub fn hash_of(vm: &mut Vm, key: &Value) -> Result<u64, Raised> {
    match plain_hash(vm, key) {
        Some(hash) => Ok(hash),
        None => hash::hash(vm, key).map(|hash| hash as u64),
    }
}

/// The same where no Python code can have a say.
#[inline(always)]
pub fn plain_hash(vm: &Vm, key: &Value) -> Option<u64> {
    if let Some(int) = key.word().as_int() {
        return Some(text::hash::int(int) as u64);
    }
    if let Some(header) = key.header()
        && header.class() == vm.classes.str.value().word()
        && let Some(hash) = key.payload::<Str>().and_then(Str::cached_hash)
    {
        return Some(hash);
    }
    other_hash(vm, key)
}

#[inline(never)]
fn other_hash(vm: &Vm, key: &Value) -> Option<u64> {
    hash::at_once(vm, key).map(|hash| hash as u64)
}

/// The entry whose key is or equals `key`.
#[inline]
pub fn find<T: Keyed>(vm: &mut Vm, table: &RefCell<T>, hash: u64, key: &Value) -> Result<Option<usize>, Raised> {
    let found = find_plainly(vm, &*table.borrow(), hash, key);
    match found {
        Ok(found) => Ok(found),
        Err(Doubt) => find_by_asking(vm, table, hash, key),
    }
}

/// Finds an entry without asking anybody: `Err` if that cannot be said.
#[inline(always)]
pub fn find_plainly<T: Keyed>(vm: &Vm, table: &T, hash: u64, key: &Value) -> Result<Option<usize>, Doubt> {
    let mut passed = Passed::default();
    let found = table.find(hash, |candidate| accepts(vm, candidate, key, &mut passed));
    if passed.are_none() || !(passed.are_many() || found.is_none() && passed.are_doubtful()) {
        Ok(found)
    } else {
        Err(Doubt)
    }
}

/// Only `__eq__` can tell whether two keys are equal, or so many keys have the same hash that looking for one must be paid.
pub struct Doubt;

/// The keys of the same hash that a search has passed: their number, and in the upper half the number of those that may be
/// equal, for which somebody needs to be asked.
#[derive(Default)]
struct Passed(u32);

impl Passed {
    /// Keys beyond these are no accident.
    const FEW: u32 = 32;
    const DOUBTFUL: u32 = 1 << 16;

    #[inline(always)]
    fn are_none(&self) -> bool {
        self.0 == 0
    }

    fn are_many(&self) -> bool {
        self.0 % Passed::DOUBTFUL > Passed::FEW
    }

    fn are_doubtful(&self) -> bool {
        self.0 >= Passed::DOUBTFUL
    }
}

/// Whether two values of the same hash are equal, or the search has passed too many.
#[inline(always)]
fn accepts(vm: &Vm, candidate: &Value, key: &Value, passed: &mut Passed) -> bool {
    if candidate.is(key) {
        return true;
    }
    match plainly_equal(vm, candidate, key) {
        Some(true) => return true,
        Some(false) => {}
        None => passed.0 += Passed::DOUBTFUL,
    }
    passed.0 += 1;
    passed.are_many()
}

/// Whether two different values of the same hash are equal, where nobody needs to be asked.
fn plainly_equal(vm: &Vm, left: &Value, right: &Value) -> Option<bool> {
    if left.word().is_int() && right.word().is_int() {
        return Some(false);
    }
    let (x, y) = (left.header()?, right.header()?);
    if x.class() != y.class() {
        return None;
    }
    if x.class() == vm.classes.str.value().word() {
        return Some(left.payload::<Str>()?.as_bytes() == right.payload::<Str>()?.as_bytes());
    }
    if x.class() == vm.classes.tuple.value().word() {
        return plain_tuples_equal(vm, left.payload::<Tuple>()?.items(), right.payload::<Tuple>()?.items());
    }
    None
}

/// The same of two tuples whose items are no tuples.
#[inline(never)]
fn plain_tuples_equal(vm: &Vm, left: &[Value], right: &[Value]) -> Option<bool> {
    if left.len() != right.len() {
        return Some(false);
    }
    for (x, y) in left.iter().zip(right) {
        if x.is(y) {
            continue;
        }
        if x.is_kind::<Tuple>() {
            return None;
        }
        if !plainly_equal(vm, x, y)? {
            return Some(false);
        }
    }
    Some(true)
}

/// The same by `==`, which may run code that changes the table: then the search may have to start over. Each key is paid.
#[inline(never)]
fn find_by_asking<T: Keyed>(vm: &mut Vm, table: &RefCell<T>, hash: u64, key: &Value) -> Result<Option<usize>, Raised> {
    let mut search = T::search(hash);
    loop {
        let Some((entry, candidate)) = ({
            let table = table.borrow();
            table.step(&mut search).and_then(|entry| Some((entry, table.key(entry)?.clone())))
        }) else {
            return Ok(None);
        };
        vm.charge(1)?;
        let equal = candidate.is(key) || compare::equals(vm, &candidate, key)?;
        let table = table.borrow();
        if !table.unchanged(&search) {
            table.settle(&mut search, entry, &candidate);
        }
        if equal && table.unchanged(&search) {
            return Ok(Some(entry));
        }
    }
}
