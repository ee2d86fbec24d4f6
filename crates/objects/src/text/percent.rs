//! `template % values`, of strings and of bytes.

use std::borrow::Cow;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, number, repr};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{At, FromArg};
use taipan_core::protocol::signature::{Receiver, Signature};
use taipan_core::value::number::{BigInt, Float};
use taipan_core::value::sequence::{ByteArray, Bytes, Tuple};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::heap::OutOfMemory;
use taipan_heap::value::Value;
use taipan_text::int_arith::IntRef;
use taipan_text::percent::{self, Amount, Conversion, Kind, PercentError, Piece, Pieces};
use taipan_text::{Room, TooLong, Unit, int_text, percent_value, wtf8};

use crate::buffer;

/// Fills a template; the result is text or bytes, as the template is.
pub(crate) fn render(vm: &mut Vm, template: &[u8], unit: Unit, values: &Value) -> Result<Draft, Raised> {
    let is_text = |value: &Value| match unit {
        Unit::CodePoint => value.is_kind::<Str>(),
        Unit::Byte => value.is_kind::<Bytes>() || value.is_kind::<ByteArray>(),
    };
    let tuple = values.payload::<Tuple>();
    let mapping = tuple.is_none() && !is_text(values) && !vm.classes.of(values).special(Special::GetItem).is_unbound();
    let mut filling = Filling {
        unit,
        limit: vm.most_text_bytes(),
        mapping: mapping.then_some(values),
        source: match tuple {
            Some(tuple) => Source::Many(tuple.items()),
            None => Source::One(values.clone(), false),
        },
        out: Draft::new(),
    };
    filling.out.reserve(vm, template.len())?;
    for piece in Pieces::new(template, unit) {
        match piece {
            Ok(Piece::Literal(text)) => filling.out.push(vm, text)?,
            Ok(Piece::Conversion(conversion)) => filling.conversion(vm, conversion)?,
            Err(error) => return Err(vm.value_error(error.to_string())),
        }
    }
    if filling.mapping.is_none() && filling.source.is_left() {
        let message = if unit == Unit::CodePoint { percent::LEFT_OVER } else { percent::LEFT_OVER_BYTES };
        return Err(vm.type_error(message));
    }
    Ok(filling.out)
}

/// Where values come from.
enum Source<'a> {
    /// Those of a tuple that are left.
    Many(&'a [Value]),
    /// A single value, and whether it was taken.
    One(Value, bool),
}

impl Source<'_> {
    fn take(&mut self, vm: &mut Vm) -> Result<Value, Raised> {
        match self {
            Source::Many([first, rest @ ..]) => {
                let first = first.clone();
                *self = Source::Many(rest);
                Ok(first)
            }
            Source::One(value, taken @ false) => {
                *taken = true;
                Ok(value.clone())
            }
            _ => Err(vm.type_error(percent::NOT_ENOUGH)),
        }
    }

    fn is_left(&self) -> bool {
        match self {
            Source::Many(left) => !left.is_empty(),
            Source::One(_, taken) => !taken,
        }
    }
}

struct Filling<'a> {
    unit: Unit,
    limit: usize,
    mapping: Option<&'a Value>,
    source: Source<'a>,
    out: Draft,
}

