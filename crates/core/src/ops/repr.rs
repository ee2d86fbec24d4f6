//! What `repr`, `str` and `ascii` ask: the text of any value.

use dashu_int::IBig;
use taipan_heap::value::{Ref, Value};
use taipan_text::{float_text, int_text, repr as quoted, unicode, wtf8};

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::protocol::call;
use crate::protocol::draft::Draft;
use crate::value::number::{BigInt, Float};
use crate::value::sequence::Bytes;
use crate::value::special::Special;
use crate::value::text::Str;

/// Python's `repr(value)`.
pub fn repr(vm: &mut Vm, value: &Value) -> Result<Ref<Str>, Raised> {
    if let Some(int) = value.word().as_int() {
        return small_int(vm, int);
    }
    if let Some(text) = plain(vm, value) {
        return make(vm, text?.as_bytes());
    }
    if vm.classes.is_exactly(value, &vm.classes.str)
        && let Some(text) = value.payload::<Str>()
    {
        return of_text(vm, text.as_bytes());
    }
    if vm.classes.is_exactly(value, &vm.classes.bytes)
        && let Some(bytes) = value.payload::<Bytes>()
    {
        return of_bytes(vm, bytes.as_slice());
    }
    asked(vm, value, Special::Repr)
}

/// Python's `str(value)`.
pub fn str(vm: &mut Vm, value: &Value) -> Result<Ref<Str>, Raised> {
    if let Some(int) = value.word().as_int() {
        return small_int(vm, int);
    }
    if vm.classes.is_exactly(value, &vm.classes.str)
        && let Some(text) = value.to_ref::<Str>()
    {
        return Ok(text);
    }
    match plain(vm, value) {
        Some(text) => make(vm, text?.as_bytes()),
        None => asked(vm, value, Special::Str),
    }
}

/// Python's `ascii(value)`.
pub fn ascii(vm: &mut Vm, value: &Value) -> Result<Ref<Str>, Raised> {
    let text = repr(vm, value)?;
    if text.is_ascii() {
        return Ok(text);
    }
    let mut out = Draft::new();
    escape(vm, &mut out, text.as_bytes(), |escaped, stretch| {
        for code_point in wtf8::code_points(stretch) {
            match u8::try_from(code_point) {
                Ok(byte) if byte.is_ascii() => escaped.push(char::from(byte)),
                _ => quoted::push_code(escaped, code_point),
            }
        }
    })?;
    make(vm, &out)
}

/// Long texts are escaped in stretches of about so many bytes: all escapes together may be ten times as long as the text.
const STRETCH: usize = 1 << 14;

/// The repr of a string's text.
pub fn of_text(vm: &mut Vm, text: &[u8]) -> Result<Ref<Str>, Raised> {
    if text.len() <= STRETCH {
        return make(vm, quoted::string(text).as_bytes());
    }
    let quote = quoted::quote_for(text);
    let mut out = Draft::new();
    out.push(vm, &[quote as u8])?;
    escape(vm, &mut out, text, |escaped, stretch| {
        quoted::push_inside(escaped, stretch, quote, unicode::is_printable);
    })?;
    out.push(vm, &[quote as u8])?;
    make(vm, &out)
}

/// The repr of bytes.
pub fn of_bytes(vm: &mut Vm, bytes: &[u8]) -> Result<Ref<Str>, Raised> {
    if bytes.len() <= STRETCH {
        return make(vm, quoted::bytes(bytes).as_bytes());
    }
    let quote = quoted::quote_for(bytes);
    let mut out = Draft::new();
    out.push(vm, &[b'b', quote as u8])?;
    escape(vm, &mut out, bytes, |escaped, stretch| quoted::push_inside_bytes(escaped, stretch, quote))?;
    out.push(vm, &[quote as u8])?;
    make(vm, &out)
}

