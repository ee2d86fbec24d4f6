//! `StringIO`: a file of text in memory.

use std::cell::{Cell, RefCell};

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::text::Str;
use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Ref, Value};
use taipan_macros::Trace;
use taipan_macros::{function, payload};
use taipan_text::wtf8;

use super::newlines::{self, Newline, Seen};
use super::{allocate, kept_class, optional_size, state_items, state_position, whole};

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A file of text in memory: StringIO(initial_value='', newline='\\n').",
    methods: methods![
        new, init, readable, writable, seekable, tell, seek, truncate, close, getvalue, read, readline, write, iter,
        next, getstate, setstate,
    ],
    attributes: &[
        Attribute {
            name: "closed",
            doc: "Whether the file is closed.",
            get: |vm, this| {
                let state = state_of(vm, this)?;
                Ok(Value::from_bool(state == State::Closed))
            },
            set: None,
        },
        Attribute {
            name: "newlines",
            doc: "The line ends found so far.",
            get: |vm, this| {
                let Some(file) = this.payload::<StringIo>() else { return Ok(Value::NONE) };
                check_open(vm, file)?;
                file.seen.get().value(vm)
            },
            set: None,
        },
        Attribute {
            name: "line_buffering",
            doc: "False: nothing waits to be written.",
            get: |vm, this| {
                let Some(file) = this.payload::<StringIo>() else { return Ok(Value::NONE) };
                check_open(vm, file).map(|()| Value::FALSE)
            },
            set: None,
        },
    ],
    next: Some(step),
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(super) const CLASS: &str = "_io.StringIO";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// `__init__` has not run.
    Blank,
    Open,
    Closed,
}

/// The payload of `StringIO`.
#[payload("_io.StringIO")]
pub(super) struct StringIo {
    /// The text. Nothing that can run Python code may be called while it is borrowed.
    text: RefCell<Text>,
    newline: Cell<Newline>,
    seen: Cell<Seen>,
    state: Cell<State>,
}

/// Text and a position in it, which may lie behind the end.
#[derive(Default, Trace)]
struct Text {
    bytes: Buffer<u8>,
    /// How many characters there are.
    chars: usize,
    /// The position, in characters.
    position: usize,
    /// The same in bytes; the end where the position lies behind it.
    offset: usize,
}

impl Text {
    /// How many bytes so many characters take from a place on.
    fn width(&self, from: usize, chars: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        if self.chars == self.bytes.len() { chars.min(rest.len()) } else { wtf8::offset_of(rest, chars) }
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.offset..).unwrap_or_default()
    }

    fn go(&mut self, position: usize) {
        self.position = position;
        self.offset = if position >= self.chars { self.bytes.len() } else { self.width(0, position) };
    }

    /// Goes over so many bytes from the position on.
    fn pass(&mut self, bytes: usize) {
        let passed = self.rest().get(..bytes).unwrap_or_default();
        let chars = if self.chars == self.bytes.len() { passed.len() } else { wtf8::count(passed) };
        self.offset += passed.len();
        self.position += chars;
    }

    /// Writes so many characters over those at the position; what lies between the end and the position becomes zeros.
    fn put(&mut self, heap: &Heap, text: &[u8], chars: usize) -> Result<(), OutOfMemory> {
        const ZEROS: [u8; 1 << 12] = [0; 1 << 12];
        while self.chars < self.position {
            let missing = self.position - self.chars;
            self.bytes.reserve(heap, missing)?;
            let missing = missing.min(ZEROS.len());
            self.bytes.extend_copied(heap, ZEROS.get(..missing).unwrap_or_default())?;
            self.chars += missing;
            self.offset = self.bytes.len();
        }
        let gone = chars.min(self.chars - self.position);
        if gone == 0 {
            self.bytes.extend_copied(heap, text)?;
        } else {
            heap.goes_on()?;
            let width = self.width(self.offset, gone);
            self.bytes.splice_copied(heap, self.offset..self.offset + width, text)?;
        }
        self.chars += chars - gone;
        self.position += chars;
        self.offset += text.len();
        Ok(())
    }
}

impl StringIo {
    fn in_state(state: State) -> StringIo {
        StringIo {
            text: RefCell::default(),
            newline: Cell::new(Newline::Feed),
            seen: Cell::default(),
            state: Cell::new(state),
        }
    }
}

#[inline]
fn check_open(vm: &mut Vm, this: &StringIo) -> Result<(), Raised> {
    if this.state.get() == State::Open { Ok(()) } else { Err(refused(vm, this.state.get())) }
}

#[cold]
fn refused(vm: &mut Vm, state: State) -> Raised {
    vm.value_error(match state {
        State::Blank => "I/O operation on uninitialized object",
        _ => "I/O operation on closed file",
    })
}

fn state_of(vm: &mut Vm, this: &Value) -> Result<State, Raised> {
    match this.payload::<StringIo>().map(|file| file.state.get()) {
        Some(state) if state != State::Blank => Ok(state),
        _ => Err(refused(vm, State::Blank)),
    }
}

