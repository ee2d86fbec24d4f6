//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`: what a codec could not handle, and where.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::exception::Exception;
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::wtf8;

use crate::buffer;
use crate::exception::{no_keywords, set_args};

pub(crate) static ENCODE: ClassSpec = ClassSpec {
    doc: "A character cannot be encoded.",
    methods: methods![encode_init, encode_text],
    attributes: &[ENCODING, OBJECT, START, END, REASON],
    ..ClassSpec::EMPTY
};

pub(crate) static DECODE: ClassSpec = ClassSpec {
    doc: "Bytes cannot be decoded.",
    methods: methods![decode_init, decode_text],
    attributes: &[ENCODING, OBJECT, START, END, REASON],
    ..ClassSpec::EMPTY
};

pub(crate) static TRANSLATE: ClassSpec = ClassSpec {
    doc: "A character cannot be translated.",
    methods: methods![translate_init, translate_text],
    attributes: &[OBJECT, START, END, REASON],
    ..ClassSpec::EMPTY
};

const ENCODING: Attribute = detail!("encoding", "Which encoding it was.");
const OBJECT: Attribute = detail!("object", "The text or the bytes that the codec was given.");
const START: Attribute = detail!("start", "Where the part that it could not handle begins.");
const END: Attribute = detail!("end", "Where that part ends.");
const REASON: Attribute = detail!("reason", "What is wrong with it.");

/// What an argument must be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Bytes,
    Number,
}

const ENCODE_PARTS: &[(&str, Part)] = &[
    ("encoding", Part::Text),
    ("object", Part::Text),
    ("start", Part::Number),
    ("end", Part::Number),
    ("reason", Part::Text),
];

const DECODE_PARTS: &[(&str, Part)] = &[
    ("encoding", Part::Text),
    ("object", Part::Bytes),
    ("start", Part::Number),
    ("end", Part::Number),
    ("reason", Part::Text),
];

const TRANSLATE_PARTS: &[(&str, Part)] =
    &[("object", Part::Text), ("start", Part::Number), ("end", Part::Number), ("reason", Part::Text)];

/// Takes the arguments of the constructor.
#[function("UnicodeEncodeError.__init__(self, *args, **kwargs)")]
fn encode_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    init(vm, &this, &args, &kwargs, ENCODE_PARTS)
}

/// Takes the arguments of the constructor.
#[function("UnicodeDecodeError.__init__(self, *args, **kwargs)")]
fn decode_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    init(vm, &this, &args, &kwargs, DECODE_PARTS)
}

/// Takes the arguments of the constructor.
#[function("UnicodeTranslateError.__init__(self, *args, **kwargs)")]
fn translate_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    init(vm, &this, &args, &kwargs, TRANSLATE_PARTS)
}

fn init(
    vm: &mut Vm,
    this: &Ref<Exception>,
    args: &[Value],
    kwargs: &Keywords<'_>,
    parts: &[(&str, Part)],
) -> Result<(), Raised> {
    no_keywords(vm, this.value(), kwargs)?;
    set_args(vm, this, args)?;
    read(vm, this.value(), args, parts)
}

fn read(vm: &mut Vm, exception: &Value, args: &[Value], parts: &[(&str, Part)]) -> Result<(), Raised> {
    if args.len() != parts.len() {
        let (wanted, given) = (parts.len(), args.len());
        return Err(vm.type_error(format!("function takes exactly {wanted} arguments ({given} given)")));
    }
    for (index, (value, &(name, part))) in args.iter().zip(parts).enumerate() {
        let value = match part {
            Part::Text if value.is_kind::<Str>() => value.clone(),
            Part::Text => {
                let given = vm.classes.name_of(value);
                return Err(vm.type_error(format!("argument {} must be str, not {given}", index + 1)));
            }
            Part::Number => {
                let number = lookup::index(vm, value)?;
                if small_int(&number).is_none() {
                    return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
                }
                number
            }
            Part::Bytes => as_bytes(vm, value)?,
        };
        vm.annotate(exception, name, value)?;
    }
    Ok(())
}

