//! How a text file encodes: by a codec that is built in, or by the incremental encoder of another.

use std::cell::Cell;
use taipan_macros::Trace;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_objects::text::codec;
use taipan_text::codec::Encoding;

/// Encodes text that comes in pieces.
#[derive(Default, Trace)]
pub(super) struct Encoder {
    kind: Cell<Kind>,
    /// The encoder of a codec that is not built in; else unbound.
    object: Slot,
}

/// Who encodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Kind {
    /// The file cannot be written.
    #[default]
    Nobody,
    /// A built-in codec. A mark goes before the first piece only.
    BuiltIn { codec: Encoding, begun: bool },
    /// The object.
    Object,
}

impl Encoder {
    /// Whether there is one.
    pub(super) fn exists(&self) -> bool {
        self.kind.get() != Kind::Nobody
    }

    pub(super) fn end(&self) {
        self.kind.set(Kind::Nobody);
        self.object.set(Value::UNBOUND);
    }

    pub(super) fn begin_built_in(&self, codec: Encoding) {
        self.object.set(Value::UNBOUND);
        self.kind.set(Kind::BuiltIn { codec, begun: false });
    }

    pub(super) fn begin_object(&self, object: Value) {
        self.object.set(object);
        self.kind.set(Kind::Object);
    }

    /// Gives the bytes of a text to `put`.
    pub(super) fn encode(
        &self,
        vm: &mut Vm,
        text: &Ref<Str>,
        errors: &str,
        put: impl FnOnce(&mut Vm, &[u8]) -> Result<(), Raised>,
    ) -> Result<(), Raised> {
        let Kind::BuiltIn { codec, begun } = self.kind.get() else {
            let object = self.object.get();
            let bytes = vm.call_method(&object, "encode", &[text.value().clone()])?;
            let Some(bytes) = bytes.payload::<Bytes>() else {
                let given = vm.classes.name_of(&bytes);
                return Err(vm.type_error(format!("encoder should return a bytes object, not '{given}'")));
            };
            return put(vm, bytes.as_slice());
        };
        self.kind.set(Kind::BuiltIn { codec, begun: true });
        let codec = if begun { without_mark(codec) } else { codec };
        let plain = match codec {
            Encoding::Utf8 => !text.has_surrogates(),
            Encoding::Ascii | Encoding::Latin1 | Encoding::Cp1252 | Encoding::Latin9 => text.is_ascii(),
            _ => false,
        };
        if plain {
            return put(vm, text.as_bytes());
        }
        let bytes = codec::encode(vm, text, codec.name(), errors)?;
        put(vm, crate::io::bytes_of(&bytes))
    }

    /// Begins anew: at the start of a file a mark is written, elsewhere not.
    pub(super) fn begin_at(&self, vm: &mut Vm, start: bool) -> Result<(), Raised> {
        match self.kind.get() {
            Kind::Nobody => Ok(()),
            Kind::BuiltIn { codec, .. } => {
                self.kind.set(Kind::BuiltIn { codec, begun: !start });
                Ok(())
            }
            Kind::Object => {
                let object = self.object.get();
                if start {
                    return vm.call_method(&object, "reset", &[]).map(drop);
                }
                let state = vm.int(0)?;
                vm.call_method(&object, "setstate", &[state]).map(drop)
            }
        }
    }
}

fn without_mark(codec: Encoding) -> Encoding {
    match codec {
        Encoding::Utf8Sig => Encoding::Utf8,
        Encoding::Utf16 => Encoding::Utf16Little,
        Encoding::Utf32 => Encoding::Utf32Little,
        other => other,
    }
}
