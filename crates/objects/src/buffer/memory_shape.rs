//! Views of several dimensions, or of none: their lengths and distances, which item a tuple names, lists of lists.
//!
//! Only casts make several dimensions, of bytes that follow each other, and only the first one can be cut: the places of
//! such a view are blocks of items, each with the lengths of the other dimensions.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::number;
use taipan_core::ops::{item, stretch};
use taipan_core::value::sequence::{Dimensions, List, MemoryView, Slice, Tuple};
use taipan_heap::value::Value;

/// Most dimensions of a view.
const MOST: usize = 64;

/// The length in every dimension.
pub(crate) fn lengths(view: &MemoryView) -> Vec<usize> {
    match &view.dimensions {
        Dimensions::None => Vec::new(),
        Dimensions::One => vec![view.length],
        Dimensions::More(inner) => std::iter::once(view.length).chain(inner.iter().copied()).collect(),
    }
}

/// The distance between items in every dimension, in bytes.
pub(crate) fn distances(view: &MemoryView) -> Vec<isize> {
    let Dimensions::More(inner) = &view.dimensions else {
        return if matches!(view.dimensions, Dimensions::None) { Vec::new() } else { vec![view.step] };
    };
    let mut distances = vec![0; inner.len() + 1];
    let mut distance = view.item_size as isize;
    for (place, length) in inner.iter().enumerate().rev() {
        distances[place + 1] = distance;
        distance *= *length as isize;
    }
    distances[0] = view.step;
    distances
}

/// Whether items follow each other, the last dimension first (as in C), or the first one (as in Fortran).
pub(crate) fn is_contiguous(view: &MemoryView, first: bool) -> bool {
    let dimensions: Vec<(usize, isize)> = lengths(view).into_iter().zip(distances(view)).collect();
    let mut expected = view.item_size as isize;
    let mut follows = |(length, distance): &(usize, isize)| {
        let fits = *length <= 1 || *distance == expected;
        expected = expected.saturating_mul(*length as isize);
        fits
    };
    let empty = dimensions.iter().any(|(length, _)| *length == 0);
    empty || if first { dimensions.iter().all(&mut follows) } else { dimensions.iter().rev().all(&mut follows) }
}

/// The first byte of the item that a tuple names; `slices` is what is said about a tuple of slices.
pub(crate) fn named(vm: &mut Vm, view: &MemoryView, keys: &[Value], slices: &str) -> Result<usize, Raised> {
    if !keys.iter().all(|key| item::has_index(vm, key)) {
        if keys.iter().all(Value::is_kind::<Slice>) {
            return Err(not_implemented(vm, slices));
        }
        return Err(vm.type_error("memoryview: invalid slice key"));
    }
    let (lengths, distances) = (lengths(view), distances(view));
    if keys.len() < lengths.len() {
        return Err(not_implemented(vm, "sub-views are not implemented"));
    }
    if keys.len() > lengths.len() {
        let (has, given) = (lengths.len(), keys.len());
        return Err(vm.type_error(format!("cannot index {has}-dimension view with {given}-element tuple")));
    }
    let mut start = view.start;
    for (number, (key, (length, distance))) in keys.iter().zip(lengths.into_iter().zip(distances)).enumerate() {
        let index = item::saturated(vm, key)?;
        let Some(place) = stretch::place(index, length) else {
            return Err(vm.index_error(format!("index out of bounds on dimension {}", number + 1)));
        };
        start += place as isize * distance;
    }
    Ok(usize::try_from(start).unwrap_or(usize::MAX))
}

/// Refuses an index or a slice in a view of no dimension.
pub(crate) fn need_dimension(vm: &mut Vm, view: &MemoryView) -> Result<(), Raised> {
    match view.dimensions {
        Dimensions::None => Err(vm.type_error("invalid indexing of 0-dim memory")),
        _ => Ok(()),
    }
}

