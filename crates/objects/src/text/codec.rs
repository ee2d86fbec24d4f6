//! Between strings and bytes: the built-in codecs, and error handlers, built in or registered by scripts.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::{lookup, truth};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{Bytes, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::claim::Claim;
use taipan_heap::value::{Ref, Value};
use taipan_text::codec::handlers::{BuiltIn, Errors, Failure};
use taipan_text::codec::{self, Direction, Encoding, Fault, Handler, Repair, Replacement};
use taipan_text::pieces;

use crate::buffer;

/// Under this name the VM keeps the dict of registered error handlers.
pub const ERROR_HANDLERS: &str = "codecs.error_handlers";
/// Under this name the VM keeps a function that finds codecs by name: it takes the name, and gives a pair of functions
/// (encode, decode) or None.
pub const SEARCH: &str = "codecs.search";

/// The name of an encoding or an error handler that a function was given.
pub(crate) fn name(vm: &mut Vm, given: &Value, function: &str, what: &str) -> Result<String, Raised> {
    match given.payload::<Str>() {
        Some(text) => match text.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => Err(vm.value_error("surrogates not allowed")),
        },
        None => {
            let shown = if given.is_none() { "None".to_owned() } else { vm.classes.name_of(given) };
            Err(vm.type_error(format!("{function}() argument '{what}' must be str, not {shown}")))
        }
    }
}

/// Python's `text.encode(encoding, errors)`.
pub fn encode(vm: &mut Vm, text: &Ref<Str>, encoding: &str, errors: &str) -> Result<Value, Raised> {
    let Some(known) = Encoding::named(encoding) else {
        let result = searched(vm, text.value(), encoding, errors, Direction::Encode)?;
        if result.is_kind::<Bytes>() {
            return Ok(result);
        }
        let given = vm.classes.name_of(&result);
        return Err(vm.type_error(format!(
            "'{encoding}' encoder returned '{given}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
        )));
    };
    let plain = match known {
        Encoding::Utf8 => !text.has_surrogates(),
        Encoding::Ascii | Encoding::Latin1 | Encoding::Cp1252 | Encoding::Latin9 => text.is_ascii(),
        _ => false,
    };
    if plain {
        return vm.bytes(text.as_bytes());
    }
    let mut repairing = Repairing::new(vm, errors, Some(text.value().clone()), known, text.as_bytes())?;
    let bytes = codec::encode(known, text.as_bytes(), &mut repairing)?;
    vm.bytes(&bytes)
}

/// Python's `bytes.decode(encoding, errors)`.
pub fn decode(vm: &mut Vm, bytes: &[u8], encoding: &str, errors: &str) -> Result<Value, Raised> {
    let Some(known) = Encoding::named(encoding) else {
        let given = vm.bytes(bytes)?;
        let result = searched(vm, &given, encoding, errors, Direction::Decode)?;
        if result.is_kind::<Str>() {
            return Ok(result);
        }
        let given = vm.classes.name_of(&result);
        return Err(vm.type_error(format!(
            "'{encoding}' decoder returned '{given}' instead of 'str'; use codecs.decode() to decode to arbitrary types"
        )));
    };
    decode_some(vm, bytes, known, errors, true).map(|(text, _)| text)
}

/// Decodes as far as whole characters go (or, where the bytes are the last, all), and says how many bytes that were.
pub fn decode_some(
    vm: &mut Vm,
    bytes: &[u8],
    encoding: Encoding,
    errors: &str,
    last: bool,
) -> Result<(Value, usize), Raised> {
    let plain = match encoding {
        Encoding::Utf8 => pieces::all(bytes, vm, |piece| std::str::from_utf8(piece).is_ok())?,
        Encoding::Ascii | Encoding::Latin1 | Encoding::Cp1252 | Encoding::Latin9 => bytes.is_ascii(),
        _ => false,
    };
    if plain {
        return Ok((vm.wtf8(bytes)?, bytes.len()));
    }
    let mut repairing = Repairing::new(vm, errors, None, encoding, bytes)?;
    let (text, taken) = codec::decode(encoding, bytes, last, &mut repairing)?;
    Ok((vm.wtf8(&text)?, taken))
}

/// What `str(object, encoding, errors)` gives.
pub(crate) fn decode_object(vm: &mut Vm, object: &Value, encoding: &str, errors: &str) -> Result<Value, Raised> {
    if object.is_kind::<Str>() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    match buffer::get(vm, object)? {
        Some(bytes) => decode(vm, &bytes, encoding, errors),
        None => {
            let given = vm.classes.name_of(object);
            Err(vm.type_error(format!("decoding to str: need a bytes-like object, {given} found")))
        }
    }
}

