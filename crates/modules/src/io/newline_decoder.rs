//! `IncrementalNewlineDecoder`: another decoder, whose text gets `\n` for line ends of all kinds.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::{function, payload};

use super::allocate;
use super::newlines::Translation;

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A decoder that knows line ends: IncrementalNewlineDecoder(decoder, translate, errors='strict').",
    methods: methods![new, init, decode, getstate, setstate, reset],
    attributes: &[Attribute {
        name: "newlines",
        doc: "The line ends found so far.",
        get: |vm, this| match this.payload::<IncrementalNewlineDecoder>() {
            Some(this) => {
                check(vm, this)?;
                this.translation.seen().value(vm)
            }
            None => Ok(Value::NONE),
        },
        set: None,
    }],
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(super) const CLASS: &str = "_io.IncrementalNewlineDecoder";

/// The payload of `IncrementalNewlineDecoder`.
#[derive(Default)]
#[payload("_io.IncrementalNewlineDecoder")]
pub(super) struct IncrementalNewlineDecoder {
    /// The other decoder, or None where text comes in; unbound before `__init__`.
    decoder: Slot,
    translation: Translation,
}

/// The other decoder, if there is one.
fn check(vm: &mut Vm, this: &IncrementalNewlineDecoder) -> Result<Option<Value>, Raised> {
    let decoder = this.decoder.get();
    if decoder.is_unbound() {
        return Err(vm.value_error("IncrementalNewlineDecoder.__init__() not called"));
    }
    Ok(if decoder.is_none() { None } else { Some(decoder) })
}

/// A decoder that __init__ makes.
#[function("IncrementalNewlineDecoder.__new__(cls, *args, **kwargs)")]
fn new(
    vm: &mut Vm,
    class: Ref<Class>,
    _args: Rest<'_>,
    _kwargs: Keywords<'_>,
) -> Result<Ref<IncrementalNewlineDecoder>, Raised> {
    allocate(vm, &class, IncrementalNewlineDecoder::default())
}

/// Look at the line ends that another decoder finds, and replace them where they are to be translated.
#[function("IncrementalNewlineDecoder.__init__(self, decoder, translate, errors='strict')")]
fn init(this: &IncrementalNewlineDecoder, decoder: Value, translate: bool, _errors: Option<&Value>) {
    this.decoder.set(decoder);
    this.translation.begin(translate);
}

/// The text of the next bytes; with final, of the last ones.
#[function("IncrementalNewlineDecoder.decode(self, /, input, final=False)")]
fn decode(vm: &mut Vm, this: &IncrementalNewlineDecoder, input: &Value, last: bool) -> Result<Value, Raised> {
    let text = match check(vm, this)? {
        Some(decoder) => vm.call_method(&decoder, "decode", &[input.clone(), Value::from_bool(last)])?,
        None => input.clone(),
    };
    let text = decoded(vm, &text)?;
    this.translation.apply(vm, text, last).map(Ref::into_value)
}

/// What a decoder gave, which must be text.
pub(super) fn decoded(vm: &mut Vm, given: &Value) -> Result<Ref<Str>, Raised> {
    match given.to_ref::<Str>() {
        Some(text) => Ok(text),
        None => {
            let given = vm.classes.name_of(given);
            Err(vm.type_error(format!("decoder should return a string result, not '{given}'")))
        }
    }
}

/// The bytes not yet decoded, and a number for what else is kept.
#[function("IncrementalNewlineDecoder.getstate(self, /)")]
fn getstate(vm: &mut Vm, this: &IncrementalNewlineDecoder) -> Result<Value, Raised> {
    let (bytes, flags) = match check(vm, this)? {
        Some(decoder) => state_of(vm, &decoder)?,
        None => (vm.bytes(b"")?, 0),
    };
    let flags = vm.int(this.translation.flags(flags))?;
    vm.tuple([bytes, flags])
}

/// The state of another decoder: bytes, and a number.
pub(super) fn state_of(vm: &mut Vm, decoder: &Value) -> Result<(Value, i64), Raised> {
    let state = vm.call_method(decoder, "getstate", &[])?;
    let Some(items) = state.payload::<Tuple>().map(Tuple::items) else {
        return Err(vm.type_error("illegal decoder state"));
    };
    match items {
        [bytes, flags] => match small_int(flags) {
            Some(flags) => Ok((bytes.clone(), flags)),
            None => Err(vm.type_error("illegal decoder state")),
        },
        _ => Err(vm.type_error("illegal decoder state")),
    }
}

/// Go on as getstate() found it.
#[function("IncrementalNewlineDecoder.setstate(self, state, /)")]
fn setstate(vm: &mut Vm, this: &IncrementalNewlineDecoder, state: &Value) -> Result<(), Raised> {
    let decoder = check(vm, this)?;
    let Some(items) = state.payload::<Tuple>().map(Tuple::items) else {
        return Err(vm.type_error("state argument must be a tuple"));
    };
    let [bytes, flags] = items else { return Err(vm.type_error("setstate(): illegal state argument")) };
    let Some(flags) = small_int(flags) else { return Err(vm.type_error("setstate(): illegal state argument")) };
    let rest = this.translation.set_flags(flags);
    if let Some(decoder) = decoder {
        let rest = vm.int(rest)?;
        let state = vm.tuple([bytes.clone(), rest])?;
        vm.call_method(&decoder, "setstate", &[state])?;
    }
    Ok(())
}

/// Begin anew.
#[function("IncrementalNewlineDecoder.reset(self, /)")]
fn reset(vm: &mut Vm, this: &IncrementalNewlineDecoder) -> Result<(), Raised> {
    let decoder = check(vm, this)?;
    this.translation.reset();
    match decoder {
        Some(decoder) => vm.call_method(&decoder, "reset", &[]).map(drop),
        None => Ok(()),
    }
}
