//! `_json.scan`: a value from JSON text.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::draft::{Draft, Gathering};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::pieces::Toll;
use taipan_text::{float_text, wtf8};

/// What the text becomes of; hooks that are not there are `None`.
struct Scanner<'a> {
    document: &'a Value,
    text: &'a [u8],
    at: usize,
    strict: bool,
    hooks: Hooks<'a>,
}

struct Hooks<'a> {
    object: Option<&'a Value>,
    pairs: Option<&'a Value>,
    float: Option<&'a Value>,
    int: Option<&'a Value>,
    constant: Option<&'a Value>,
}

/// The value that begins at a place of the text, and where it ends.
#[function("scan(document, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)")]
pub(super) fn scan(
    vm: &mut Vm,
    document: &Value,
    start: i64,
    strict: bool,
    object: &Value,
    pairs: &Value,
    float: &Value,
    int: &Value,
    constant: &Value,
) -> Result<Value, Raised> {
    fn given(hook: &Value) -> Option<&Value> {
        (!hook.is_none()).then_some(hook)
    }
    let hooks = Hooks {
        object: given(object),
        pairs: given(pairs),
        float: given(float),
        int: given(int),
        constant: given(constant),
    };
    let mut scanner = Scanner::new(vm, document, start, strict, hooks)?;
    if let Ok(start) = usize::try_from(start)
        && scanner.at == scanner.text.len()
    {
        // The place may lie behind the end.
        return Err(scanner.error_at(vm, "Expecting value", start));
    }
    let value = scanner.value(vm)?;
    scanner.answer(vm, value)
}