/// What finds codecs that are not built in: module `codecs` says so when it is imported.
fn search_function(vm: &mut Vm) -> Result<Option<Value>, Raised> {
    let kept = |vm: &Vm| vm.world.kept.borrow().get(SEARCH).cloned();
    if let Some(search) = kept(vm) {
        return Ok(Some(search));
    }
    let import = vm.hooks.import;
    match import(vm, "codecs") {
        Ok(_) => {}
        Err(_) if vm.is_pending(|classes| &classes.import_error) => vm.clear_pending(),
        Err(raised) => return Err(raised),
    }
    Ok(kept(vm))
}

/// Asks the codecs that scripts registered.
fn searched(vm: &mut Vm, object: &Value, encoding: &str, errors: &str, direction: Direction) -> Result<Value, Raised> {
    if let Some(search) = search_function(vm)? {
        let name = vm.str(encoding)?;
        let found = vm.call(&search, &[name])?;
        let is_text = vm.intern("_is_text_encoding")?;
        if let Some(is_text) = lookup::try_get_attr(vm, &found, &is_text)?
            && !truth::is_true(vm, &is_text)?
        {
            let way = if direction == Direction::Encode { "encode" } else { "decode" };
            let message = format!("'{encoding}' is not a text encoding; use codecs.{way}() to handle arbitrary codecs");
            return Err(vm.raise_message(|classes| &classes.lookup_error, message));
        }
        if let Some([encode, decode, ..]) = found.payload::<Tuple>().map(Tuple::items) {
            let function = if direction == Direction::Encode { encode } else { decode };
            let errors = vm.str(errors)?;
            let result = vm.call(function, &[object.clone(), errors])?;
            return match result.payload::<Tuple>().map(Tuple::items) {
                Some([result, _]) => Ok(result.clone()),
                _ => {
                    let what = if direction == Direction::Encode { "encoder" } else { "decoder" };
                    Err(vm.type_error(format!("{what} must return a tuple (object, integer)")))
                }
            };
        }
    }
    Err(vm.raise_message(|classes| &classes.lookup_error, format!("unknown encoding: {encoding}")))
}

/// The name of a character, for `namereplace`.
fn character_name(code_point: u32) -> Option<String> {
    unicode_names2::name(char::from_u32(code_point)?).map(|name| name.to_string())
}

/// Decides about faults as the handler of a name does.
struct Repairing<'a> {
    vm: &'a mut Vm,
    errors: &'a str,
    /// What is being encoded or decoded; made of the input when it is asked for first.
    object: Option<Value>,
    /// The most bytes that the result may have by now, repairs included. They count as used until it is an object.
    expected: usize,
    held: Claim,
    /// Bytes that were passed and are not paid for yet.
    owed: usize,
}

/// So many bytes are passed before they are paid for.
const CREDIT: usize = 1 << 12;

/// Results of up to so many bytes are not counted before they are objects.
const SMALL: usize = 1 << 14;

/// The most bytes that a character takes in any encoding of another character's replacement.
const WIDEST: usize = 4;

/// How many bytes one may become, without repairs, in either direction.
fn growth(encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig | Encoding::Ascii => 1,
        Encoding::Latin1 | Encoding::Utf16 | Encoding::Utf16Little | Encoding::Utf16Big => 2,
        Encoding::Cp1252 | Encoding::Latin9 | Encoding::Utf7 => 3,
        _ => 4,
    }
}

impl Handler for Repairing<'_> {
    type Error = Raised;

    fn repair(&mut self, fault: &Fault, input: &[u8]) -> Result<Repair, Raised> {
        self.keep(fault, input)?;
        // Finding the place of a fault takes a pass over what is before it.
        self.vm.tick()?;
        self.vm.charge_pass(fault.start)?;
        let repair = self.replacement(fault, input)?;
        match &repair.replacement {
            Replacement::Text(text) => self.grow_by(text.len().saturating_mul(WIDEST))?,
            Replacement::Bytes(bytes) => self.grow_by(bytes.len())?,
        }
        Ok(repair)
    }

    #[inline]
    fn pass(&mut self, bytes: usize) -> Result<(), Raised> {
        self.owed += bytes;
        if self.owed < CREDIT { Ok(()) } else { self.vm.charge_pass(std::mem::take(&mut self.owed)) }
    }

    fn fail(&mut self, fault: &Fault) -> Raised {
        match self.exception(fault) {
            Ok(exception) => self.vm.raise(exception),
            Err(raised) => raised,
        }
    }
}

