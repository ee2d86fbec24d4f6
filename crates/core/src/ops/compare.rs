//! `== != < <= > >=`, and equality as containers ask for it.
//!
//! Numbers, strings and sequences of builtin classes are compared at once; nested lists and tuples with a list of what
//! is open instead of recursion. All else asks special methods.

use std::cmp::Ordering;

use taipan_heap::value::Value;
use taipan_text::int_arith::IntRef;
use taipan_text::int_float;

use crate::machine::hooks::Call;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::number::{self, Number};
use crate::protocol::{call, truth};
use crate::value::class::Class;
use crate::value::kinds;
use crate::value::sequence::{Bytes, List, Tuple};
use crate::value::special::Special;
use crate::value::text::Str;

/// Deeper than this, sequences inside sequences raise RecursionError: they may be endless.
const DEEPEST: usize = 10_000;

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Comparison {
    /// The operator.
    pub const fn symbol(self) -> &'static str {
        match self {
            Comparison::Lt => "<",
            Comparison::Le => "<=",
            Comparison::Eq => "==",
            Comparison::Ne => "!=",
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
        }
    }

    /// The method of the left operand.
    pub const fn special(self) -> Special {
        match self {
            Comparison::Lt => Special::Lt,
            Comparison::Le => Special::Le,
            Comparison::Eq => Special::Eq,
            Comparison::Ne => Special::Ne,
            Comparison::Gt => Special::Gt,
            Comparison::Ge => Special::Ge,
        }
    }

    /// The same question asked from the other side.
    #[must_use]
    pub const fn swapped(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            same => same,
        }
    }

    /// The answer for values in this order.
    #[inline]
    pub fn holds(self, order: Ordering) -> bool {
        self.admits(Some(order))
    }

    /// The answer for values in this order; values without order are only unequal.
    #[inline]
    pub fn admits(self, order: Option<Ordering>) -> bool {
        match (self, order) {
            (Comparison::Ne, None) => true,
            (_, None) => false,
            (Comparison::Lt, Some(order)) => order.is_lt(),
            (Comparison::Le, Some(order)) => order.is_le(),
            (Comparison::Eq, Some(order)) => order.is_eq(),
            (Comparison::Ne, Some(order)) => order.is_ne(),
            (Comparison::Gt, Some(order)) => order.is_gt(),
            (Comparison::Ge, Some(order)) => order.is_ge(),
        }
    }
}

/// Python's `a < b` and the like: any object, as special methods may give.
#[inline]
pub fn compare(vm: &mut Vm, comparison: Comparison, a: &Value, b: &Value) -> Result<Value, Raised> {
    if let Some(answer) = at_once(vm, comparison, a, b) {
        return Ok(Value::from_bool(answer));
    }
    match sequence_pair(vm, a, b) {
        Some(_) => sequences(vm, comparison, a, b),
        None => ask(vm, comparison, a, b),
    }
}

/// The truth of Python's `a < b` and the like.
#[inline]
pub fn holds(vm: &mut Vm, comparison: Comparison, a: &Value, b: &Value) -> Result<bool, Raised> {
    if let (Some(x), Some(y)) = (a.word().as_int(), b.word().as_int()) {
        return Ok(comparison.holds(x.cmp(&y)));
    }
    let answer = compare(vm, comparison, a, b)?;
    truth::is_true(vm, &answer)
}

/// Equality as containers ask for it: an object equals itself.
#[inline]
pub fn equals(vm: &mut Vm, a: &Value, b: &Value) -> Result<bool, Raised> {
    if a.is(b) {
        return Ok(true);
    }
    holds(vm, Comparison::Eq, a, b)
}

/// Comparing text of more bytes takes fuel: its own methods see to that.
const LONG: usize = 1 << 16;

