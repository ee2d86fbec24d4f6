//! Module `_operator`: the operators as functions.

use std::ops::ControlFlow;

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary, Unary};
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{item, iterate, number};
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::protocol::{call, lookup, spec, truth};
use taipan_core::value::class::flags;
use taipan_core::value::mapping::Dict;
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] = methods![
    lt,
    le,
    eq,
    ne,
    ge,
    gt,
    not_,
    truth_,
    is_,
    is_not,
    abs,
    add,
    and_,
    floordiv,
    index,
    inv,
    invert,
    lshift,
    mod_,
    mul,
    matmul,
    neg,
    or_,
    pos,
    pow,
    rshift,
    sub,
    truediv,
    xor,
    concat,
    contains,
    count_of,
    delitem,
    getitem,
    index_of,
    setitem,
    length_hint,
    call_,
    iadd,
    iand,
    iconcat,
    ifloordiv,
    ilshift,
    imod,
    imul,
    imatmul,
    ior,
    ipow,
    irshift,
    isub,
    itruediv,
    ixor,
];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_operator", FUNCTIONS)
}

/// Functions that do what an operator does: their name in Rust, their signature, the operator, and their docstring.
macro_rules! operators {
    ($way:path, $kind:ident: $( $name:ident $signature:tt $operator:ident $doc:tt; )*) => { $(
        #[doc = $doc]
        #[function($signature)]
        fn $name(vm: &mut Vm, a: &Value, b: &Value) -> Result<Value, Raised> {
            $way(vm, $kind::$operator, a, b)
        }
    )* };
}

operators! { compare::compare, Comparison:
    lt "_operator.lt(a, b, /)" Lt "a < b";
    le "_operator.le(a, b, /)" Le "a <= b";
    eq "_operator.eq(a, b, /)" Eq "a == b";
    ne "_operator.ne(a, b, /)" Ne "a != b";
    ge "_operator.ge(a, b, /)" Ge "a >= b";
    gt "_operator.gt(a, b, /)" Gt "a > b";
}

operators! { arithmetic::binary, Binary:
    add "_operator.add(a, b, /)" Add "a + b";
    and_ "_operator.and_(a, b, /)" And "a & b";
    floordiv "_operator.floordiv(a, b, /)" FloorDiv "a // b";
    lshift "_operator.lshift(a, b, /)" LShift "a << b";
    mod_ "_operator.mod(a, b, /)" Mod "a % b";
    mul "_operator.mul(a, b, /)" Mul "a * b";
    matmul "_operator.matmul(a, b, /)" MatMul "a @ b";
    or_ "_operator.or_(a, b, /)" Or "a | b";
    pow "_operator.pow(a, b, /)" Pow "a ** b";
    rshift "_operator.rshift(a, b, /)" RShift "a >> b";
    sub "_operator.sub(a, b, /)" Sub "a - b";
    truediv "_operator.truediv(a, b, /)" TrueDiv "a / b";
    xor "_operator.xor(a, b, /)" Xor "a ^ b";
}

operators! { arithmetic::in_place, Binary:
    iadd "_operator.iadd(a, b, /)" Add "a += b, and a";
    iand "_operator.iand(a, b, /)" And "a &= b, and a";
    ifloordiv "_operator.ifloordiv(a, b, /)" FloorDiv "a //= b, and a";
    ilshift "_operator.ilshift(a, b, /)" LShift "a <<= b, and a";
    imod "_operator.imod(a, b, /)" Mod "a %= b, and a";
    imul "_operator.imul(a, b, /)" Mul "a *= b, and a";
    imatmul "_operator.imatmul(a, b, /)" MatMul "a @= b, and a";
    ior "_operator.ior(a, b, /)" Or "a |= b, and a";
    ipow "_operator.ipow(a, b, /)" Pow "a **= b, and a";
    irshift "_operator.irshift(a, b, /)" RShift "a >>= b, and a";
    isub "_operator.isub(a, b, /)" Sub "a -= b, and a";
    itruediv "_operator.itruediv(a, b, /)" TrueDiv "a /= b, and a";
    ixor "_operator.ixor(a, b, /)" Xor "a ^= b, and a";
}

/// The absolute value.
#[function("_operator.abs(a, /)")]
fn abs(vm: &mut Vm, a: &Value) -> Result<Value, Raised> {
    arithmetic::unary(vm, Unary::Abs, a)
}

/// ~a
#[function("_operator.inv(a, /)")]
fn inv(vm: &mut Vm, a: &Value) -> Result<Value, Raised> {
    arithmetic::unary(vm, Unary::Invert, a)
}

/// ~a
#[function("_operator.invert(a, /)")]
fn invert(vm: &mut Vm, a: &Value) -> Result<Value, Raised> {
    arithmetic::unary(vm, Unary::Invert, a)
}

/// -a
#[function("_operator.neg(a, /)")]
fn neg(vm: &mut Vm, a: &Value) -> Result<Value, Raised> {
    arithmetic::unary(vm, Unary::Neg, a)
}

/// +a
#[function("_operator.pos(a, /)")]
fn pos(vm: &mut Vm, a: &Value) -> Result<Value, Raised> {
    arithmetic::unary(vm, Unary::Pos, a)
}