impl Filling<'_> {
    fn conversion(&mut self, vm: &mut Vm, mut conversion: Conversion<'_>) -> Result<(), Raised> {
        if let Some(key) = conversion.key {
            let Some(mapping) = self.mapping else { return Err(vm.type_error(percent::NEEDS_MAPPING)) };
            let key = if self.unit == Unit::CodePoint { vm.wtf8(key)? } else { vm.bytes(key)? };
            self.source = Source::One(item::get(vm, mapping, &key)?, false);
        }
        if conversion.width == Amount::Argument {
            let width = self.star(vm)?;
            conversion.set_width(width);
        }
        if conversion.precision == Some(Amount::Argument) {
            let precision = self.star(vm)?;
            conversion.set_precision(precision);
        }
        let value = self.source.take(vm)?;
        match conversion.kind {
            Kind::Unknown(error) => Err(self.unknown(vm, error)),
            Kind::Decimal(_) | Kind::Based(_) => self.int(vm, &conversion, &value),
            Kind::Float(_) => self.float(vm, &conversion, &value),
            _ => self.text(vm, &conversion, &value),
        }
    }

    fn unknown(&self, vm: &mut Vm, error: PercentError) -> Raised {
        vm.value_error(error.to_string())
    }

    /// The argument of a `*`.
    fn star(&mut self, vm: &mut Vm) -> Result<i64, Raised> {
        let value = self.source.take(vm)?;
        match number::int(&value) {
            Some(_) => match small_int(&value) {
                Some(amount) => Ok(amount),
                None => Err(vm.overflow_error("Python int too large to convert to C int")),
            },
            None => Err(vm.type_error(percent::STAR_WANTS_INT)),
        }
    }

    fn text(&mut self, vm: &mut Vm, conversion: &Conversion<'_>, value: &Value) -> Result<(), Raised> {
        let held;
        let text: Cow<'_, [u8]> = match (conversion.kind, self.unit) {
            (Kind::Character, Unit::CodePoint) => character(vm, value)?.into(),
            (Kind::Character, Unit::Byte) => byte(vm, value)?.into(),
            (Kind::Str, Unit::CodePoint) => {
                held = repr::str(vm, value)?;
                held.as_bytes().into()
            }
            (Kind::Repr, Unit::CodePoint) => {
                held = repr::repr(vm, value)?;
                held.as_bytes().into()
            }
            (Kind::Ascii | Kind::Repr, _) => {
                held = repr::ascii(vm, value)?;
                held.as_bytes().into()
            }
            _ => bytes_of(vm, value)?.into(),
        };
        let (unit, limit) = (self.unit, self.limit);
        self.out.reserve(vm, text.len())?;
        match self.out.write(vm, |out, heap| {
            percent_value::text(
                out,
                conversion,
                &text,
                unit,
                Room { bytes: limit, goes_on: &|| heap.goes_on().is_ok() },
            )
        })? {
            Ok(()) => Ok(()),
            Err(TooLong) => Err(OutOfMemory).or_memory_error(vm),
        }
    }

    fn int(&mut self, vm: &mut Vm, conversion: &Conversion<'_>, value: &Value) -> Result<(), Raised> {
        let object = whole(vm, conversion.kind, value)?;
        let digits = vm.budget.int_digits;
        let integer = match (small_int(&object), object.payload::<BigInt>()) {
            (Some(small), _) => IntRef::Small(small),
            (None, Some(big)) => big.look(),
            (None, None) => return Ok(()),
        };
        let digits = match int_text::magnitude(vm, integer, percent_value::base(conversion), digits)? {
            Ok(digits) => digits,
            Err(error) => return Err(vm.value_error(error.to_string())),
        };
        let (negative, limit) = (integer.is_negative(), self.limit);
        self.out.reserve(vm, digits.len())?;
        match self.out.write(vm, |out, heap| {
            percent_value::int(
                out,
                conversion,
                negative,
                &digits,
                Room { bytes: limit, goes_on: &|| heap.goes_on().is_ok() },
            )
        })? {
            Ok(()) => Ok(()),
            Err(TooLong) => Err(OutOfMemory).or_memory_error(vm),
        }
    }

    fn float(&mut self, vm: &mut Vm, conversion: &Conversion<'_>, value: &Value) -> Result<(), Raised> {
        let float = match value.word().as_float().or_else(|| value.payload::<Float>().map(|float| float.0)) {
            Some(float) => float,
            None => match f64::from_arg(vm, Some(value), FLOAT) {
                Ok(float) => float,
                Err(_) if self.unit == Unit::Byte && vm.is_pending(|classes| &classes.type_error) => {
                    let given = vm.classes.name_of(value);
                    return Err(vm.type_error(format!("float argument required, not {given}")));
                }
                Err(raised) => return Err(raised),
            },
        };
        let limit = self.limit;
        match self.out.write(vm, |out, heap| {
            percent_value::float(out, conversion, float, Room { bytes: limit, goes_on: &|| heap.goes_on().is_ok() })
        })? {
            Ok(()) => Ok(()),
            Err(TooLong) => Err(OutOfMemory).or_memory_error(vm),
        }
    }
}