/// The answer where no Python code can have a say: numbers, strings and bytes of builtin classes, and lists and tuples of
/// them.
#[inline]
pub fn at_once(vm: &Vm, comparison: Comparison, a: &Value, b: &Value) -> Option<bool> {
    if let (Some(x), Some(y)) = (a.word().as_int(), b.word().as_int()) {
        return Some(comparison.holds(x.cmp(&y)));
    }
    let kind = |value: &Value| value.header().map(|header| header.kind());
    match (kind(a), kind(b)) {
        (Some(kinds::TUPLE), Some(kinds::TUPLE)) => {
            sequence_pair(vm, a, b)?;
            flat(vm, comparison, a.payload::<Tuple>()?.items(), b.payload::<Tuple>()?.items())
        }
        (Some(kinds::LIST), Some(kinds::LIST)) => {
            sequence_pair(vm, a, b)?;
            flat(vm, comparison, &a.payload::<List>()?.items.borrow(), &b.payload::<List>()?.items.borrow())
        }
        _ => plain(vm, comparison, a, b),
    }
}

/// Longer sequences are compared in stretches of so many items, each of which is paid for.
const STRETCH: usize = 256;

/// Compares sequences whose items are no sequences, if they are short.
pub fn flat(vm: &Vm, comparison: Comparison, a: &[Value], b: &[Value]) -> Option<bool> {
    let equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
    if equality && a.len() != b.len() {
        return Some(comparison == Comparison::Ne);
    }
    if a.len().min(b.len()) > STRETCH {
        return None;
    }
    for (x, y) in a.iter().zip(b).filter(|(x, y)| !x.is(y)) {
        if !plain(vm, Comparison::Eq, x, y)? {
            return if equality { Some(comparison == Comparison::Ne) } else { plain(vm, comparison, x, y) };
        }
    }
    Some(comparison.holds(a.len().cmp(&b.len())))
}

/// The answer for numbers, strings and bytes of builtin classes.
#[inline]
fn plain(vm: &Vm, comparison: Comparison, a: &Value, b: &Value) -> Option<bool> {
    if let (Some(x), Some(y)) = (a.payload::<Str>(), b.payload::<Str>()) {
        if !vm.classes.is_exactly(a, &vm.classes.str) || !vm.classes.is_exactly(b, &vm.classes.str) {
            return None;
        }
        if x.as_bytes().len() > LONG {
            return None;
        }
        return Some(match comparison {
            Comparison::Eq => same_text(x, y),
            Comparison::Ne => !same_text(x, y),
            _ => comparison.admits(Some(x.as_bytes().cmp(y.as_bytes()))),
        });
    }
    if let (Some(x), Some(y)) = (number::plain(vm, a), number::plain(vm, b)) {
        return numbers(comparison, x, y);
    }
    if let (Some(x), Some(y)) = (a.payload::<Bytes>(), b.payload::<Bytes>())
        && vm.classes.is_exactly(a, &vm.classes.bytes)
        && vm.classes.is_exactly(b, &vm.classes.bytes)
        && x.as_slice().len() <= LONG
    {
        return Some(comparison.admits(Some(x.as_slice().cmp(y.as_slice()))));
    }
    None
}

fn same_text(a: &Str, b: &Str) -> bool {
    std::ptr::eq(a, b) || (a.length() == b.length() && a.as_bytes() == b.as_bytes())
}

/// Compares two numbers of any types; nothing where complex numbers have no order.
pub fn numbers(comparison: Comparison, a: Number<'_>, b: Number<'_>) -> Option<bool> {
    let order = match (a, b) {
        (Number::Int(a), Number::Int(b)) => Some(a.compare(b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Int(a), Number::Float(b)) => int_and_float(a, b),
        (Number::Float(a), Number::Int(b)) => int_and_float(b, a).map(Ordering::reverse),
        (Number::Complex(real, imaginary), other) | (other, Number::Complex(real, imaginary)) => {
            if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
                return None;
            }
            let equal = match other {
                Number::Complex(..) => match (a, b) {
                    (Number::Complex(a, b), Number::Complex(c, d)) => a == c && b == d,
                    _ => false,
                },
                other => imaginary == 0.0 && numbers(Comparison::Eq, Number::Float(real), other)?,
            };
            return Some(equal == (comparison == Comparison::Eq));
        }
    };
    Some(comparison.admits(order))
}

fn int_and_float(int: IntRef<'_>, float: f64) -> Option<Ordering> {
    match int {
        IntRef::Small(int) => int_float::compare(int, float),
        int => int_float::big_compare(&int.to_big(), float),
    }
}