/// Appends what `write` makes of a text, stretch by stretch; none ends within a character.
fn escape(vm: &mut Vm, out: &mut Draft, text: &[u8], write: impl Fn(&mut String, &[u8])) -> Result<(), Raised> {
    let (mut rest, mut escaped) = (text, String::new());
    while !rest.is_empty() {
        // Escapes take longer than copies.
        vm.charge_pass(STRETCH * 8)?;
        let within = |byte: &&u8| **byte & 0xc0 == 0x80;
        let end = STRETCH + rest.iter().skip(STRETCH).take(3).take_while(within).count();
        let (stretch, after) = rest.split_at(end.min(rest.len()));
        escaped.clear();
        write(&mut escaped, stretch);
        out.push(vm, escaped.as_bytes())?;
        rest = after;
    }
    Ok(())
}

/// Marks a container whose repr is being made; false if it is being made already, further out, and dots must do. After
/// true, [`leave`] must follow.
pub fn enter(vm: &mut Vm, container: &Value) -> bool {
    let address = container.word().bits();
    let mut open = vm.world.in_repr.borrow_mut();
    if open.contains(&address) {
        return false;
    }
    open.push(address);
    true
}

/// The repr of the container entered last is made.
pub fn leave(vm: &mut Vm) {
    vm.world.in_repr.borrow_mut().pop();
}

/// The decimal digits of an integer; ValueError if they are more than a program may ask for.
pub fn big_decimal(vm: &mut Vm, value: &IBig) -> Result<String, Raised> {
    let digits = vm.budget.int_digits;
    int_text::decimal(vm, value, digits)?.map_err(|error| vm.value_error(error.to_string()))
}

/// The text of other exact numbers, truth values and None: their `repr` and their `str` are the same, and nobody can have
/// changed them.
fn plain(vm: &mut Vm, value: &Value) -> Option<Result<String, Raised>> {
    let word = value.word();
    if let Some(float) = word.as_float() {
        return Some(Ok(float_text::repr(float)));
    }
    if let Some(truth) = word.as_bool() {
        return Some(Ok(if truth { "True" } else { "False" }.to_owned()));
    }
    if word.is_none() {
        return Some(Ok("None".to_owned()));
    }
    if let Some(big) = value.payload::<BigInt>()
        && vm.classes.is_exactly(value, &vm.classes.int)
    {
        return Some(big_decimal(vm, &big.look().to_big()));
    }
    match value.payload::<Float>() {
        Some(float) if vm.classes.is_exactly(value, &vm.classes.float) => Some(Ok(float_text::repr(float.0))),
        _ => None,
    }
}

/// The digits of an immediate integer, made where they are needed.
fn small_int(vm: &mut Vm, int: i64) -> Result<Ref<Str>, Raised> {
    let digits = int_text::Decimal::of(int);
    let shown = digits.as_bytes();
    let class = vm.classes.str.value().clone();
    let heap = &vm.heap;
    let made = Str::fill(heap, class, shown.len(), shown.len(), false, |target| heap.copy(target, shown));
    made.or_memory_error(vm)
}

/// Calls `__repr__` or `__str__`, which must give a string.
fn asked(vm: &mut Vm, value: &Value, special: Special) -> Result<Ref<Str>, Raised> {
    vm.enter_native_for(match special {
        Special::Repr => " while getting the repr of an object",
        _ => " while getting the str of an object",
    })?;
    let result = call::special(vm, value, special, &[]);
    vm.leave_native();
    let Some(result) = result? else {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("'{given}' object has no {}", special.name())));
    };
    match result.to_ref::<Str>() {
        Some(text) => Ok(text),
        None => {
            let given = vm.classes.name_of(&result);
            Err(vm.type_error(format!("{} returned non-string (type {given})", special.name())))
        }
    }
}

/// A string of WTF-8 bytes.
fn make(vm: &mut Vm, text: &[u8]) -> Result<Ref<Str>, Raised> {
    let class = vm.classes.str.value().clone();
    Str::from_wtf8(&vm.heap, class, text).or_memory_error(vm)
}