/// The value of a whole text, without hooks.
#[function("decoded(document, /)")]
pub(super) fn decoded(vm: &mut Vm, document: &Value) -> Result<Value, Raised> {
    let hooks = Hooks { object: None, pairs: None, float: None, int: None, constant: None };
    let mut scanner = Scanner::new(vm, document, 0, true, hooks)?;
    if scanner.text.starts_with("\u{feff}".as_bytes()) {
        return Err(scanner.error_at(vm, "Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
    }
    scanner.skip_space(vm)?;
    let value = scanner.value(vm)?;
    scanner.skip_space(vm)?;
    if scanner.at < scanner.text.len() {
        return Err(scanner.error(vm, "Extra data", scanner.at));
    }
    Ok(value)
}

/// The string whose first quote stands just before a place of the text, and where it ends.
#[function("scanstring(document, end, strict=True, /)")]
pub(super) fn scanstring(vm: &mut Vm, document: &Value, end: i64, strict: Option<bool>) -> Result<Value, Raised> {
    let hooks = Hooks { object: None, pairs: None, float: None, int: None, constant: None };
    let mut scanner = Scanner::new(vm, document, end.saturating_sub(1), strict.unwrap_or(true), hooks)?;
    let value = scanner.string(vm)?;
    scanner.answer(vm, value)
}

/// Bytes that are passed without being paid for.
const NEAR: usize = 64;

impl<'a> Scanner<'a> {
    fn new(
        vm: &mut Vm,
        document: &'a Value,
        start: i64,
        strict: bool,
        hooks: Hooks<'a>,
    ) -> Result<Scanner<'a>, Raised> {
        let Some(text) = document.payload::<Str>() else {
            let given = vm.classes.name_of(document);
            return Err(vm.type_error(format!("first argument must be a string, not {given}")));
        };
        let Ok(start) = usize::try_from(start) else {
            return Err(vm.value_error("idx cannot be negative"));
        };
        let bytes = text.as_bytes();
        let at = match document.to_ref::<Str>() {
            Some(text) if start < text.length() => vm.world.text_places.offset(&text, start),
            _ => bytes.len(),
        };
        Ok(Scanner { document, text: bytes, at, strict, hooks })
    }

    fn answer(&self, vm: &mut Vm, value: Value) -> Result<Value, Raised> {
        let end = self.place(vm, self.at)?;
        let end = vm.size(end)?;
        vm.tuple([value, end])
    }

    /// The number of code points before a byte.
    fn place(&self, vm: &mut Vm, at: usize) -> Result<usize, Raised> {
        Ok(wtf8::survey(self.text.get(..at).unwrap_or(self.text), vm)?.length)
    }

    /// Where the bytes end from a place on that pass a test.
    fn behind(&self, vm: &mut Vm, from: usize, test: impl Fn(u8) -> bool) -> Result<usize, Raised> {
        let rest = self.text.get(from..).unwrap_or_default();
        if let Some(passed) = rest.iter().take(NEAR).position(|byte| !test(*byte)) {
            return Ok(from + passed);
        }
        let passed = Toll::new(vm).position(rest, |piece| piece.iter().position(|byte| !test(*byte)))?;
        Ok(passed.map_or(self.text.len(), |passed| from + passed))
    }

    fn error(&self, vm: &mut Vm, message: &str, at: usize) -> Raised {
        match self.place(vm, at) {
            Ok(place) => self.error_at(vm, message, place),
            Err(raised) => raised,
        }
    }

    /// Raises the error of a place that is counted in code points.
    fn error_at(&self, vm: &mut Vm, message: &str, place: usize) -> Raised {
        let import = vm.hooks.import;
        let raise = |vm: &mut Vm| {
            let decoder = import(vm, "json.decoder")?;
            let (message, place) = (vm.str(message)?, vm.size(place)?);
            vm.call_method(&decoder, "_failure", &[message, self.document.clone(), place])
        };
        match raise(vm) {
            Ok(exception) => vm.raise(exception),
            Err(raised) => raised,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    #[inline(always)]
    fn skip_space(&mut self, vm: &mut Vm) -> Result<(), Raised> {
        if self.peek().is_none_or(|byte| byte > b' ') {
            return Ok(());
        }
        self.at = self.behind(vm, self.at, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))?;
        Ok(())
    }

    fn value(&mut self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.tick()?;
        match self.peek() {
            Some(b'"') => self.string(vm),
            Some(b'{') => {
                vm.enter_native_for(" while decoding a JSON object from a unicode string")?;
                let value = self.object(vm);
                vm.leave_native();
                value
            }
            Some(b'[') => {
                vm.enter_native_for(" while decoding a JSON array from a unicode string")?;
                let value = self.array(vm);
                vm.leave_native();
                value
            }
            Some(b'-' | b'0'..=b'9') => self.number(vm),
            _ => self.word(vm),
        }
    }

    fn word(&mut self, vm: &mut Vm) -> Result<Value, Raised> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in [("null", Value::NONE), ("true", Value::TRUE), ("false", Value::FALSE)] {
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        for (word, number) in [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)] {
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
                return match self.hooks.constant {
                    Some(hook) => {
                        let word = vm.str(word)?;
                        vm.call(hook, &[word])
                    }
                    None => vm.float(number),
                };
            }
        }
        Err(self.error(vm, "Expecting value", self.at))
    }

    fn digits(&self, vm: &mut Vm, at: usize) -> Result<usize, Raised> {
        self.behind(vm, at, |byte| byte.is_ascii_digit())
    }

    fn number(&mut self, vm: &mut Vm) -> Result<Value, Raised> {
        let start = self.at;
        let first = start + usize::from(self.peek() == Some(b'-'));
        let whole = match self.text.get(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => self.digits(vm, first)?,
            _ => return self.word(vm),
        };
        let mut end = whole;
        if self.text.get(end) == Some(&b'.') {
            let behind = self.digits(vm, end + 1)?;
            end = if behind > end + 1 { behind } else { end };
        }
        if matches!(self.text.get(end), Some(b'e' | b'E')) {
            let digits = end + 1 + usize::from(matches!(self.text.get(end + 1), Some(b'+' | b'-')));
            let behind = self.digits(vm, digits)?;
            end = if behind > digits { behind } else { end };
        }
        self.at = end;
        let text = self.text.get(start..end).unwrap_or_default();
        let hook = if end == whole { self.hooks.int } else { self.hooks.float };
        if let Some(hook) = hook {
            let text = vm.wtf8(text)?;
            return vm.call(hook, &[text]);
        }
        if end > whole {
            return vm.float(float_text::parse(text).unwrap_or(f64::NAN));
        }
        match std::str::from_utf8(text).ok().and_then(|text| text.parse::<i64>().ok()) {
            Some(number) => vm.int(number),
            None => {
                let text = vm.wtf8(text)?;
                let class = vm.classes.int.value().clone();
                vm.call(&class, &[text])
            }
        }
    }

    fn array(&mut self, vm: &mut Vm) -> Result<Value, Raised> {
        self.at += 1;
        let mut items = Gathering::new();
        self.skip_space(vm)?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return items.into_list(vm);
        }
        loop {
            let item = self.value(vm)?;
            items.push(vm, item)?;
            self.skip_space(vm)?;
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return items.into_list(vm);
                }
                Some(b',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.skip_space(vm)?;
                    if self.peek() == Some(b']') {
                        return Err(self.error(vm, "Illegal trailing comma before end of array", comma));
                    }
                }
                _ => return Err(self.error(vm, "Expecting ',' delimiter", self.at)),
            }
        }
    }

    fn object(&mut self, vm: &mut Vm) -> Result<Value, Raised> {
        self.at += 1;
        let mut pairs = Gathering::new();
        let object = vm.dict()?;
        self.skip_space(vm)?;
        if self.peek() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(self.error(vm, "Expecting property name enclosed in double quotes", self.at));
                }
                let key = self.string(vm)?;
                self.skip_space(vm)?;
                if self.peek() != Some(b':') {
                    return Err(self.error(vm, "Expecting ':' delimiter", self.at));
                }
                self.at += 1;
                self.skip_space(vm)?;
                let value = self.value(vm)?;
                if self.hooks.pairs.is_some() {
                    let pair = vm.tuple([key, value])?;
                    pairs.push(vm, pair)?;
                } else {
                    mapping::set(vm, &object, &key, value)?;
                }
                self.skip_space(vm)?;
                match self.peek() {
                    Some(b'}') => {
                        self.at += 1;
                        break;
                    }
                    Some(b',') => {
                        let comma = self.at;
                        self.at += 1;
                        self.skip_space(vm)?;
                        if self.peek() == Some(b'}') {
                            return Err(self.error(vm, "Illegal trailing comma before end of object", comma));
                        }
                    }
                    _ => return Err(self.error(vm, "Expecting ',' delimiter", self.at)),
                }
            }
        }
        if let Some(hook) = self.hooks.pairs {
            let pairs = pairs.into_list(vm)?;
            return vm.call(hook, &[pairs]);
        }
        match self.hooks.object {
            Some(hook) => vm.call(hook, &[object.into_value()]),
            None => Ok(object.into_value()),
        }
    }

    fn string(&mut self, vm: &mut Vm) -> Result<Value, Raised> {
        let quote = self.at;
        let mut start = quote + 1;
        let mut text = Draft::new();
        loop {
            let rest = self.text.get(start..).unwrap_or_default();
            let plain = self.behind(vm, start, |byte| !matches!(byte, b'"' | b'\\' | 0..0x20))?.saturating_sub(start);
            if plain >= rest.len() {
                return Err(self.error(vm, "Unterminated string starting at", quote));
            }
            let (before, at) = (rest.get(..plain).unwrap_or_default(), start + plain);
            match rest.get(plain) {
                Some(b'"') => {
                    self.at = at + 1;
                    if text.is_empty() {
                        return self.made(vm, before);
                    }
                    text.push(vm, before)?;
                    return text.into_str(vm);
                }
                Some(b'\\') => {
                    vm.charge(1)?;
                    text.push(vm, before)?;
                    start = self.escape(vm, at, quote, &mut text)?;
                }
                Some(control) if !self.strict => {
                    text.push(vm, before)?;
                    text.push(vm, &[*control])?;
                    start = at + 1;
                }
                _ => return Err(self.error(vm, "Invalid control character at", at)),
            }
        }
    }

    /// Short strings are mostly names that come again.
    fn made(&self, vm: &mut Vm, text: &[u8]) -> Result<Value, Raised> {
        if text.len() <= 16 { vm.intern_bytes(text) } else { vm.wtf8(text) }
    }

    /// What the escape that begins at a place stands for; gives the place after it.
    fn escape(&self, vm: &mut Vm, at: usize, quote: usize, text: &mut Draft) -> Result<usize, Raised> {
        let plain = match self.text.get(at + 1) {
            Some(plain @ (b'"' | b'\\' | b'/')) => *plain,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => {
                // The digits are no end of a text: a quote has to follow, at least.
                let digits = self.four_digits(at + 2).filter(|_| at + 6 < self.text.len());
                let Some(mut code) = digits else {
                    // The message of CPython: XXXX stands for four digits.
                    return Err(self.error(vm, "Invalid \\uXXXX escape", at + 1));
                };
                let mut end = at + 6;
                if (0xd800..0xdc00).contains(&code)
                    && self.text.get(end..end + 2) == Some(b"\\u")
                    && let Some(low @ 0xdc00..=0xdfff) = self.four_digits(end + 2)
                {
                    code = 0x1_0000 + ((code - 0xd800) << 10 | (low - 0xdc00));
                    end += 6;
                }
                match char::from_u32(code) {
                    Some(letter) => text.push(vm, letter.encode_utf8(&mut [0; 4]).as_bytes())?,
                    // A lone surrogate.
                    None => text.push(vm, &[0xed, 0x80 | (code >> 6 & 0x3f) as u8, 0x80 | (code & 0x3f) as u8])?,
                }
                return Ok(end);
            }
            Some(_) => return Err(self.error(vm, "Invalid \\escape", at)),
            None => return Err(self.error(vm, "Unterminated string starting at", quote)),
        };
        text.push(vm, &[plain])?;
        Ok(at + 2)
    }

    fn four_digits(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))
    }
}