/// What special methods answer. Whoever asks often, pays.
fn ask(vm: &mut Vm, comparison: Comparison, a: &Value, b: &Value) -> Result<Value, Raised> {
    vm.tick()?;
    let (left, right) = (vm.classes.of(a), vm.classes.of(b));
    if compares_identity(vm, &left) && compares_identity(vm, &right) {
        match comparison {
            Comparison::Eq => return Ok(Value::from_bool(a.is(b))),
            Comparison::Ne => return Ok(Value::from_bool(!a.is(b))),
            _ => {}
        }
    }
    let swapped = comparison.swapped();
    let right_first = !left.value().is(right.value()) && right.is_subclass_of(&left);
    if right_first {
        let answer = ask_one(vm, swapped, b, a)?;
        if !answer.is_not_implemented() {
            return Ok(answer);
        }
    }
    let answer = ask_one(vm, comparison, a, b)?;
    if !answer.is_not_implemented() {
        return Ok(answer);
    }
    if right_first { nobody_knows(vm, comparison, a, b) } else { after_left(vm, comparison, a, b) }
}

/// Goes on after the left operand's own method gave `NotImplemented`.
pub fn after_left(vm: &mut Vm, comparison: Comparison, a: &Value, b: &Value) -> Result<Value, Raised> {
    let answer = ask_one(vm, comparison.swapped(), b, a)?;
    if answer.is_not_implemented() { nobody_knows(vm, comparison, a, b) } else { Ok(answer) }
}

/// Goes on after the right operand, which was asked first, gave `NotImplemented`.
pub fn after_right(vm: &mut Vm, comparison: Comparison, a: &Value, b: &Value) -> Result<Value, Raised> {
    let answer = ask_one(vm, comparison, a, b)?;
    if answer.is_not_implemented() { nobody_knows(vm, comparison, a, b) } else { Ok(answer) }
}

/// Objects that do not know each other are equal where they are the same, and have no order.
fn nobody_knows(vm: &mut Vm, comparison: Comparison, a: &Value, b: &Value) -> Result<Value, Raised> {
    match comparison {
        Comparison::Eq => Ok(Value::from_bool(a.is(b))),
        Comparison::Ne => Ok(Value::from_bool(!a.is(b))),
        _ => {
            let (left, right) = (vm.classes.of(a).full_name(), vm.classes.of(b).full_name());
            let symbol = comparison.symbol();
            Err(vm.type_error(format!("'{symbol}' not supported between instances of '{left}' and '{right}'")))
        }
    }
}

/// True if objects of the class are equal to themselves only: it has `__eq__` and `__ne__` from `object`.
pub fn compares_identity(vm: &Vm, class: &Class) -> bool {
    let of_object = |special| class.special(special).word() == vm.classes.object.special(special).word();
    of_object(Special::Eq) && of_object(Special::Ne)
}

/// What the special method of one operand answers; that of `object` is known.
fn ask_one(vm: &mut Vm, comparison: Comparison, receiver: &Value, other: &Value) -> Result<Value, Raised> {
    let method = vm.classes.of(receiver).special(comparison.special()).get();
    if method.is_unbound() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if method.word() == vm.classes.object.special(comparison.special()).word() {
        return match comparison {
            Comparison::Ne => unequal(vm, receiver, other),
            Comparison::Eq if receiver.is(other) => Ok(Value::TRUE),
            _ => Ok(Value::NOT_IMPLEMENTED),
        };
    }
    vm.enter_native()?;
    let answer = call::method_call(vm, &method, receiver, Call { values: std::slice::from_ref(other), keywords: &[] });
    vm.leave_native();
    answer
}

/// `object.__ne__`: the opposite of what `__eq__` says.
fn unequal(vm: &mut Vm, receiver: &Value, other: &Value) -> Result<Value, Raised> {
    // It may be `__eq__`, too.
    vm.check_depth()?;
    let answer = ask_one(vm, Comparison::Eq, receiver, other)?;
    if answer.is_not_implemented() {
        return Ok(answer);
    }
    let equal = truth::is_true(vm, &answer)?;
    Ok(Value::from_bool(!equal))
}

/// Two lists or two tuples that are being compared, and how far.
struct Open {
    a: Value,
    b: Value,
    next: usize,
}