/// Stands for the operator where a conversion wants to know which native it works for.
const FLOAT: At = At {
    qualname: "%",
    signature: &Signature {
        text: "",
        receiver: Receiver::None,
        params: &[],
        positional_only: 0,
        positional: 0,
        required: 0,
        rest: None,
        keywords: None,
        declared: false,
    },
    index: 0,
};

/// The integer that `%d` or `%x` writes.
fn whole(vm: &mut Vm, kind: Kind, value: &Value) -> Result<Value, Raised> {
    if number::int(value).is_some() {
        return lookup::index(vm, value);
    }
    let class = vm.classes.of(value);
    let has = |special| !class.special(special).is_unbound();
    let (shown, wanted, known) = match kind {
        Kind::Based(shown) => (shown, "an integer is required", has(Special::Index)),
        Kind::Decimal(shown) => {
            let known = has(Special::Index) || has(Special::Int) || has(Special::Trunc);
            (shown, "a real number is required", known && !value.is_kind::<Str>())
        }
        _ => ('d', "a real number is required", false),
    };
    if known {
        let converted = if matches!(kind, Kind::Based(_)) || !has(Special::Int) {
            lookup::index(vm, value)
        } else {
            let int = vm.classes.int.value().clone();
            vm.call(&int, std::slice::from_ref(value))
        };
        match converted {
            Err(_) if vm.is_pending(|classes| &classes.type_error) => vm.clear_pending(),
            converted => return converted,
        }
    }
    let given = class.text_name();
    Err(vm.type_error(format!("%{shown} format: {wanted}, not {given}")))
}

/// What `%c` writes in a string.
fn character(vm: &mut Vm, value: &Value) -> Result<Vec<u8>, Raised> {
    if let Some(text) = value.payload::<Str>() {
        if percent::is_single(text.as_bytes()) {
            return Ok(text.as_bytes().to_vec());
        }
        return Err(vm.type_error("%c requires int or char"));
    }
    if !item::has_index(vm, value) {
        return Err(vm.type_error("%c requires int or char"));
    }
    let index = lookup::index(vm, value)?;
    match percent::character(small_int(&index)) {
        Ok(code_point) => {
            let mut out = Vec::with_capacity(4);
            wtf8::push(&mut out, code_point);
            Ok(out)
        }
        Err(message) => Err(vm.overflow_error(message)),
    }
}

/// What `%c` writes in bytes.
fn byte(vm: &mut Vm, value: &Value) -> Result<Vec<u8>, Raised> {
    if let Some(bytes) = value.payload::<Bytes>()
        && bytes.as_slice().len() == 1
    {
        return Ok(bytes.as_slice().to_vec());
    }
    if let Some(bytes) = value.payload::<ByteArray>()
        && bytes.bytes.borrow().len() == 1
    {
        return Ok(bytes.bytes.borrow().to_vec());
    }
    if !item::has_index(vm, value) || value.is_kind::<Bytes>() {
        return Err(vm.type_error("%c requires an integer in range(256) or a single byte"));
    }
    let index = lookup::index(vm, value)?;
    match small_int(&index).and_then(|byte| u8::try_from(byte).ok()) {
        Some(byte) => Ok(vec![byte]),
        None => Err(vm.overflow_error("%c arg not in range(256)")),
    }
}

/// What `%b` writes.
fn bytes_of(vm: &mut Vm, value: &Value) -> Result<Vec<u8>, Raised> {
    if let Some(bytes) = value.payload::<Bytes>() {
        return Ok(bytes.as_slice().to_vec());
    }
    if let Some(bytes) = buffer::by_special(vm, value)? {
        return Ok(bytes);
    }
    match buffer::get(vm, value)? {
        Some(bytes) => Ok(bytes.into_owned()),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.type_error(format!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{given}'"
            )))
        }
    }
}
