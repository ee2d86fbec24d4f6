//! Whole numbers and places in sequences: what `random.Random` is asked for most. A derived class that brings a way of its
//! own to draw numbers is asked for it, and whatever is no plain case goes to the methods written in Python.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::item;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{NativeDef, NativeFunction};
use taipan_core::value::sequence::List;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::random::mersenne::Mersenne;
use crate::random::with;

/// Whether the class of an object has a method under a name that is this native one.
fn has_own(vm: &Vm, this: &Value, name: &Value, method: &NativeDef) -> bool {
    let found = lookup::find(vm, &vm.classes.of(this), name);
    let found = found.as_ref().and_then(Value::payload::<NativeFunction>);
    found.is_some_and(|found| std::ptr::eq(found.def.signature, method.signature))
}

/// A number from 0 on that is less than a bound above 0, out of as many bits as the bound has.
fn draw(generator: &mut Mersenne, bound: u32) -> u32 {
    loop {
        let number = generator.word() >> bound.leading_zeros();
        if number < bound {
            return number;
        }
    }
}

/// The bound, if one word of the generator has enough bits for it.
fn small_bound(bound: Option<i64>) -> Option<u32> {
    bound.and_then(|bound| u32::try_from(bound).ok()).filter(|bound| *bound > 0)
}

/// The number below a bound that an object draws from the generator itself; `None` where the method of its class, or one
/// for large bounds, has to be asked.
fn drawn(vm: &mut Vm, this: &Value, bound: Option<i64>) -> Result<Option<u32>, Raised> {
    let Some(bound) = small_bound(bound) else { return Ok(None) };
    if !has_own(vm, this, &vm.names.known.randbelow, &below::DEF) {
        return Ok(None);
    }
    with(vm, this, |generator| draw(generator, bound)).map(Some)
}

/// A whole number from 0 on that is less than n, out of as many bits as n has.
#[function("Random._below(self, n, /)")]
pub(super) fn below(vm: &mut Vm, this: &Value, n: &Value) -> Result<Value, Raised> {
    match small_bound(n.word().as_int()) {
        Some(bound) => {
            let number = with(vm, this, |generator| draw(generator, bound))?;
            vm.int(i64::from(number))
        }
        None => vm.call_method(this, "_randbelow_with_getrandbits", std::slice::from_ref(n)),
    }
}

/// An item of range(start, stop, step), without making it.
#[function("Random.randrange(self, start, stop=None, step=1)")]
pub(super) fn randrange(vm: &mut Vm, this: &Value, start: &Value, stop: &Value, step: &Value) -> Result<Value, Raised> {
    if step.word().as_int() == Some(1)
        && let Some(number) = between(vm, this, start, stop, 0)?
    {
        return Ok(number);
    }
    vm.call_method(this, "_in_range", &[start.clone(), stop.clone(), step.clone()])
}

/// A number from `start` up to `stop`, or with `stop` None from 0 up to `start`, and so many more; `None` if that is no
/// plain case.
fn between(vm: &mut Vm, this: &Value, start: &Value, stop: &Value, more: i64) -> Result<Option<Value>, Raised> {
    let (first, last) = match (start.word().as_int(), stop.word().as_int()) {
        (Some(last), None) if stop.is_none() => (0, last),
        (Some(first), Some(last)) => (first, last),
        _ => return Ok(None),
    };
    match drawn(vm, this, last.checked_sub(first).and_then(|width| width.checked_add(more)))? {
        Some(number) => vm.int(first + i64::from(number)).map(Some),
        None => Ok(None),
    }
}

/// A whole number from a to b, both included.
#[function("Random.randint(self, a, b)")]
pub(super) fn randint(vm: &mut Vm, this: &Value, a: &Value, b: &Value) -> Result<Value, Raised> {
    if !b.is_none()
        && has_own(vm, this, &vm.names.known.randrange, &randrange::DEF)
        && let Some(number) = between(vm, this, a, b, 1)?
    {
        return Ok(number);
    }
    let one = vm.int(1)?;
    let stop = arithmetic::binary(vm, Binary::Add, b, &one)?;
    vm.call_method(this, "randrange", &[a.clone(), stop])
}

/// An item of a sequence.
#[function("Random.choice(self, seq)")]
pub(super) fn choice(vm: &mut Vm, this: &Value, seq: &Value) -> Result<Value, Raised> {
    let length = item::length(vm, seq)?;
    if length == 0 {
        return Err(vm.index_error("Cannot choose from an empty sequence"));
    }
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let place = match drawn(vm, this, Some(length))? {
        Some(place) => vm.int(i64::from(place))?,
        None => {
            let length = vm.int(length)?;
            vm.call_method(this, "_randbelow", &[length])?
        }
    };
    item::get(vm, seq, &place)
}

/// Put the items of a list in random order.
#[function("Random.shuffle(self, x)")]
pub(super) fn shuffle(vm: &mut Vm, this: &Value, x: &Value) -> Result<Value, Raised> {
    if let Some(list) = x.to_ref::<List>().filter(|_| vm.classes.is_exactly(x, &vm.classes.list))
        && u32::try_from(list.length()).is_ok()
        && has_own(vm, this, &vm.names.known.randbelow, &below::DEF)
    {
        return shuffle_list(vm, this, &list).map(|()| Value::NONE);
    }
    vm.call_method(this, "_shuffle_any", std::slice::from_ref(x))
}

fn shuffle_list(vm: &mut Vm, this: &Value, list: &Ref<List>) -> Result<(), Raised> {
    for last in (1..list.length()).rev() {
        vm.charge(1)?;
        let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let other = with(vm, this, |generator| draw(generator, bound))? as usize;
        let mut items = list.items.borrow_mut();
        if last < items.len() && other < items.len() {
            items.swap(last, other);
        }
    }
    Ok(())
}
