//! `+ - * / // % ** @ << >> & | ^`, `divmod`, and the operators of one operand.
//!
//! Numbers of builtin classes are computed at once. All else asks special methods: those of the left operand, then
//! reflected ones of the right; the right operand comes first if its class is derived from the left one's and defines
//! the reflected method anew. `+` and `*` of sequences come after all that, as the last resort.

use taipan_heap::value::Value;
use taipan_text::int_arith::IntRef;

use crate::machine::hooks::Call;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::number::{self, Number};
use crate::ops::{complex_math, exact, exact_binary, float_math, int_math};
use crate::protocol::call;
use crate::protocol::native::{Mark, NativeFunction};
use crate::value::special::Special;

macro_rules! operators {
    ($( $variant:ident $symbol:literal $plain:ident $reflected:ident $in_place:ident )*) => {
        /// An operator of two operands.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Binary { $( #[doc = $symbol] $variant, )* }

        impl Binary {
            /// How messages show it.
            pub const fn symbol(self) -> &'static str {
                match self { $( Binary::$variant => $symbol, )* }
            }

            /// The method of the left operand.
            pub const fn plain(self) -> Special {
                match self { $( Binary::$variant => Special::$plain, )* }
            }

            /// The method of the right operand.
            pub const fn reflected(self) -> Special {
                match self { $( Binary::$variant => Special::$reflected, )* }
            }

            /// The method of the augmented assignment.
            pub const fn in_place(self) -> Special {
                match self { $( Binary::$variant => Special::$in_place, )* }
            }
        }
    };
}

operators! {
    Add "+" Add RAdd IAdd
    Sub "-" Sub RSub ISub
    Mul "*" Mul RMul IMul
    TrueDiv "/" TrueDiv RTrueDiv ITrueDiv
    FloorDiv "//" FloorDiv RFloorDiv IFloorDiv
    Mod "%" Mod RMod IMod
    Pow "** or pow()" Pow RPow IPow
    MatMul "@" MatMul RMatMul IMatMul
    LShift "<<" LShift RLShift ILShift
    RShift ">>" RShift RRShift IRShift
    And "&" And RAnd IAnd
    Or "|" Or ROr IOr
    Xor "^" Xor RXor IXor
    DivMod "divmod()" DivMod RDivMod DivMod
}

/// An operator of one operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unary {
    /// `-`
    Neg,
    /// `+`
    Pos,
    /// `~`
    Invert,
    /// `abs()`
    Abs,
}

/// Python's `a op b`.
#[inline]
pub fn binary(vm: &mut Vm, op: Binary, a: &Value, b: &Value) -> Result<Value, Raised> {
    if let (Some(x), Some(y)) = (a.word().as_int(), b.word().as_int()) {
        return defined(vm, op, int_math::binary, IntRef::Small(x), IntRef::Small(y), (a, b));
    }
    if let (Some(x), Some(y)) = (a.word().as_float(), b.word().as_float()) {
        return defined(vm, op, float_math::binary, x, y, (a, b));
    }
    if op == Binary::Add
        && let Some(sum) = exact_binary::sum(vm, a, b)
    {
        return sum;
    }
    let result = attempt(vm, op, a, b)?;
    if result.is_not_implemented() { Err(unsupported(vm, op, op.symbol(), a, b)) } else { Ok(result) }
}

