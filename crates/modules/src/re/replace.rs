//! `sub` and `subn`, and the templates that they take.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::NativeDef;
use taipan_core::value::lookout::Lookout;
use taipan_core::value::text::Str;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_objects::buffer;
use taipan_text::{classify, pieces, repr, wtf8};

use super::find::Search;
use super::machine::NOWHERE;
use super::parse::Mistake;
use super::pattern::{self, Pattern};

pub(super) const FUNCTIONS: &[NativeDef] = methods![re_sub, re_subn];

/// A template in parts.
pub(super) struct Template(Vec<Part>);

enum Part {
    Text(Vec<u8>),
    Group(usize),
}

impl Template {
    /// Appends the text for a match.
    pub(super) fn write(&self, vm: &mut Vm, slots: &[usize], text: &[u8], out: &mut Draft) -> Result<(), Raised> {
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push(vm, text)?,
                Part::Group(group) => {
                    let start = slots.get(group * 2).copied().unwrap_or(NOWHERE);
                    let end = slots.get(group * 2 + 1).copied().unwrap_or(NOWHERE);
                    out.push(vm, text.get(start..end).unwrap_or_default())?;
                }
            }
        }
        Ok(())
    }
}

/// Reads a template, a string or bytes as the pattern is.
pub(super) fn template(vm: &mut Vm, pattern: &Pattern, value: &Value) -> Result<Template, Raised> {
    let text = match value.payload::<Str>() {
        Some(text) if pattern.program.is_text => text.as_bytes().into(),
        None if !pattern.program.is_text => buffer::required(vm, value)?,
        _ => {
            let given = vm.classes.name_of(value);
            let wanted = if pattern.program.is_text { "str instance" } else { "a bytes-like object" };
            return Err(vm.type_error(format!("sequence item 0: expected {wanted}, {given} found")));
        }
    };
    match (Reader { text: &text, at: 0, parts: Vec::new(), literal: Vec::new(), pattern, heap: &vm.heap }).read() {
        Ok(template) => Ok(template),
        Err(Wrong::Stopped) => Err(OutOfMemory).or_memory_error(vm),
        Err(Wrong::Template(mistake)) => Err(pattern::raise(vm, mistake, value)),
        Err(Wrong::Name(name)) => Err(vm.index_error(format!("unknown group name {name}"))),
    }
}

enum Wrong {
    /// Somebody asked for the end.
    Stopped,
    Template(Mistake),
    Name(String),
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    parts: Vec<Part>,
    literal: Vec<u8>,
    pattern: &'a Pattern,
    heap: &'a Heap,
}

impl Reader<'_> {
    fn read(mut self) -> Result<Template, Wrong> {
        while let Some(ahead) = memchr::memchr(b'\\', self.text.get(self.at..).unwrap_or_default()) {
            self.copy(ahead)?;
            self.escape()?;
        }
        self.copy(self.text.len().saturating_sub(self.at))?;
        self.flush();
        Ok(Template(self.parts))
    }

    /// Takes the next bytes as they are.
    fn copy(&mut self, length: usize) -> Result<(), Wrong> {
        let plain = self.text.get(self.at..self.at + length).unwrap_or_default();
        pieces::append(&mut self.literal, plain, &mut Lookout(self.heap)).map_err(|_| Wrong::Stopped)?;
        self.at += length;
        Ok(())
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.parts.push(Part::Text(std::mem::take(&mut self.literal)));
        }
    }

    fn wrong<T>(&self, message: String, at: usize) -> Result<T, Wrong> {
        let at = if self.pattern.program.is_text { wtf8::count(self.text.get(..at).unwrap_or_default()) } else { at };
        Err(Wrong::Template(Mistake { message, at: Some(at) }))
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn digit(&self, ahead: usize, radix: u32) -> Option<u32> {
        char::from(self.byte(ahead)?).to_digit(radix)
    }

    fn code(&mut self, code: u32) {
        if self.pattern.program.is_text { wtf8::push(&mut self.literal, code) } else { self.literal.push(code as u8) }
    }

    /// An escape: `at` is at the backslash.
    fn escape(&mut self) -> Result<(), Wrong> {
        let Some(byte) = self.byte(1) else { return self.wrong("bad escape (end of pattern)".into(), self.at) };
        match byte {
            b'g' => return self.named(),
            b'0' => {
                let mut value = 0;
                let mut length = 2;
                while length < 4
                    && let Some(digit) = self.digit(length, 8)
                {
                    value = value * 8 + digit;
                    length += 1;
                }
                self.at += length;
                self.code(value & 0xff);
            }
            b'1'..=b'9' => return self.numbered(byte),
            b'a' => self.plain(7),
            b'b' => self.plain(8),
            b'f' => self.plain(12),
            b'n' => self.plain(10),
            b'r' => self.plain(13),
            b't' => self.plain(9),
            b'v' => self.plain(11),
            b'\\' => self.plain(u32::from(b'\\')),
            letter if letter.is_ascii_alphabetic() => {
                return self.wrong(format!("bad escape \\{}", char::from(letter)), self.at);
            }
            _ => {
                self.literal.extend_from_slice(&[b'\\', byte]);
                self.at += 2;
            }
        }
        Ok(())
    }

    fn plain(&mut self, code: u32) {
        self.code(code);
        self.at += 2;
    }

    fn group(&mut self, group: usize, at: usize) -> Result<(), Wrong> {
        if group > self.pattern.program.groups {
            return self.wrong(format!("invalid group reference {group}"), at);
        }
        self.flush();
        self.parts.push(Part::Group(group));
        Ok(())
    }

    fn numbered(&mut self, first: u8) -> Result<(), Wrong> {
        let start = self.at;
        let mut value = usize::from(first - b'0');
        let mut length = 2;
        if let Some(second) = self.digit(2, 10) {
            length = 3;
            if let (true, true, Some(third)) = (value < 8, second < 8, self.digit(3, 8)) {
                let code = value as u32 * 64 + second * 8 + third;
                if code > 0o377 {
                    let message = format!("octal escape value \\{value}{second}{third} outside of range 0-0o377");
                    return self.wrong(message, start);
                }
                self.at += 4;
                self.code(code);
                return Ok(());
            }
            value = value * 10 + second as usize;
        }
        self.at += length;
        self.group(value, start + 1)
    }

    /// `\g<name>` or `\g<number>`.
    fn named(&mut self) -> Result<(), Wrong> {
        if self.byte(2) != Some(b'<') {
            return self.wrong("missing <".into(), self.at + 2);
        }
        let start = self.at + 3;
        let rest = self.text.get(start..).unwrap_or_default();
        let Some(length) = memchr::memchr(b'>', rest) else {
            let message = if rest.is_empty() { "missing group name" } else { "missing >, unterminated name" };
            return self.wrong(message.into(), start);
        };
        let name = rest.get(..length).unwrap_or_default();
        self.at = start + length + 1;
        if name.is_empty() {
            return self.wrong("missing group name".into(), start);
        }
        if name.iter().all(u8::is_ascii_digit) {
            let shown = String::from_utf8_lossy(name).into_owned();
            return match shown.parse::<usize>().ok().filter(|group| *group < 1 << 30) {
                Some(group) => self.group(group, start),
                None => self.wrong(format!("invalid group reference {shown}"), start),
            };
        }
        let shown = if self.pattern.program.is_text { repr::string(name) } else { repr::bytes(name) };
        if !classify::is_name(name) {
            return self.wrong(format!("bad character in group name {shown}"), start);
        }
        match self.pattern.group(name) {
            Some(group) => self.group(group, start),
            None => Err(Wrong::Name(repr::string(name))),
        }
    }
}