/// `StringIO()` and `StringIO(text)`.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let text = match values {
        [] => None,
        [given] => match given.payload::<Str>() {
            Some(text) => Some(text),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let Some(class) = kept_class(vm, CLASS) else { return Ok(None) };
    let made = allocate(vm, &class, StringIo::in_state(State::Open))?;
    if let Some(text) = text {
        put(vm, &made, text)?;
        made.text.borrow_mut().go(0);
    }
    Ok(Some(made.into_value()))
}

/// A file that __init__ fills.
#[function("StringIO.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<StringIo>, Raised> {
    allocate(vm, &class, StringIo::in_state(State::Blank))
}

/// Fill the file. newline says which line ends are known, as for open().
#[function("StringIO.__init__(self, initial_value='', newline='\\n')")]
fn init(
    vm: &mut Vm,
    this: Ref<StringIo>,
    initial_value: Option<&Value>,
    newline: Option<&Value>,
) -> Result<(), Raised> {
    let newline = match newline {
        None => Newline::Feed,
        Some(given) => Newline::of(vm, given)?,
    };
    let initial = initial_value.filter(|given| !given.is_none());
    if let Some(given) = initial.filter(|given| !given.is_kind::<Str>()) {
        let name = vm.classes.name_of(given);
        return Err(vm.type_error(format!("initial_value must be str or None, not {name}")));
    }
    this.newline.set(newline);
    this.seen.set(Seen::default());
    this.state.set(State::Open);
    let before = this.text.replace(Text::default());
    drop(before);
    if let Some(text) = initial.and_then(|given| given.payload::<Str>()) {
        put(vm, &this, text)?;
        this.text.borrow_mut().go(0);
    }
    Ok(())
}

/// Writes a text at the position.
fn put(vm: &mut Vm, this: &StringIo, text: &Str) -> Result<(), Raised> {
    let newline = this.newline.get();
    let bytes = text.as_bytes();
    if newline == Newline::Feed {
        let heap = &vm.heap;
        let put = this.text.borrow_mut().put(heap, bytes, text.length());
        return put.or_memory_error(vm);
    }
    vm.charge_pass(bytes.len())?;
    let other = match newline {
        Newline::Universal | Newline::Any => {
            let mut seen = this.seen.get();
            seen.look(bytes);
            this.seen.set(seen);
            if newline == Newline::Universal { newlines::read(vm, bytes)? } else { None }
        }
        Newline::Return => newlines::written(vm, bytes, b"\r")?,
        Newline::Both => newlines::written(vm, bytes, b"\r\n")?,
        Newline::Feed => None,
    };
    let bytes = other.as_deref().unwrap_or(bytes);
    let chars = if other.is_some() { wtf8::count(bytes) } else { text.length() };
    let heap = &vm.heap;
    let put = this.text.borrow_mut().put(heap, bytes, chars);
    put.or_memory_error(vm)
}

/// True, as long as the file is open.
#[function("StringIO.readable(self, /)")]
fn readable(vm: &mut Vm, this: &StringIo) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| true)
}

/// True, as long as the file is open.
#[function("StringIO.writable(self, /)")]
fn writable(vm: &mut Vm, this: &StringIo) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| true)
}

/// True, as long as the file is open.
#[function("StringIO.seekable(self, /)")]
fn seekable(vm: &mut Vm, this: &StringIo) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| true)
}

/// The position in the file.
#[function("StringIO.tell(self, /)")]
fn tell(vm: &mut Vm, this: &StringIo) -> Result<usize, Raised> {
    check_open(vm, this).map(|()| this.text.borrow().position)
}

/// Go to a position from the start (0), stay (1), or go to the end (2), and give the position.
#[function("StringIO.seek(self, pos, whence=0, /)")]
fn seek(vm: &mut Vm, this: &StringIo, pos: i64, whence: i64) -> Result<usize, Raised> {
    check_open(vm, this)?;
    let position = match whence {
        0 => match usize::try_from(pos) {
            Ok(position) => position,
            Err(_) => return Err(vm.value_error(format!("Negative seek position {pos}"))),
        },
        1 | 2 if pos != 0 => {
            return Err(vm.raise_message(|classes| &classes.os_error, "Can't do nonzero cur-relative seeks"));
        }
        1 => this.text.borrow().position,
        2 => this.text.borrow().chars,
        _ => return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let length = this.text.borrow().bytes.len();
    vm.charge_pass(length)?;
    this.text.borrow_mut().go(position);
    Ok(position)
}

/// Cut the file off at a size, or at its position, and give the size. The position stays.
#[function("StringIO.truncate(self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: &StringIo, pos: &Value) -> Result<usize, Raised> {
    check_open(vm, this)?;
    let size = if pos.is_none() { this.text.borrow().position as i64 } else { whole(vm, pos)? };
    let Ok(chars) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Negative size value {size}")));
    };
    let length = this.text.borrow().bytes.len();
    vm.charge_pass(length)?;
    let heap = &vm.heap;
    let mut text = this.text.borrow_mut();
    if chars < text.chars {
        let (cut, position) = (text.width(0, chars), text.position);
        let done = text.bytes.splice_copied(heap, cut..length, &[]);
        text.chars = chars;
        text.go(position);
        drop(text);
        done.or_memory_error(vm)?;
    }
    Ok(chars)
}