/// Python's `a op= b`: the new value of the left side.
pub fn in_place(vm: &mut Vm, op: Binary, a: &Value, b: &Value) -> Result<Value, Raised> {
    if !a.word().is_pointer() {
        let result = attempt(vm, op, a, b)?;
        return if result.is_not_implemented() { Err(unsupported_in_place(vm, op, a, b)) } else { Ok(result) };
    }
    if op == Binary::Add
        && let Some(extended) = exact::extend(vm, a, b)
    {
        return extended;
    }
    let method = vm.classes.of(a).special(op.in_place()).get();
    if !method.is_unbound() {
        if is_of_sequence(&method)
            && let Some(result) = reflected(vm, op, a, b)?
        {
            return Ok(result);
        }
        if is_of_sequence(&method) && op == Binary::Mul && !has_index(vm, b) {
            return Err(not_repeatable(vm, b));
        }
        let result = ask(vm, &method, a, b)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    after_in_place(vm, op, a, b)
}

/// Goes on after the left operand's method of an operator in place gave `NotImplemented`.
pub fn after_in_place(vm: &mut Vm, op: Binary, a: &Value, b: &Value) -> Result<Value, Raised> {
    let result = attempt(vm, op, a, b)?;
    if result.is_not_implemented() { Err(unsupported_in_place(vm, op, a, b)) } else { Ok(result) }
}

/// Python's `pow(base, exponent, modulus)`.
pub fn power(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result<Value, Raised> {
    if modulus.is_none() {
        return binary(vm, Binary::Pow, base, exponent);
    }
    let numbers = (number::plain(vm, base), number::plain(vm, exponent), number::plain(vm, modulus));
    match numbers {
        (Some(Number::Int(base)), Some(Number::Int(exponent)), Some(Number::Int(modulus))) => {
            return int_math::power_modulo(vm, base, exponent, modulus);
        }
        (Some(Number::Complex(..)), Some(_), Some(_))
        | (Some(_), Some(Number::Complex(..)), Some(_))
        | (Some(_), Some(_), Some(Number::Complex(..))) => return Err(vm.value_error("complex modulo")),
        (Some(_), Some(_), Some(_)) => {
            return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
        }
        _ => {}
    }
    let args = [exponent.clone(), modulus.clone()];
    if let Some(result) = call::special(vm, base, Special::Pow, &args)?
        && !result.is_not_implemented()
    {
        return Ok(result);
    }
    let [base, exponent, modulus] = [base, exponent, modulus].map(|value| vm.classes.name_of(value));
    Err(vm.type_error(format!("unsupported operand type(s) for ** or pow(): '{base}', '{exponent}', '{modulus}'")))
}

/// Python's `-a`, `+a`, `~a` and `abs(a)`.
pub fn unary(vm: &mut Vm, op: Unary, a: &Value) -> Result<Value, Raised> {
    if let Some(int) = a.word().as_int() {
        return int_math::unary(vm, op, IntRef::Small(int));
    }
    if matches!(op, Unary::Invert) && a.word().as_bool().is_some() {
        warn_of_inverted_truth(vm)?;
    }
    match number::plain(vm, a) {
        Some(Number::Int(int)) => return int_math::unary(vm, op, int),
        Some(Number::Float(float)) => match op {
            Unary::Neg => return vm.float(-float),
            Unary::Pos => return vm.float(float),
            Unary::Abs => return vm.float(float.abs()),
            Unary::Invert => {}
        },
        _ => {}
    }
    let (method, symbol) = match op {
        Unary::Neg => (Special::Neg, "unary -"),
        Unary::Pos => (Special::Pos, "unary +"),
        Unary::Invert => (Special::Invert, "unary ~"),
        Unary::Abs => (Special::Abs, "abs()"),
    };
    match call::special(vm, a, method, &[])? {
        Some(result) => Ok(result),
        None => {
            let given = vm.classes.name_of(a);
            Err(vm.type_error(format!("bad operand type for {symbol}: '{given}'")))
        }
    }
}

/// `~True` is -2, which hardly anybody means.
pub fn warn_of_inverted_truth(vm: &mut Vm) -> Result<(), Raised> {
    let message = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the \
                   bitwise inversion of the underlying int object and is usually not what you expect from negating a \
                   bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise \
                   inversion of the underlying int.";
    vm.warn(|classes| &classes.deprecation_warning, message, 1)
}

/// The result of a computation, or TypeError where the numbers have no such operator.
#[inline(always)]
fn defined<N>(
    vm: &mut Vm,
    op: Binary,
    compute: impl FnOnce(&mut Vm, Binary, N, N) -> Result<Value, Raised>,
    x: N,
    y: N,
    (a, b): (&Value, &Value),
) -> Result<Value, Raised> {
    let result = compute(vm, op, x, y)?;
    if result.is_not_implemented() { Err(unsupported(vm, op, op.symbol(), a, b)) } else { Ok(result) }
}

/// `a op b`, or `NotImplemented` if neither operand knows.
fn attempt(vm: &mut Vm, op: Binary, a: &Value, b: &Value) -> Result<Value, Raised> {
    if let (Some(x), Some(y)) = (number::plain(vm, a), number::plain(vm, b)) {
        // `|` of two truth values and the like give truth values.
        if let (Some(x), Some(y)) = (a.word().as_bool(), b.word().as_bool()) {
            match op {
                Binary::And => return Ok(Value::from_bool(x & y)),
                Binary::Or => return Ok(Value::from_bool(x | y)),
                Binary::Xor => return Ok(Value::from_bool(x ^ y)),
                _ => {}
            }
        }
        return numbers(vm, op, x, y);
    }
    let (left_class, right_class) = (vm.classes.of(a), vm.classes.of(b));
    let left = left_class.special(op.plain()).get();
    let sequence = matches!(op, Binary::Add | Binary::Mul) && is_of_sequence(&left);
    let same = left_class.value().is(right_class.value());
    let right = if same { Value::UNBOUND } else { right_class.special(op.reflected()).get() };
    let right_sequence = op == Binary::Mul && is_of_sequence(&right);
    if right_sequence && !sequence {
        // `number * sequence`: all that the number knows comes before.
        let result = ask(vm, &left, a, b)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
        return if has_index(vm, a) { ask(vm, &right, b, a) } else { Err(not_repeatable(vm, a)) };
    }
    if !right.is_unbound() && !right_sequence {
        let overrides = right_class.is_subclass_of(&left_class) && !left_class.special(op.reflected()).get().is(&right);
        if sequence || overrides {
            let result = ask(vm, &right, b, a)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if !sequence {
            let result = ask(vm, &left, a, b)?;
            if !result.is_not_implemented() || overrides {
                return Ok(result);
            }
            return ask(vm, &right, b, a);
        }
    }
    if sequence && op == Binary::Mul && !has_index(vm, b) {
        return Err(not_repeatable(vm, b));
    }
    ask(vm, &left, a, b)
}

/// `a op b` of two numbers of any types.
pub fn numbers(vm: &mut Vm, op: Binary, a: Number<'_>, b: Number<'_>) -> Result<Value, Raised> {
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => int_math::binary(vm, op, a, b),
        (Number::Complex(..), _) | (_, Number::Complex(..)) if !complex_math::knows(op) => Ok(Value::NOT_IMPLEMENTED),
        (Number::Complex(real, imaginary), b) => {
            let b = parts(vm, b)?;
            complex_math::binary(vm, op, (real, imaginary), b)
        }
        (a, Number::Complex(real, imaginary)) => {
            let a = parts(vm, a)?;
            complex_math::binary(vm, op, a, (real, imaginary))
        }
        _ if matches!(
            op,
            Binary::LShift | Binary::RShift | Binary::And | Binary::Or | Binary::Xor | Binary::MatMul
        ) =>
        {
            Ok(Value::NOT_IMPLEMENTED)
        }
        (a, b) => {
            let (a, b) = (parts(vm, a)?.0, parts(vm, b)?.0);
            float_math::binary(vm, op, a, b)
        }
    }
}

/// A number as a complex one.
fn parts(vm: &mut Vm, value: Number<'_>) -> Result<(f64, f64), Raised> {
    match value {
        Number::Int(int) => Ok((number::to_float(vm, int)?, 0.0)),
        Number::Float(float) => Ok((float, 0.0)),
        Number::Complex(real, imaginary) => Ok((real, imaginary)),
    }
}

/// What a method found on the class of `receiver` says about `other`; nothing found says `NotImplemented`.
fn ask(vm: &mut Vm, method: &Value, receiver: &Value, other: &Value) -> Result<Value, Raised> {
    if method.is_unbound() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    call::method_call(vm, method, receiver, Call { values: std::slice::from_ref(other), keywords: &[] })
}

/// Goes on after the left operand's own method gave `NotImplemented`.
pub fn after_left(vm: &mut Vm, op: Binary, a: &Value, b: &Value, in_place: bool) -> Result<Value, Raised> {
    let right = vm.classes.of(b).special(op.reflected()).get();
    if op == Binary::Mul && is_of_sequence(&right) {
        return if has_index(vm, a) { ask(vm, &right, b, a) } else { Err(not_repeatable(vm, a)) };
    }
    match reflected(vm, op, a, b)? {
        Some(result) => Ok(result),
        None if in_place => Err(unsupported_in_place(vm, op, a, b)),
        None => Err(unsupported(vm, op, op.symbol(), a, b)),
    }
}

/// Goes on after the right operand, which was asked first, gave `NotImplemented`.
pub fn after_right(vm: &mut Vm, op: Binary, a: &Value, b: &Value, in_place: bool) -> Result<Value, Raised> {
    let method = vm.classes.of(a).special(op.plain()).get();
    let result = ask(vm, &method, a, b)?;
    match result.is_not_implemented() {
        false => Ok(result),
        true if in_place => Err(unsupported_in_place(vm, op, a, b)),
        true => Err(unsupported(vm, op, op.symbol(), a, b)),
    }
}

/// What the reflected method of the right operand says, if it has one and knows.
fn reflected(vm: &mut Vm, op: Binary, a: &Value, b: &Value) -> Result<Option<Value>, Raised> {
    let (left_class, right_class) = (vm.classes.of(a), vm.classes.of(b));
    let method = right_class.special(op.reflected()).get();
    if left_class.value().is(right_class.value()) || is_of_sequence(&method) {
        return Ok(None);
    }
    let result = ask(vm, &method, b, a)?;
    Ok(if result.is_not_implemented() { None } else { Some(result) })
}

/// True for the `+` and `*` of builtin sequences, which raise TypeError instead of giving the other operand a chance.
fn is_of_sequence(method: &Value) -> bool {
    NativeFunction::is(method, Mark::OfSequence)
}

fn has_index(vm: &Vm, value: &Value) -> bool {
    number::int(value).is_some() || !vm.classes.of(value).special(Special::Index).is_unbound()
}

#[cold]
fn not_repeatable(vm: &mut Vm, other: &Value) -> Raised {
    let given = vm.classes.name_of(other);
    vm.type_error(format!("can't multiply sequence by non-int of type '{given}'"))
}

#[cold]
fn unsupported(vm: &mut Vm, op: Binary, symbol: &str, a: &Value, b: &Value) -> Raised {
    let (left, right) = (vm.classes.name_of(a), vm.classes.name_of(b));
    let hint = if op == Binary::RShift && NativeFunction::is(a, Mark::Print) {
        ". Did you mean \"print(<message>, file=<output_stream>)\"?"
    } else {
        ""
    };
    vm.type_error(format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'{hint}"))
}

#[cold]
fn unsupported_in_place(vm: &mut Vm, op: Binary, a: &Value, b: &Value) -> Raised {
    let symbol = if op == Binary::Pow { "**=".to_owned() } else { format!("{}=", op.symbol()) };
    unsupported(vm, op, &symbol, a, b)
}
