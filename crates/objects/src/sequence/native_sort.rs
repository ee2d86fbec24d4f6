//! Sorting keys that can be compared without asking anybody: small integers, floats, strings, and tuples of these.

use std::cmp::Ordering;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::claim::Claim;
use taipan_heap::value::Value;

/// Longer texts are compared where each comparison is paid for.
const LONG: usize = 1 << 12;

/// The places of the keys in sorted order, equal keys in their own; `None` if the keys are not all of one such kind.
pub(crate) fn order(vm: &mut Vm, keys: &[Value], reverse: bool) -> Result<Option<Vec<u32>>, Raised> {
    let Some(first) = keys.first() else { return Ok(None) };
    if let Some(kind) = Kind::of(vm, first) {
        let Some(longest) = longest(vm, keys, kind)? else { return Ok(None) };
        return match kind {
            Kind::Int => sorted(vm, keys, reverse, 0, |key| key.word().small(), i64::cmp),
            Kind::Float => {
                let compare = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(Ordering::Equal);
                sorted(vm, keys, reverse, 0, |key| key.word().float(), compare)
            }
            Kind::Text => sorted(vm, keys, reverse, longest, text, |a, b| a.cmp(b)),
        }
        .map(Some);
    }
    let Some((columns, longest)) = columns(vm, keys)? else { return Ok(None) };
    sorted(vm, keys, reverse, longest, items, |a, b| compare_rows(&columns, a, b)).map(Some)
}

/// How many bytes the longest key has, if all are of one kind and none is too long.
fn longest(vm: &mut Vm, keys: &[Value], kind: Kind) -> Result<Option<usize>, Raised> {
    let mut longest = 0;
    for piece in keys.chunks(LOOK) {
        vm.charge_pass(size_of_val(piece))?;
        for key in piece {
            if Kind::of(vm, key) != Some(kind) {
                return Ok(None);
            }
            if kind == Kind::Text {
                longest = longest.max(text(key).len());
            }
        }
    }
    Ok((longest <= LONG).then_some(longest))
}

/// Keys that are looked at before somebody pays for them.
const LOOK: usize = 1 << 13;

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

/// Sorts what is taken from the keys together with their places, which decide between equals: runs at once, and then
/// merges of them, between which somebody may want the end.
fn sorted<'a, T: Copy>(
    vm: &mut Vm,
    keys: &'a [Value],
    reverse: bool,
    bytes: usize,
    take: impl Fn(&'a Value) -> T,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Result<Vec<u32>, Raised> {
    // What is taken, half of it again for merges, and the places.
    let memory = keys.len().saturating_mul(size_of::<(T, u32)>() * 3 / 2 + size_of::<u32>());
    let _held = if keys.len() <= LOOK { Claim::NONE } else { Claim::new(&vm.heap, memory).or_memory_error(vm)? };
    let run = (LOOK * 64 / (bytes + 64)).max(64);
    let mut taken: Vec<(T, u32)> = Vec::with_capacity(keys.len());
    for (number, piece) in keys.chunks(run).enumerate() {
        // Each item is compared as often as the run can be halved.
        vm.charge_pass(piece.len() * (bytes + 16) * piece.len().ilog2().max(1) as usize)?;
        let start = number * run;
        taken.extend(piece.iter().zip(start as u32..).map(|(key, place)| (take(key), place)));
        taken[start..].sort_unstable_by(|(a, first), (b, second)| {
            let order = compare(a, b);
            if reverse { order.reverse() } else { order }.then(first.cmp(second))
        });
    }
    let less = |(a, _): &(T, u32), (b, _): &(T, u32)| {
        let order = compare(a, b);
        if reverse { order.is_gt() } else { order.is_lt() }
    };
    let mut scratch = Vec::new();
    let mut width = run;
    while width < taken.len() {
        for pair in taken.chunks_mut(width * 2) {
            if pair.len() > width {
                merge(vm, pair, width, &mut scratch, (run, bytes), less)?;
            }
        }
        width *= 2;
    }
    Ok(taken.into_iter().map(|(_, place)| place).collect())
}

/// Merges the sorted items before and after `middle`, equal ones in their order; `stretch` items of so many bytes are
/// paid for at once.
fn merge<T: Copy>(
    vm: &mut Vm,
    items: &mut [T],
    middle: usize,
    scratch: &mut Vec<T>,
    (stretch, bytes): (usize, usize),
    less: impl Fn(&T, &T) -> bool,
) -> Result<(), Raised> {
    if !less(&items[middle], &items[middle - 1]) {
        return Ok(());
    }
    scratch.clear();
    scratch.reserve_exact(middle);
    for piece in items[..middle].chunks(LOOK) {
        vm.charge_pass(size_of_val(piece))?;
        scratch.extend_from_slice(piece);
    }
    let (mut left, mut right, mut out) = (0, middle, 0);
    while left < scratch.len() && right < items.len() {
        vm.charge_pass(stretch * (bytes + 16))?;
        let end = (out + stretch).min(items.len());
        while out < end && left < scratch.len() && right < items.len() {
            if less(&items[right], &scratch[left]) {
                items[out] = items[right];
                right += 1;
            } else {
                items[out] = scratch[left];
                left += 1;
            }
            out += 1;
        }
    }
    for (target, piece) in items[out..right].chunks_mut(LOOK).zip(scratch[left..].chunks(LOOK)) {
        vm.charge_pass(size_of_val(piece))?;
        target.copy_from_slice(piece);
    }
    Ok(())
}

/// The kinds of the columns of a table of tuples, and how many bytes a row has at most; `None` unless all items of each
/// column are of one kind.
fn columns(vm: &mut Vm, keys: &[Value]) -> Result<Option<(Vec<Kind>, usize)>, Raised> {
    let mut columns: Vec<Kind> = Vec::new();
    let mut longest = 0;
    for key in keys {
        vm.charge_pass(64)?;
        if !vm.classes.is_exactly(key, &vm.classes.tuple) {
            return Ok(None);
        }
        let mut length = 0;
        for (number, item) in items(key).iter().enumerate() {
            let Some(kind) = Kind::of(vm, item) else { return Ok(None) };
            match columns.get(number) {
                Some(column) if *column != kind => return Ok(None),
                Some(_) => {}
                None => columns.push(kind),
            }
            length += 16 + if kind == Kind::Text { text(item).len() } else { 0 };
            if length > LONG {
                return Ok(None);
            }
        }
        longest = longest.max(length);
    }
    Ok(Some((columns, longest)))
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
