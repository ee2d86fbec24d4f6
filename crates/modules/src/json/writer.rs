//! `_json.encode`: a value as JSON text.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{iterate, number};
use taipan_core::protocol::draft::Draft;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::claim::Claim;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::pieces::Toll;
use taipan_text::{float_text, wtf8};

/// How the text is to look, and what was written of it.
struct Writer<'a> {
    out: Draft,
    default: Value,
    ascii: bool,
    allow_nan: bool,
    sort_keys: bool,
    skip_keys: bool,
    /// Text of one level, if levels are shown.
    indent: Option<&'a [u8]>,
    item: &'a [u8],
    key: &'a [u8],
    /// The containers around, if circles are to be found.
    around: Option<Vec<Value>>,
    level: usize,
}

/// The text of a value.
#[function(
    "encode(value, default, ensure_ascii, allow_nan, sort_keys, skipkeys, check_circular, indent, item, key, level, /)"
)]
pub(super) fn encode(
    vm: &mut Vm,
    value: &Value,
    default: Value,
    ascii: bool,
    allow_nan: bool,
    sort_keys: bool,
    skip_keys: bool,
    circular: bool,
    indent: &Value,
    item: &str,
    key: &str,
    level: i64,
) -> Result<Value, Raised> {
    let mut writer = Writer {
        out: Draft::new(),
        default,
        ascii,
        allow_nan,
        sort_keys,
        skip_keys,
        indent: indent.payload::<Str>().map(Str::as_bytes),
        item: item.as_bytes(),
        key: key.as_bytes(),
        around: circular.then(Vec::new),
        level: usize::try_from(level).unwrap_or(0),
    };
    writer.value(vm, value)?;
    writer.out.into_str(vm)
}

/// A string between quotes, with escapes where they must be.
#[function("encode_basestring(string, /)")]
pub(super) fn encode_basestring(vm: &mut Vm, text: &Value) -> Result<Value, Raised> {
    quote(vm, text, false)
}

/// A string between quotes, in ASCII.
#[function("encode_basestring_ascii(string, /)")]
pub(super) fn encode_basestring_ascii(vm: &mut Vm, text: &Value) -> Result<Value, Raised> {
    quote(vm, text, true)
}

fn quote(vm: &mut Vm, text: &Value, ascii: bool) -> Result<Value, Raised> {
    let Some(text) = text.payload::<Str>() else {
        let given = vm.classes.name_of(text);
        return Err(vm.type_error(format!("first argument must be a string, not {given}")));
    };
    let mut out = Draft::new();
    string(vm, &mut out, text.as_bytes(), ascii)?;
    out.into_str(vm)
}

/// Writes a string: stretches that need no escape at once.
fn string(vm: &mut Vm, out: &mut Draft, text: &[u8], ascii: bool) -> Result<(), Raised> {
    out.reserve(vm, text.len() + 2)?;
    out.push(vm, b"\"")?;
    let plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..0x20) && (!ascii || *byte < 0x7f);
    let mut rest = text;
    while let Some(end) = Toll::new(vm).position(rest, |piece| piece.iter().position(|byte| !plain(byte)))? {
        let (before, after) = rest.split_at(end);
        vm.charge(1)?;
        out.push(vm, before)?;
        let Some((code, width)) = wtf8::decode(after) else { break };
        match code {
            0x22 => out.push(vm, b"\\\"")?,
            0x5c => out.push(vm, b"\\\\")?,
            8 => out.push(vm, b"\\b")?,
            9 => out.push(vm, b"\\t")?,
            10 => out.push(vm, b"\\n")?,
            12 => out.push(vm, b"\\f")?,
            13 => out.push(vm, b"\\r")?,
            0..0x1_0000 => out.push(vm, format!("\\u{code:04x}").as_bytes())?,
            _ => {
                let (high, low) = (0xd800 + ((code - 0x1_0000) >> 10), 0xdc00 + (code & 0x3ff));
                out.push(vm, format!("\\u{high:04x}\\u{low:04x}").as_bytes())?;
            }
        }
        rest = after.get(width..).unwrap_or_default();
    }
    out.push(vm, rest)?;
    out.push(vm, b"\"")
}