/// Whether both are lists, or both tuples, whose class has no say of its own.
fn sequence_pair(vm: &Vm, a: &Value, b: &Value) -> Option<()> {
    let both = |class| vm.classes.is_exactly(a, class) && vm.classes.is_exactly(b, class);
    (both(&vm.classes.list) || both(&vm.classes.tuple)).then_some(())
}

fn item(sequence: &Value, index: usize) -> Option<Value> {
    match sequence.payload::<Tuple>() {
        Some(tuple) => tuple.items().get(index).cloned(),
        None => sequence.payload::<List>()?.get(index),
    }
}

fn length(sequence: &Value) -> usize {
    match sequence.payload::<Tuple>() {
        Some(tuple) => tuple.length(),
        None => sequence.payload::<List>().map_or(0, List::length),
    }
}

/// How many items from a place on are equal without a doubt; at most a stretch is looked at.
fn same_items(vm: &Vm, a: &Value, b: &Value, from: usize) -> usize {
    let (lists, tuples) = ((a.payload::<List>(), b.payload::<List>()), (a.payload::<Tuple>(), b.payload::<Tuple>()));
    let count = |a: &[Value], b: &[Value]| {
        let rest = |items: &[Value]| items.len().min(from + STRETCH);
        let pairs = a.get(from..rest(a)).unwrap_or_default().iter().zip(b.get(from..rest(b)).unwrap_or_default());
        pairs.take_while(|(x, y)| x.is(y) || plain(vm, Comparison::Eq, x, y) == Some(true)).count()
    };
    match (lists, tuples) {
        ((Some(a), Some(b)), _) => count(&a.items.borrow(), &b.items.borrow()),
        (_, (Some(a), Some(b))) => count(a.items(), b.items()),
        _ => 0,
    }
}

/// Compares two lists or two tuples item by item, those of derived classes too.
///
/// The first items that differ decide, be they in a nested sequence: their comparison is the answer of all around them.
/// Between `a` and `b` of different length, the lengths decide if no item does.
pub fn sequences(vm: &mut Vm, comparison: Comparison, a: &Value, b: &Value) -> Result<Value, Raised> {
    let equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
    if equality && length(a) != length(b) {
        return Ok(Value::from_bool(comparison == Comparison::Ne));
    }
    let mut open = vec![Open { a: a.clone(), b: b.clone(), next: 0 }];
    while let Some(top) = open.last_mut() {
        vm.tick()?;
        let same = same_items(vm, &top.a, &top.b, top.next);
        top.next += same;
        vm.charge_pass(same * size_of::<Value>())?;
        if same == STRETCH {
            continue;
        }
        let (Some(x), Some(y)) = (item(&top.a, top.next), item(&top.b, top.next)) else {
            let order = length(&top.a).cmp(&length(&top.b));
            if order.is_ne() {
                return Ok(Value::from_bool(comparison.admits(Some(order))));
            }
            open.pop();
            continue;
        };
        top.next += 1;
        if x.is(&y) {
            continue;
        }
        if let Some(equal) = at_once(vm, Comparison::Eq, &x, &y) {
            if equal {
                continue;
            }
            if equality {
                return Ok(Value::from_bool(comparison == Comparison::Ne));
            }
            return match at_once(vm, comparison, &x, &y) {
                Some(answer) => Ok(Value::from_bool(answer)),
                None => ask(vm, comparison, &x, &y),
            };
        }
        if sequence_pair(vm, &x, &y).is_some() {
            if equality && length(&x) != length(&y) {
                return Ok(Value::from_bool(comparison == Comparison::Ne));
            }
            if open.len() >= DEEPEST {
                return Err(vm.recursion_error(" in comparison"));
            }
            open.push(Open { a: x, b: y, next: 0 });
            continue;
        }
        let answer = ask(vm, Comparison::Eq, &x, &y)?;
        if !truth::is_true(vm, &answer)? {
            return if equality {
                Ok(Value::from_bool(comparison == Comparison::Ne))
            } else {
                ask(vm, comparison, &x, &y)
            };
        }
    }
    // All items are equal, and so are the lengths.
    Ok(Value::from_bool(comparison.admits(Some(Ordering::Equal))))
}