/// Forget the text.
#[function("StringIO.close(self, /)")]
fn close(this: &StringIo) {
    this.state.set(State::Closed);
    let before = this.text.replace(Text::default());
    drop(before);
}

/// All text.
#[function("StringIO.getvalue(self, /)")]
fn getvalue(vm: &mut Vm, this: &StringIo) -> Result<Value, Raised> {
    check_open(vm, this)?;
    let text = this.text.borrow();
    if text.chars == text.bytes.len() && text.chars > 0 { vm.ascii(&text.bytes) } else { vm.wtf8(&text.bytes) }
}

/// Takes so many bytes from the position on.
fn take(vm: &mut Vm, this: &StringIo, bytes: usize) -> Result<Value, Raised> {
    let taken = {
        let text = this.text.borrow();
        vm.wtf8(text.rest().get(..bytes).unwrap_or_default())?
    };
    this.text.borrow_mut().pass(bytes);
    Ok(taken)
}

/// At most this many characters; all that are left where the size is negative or None.
#[function("StringIO.read(self, size=-1, /)")]
fn read(vm: &mut Vm, this: &StringIo, size: &Value) -> Result<Value, Raised> {
    let size = optional_size(vm, size)?;
    check_open(vm, this)?;
    let bytes = {
        let text = this.text.borrow();
        size.map_or(text.rest().len(), |size| text.width(text.offset, size))
    };
    take(vm, this, bytes)
}

/// Bytes of the next line, or of so many characters of it.
fn line(this: &StringIo, size: Option<usize>) -> usize {
    let text = this.text.borrow();
    let most = size.map_or(text.rest().len(), |size| text.width(text.offset, size));
    let rest = text.rest().get(..most).unwrap_or_default();
    this.newline.get().line_end(rest).unwrap_or(most)
}

/// The next line with its end, at most this many characters of it; empty at the end of the file.
#[function("StringIO.readline(self, size=-1, /)")]
fn readline(vm: &mut Vm, this: &StringIo, size: &Value) -> Result<Value, Raised> {
    let size = optional_size(vm, size)?;
    check_open(vm, this)?;
    take(vm, this, line(this, size))
}

/// Write a text and give its length.
#[function("StringIO.write(self, s, /)")]
fn write(vm: &mut Vm, this: &StringIo, s: &Value) -> Result<usize, Raised> {
    let Some(text) = s.payload::<Str>() else {
        let given = vm.classes.name_of(s);
        return Err(vm.type_error(format!("string argument expected, got '{given}'")));
    };
    check_open(vm, this)?;
    if text.length() > 0 {
        put(vm, this, text)?;
    }
    Ok(text.length())
}

/// The file itself, which gives its lines.
#[function("StringIO.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<StringIo>) -> Result<Ref<StringIo>, Raised> {
    check_open(vm, &this).map(|()| this)
}

/// The next line.
#[function("StringIO.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(line) => Ok(line),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn step(vm: &mut Vm, this: &Value) -> Result<Option<Value>, Raised> {
    let Some(file) = this.payload::<StringIo>() else { return Ok(None) };
    check_open(vm, file)?;
    let found = if super::is_derived(vm, this) {
        // A class of a script may have a readline of its own.
        vm.call_method(this, "readline", &[])?
    } else {
        take(vm, file, line(file, None))?
    };
    match found.payload::<Str>() {
        Some(line) if line.length() == 0 => Ok(None),
        Some(_) => Ok(Some(found)),
        None => {
            let given = vm.classes.name_of(&found);
            let message = format!("readline() should have returned a str object, not '{given}'");
            Err(vm.raise_message(|classes| &classes.os_error, message))
        }
    }
}

/// What copies and pickles are made of: the text, the line end, the position, and the attributes.
#[function("StringIO.__getstate__(self, /)")]
fn getstate(vm: &mut Vm, this: Ref<StringIo>) -> Result<Value, Raised> {
    let text = getvalue(vm, &this)?;
    let newline = this.newline.get().argument(vm)?;
    let position = this.text.borrow().position;
    let position = vm.size(position)?;
    let attributes = super::attributes_of(vm, this.value())?;
    vm.tuple([text, newline, position, attributes])
}

/// Become what __getstate__ gave.
#[function("StringIO.__setstate__(self, state, /)")]
fn setstate(vm: &mut Vm, this: Ref<StringIo>, state: &Value) -> Result<(), Raised> {
    if this.state.get() == State::Closed {
        return Err(refused(vm, State::Closed));
    }
    let items = state_items(vm, this.value(), state, 4)?;
    let [text, newline, position, attributes] = items.as_slice() else { return Ok(()) };
    // The text was translated when it came in: it stays as it is.
    let known = Newline::of(vm, newline)?;
    let plain = vm.str("\n")?;
    init(vm, this.clone(), Some(text), Some(&plain))?;
    this.newline.set(known);
    let position = state_position(vm, position, "third")?;
    this.text.borrow_mut().go(position);
    super::restore_attributes(vm, this.value(), attributes, "fourth")
}