/// Replaces matches, and says how many.
fn substituted(vm: &mut Vm, pattern: &Value, repl: &Value, string: &Value, count: i64) -> Result<(Value, i64), Raised> {
    let mut search = Search::new(vm, pattern, string, 0, i64::MAX)?;
    let callable = !repl.is_kind::<Str>() && !buffer::is_bytes_like(vm, repl);
    let template = if callable { None } else { Some(template(vm, &search.pattern, repl)?) };
    let (mut out, mut last, mut done, mut pieces) = (Draft::new(), 0, 0, 0_usize);
    while (count == 0 || done < count)
        && let Some(found) = search.next(vm)?
    {
        let (start, end) = match found.0[..] {
            [start, end, ..] => (start, end),
            _ => break,
        };
        let before = search.subject.bytes().get(last..start).unwrap_or_default();
        out.push(vm, before)?;
        pieces += usize::from(!before.is_empty());
        match &template {
            Some(template) => template.write(vm, &found.0, search.subject.bytes(), &mut out)?,
            None => {
                let matched = search.object(vm, found)?;
                let new = vm.call(repl, &[matched])?;
                if !new.is_none() {
                    append(vm, &search, &new, pieces, &mut out)?;
                    pieces += 1;
                }
            }
        }
        (last, done) = (end, done + 1);
    }
    if done == 0 {
        return Ok((search.subject.cut(vm, 0, search.subject.bytes().len())?, 0));
    }
    out.push(vm, search.subject.bytes().get(last..).unwrap_or_default())?;
    Ok((search.subject.make(vm, &out)?, done))
}

/// Appends what a function gave for a match.
fn append(vm: &mut Vm, search: &Search, new: &Value, number: usize, out: &mut Draft) -> Result<(), Raised> {
    if search.subject.is_text() {
        if let Some(text) = new.payload::<Str>() {
            return out.push(vm, text.as_bytes());
        }
    } else if let Some(bytes) = buffer::get(vm, new)? {
        return out.push(vm, &bytes);
    }
    let given = vm.classes.name_of(new);
    let wanted = if search.subject.is_text() { "str instance" } else { "a bytes-like object" };
    Err(vm.type_error(format!("sequence item {number}: expected {wanted}, {given} found")))
}

/// The string with repl in place of matches: of all, or (where count is not zero) of the first.
#[function("Pattern.sub(self, /, repl, string, count=0)")]
pub(super) fn pattern_sub(
    vm: &mut Vm,
    this: &Value,
    repl: &Value,
    string: &Value,
    count: i64,
) -> Result<Value, Raised> {
    Ok(substituted(vm, this, repl, string, count)?.0)
}

/// As sub, with the number of matches that were replaced.
#[function("Pattern.subn(self, /, repl, string, count=0)")]
pub(super) fn pattern_subn(
    vm: &mut Vm,
    this: &Value,
    repl: &Value,
    string: &Value,
    count: i64,
) -> Result<Value, Raised> {
    let (text, done) = substituted(vm, this, repl, string, count)?;
    let done = vm.int(done)?;
    vm.tuple([text, done])
}

/// The string with repl in place of matches of the pattern: of all, or (where count is not zero) of the first.
#[function("sub(pattern, repl, string, count=0, flags=0)")]
fn re_sub(vm: &mut Vm, pattern: &Value, repl: &Value, string: &Value, count: i64, flags: i64) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    Ok(substituted(vm, &pattern, repl, string, count)?.0)
}

/// As sub, with the number of matches that were replaced.
#[function("subn(pattern, repl, string, count=0, flags=0)")]
fn re_subn(
    vm: &mut Vm,
    pattern: &Value,
    repl: &Value,
    string: &Value,
    count: i64,
    flags: i64,
) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    pattern_subn(vm, &pattern, repl, string, count)
}
