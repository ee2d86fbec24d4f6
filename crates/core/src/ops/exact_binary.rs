//! Binary operators of the exact builtin types: nobody can have changed what they mean, so that no special method is
//! asked. `None` leaves the answer to the general way.
//!
//! No Python code runs: the operands may lie in registers, and their items may be borrowed.

use taipan_heap::buffer::Buffer;
use taipan_heap::value::Value;

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::ops::arithmetic::Binary;
use crate::ops::exact::is_exact;
use crate::ops::{complex_math, int_math, number};
use crate::value::kinds;
use crate::value::number::Complex;
use crate::value::sequence::{Bytes, List, Tuple};

/// `left op right` of integers, of complex numbers, and of sequences.
pub fn binary(vm: &mut Vm, op: Binary, left: &Value, right: &Value) -> Option<Result<Value, Raised>> {
    if let (Some(a), Some(b)) = (number::exact_int(vm, left), number::exact_int(vm, right)) {
        return (op != Binary::MatMul).then(|| int_math::binary(vm, op, a, b));
    }
    let header = left.header().or_else(|| right.header())?;
    match (header.kind(), op) {
        (kinds::COMPLEX, _) if complex_math::knows(op) => {
            let parts = |value: &Value| {
                let exact = vm.classes.is_exactly(value, &vm.classes.complex);
                value.payload::<Complex>().filter(|_| exact).map(|complex| (complex.real, complex.imaginary))
            };
            let (a, b) = (parts(left)?, parts(right)?);
            Some(complex_math::binary(vm, op, a, b))
        }
        (kinds::LIST | kinds::TUPLE | kinds::BYTES, Binary::Add) => sum(vm, left, right),
        (kinds::LIST, Binary::Mul) => {
            let (list, times) = if left.word().is_int() { (right, left) } else { (left, right) };
            let times = usize::try_from(times.word().as_int()?).unwrap_or(0);
            let list = if is_exact(vm, list) { list.payload::<List>()? } else { return None };
            let product = repeated(vm, list, times);
            Some(product.and_then(|product| vm.list_of(product)).map(|list| list.into_value()))
        }
        _ => None,
    }
}

/// `left + right` of two sequences of one type.
pub fn sum(vm: &mut Vm, left: &Value, right: &Value) -> Option<Result<Value, Raised>> {
    let (x, y) = (left.header()?, right.header()?);
    if x.class() != y.class() || !is_exact(vm, left) {
        return None;
    }
    match x.kind() {
        kinds::LIST => {
            let (x, y) = (left.payload::<List>()?.items.borrow(), right.payload::<List>()?.items.borrow());
            let joined = Buffer::of_pieces(&vm.heap, [&**x, &**y]);
            drop((x, y));
            Some(joined.or_memory_error(vm).and_then(|joined| vm.list_of(joined)).map(|list| list.into_value()))
        }
        kinds::TUPLE => {
            let (x, y) = (left.payload::<Tuple>()?.items(), right.payload::<Tuple>()?.items());
            match (x, y) {
                ([], _) => return Some(Ok(right.clone())),
                (_, []) => return Some(Ok(left.clone())),
                _ => {}
            }
            let class = vm.classes.tuple.value().clone();
            let joined = Tuple::of_pieces(&vm.heap, class, [x, y]);
            Some(joined.or_memory_error(vm).map(|joined| joined.into_value()))
        }
        kinds::BYTES => {
            let (x, y) = (left.payload::<Bytes>()?.as_slice(), right.payload::<Bytes>()?.as_slice());
            let (class, heap) = (vm.classes.bytes.value().clone(), &vm.heap);
            let joined = Bytes::fill(heap, class, x.len() + y.len(), |target| {
                let (first, second) = target.split_at_mut(x.len());
                heap.copy(first, x)?;
                heap.copy(second, y)
            });
            Some(joined.or_memory_error(vm).map(|joined| joined.into_value()))
        }
        _ => None,
    }
}

/// Items that are repeated between two payments.
const PIECE: usize = 1 << 12;

/// The items of a list so many times.
pub fn repeated(vm: &mut Vm, list: &List, times: usize) -> Result<Buffer<Value>, Raised> {
    let Some(length) = list.length().checked_mul(times) else { return Err(vm.memory_error()) };
    if let [item] = &**list.items.borrow() {
        vm.charge_pass(times)?;
        return Buffer::repeat(&vm.heap, times, || item.clone()).or_memory_error(vm);
    }
    let mut product = Buffer::with_capacity(&vm.heap, length).or_memory_error(vm)?;
    for number in 0..if length == 0 { 0 } else { times } {
        if number % PIECE == 0 {
            vm.charge(PIECE.min(times - number) as u64 / 4)?;
        }
        product.extend_from_slice(&vm.heap, &list.items.borrow()).or_memory_error(vm)?;
    }
    Ok(product)
}