fn as_bytes(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    if value.is_kind::<Bytes>() {
        return Ok(value.clone());
    }
    let bytes = buffer::required(vm, value)?;
    vm.bytes(&bytes)
}

/// The parts of a message, or nothing if the constructor never ran.
struct Described {
    encoding: Vec<u8>,
    object: Value,
    start: i64,
    end: i64,
    reason: Vec<u8>,
}

fn describe(vm: &mut Vm, this: &Value) -> Result<Option<Described>, Raised> {
    let Some(object) = vm.detail(this, "object") else { return Ok(None) };
    let mut text = |name: &str| match vm.detail(this, name) {
        Some(value) => repr::str(vm, &value).map(|text| text.as_bytes().to_vec()),
        None => Ok(vec![]),
    };
    let (encoding, reason) = (text("encoding")?, text("reason")?);
    let number = |name: &str| vm.detail(this, name).as_ref().and_then(small_int).unwrap_or(0);
    let (start, end) = (number("start"), number("end"));
    Ok(Some(Described { encoding, object, start, end, reason }))
}

impl Described {
    /// Whether one place alone is meant, that is inside of an object of this length.
    fn single(&self, length: usize) -> Option<usize> {
        let start = usize::try_from(self.start).ok().filter(|&start| start < length)?;
        (self.end.checked_sub(1) == Some(self.start)).then_some(start)
    }

    /// The one character that is meant, as an escape.
    fn character(&self) -> Option<String> {
        let text = self.object.payload::<Str>()?;
        let start = self.single(text.length())?;
        let point = wtf8::code_points(text.as_bytes()).nth(start)?;
        Some(match point {
            0..=0xff => format!("\\x{point:02x}"),
            0x100..=0xffff => format!("\\u{point:04x}"),
            _ => format!("\\U{point:08x}"),
        })
    }

    fn range(&self) -> String {
        format!("{}-{}", self.start, self.end.saturating_sub(1))
    }

    fn message(&self, vm: &mut Vm, codec: bool, what: &str, place: &str) -> Result<Value, Raised> {
        let quoted = if codec { [b"'", self.encoding.as_slice(), b"' codec "].concat() } else { vec![] };
        vm.wtf8_concat(&[&quoted, b"can't ", what.as_bytes(), b" in position ", place.as_bytes(), b": ", &self.reason])
    }
}

/// What str() and print() show.
#[function("UnicodeEncodeError.__str__(self)")]
fn encode_text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let Some(described) = describe(vm, this.value())? else { return vm.str("") };
    match described.character() {
        Some(shown) => {
            described.message(vm, true, &format!("encode character '{shown}'"), &described.start.to_string())
        }
        None => described.message(vm, true, "encode characters", &described.range()),
    }
}

/// What str() and print() show.
#[function("UnicodeDecodeError.__str__(self)")]
fn decode_text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let Some(described) = describe(vm, this.value())? else { return vm.str("") };
    let bytes = described.object.payload::<Bytes>().map(Bytes::as_slice).unwrap_or_default();
    match described.single(bytes.len()).and_then(|start| bytes.get(start)) {
        Some(byte) => described.message(vm, true, &format!("decode byte 0x{byte:02x}"), &described.start.to_string()),
        None => described.message(vm, true, "decode bytes", &described.range()),
    }
}

/// What str() and print() show.
#[function("UnicodeTranslateError.__str__(self)")]
fn translate_text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let Some(described) = describe(vm, this.value())? else { return vm.str("") };
    match described.character() {
        Some(shown) => {
            described.message(vm, false, &format!("translate character '{shown}'"), &described.start.to_string())
        }
        None => described.message(vm, false, "translate characters", &described.range()),
    }
}
