//! Python's `hash(value)`.

use taipan_heap::value::Value;
use taipan_text::hash::{self as hashes, TupleHash};
use taipan_text::int_arith::IntRef;

use crate::machine::hooks::Call;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::number::{self, Number};
use crate::protocol::call;
use crate::protocol::make::LONG;
use crate::protocol::native::{Mark, NativeFunction};
use crate::value::kinds;
use crate::value::sequence::{Bytes, Tuple};
use crate::value::special::Special;
use crate::value::text::Str;

/// Deeper than this, tuples inside tuples raise RecursionError.
const DEEPEST: usize = 100_000;

/// Tuples of more items are hashed with a look now and then whether to go on.
const SHORT: usize = 256;

/// The hash of None, the same in every process.
const OF_NONE: i64 = 0xfca8_6420;

/// Python's `hash(value)`.
#[inline]
pub fn hash(vm: &mut Vm, value: &Value) -> Result<i64, Raised> {
    match at_once(vm, value) {
        Some(hash) => Ok(hash),
        None if vm.classes.is_exactly(value, &vm.classes.tuple) => tuple(vm, value),
        None => ask(vm, value),
    }
}

/// The hash where no Python code can have a say.
#[inline]
pub fn at_once(vm: &Vm, value: &Value) -> Option<i64> {
    if let Some(int) = value.word().as_int() {
        return Some(hashes::int(int));
    }
    if let Some(text) = value.payload::<Str>()
        && vm.classes.is_exactly(value, &vm.classes.str)
    {
        let known = text.cached_hash().is_some() || text.as_bytes().len() <= LONG;
        return known.then(|| vm.names.hash(text) as i64);
    }
    if value.is_kind::<Tuple>() {
        return None;
    }
    if let Some(found) = number::plain(vm, value) {
        return Some(of_number(value, found));
    }
    if let Some(bytes) = value.payload::<Bytes>()
        && vm.classes.is_exactly(value, &vm.classes.bytes)
    {
        let known = bytes.cached_hash().is_some() || bytes.as_slice().len() <= LONG;
        return known.then(|| of_bytes(vm, bytes));
    }
    if value.is_none() {
        return Some(OF_NONE);
    }
    (!value.word().is_pointer()).then(|| identity(value))
}

/// The hash of bytes of any length.
pub fn of_all_bytes(vm: &mut Vm, bytes: &Bytes) -> Result<i64, Raised> {
    if bytes.as_slice().len() > LONG && bytes.cached_hash().is_none() {
        let key = vm.names.hash_key;
        bytes.cache_hash(key.hash_long(bytes.as_slice(), vm)? as u64);
    }
    Ok(of_bytes(vm, bytes))
}

/// The hash of a number of any type; a NaN hashes by identity.
pub fn of_number(value: &Value, found: Number<'_>) -> i64 {
    let of_float = |float: f64| hashes::float(float).unwrap_or_else(|| identity(value));
    match found {
        Number::Int(IntRef::Small(int)) => hashes::int(int),
        Number::Int(IntRef::Short(int)) => hashes::short_int(int),
        Number::Int(IntRef::Big(int)) => hashes::big_int(int),
        Number::Float(float) => of_float(float),
        Number::Complex(real, imaginary) => hashes::complex(of_float(real), of_float(imaginary)),
    }
}

/// The hash of bytes: that of a string of the same bytes.
fn of_bytes(vm: &Vm, bytes: &Bytes) -> i64 {
    if let Some(hash) = bytes.cached_hash() {
        return hash as i64;
    }
    let hash = vm.names.hash_key.hash(bytes.as_slice());
    bytes.cache_hash(hash as u64);
    hash
}

/// `object.__hash__`: from the object's address.
fn identity(value: &Value) -> i64 {
    hashes::valid(value.word().bits().rotate_right(4) as i64)
}

/// The hash of a short tuple of which no item has a say of its own.
#[inline]
pub fn plain_tuple(vm: &Vm, tuple: &Tuple) -> Option<i64> {
    if tuple.length() > SHORT {
        return None;
    }
    let mut doubtful = false;
    let hash = hashes::tuple(tuple.items().iter().map(|item| {
        let small = item.word().as_int().map(hashes::int);
        small.or_else(|| at_once(vm, item)).unwrap_or_else(|| {
            doubtful = true;
            0
        })
    }));
    (!doubtful).then_some(hash)
}

/// The hash of a tuple, nested ones without recursion.
pub fn tuple(vm: &mut Vm, value: &Value) -> Result<i64, Raised> {
    if let Some(hash) = value.payload::<Tuple>().and_then(|tuple| plain_tuple(vm, tuple)) {
        return Ok(hash);
    }
    let mut open = vec![(value.clone(), TupleHash::default())];
    loop {
        vm.tick()?;
        let Some((top, known)) = open.last_mut() else { return Err(vm.system_error("no tuple to hash")) };
        let Some(tuple) = top.payload::<Tuple>() else { return Err(vm.system_error("no tuple to hash")) };
        let Some(item) = tuple.items().get(known.length()).cloned() else {
            let hash = known.finish();
            open.pop();
            match open.last_mut() {
                Some((_, known)) => known.push(hash),
                None => return Ok(hash),
            }
            continue;
        };
        if let Some(hash) = at_once(vm, &item) {
            known.push(hash);
        } else if vm.classes.is_exactly(&item, &vm.classes.tuple) {
            if open.len() >= DEEPEST {
                return Err(vm.recursion_error(""));
            }
            open.push((item, TupleHash::default()));
        } else {
            let hash = ask(vm, &item)?;
            known.push(hash);
        }
    }
}

/// What `__hash__` gives.
fn ask(vm: &mut Vm, value: &Value) -> Result<i64, Raised> {
    let method = vm.classes.of(value).special(Special::Hash).get();
    if method.is_none() {
        return Err(unhashable(vm, value));
    }
    if method.is_unbound() || NativeFunction::is(&method, Mark::ObjectHash) {
        return if is_mutable(vm, value) { Err(unhashable(vm, value)) } else { Ok(identity(value)) };
    }
    vm.enter_native()?;
    let result = call::method_call(vm, &method, value, Call { values: &[], keywords: &[] });
    vm.leave_native();
    of_answer(vm, &result?)
}

/// The hash that `__hash__` has answered.
pub fn of_answer(vm: &mut Vm, answer: &Value) -> Result<i64, Raised> {
    match number::int(answer) {
        // A hash that fits is taken as it is, not hashed again.
        Some(int) => Ok(int.to_i64().map_or_else(|| of_number(answer, Number::Int(int)), hashes::valid)),
        None => Err(vm.type_error("__hash__ method should return an integer")),
    }
}

/// True for the builtin containers that change, and their subclasses that do not define `__hash__`.
fn is_mutable(vm: &Vm, value: &Value) -> bool {
    match value.header().map(|header| header.kind()) {
        Some(kinds::LIST | kinds::DICT | kinds::BYTE_ARRAY) => true,
        Some(kinds::SET) => vm.classes.is_instance(value, &vm.classes.set),
        Some(kinds::VIEW) => {
            [&vm.classes.dict_keys, &vm.classes.dict_items].iter().any(|class| vm.classes.is_exactly(value, class))
        }
        _ => false,
    }
}

#[cold]
fn unhashable(vm: &mut Vm, value: &Value) -> Raised {
    let given = vm.classes.name_of(value);
    vm.type_error(format!("unhashable type: '{given}'"))
}