/// not a
#[function("_operator.not_(a, /)")]
fn not_(vm: &mut Vm, a: &Value) -> Result<bool, Raised> {
    Ok(!truth::is_true(vm, a)?)
}

/// Whether a is true.
#[function("_operator.truth(a, /)")]
fn truth_(vm: &mut Vm, a: &Value) -> Result<bool, Raised> {
    truth::is_true(vm, a)
}

/// a is b
#[function("_operator.is_(a, b, /)")]
fn is_(a: &Value, b: &Value) -> bool {
    a.is(b)
}

/// a is not b
#[function("_operator.is_not(a, b, /)")]
fn is_not(a: &Value, b: &Value) -> bool {
    !a.is(b)
}

/// a as an integer, which it must be.
#[function("_operator.index(a, /)")]
fn index(vm: &mut Vm, a: &Value) -> Result<Value, Raised> {
    let index = lookup::index(vm, a)?;
    match number::int(&index) {
        Some(plain) => vm.int_of(plain),
        None => Ok(index),
    }
}

/// a + b, for sequences
#[function("_operator.concat(a, b, /)")]
fn concat(vm: &mut Vm, a: &Value, b: &Value) -> Result<Value, Raised> {
    need_sequence(vm, a)?;
    arithmetic::binary(vm, Binary::Add, a, b)
}

/// a += b, for sequences, and a
#[function("_operator.iconcat(a, b, /)")]
fn iconcat(vm: &mut Vm, a: &Value, b: &Value) -> Result<Value, Raised> {
    need_sequence(vm, a)?;
    arithmetic::in_place(vm, Binary::Add, a, b)
}

fn need_sequence(vm: &mut Vm, a: &Value) -> Result<(), Raised> {
    let class = vm.classes.of(a);
    if class.special(Special::GetItem).is_unbound() || class.has(flags::MAPPING) {
        let given = vm.classes.name_of(a);
        return Err(vm.type_error(format!("'{given}' object can't be concatenated")));
    }
    Ok(())
}

/// b in a
#[function("_operator.contains(a, b, /)")]
fn contains(vm: &mut Vm, a: &Value, b: &Value) -> Result<bool, Raised> {
    item::contains(vm, a, b)
}

/// How many items of a are b or equal it.
#[function("_operator.countOf(a, b, /)")]
fn count_of(vm: &mut Vm, a: &Value, b: &Value) -> Result<i64, Raised> {
    need_iterable(vm, a)?;
    let mut count = 0;
    iterate::each(vm, a, |vm, item| {
        count += i64::from(item.is(b) || compare::equals(vm, &item, b)?);
        Ok(())
    })?;
    Ok(count)
}

/// The place of the first item that is b or equals it.
#[function("_operator.indexOf(a, b, /)")]
fn index_of(vm: &mut Vm, a: &Value, b: &Value) -> Result<i64, Raised> {
    need_iterable(vm, a)?;
    let (mut place, mut found) = (0, false);
    iterate::until(vm, a, |vm, item| {
        found = item.is(b) || compare::equals(vm, &item, b)?;
        place += i64::from(!found);
        Ok(if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    if found { Ok(place) } else { Err(vm.value_error("sequence.index(x): x not in sequence")) }
}

fn need_iterable(vm: &mut Vm, a: &Value) -> Result<(), Raised> {
    if iterate::is_iterable(vm, a) {
        return Ok(());
    }
    let given = vm.classes.name_of(a);
    Err(vm.type_error(format!("argument of type '{given}' is not iterable")))
}

/// a[b]
#[function("_operator.getitem(a, b, /)")]
fn getitem(vm: &mut Vm, a: &Value, b: &Value) -> Result<Value, Raised> {
    item::get(vm, a, b)
}

/// a[b] = c
#[function("_operator.setitem(a, b, c, /)")]
fn setitem(vm: &mut Vm, a: &Value, b: &Value, c: Value) -> Result<(), Raised> {
    item::set(vm, a, b, c)
}

/// del a[b]
#[function("_operator.delitem(a, b, /)")]
fn delitem(vm: &mut Vm, a: &Value, b: &Value) -> Result<(), Raised> {
    item::delete(vm, a, b)
}

/// An estimate of how many items there are.
#[function("_operator.length_hint(obj, default=0, /)")]
fn length_hint(vm: &mut Vm, obj: &Value, default: i64) -> Result<i64, Raised> {
    // No length is negative: such a default comes back as it is.
    let hint = iterate::length_hint(vm, obj, usize::try_from(default).unwrap_or(usize::MAX))?;
    Ok(i64::try_from(hint).unwrap_or(default))
}

/// obj(*args, **kwargs)
#[function("_operator.call(obj, /, *args, **kwargs)")]
fn call_(vm: &mut Vm, obj: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    if keywords.is_empty() {
        return vm.call(obj, &args);
    }
    let values: Vec<Value> = args.iter().chain(keywords.iter().map(|(_, value)| value)).cloned().collect();
    let names: Vec<Value> = keywords.iter().map(|(name, _)| name.clone()).collect();
    call::call(vm, obj, Call { values: &values, keywords: &names })
}
