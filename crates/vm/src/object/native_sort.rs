//! Sorting keys that can be compared without asking anybody: small integers, floats, strings, and tuples of these.

use std::cmp::Ordering;

use taipan_heap::value::Value;

use crate::machine::vm::Vm;
use crate::value::sequence::Tuple;
use crate::value::text::Str;

/// The places of the keys in sorted order, equal keys in their own; `None` if the keys are not all of one such kind.
pub(crate) fn order(vm: &Vm, keys: &[Value], reverse: bool) -> Option<Vec<u32>> {
    let first = keys.first()?;
    if let Some(kind) = Kind::of(vm, first) {
        if !keys.iter().all(|key| Kind::of(vm, key) == Some(kind)) {
            return None;
        }
        return Some(match kind {
            Kind::Int => sorted(keys, reverse, |key| key.word().small(), i64::cmp),
            Kind::Float => {
                sorted(keys, reverse, |key| key.word().float(), |a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal))
            }
            Kind::Text => sorted(keys, reverse, text, |a, b| a.cmp(b)),
        });
    }
    let columns = columns(vm, keys)?;
    Some(sorted(keys, reverse, items, |a, b| compare_rows(&columns, a, b)))
}

/// What a key is, if it can be compared at once with its like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    /// Not-a-numbers are left out: they have no order.
    Float,
    Text,
}

impl Kind {
    #[inline]
    fn of(vm: &Vm, key: &Value) -> Option<Kind> {
        if key.word().is_int() {
            return Some(Kind::Int);
        }
        if let Some(float) = key.word().as_float() {
            return (!float.is_nan()).then_some(Kind::Float);
        }
        vm.classes.is_exactly(key, &vm.classes.str).then_some(Kind::Text)
    }
}

fn text(key: &Value) -> &[u8] {
    key.payload().map(Str::as_bytes).unwrap_or_default()
}

fn items(key: &Value) -> &[Value] {
    key.payload().map(Tuple::items).unwrap_or_default()
}

/// Sorts what is taken from the keys together with their places, which decide between equals.
fn sorted<'a, T>(
    keys: &'a [Value],
    reverse: bool,
    take: impl Fn(&'a Value) -> T,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<u32> {
    let mut taken: Vec<(T, u32)> = keys.iter().zip(0..).map(|(key, place)| (take(key), place)).collect();
    taken.sort_unstable_by(|(a, first), (b, second)| {
        let order = compare(a, b);
        if reverse { order.reverse() } else { order }.then(first.cmp(second))
    });
    taken.into_iter().map(|(_, place)| place).collect()
}

/// The kinds of the columns of a table of tuples; `None` unless all items of each column are of one kind.
fn columns(vm: &Vm, keys: &[Value]) -> Option<Vec<Kind>> {
    let mut columns: Vec<Kind> = Vec::new();
    for key in keys {
        if !vm.classes.is_exactly(key, &vm.classes.tuple) {
            return None;
        }
        for (number, item) in items(key).iter().enumerate() {
            let kind = Kind::of(vm, item)?;
            match columns.get(number) {
                Some(column) if *column != kind => return None,
                Some(_) => {}
                None => columns.push(kind),
            }
        }
    }
    Some(columns)
}

fn compare_rows(columns: &[Kind], a: &[Value], b: &[Value]) -> Ordering {
    for ((kind, a), b) in columns.iter().zip(a).zip(b) {
        let order = match kind {
            Kind::Int => a.word().small().cmp(&b.word().small()),
            Kind::Float => a.word().float().partial_cmp(&b.word().float()).unwrap_or(Ordering::Equal),
            Kind::Text => text(a).cmp(text(b)),
        };
        if order.is_ne() {
            return order;
        }
    }
    a.len().cmp(&b.len())
}