impl Writer<'_> {
    fn value(&mut self, vm: &mut Vm, value: &Value) -> Result<(), Raised> {
        vm.tick()?;
        if let Some(text) = value.payload::<Str>() {
            return string(vm, &mut self.out, text.as_bytes(), self.ascii);
        }
        if let Some(word) = self.scalar(vm, value)? {
            return self.out.push(vm, &word);
        }
        vm.enter_native_for(" while encoding a JSON object")?;
        let written = self.container(vm, value);
        vm.leave_native();
        written
    }

    /// The text of a number or constant.
    fn scalar(&self, vm: &mut Vm, value: &Value) -> Result<Option<Vec<u8>>, Raised> {
        if value.is_none() {
            return Ok(Some(b"null".to_vec()));
        }
        if let Some(truth) = value.word().as_bool() {
            return Ok(Some(if truth { b"true".to_vec() } else { b"false".to_vec() }));
        }
        if let Some(small) = value.word().as_int() {
            return Ok(Some(small.to_string().into_bytes()));
        }
        if let Some(float) = number::float(value) {
            if float.is_finite() {
                return Ok(Some(float_text::repr(float).into_bytes()));
            }
            if !self.allow_nan {
                let shown = float_text::repr(float);
                return Err(vm.value_error(format!("Out of range float values are not JSON compliant: {shown}")));
            }
            let word = if float.is_nan() {
                "NaN"
            } else if float > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            return Ok(Some(word.as_bytes().to_vec()));
        }
        if number::int(value).is_some() {
            // Subclasses are written as the integers they are.
            let int = vm.classes.int.value().clone();
            let method = vm.intern("__repr__")?;
            let method = taipan_core::protocol::lookup::get_attr(vm, &int, &method)?;
            let text = vm.call(&method, std::slice::from_ref(value))?;
            return Ok(text.payload::<Str>().map(|text| text.as_bytes().to_vec()));
        }
        Ok(None)
    }

    fn container(&mut self, vm: &mut Vm, value: &Value) -> Result<(), Raised> {
        if let Some(around) = &mut self.around {
            if around.iter().any(|outer| outer.is(value)) {
                return Err(vm.value_error("Circular reference detected"));
            }
            around.push(value.clone());
        }
        let written = if let Some(list) = value.payload::<List>() {
            self.array(vm, |place| list.get(place))
        } else if let Some(tuple) = value.payload::<Tuple>() {
            self.array(vm, |place| tuple.items().get(place).cloned())
        } else if let Some(dict) = value.payload::<Dict>() {
            let plain = vm.classes.is_exactly(value, &vm.classes.dict);
            self.object(vm, value, dict, plain)
        } else {
            let default = self.default.clone();
            vm.call(&default, std::slice::from_ref(value)).and_then(|value| self.value(vm, &value))
        };
        written?;
        if let Some(around) = &mut self.around {
            around.pop();
        }
        Ok(())
    }

    fn line(&mut self, vm: &mut Vm) -> Result<(), Raised> {
        if let Some(indent) = &self.indent {
            self.out.push(vm, b"\n")?;
            for _ in 0..self.level {
                self.out.push(vm, indent)?;
            }
        }
        Ok(())
    }

    /// Asks for the items one by one: `default` may change the list.
    fn array(&mut self, vm: &mut Vm, item_at: impl Fn(usize) -> Option<Value>) -> Result<(), Raised> {
        let Some(mut item) = item_at(0) else { return self.out.push(vm, b"[]") };
        self.out.push(vm, b"[")?;
        self.level += 1;
        let mut place = 0;
        loop {
            self.line(vm)?;
            self.value(vm, &item)?;
            place += 1;
            item = match item_at(place) {
                Some(item) => item,
                None => break,
            };
            self.out.push(vm, &self.item)?;
        }
        self.level -= 1;
        self.line(vm)?;
        self.out.push(vm, b"]")
    }

    fn object(&mut self, vm: &mut Vm, value: &Value, dict: &Dict, plain: bool) -> Result<(), Raised> {
        let mut entries: Vec<(Value, Value)> = Vec::new();
        let size = dict.table.borrow().length().saturating_mul(size_of::<(Value, Value)>());
        let _held = Claim::new(&vm.heap, size).or_memory_error(vm)?;
        if plain && !self.sort_keys {
            entries.extend(dict.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())));
        } else {
            let items = vm.call_method(value, "items", &[])?;
            let items = iterate::collect(vm, &items)?;
            let mut items = vm.list(items)?;
            if self.sort_keys {
                let sorted = vm.world.builtins.clone();
                if let Some(sorted) = taipan_core::protocol::dict::get_text(vm, &sorted, "sorted") {
                    items = vm.call(&sorted, &[items])?;
                }
            }
            for pair in iterate::collect(vm, &items)? {
                match pair.payload::<Tuple>().map(Tuple::items) {
                    Some([key, value]) => entries.push((key.clone(), value.clone())),
                    _ => return Err(vm.value_error("items must return 2-tuples")),
                }
            }
        }
        if entries.is_empty() {
            self.out.push(vm, b"{}")?;
            return Ok(());
        }
        self.out.push(vm, b"{")?;
        self.level += 1;
        self.line(vm)?;
        let mut first = true;
        for (key, value) in entries {
            let name = match key.payload::<Str>() {
                Some(text) => text.as_bytes().to_vec(),
                None => match self.scalar(vm, &key)? {
                    Some(name) => name,
                    None if self.skip_keys => continue,
                    None => {
                        let given = vm.classes.name_of(&key);
                        return Err(vm.type_error(format!("keys must be str, int, float, bool or None, not {given}")));
                    }
                },
            };
            if !first {
                self.out.push(vm, &self.item)?;
                self.line(vm)?;
            }
            first = false;
            string(vm, &mut self.out, &name, self.ascii)?;
            self.out.push(vm, &self.key)?;
            self.value(vm, &value)?;
        }
        self.level -= 1;
        self.line(vm)?;
        self.out.push(vm, b"}")?;
        Ok(())
    }
}