impl<'a> Repairing<'a> {
    fn new(
        vm: &'a mut Vm,
        errors: &'a str,
        object: Option<Value>,
        encoding: Encoding,
        input: &[u8],
    ) -> Result<Repairing<'a>, Raised> {
        let mut repairing = Repairing { vm, errors, object, expected: 0, held: Claim::NONE, owed: 0 };
        repairing.grow_by(input.len().saturating_mul(growth(encoding)))?;
        Ok(repairing)
    }

    /// The result grows by so many bytes.
    fn grow_by(&mut self, more: usize) -> Result<(), Raised> {
        self.expected = self.expected.saturating_add(more);
        match self.expected <= SMALL {
            true => Ok(()),
            false => self.held.cover(&self.vm.heap, self.expected).or_memory_error(self.vm),
        }
    }

    /// What stands for a fault, by a handler of Python's own or of a script.
    fn replacement(&mut self, fault: &Fault, input: &[u8]) -> Result<Repair, Raised> {
        let Some(errors) = Errors::named(self.errors) else { return self.registered(fault) };
        // Names of characters have up to ninety bytes, numbers of characters ten.
        let longest = if errors == Errors::NameReplace { 96 } else { 12 };
        let whole = (fault.end - fault.start).saturating_mul(longest);
        if whole > SMALL {
            drop(Claim::new(&self.vm.heap, whole).or_memory_error(self.vm)?);
        }
        match (BuiltIn { errors, name_of: character_name }).repair(fault, input) {
            Ok(repair) => Ok(repair),
            Err(Failure::Fault(fault)) => Err(self.fail(&fault)),
            Err(Failure::WrongDirection) => {
                let class =
                    if fault.direction == Direction::Decode { "UnicodeDecodeError" } else { "UnicodeEncodeError" };
                Err(self.vm.type_error(format!("don't know how to handle {class} in error callback")))
            }
        }
    }

    fn keep(&mut self, fault: &Fault, input: &[u8]) -> Result<(), Raised> {
        if self.object.is_none() {
            let object = match fault.direction {
                Direction::Decode => self.vm.bytes(input)?,
                Direction::Encode => self.vm.wtf8(input)?,
            };
            self.object = Some(object);
        }
        Ok(())
    }

    /// The UnicodeError of a fault.
    fn exception(&mut self, fault: &Fault) -> Result<Value, Raised> {
        let vm = &mut *self.vm;
        let class = match fault.direction {
            Direction::Decode => &vm.classes.unicode_decode_error,
            Direction::Encode => &vm.classes.unicode_encode_error,
        };
        let class = class.value().clone();
        let args = [
            vm.str(fault.encoding)?,
            self.object.clone().unwrap_or(Value::NONE),
            vm.size(fault.start)?,
            vm.size(fault.end)?,
            vm.str(fault.reason)?,
        ];
        vm.call(&class, &args)
    }

    /// Calls a handler that a script registered: it takes the exception, and gives what stands for the fault and where
    /// to go on.
    fn registered(&mut self, fault: &Fault) -> Result<Repair, Raised> {
        let handlers = self.vm.world.kept.borrow().get(ERROR_HANDLERS).and_then(|kept| kept.to_ref::<Dict>());
        let key = self.vm.str(self.errors)?;
        let handler = match handlers {
            Some(handlers) => mapping::get(self.vm, &handlers, &key)?,
            None => None,
        };
        let Some(handler) = handler else {
            let message = format!("unknown error handler name '{}'", self.errors);
            return Err(self.vm.raise_message(|classes| &classes.lookup_error, message));
        };
        let exception = self.exception(fault)?;
        let vm = &mut *self.vm;
        let result = vm.call(&handler, &[exception])?;
        let wanted = match fault.direction {
            Direction::Decode => "decoding error handler must return (str, int) tuple",
            Direction::Encode => "encoding error handler must return (str/bytes, int) tuple",
        };
        let Some([replacement, resume]) = result.payload::<Tuple>().map(Tuple::items) else {
            return Err(vm.type_error(wanted));
        };
        let Some(resume) = small_int(resume) else { return Err(vm.type_error(wanted)) };
        let length = match &self.object {
            Some(object) => match (object.payload::<Bytes>(), object.payload::<Str>()) {
                (Some(bytes), _) => bytes.as_slice().len(),
                (_, Some(text)) => text.length(),
                _ => 0,
            },
            None => 0,
        };
        let place = if resume < 0 { resume.saturating_add(length as i64) } else { resume };
        let Some(resume) = usize::try_from(place).ok().filter(|place| *place <= length) else {
            return Err(vm.index_error(format!("position {resume} from error handler out of bounds")));
        };
        if let Some(text) = replacement.payload::<Str>() {
            return Ok(Repair { replacement: Replacement::Text(text.as_bytes().to_vec()), resume });
        }
        match replacement.payload::<Bytes>() {
            Some(bytes) if fault.direction == Direction::Encode => {
                Ok(Repair { replacement: Replacement::Bytes(bytes.as_slice().to_vec()), resume })
            }
            _ => Err(vm.type_error(wanted)),
        }
    }
}