/// Refuses what would be a part of a view of several dimensions.
pub(crate) fn need_single(vm: &mut Vm, view: &MemoryView, complaint: &str) -> Result<(), Raised> {
    need_dimension(vm, view)?;
    match view.dimensions {
        Dimensions::More(_) => Err(not_implemented(vm, complaint)),
        _ => Ok(()),
    }
}

#[cold]
fn not_implemented(vm: &mut Vm, message: &str) -> Raised {
    vm.raise_message(|classes| &classes.not_implemented_error, message)
}

/// The lengths that a cast asks for: a list or tuple of as many as there are dimensions.
pub(crate) fn asked(vm: &mut Vm, shape: &Value) -> Result<Vec<Value>, Raised> {
    let lengths = if let Some(list) = shape.payload::<List>() {
        let count = list.length().min(MOST + 1);
        list.items.borrow()[..count].to_vec()
    } else if let Some(tuple) = shape.payload::<Tuple>() {
        tuple.items().to_vec()
    } else {
        return Err(vm.type_error("shape must be a list or a tuple"));
    };
    if lengths.len() > MOST {
        return Err(vm.value_error(format!("memoryview: number of dimensions must not exceed {MOST}")));
    }
    Ok(lengths)
}

/// The dimensions of `bytes` as items of a size, and the length of the first one.
pub(crate) fn read(vm: &mut Vm, asked: &[Value], size: usize, bytes: usize) -> Result<(Dimensions, usize), Raised> {
    let (mut lengths, mut all) = (Vec::with_capacity(asked.len()), size);
    for length in asked {
        if number::int(length).is_none() {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        let Some(length) = taipan_core::protocol::argument::small_int(length) else {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        };
        let Some(length) = usize::try_from(length).ok().filter(|length| *length > 0) else {
            return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0"));
        };
        all = match all.checked_mul(length).filter(|all| isize::try_from(*all).is_ok()) {
            Some(all) => all,
            None => return Err(vm.value_error("memoryview.cast(): product(shape) > SSIZE_MAX")),
        };
        lengths.push(length);
    }
    if all != bytes {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    Ok(match lengths.split_first() {
        None => (Dimensions::None, 1),
        Some((first, [])) => (Dimensions::One, *first),
        Some((first, inner)) => (Dimensions::More(inner.into()), *first),
    })
}

/// Items in their order as a list of lists, as deep as there are dimensions; the item alone where there is none.
pub(crate) fn nested(vm: &mut Vm, view: &MemoryView, mut items: Vec<Value>) -> Result<Value, Raised> {
    match &view.dimensions {
        Dimensions::None => Ok(items.pop().unwrap_or(Value::NONE)),
        Dimensions::One => vm.list(items),
        Dimensions::More(inner) => {
            for length in inner.iter().rev() {
                let mut lists = Vec::with_capacity(items.len() / length);
                for row in items.chunks(*length) {
                    lists.push(vm.list(row.to_vec())?);
                }
                items = lists;
            }
            vm.list(items)
        }
    }
}

/// The items with the first dimension running fastest, as Fortran has them.
pub(crate) fn first_fastest(vm: &mut Vm, view: &MemoryView, bytes: Vec<u8>) -> Result<Vec<u8>, Raised> {
    let Dimensions::More(_) = &view.dimensions else { return Ok(bytes) };
    let (lengths, size) = (lengths(view), view.item_size);
    vm.charge((bytes.len() / size.max(1)).saturating_mul(lengths.len()) as u64)?;
    vm.expect_bytes(bytes.len())?;
    let mut arranged = Vec::with_capacity(bytes.len());
    let mut place = vec![0; lengths.len()];
    while arranged.len() < bytes.len() {
        let number = place.iter().zip(&lengths).fold(0, |number, (index, length)| number * length + index);
        arranged.extend_from_slice(bytes.get(number * size..(number + 1) * size).unwrap_or_default());
        for (index, length) in place.iter_mut().zip(&lengths) {
            *index += 1;
            if *index < *length {
                break;
            }
            *index = 0;
        }
    }
    Ok(arranged)
}
