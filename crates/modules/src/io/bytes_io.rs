//! `BytesIO`: a file of bytes in memory.

use std::cell::{Cell, RefCell};

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Ref, Value};
use taipan_macros::Trace;
use taipan_macros::{function, payload};
use taipan_objects::buffer;
use taipan_objects::buffer::memoryview;

use super::{allocate, kept_class, optional_size, state_items, state_position, whole};

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A file of bytes in memory: BytesIO(initial_bytes=b'').",
    methods: methods![
        new, init, readable, writable, seekable, isatty, flush, tell, seek, truncate, close, getvalue, getbuffer, read,
        read1, readline, readlines, readinto, write, writelines, iter, next, getstate, setstate, sizeof,
    ],
    attributes: &[Attribute {
        name: "closed",
        doc: "Whether the file is closed.",
        get: |_, this| Ok(Value::from_bool(this.payload::<BytesIo>().is_none_or(|file| file.closed.get()))),
        set: None,
    }],
    next: Some(step),
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(super) const CLASS: &str = "_io.BytesIO";

/// The payload of `BytesIO`.
#[derive(Default)]
#[payload("_io.BytesIO")]
pub(super) struct BytesIo {
    /// The bytes. Nothing that can run Python code may be called while they are borrowed.
    store: RefCell<Store>,
    position: Cell<usize>,
    closed: Cell<bool>,
}

/// Where the bytes lie.
#[derive(Trace)]
enum Store {
    /// In an object that the file was made of: they are copied before they change.
    Given(Ref<Bytes>),
    /// Here.
    Own(Buffer<u8>),
    /// In an object that views look at.
    Lent(Ref<ByteArray>),
}

impl Default for Store {
    fn default() -> Store {
        Store::Own(Buffer::new())
    }
}

impl BytesIo {
    /// Looks at the bytes, without running Python code.
    fn look<T>(&self, act: impl FnOnce(&[u8]) -> T) -> T {
        match &*self.store.borrow() {
            Store::Given(bytes) => act(bytes.as_slice()),
            Store::Own(bytes) => act(bytes),
            Store::Lent(array) => act(&array.bytes.borrow()),
        }
    }

    /// Changes the bytes, without running Python code.
    fn change(
        &self,
        heap: &Heap,
        act: impl FnOnce(&mut Buffer<u8>) -> Result<(), OutOfMemory>,
    ) -> Result<(), OutOfMemory> {
        let mut store = self.store.borrow_mut();
        match &mut *store {
            Store::Own(bytes) => act(bytes),
            Store::Lent(array) => act(&mut array.bytes.borrow_mut()),
            Store::Given(given) => {
                let mut own = Buffer::with_capacity(heap, given.as_slice().len())?;
                own.extend_copied(heap, given.as_slice())?;
                act(&mut own)?;
                let before = std::mem::replace(&mut *store, Store::Own(own));
                drop(store);
                drop(before);
                Ok(())
            }
        }
    }

    fn length(&self) -> usize {
        self.look(<[u8]>::len)
    }

    /// Where a read of so many bytes from the position on ends.
    fn end(&self, size: Option<usize>) -> usize {
        let length = self.length();
        size.map_or(length, |size| self.position.get().saturating_add(size).min(length))
    }

    /// The end of the next line, or of so much of it.
    fn line_end(&self, size: Option<usize>) -> usize {
        let (start, end) = (self.position.get(), self.end(size));
        self.look(|bytes| {
            let rest = bytes.get(start..end).unwrap_or_default();
            memchr::memchr(b'\n', rest).map_or(end, |at| start + at + 1)
        })
    }

    fn is_lent(&self) -> bool {
        matches!(&*self.store.borrow(), Store::Lent(array) if array.exports.get() > 0)
    }
}

/// Writes bytes at a position; what lies between the end and the position becomes zeros.
fn put(heap: &Heap, bytes: &mut Buffer<u8>, position: usize, data: &[u8]) -> Result<(), OutOfMemory> {
    const ZEROS: [u8; 1 << 12] = [0; 1 << 12];
    if position == bytes.len() {
        return bytes.extend_copied(heap, data);
    }
    while bytes.len() < position {
        let missing = (position - bytes.len()).min(ZEROS.len());
        if bytes.capacity() < position {
            bytes.reserve(heap, position - bytes.len() + data.len())?;
        }
        bytes.extend_copied(heap, ZEROS.get(..missing).unwrap_or_default())?;
    }
    let over = data.len().min(bytes.len() - position);
    let (over, behind) = data.split_at(over);
    if let Some(target) = bytes.get_mut(position..position + over.len()) {
        heap.copy(target, over)?;
    }
    bytes.extend_copied(heap, behind)
}

fn check_open(vm: &mut Vm, this: &BytesIo) -> Result<(), Raised> {
    if this.closed.get() { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
}

/// As [`check_open`]; BufferError while views look at the bytes.
fn check_free(vm: &mut Vm, this: &BytesIo) -> Result<(), Raised> {
    check_open(vm, this)?;
    if this.is_lent() {
        let message = "Existing exports of data: object cannot be re-sized";
        return Err(vm.raise_message(|classes| &classes.buffer_error, message));
    }
    Ok(())
}

/// `BytesIO()` and `BytesIO(bytes)`.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let store = match values {
        [] => Store::default(),
        [given] => match given.to_ref::<Bytes>() {
            Some(bytes) => Store::Given(bytes),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let Some(class) = kept_class(vm, CLASS) else { return Ok(None) };
    let file = BytesIo { store: RefCell::new(store), ..BytesIo::default() };
    Ok(Some(allocate(vm, &class, file)?.into_value()))
}

/// An empty file.
#[function("BytesIO.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<BytesIo>, Raised> {
    allocate(vm, &class, BytesIo::default())
}

/// Fill the file.
#[function("BytesIO.__init__(self, initial_bytes=b'')")]
fn init(vm: &mut Vm, this: Ref<BytesIo>, initial_bytes: Option<&Value>) -> Result<(), Raised> {
    if this.is_lent() {
        check_free(vm, &this)?;
    }
    let store = match initial_bytes.filter(|given| !given.is_none()) {
        None => Store::default(),
        Some(given) => match given.to_ref::<Bytes>() {
            Some(bytes) => Store::Given(bytes),
            None => {
                let bytes = buffer::contiguous(vm, given)?;
                let mut own = Buffer::new();
                own.extend_copied(&vm.heap, &bytes).or_memory_error(vm)?;
                Store::Own(own)
            }
        },
    };
    this.position.set(0);
    let before = this.store.replace(store);
    drop(before);
    Ok(())
}

/// True, as long as the file is open.
#[function("BytesIO.readable(self, /)")]
fn readable(vm: &mut Vm, this: &BytesIo) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| true)
}

/// True, as long as the file is open.
#[function("BytesIO.writable(self, /)")]
fn writable(vm: &mut Vm, this: &BytesIo) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| true)
}

/// True, as long as the file is open.
#[function("BytesIO.seekable(self, /)")]
fn seekable(vm: &mut Vm, this: &BytesIo) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| true)
}

/// False: it is no terminal.
#[function("BytesIO.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &BytesIo) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| false)
}

/// Nothing waits to be written.
#[function("BytesIO.flush(self, /)")]
fn flush(vm: &mut Vm, this: &BytesIo) -> Result<(), Raised> {
    check_open(vm, this)
}

/// The position in the file.
#[function("BytesIO.tell(self, /)")]
fn tell(vm: &mut Vm, this: &BytesIo) -> Result<usize, Raised> {
    check_open(vm, this).map(|()| this.position.get())
}

/// Go to a position, counted from the start (0), from here (1) or from the end (2), and give it.
#[function("BytesIO.seek(self, pos, whence=0, /)")]
fn seek(vm: &mut Vm, this: &BytesIo, pos: i64, whence: i64) -> Result<usize, Raised> {
    check_open(vm, this)?;
    let from = match whence {
        0 if pos < 0 => return Err(vm.value_error(format!("negative seek value {pos}"))),
        0 => 0,
        1 => this.position.get(),
        2 => this.length(),
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let Some(position) = (from as i64).checked_add(pos) else {
        return Err(vm.overflow_error("new position too large"));
    };
    this.position.set(usize::try_from(position).unwrap_or(0));
    Ok(this.position.get())
}

/// Cut the file off at a size, or at its position, and give the size. The position stays.
#[function("BytesIO.truncate(self, size=None, /)")]
fn truncate(vm: &mut Vm, this: &BytesIo, size: &Value) -> Result<usize, Raised> {
    check_free(vm, this)?;
    let size = if size.is_none() { this.position.get() as i64 } else { whole(vm, size)? };
    let Ok(length) = usize::try_from(size) else {
        return Err(vm.value_error(format!("negative size value {size}")));
    };
    if length < this.length() {
        let heap = &vm.heap;
        let cut = this.change(heap, |bytes| bytes.splice_copied(heap, length..bytes.len(), &[]));
        cut.or_memory_error(vm)?;
    }
    Ok(length)
}

/// Forget the bytes.
#[function("BytesIO.close(self, /)")]
fn close(vm: &mut Vm, this: &BytesIo) -> Result<(), Raised> {
    if this.is_lent() {
        check_free(vm, this)?;
    }
    this.closed.set(true);
    let before = this.store.replace(Store::default());
    drop(before);
    Ok(())
}

/// All bytes.
#[function("BytesIO.getvalue(self, /)")]
fn getvalue(vm: &mut Vm, this: &BytesIo) -> Result<Value, Raised> {
    check_open(vm, this)?;
    part(vm, this, 0, usize::MAX)
}

/// The bytes of a range, cut off at the end.
fn part(vm: &mut Vm, this: &BytesIo, start: usize, end: usize) -> Result<Value, Raised> {
    if start == 0
        && let Store::Given(bytes) = &*this.store.borrow()
        && end >= bytes.as_slice().len()
        && vm.classes.is_exactly(bytes.value(), &vm.classes.bytes)
    {
        return Ok(bytes.value().clone());
    }
    this.look(|bytes| vm.bytes(bytes.get(start..end.min(bytes.len())).unwrap_or_default()))
}

/// The bytes as a memoryview that can be written through. While there is one, the file cannot change its size.
#[function("BytesIO.getbuffer(self, /)")]
fn getbuffer(vm: &mut Vm, this: Ref<BytesIo>) -> Result<Value, Raised> {
    check_open(vm, &this)?;
    let lent = match &*this.store.borrow() {
        Store::Lent(array) => Some(array.clone()),
        _ => None,
    };
    let array = match lent {
        Some(array) => array,
        None => {
            let class = vm.classes.bytearray.clone();
            let array = vm.allocate(&class, ByteArray::default())?;
            let heap = &vm.heap;
            let moved = this.change(heap, |bytes| {
                *array.bytes.borrow_mut() = std::mem::take(bytes);
                Ok(())
            });
            moved.or_memory_error(vm)?;
            let before = this.store.replace(Store::Lent(array.clone()));
            drop(before);
            array
        }
    };
    memoryview::of(vm, array.value())
}

/// Takes the bytes up to an end.
fn take(vm: &mut Vm, this: &BytesIo, end: usize) -> Result<Value, Raised> {
    let start = this.position.get();
    let taken = part(vm, this, start, end)?;
    this.position.set(start.max(end));
    Ok(taken)
}

/// At most this many bytes; all that are left where the size is negative or None.
#[function("BytesIO.read(self, size=-1, /)")]
fn read(vm: &mut Vm, this: &BytesIo, size: &Value) -> Result<Value, Raised> {
    let size = optional_size(vm, size)?;
    check_open(vm, this)?;
    take(vm, this, this.end(size))
}

/// The same as read().
#[function("BytesIO.read1(self, size=-1, /)")]
fn read1(vm: &mut Vm, this: &BytesIo, size: &Value) -> Result<Value, Raised> {
    let size = optional_size(vm, size)?;
    check_open(vm, this)?;
    take(vm, this, this.end(size))
}

/// The next line with its end, at most this much of it; empty at the end of the file.
#[function("BytesIO.readline(self, size=-1, /)")]
fn readline(vm: &mut Vm, this: &BytesIo, size: &Value) -> Result<Value, Raised> {
    let size = optional_size(vm, size)?;
    check_open(vm, this)?;
    take(vm, this, this.line_end(size))
}

/// The lines that follow, until they come to size together.
#[function("BytesIO.readlines(self, size=None, /)")]
fn readlines(vm: &mut Vm, this: Ref<BytesIo>, size: &Value) -> Result<Value, Raised> {
    let most = optional_size(vm, size)?.filter(|most| *most > 0).unwrap_or(usize::MAX);
    check_open(vm, &this)?;
    let (start, mut lines) = (this.position.get(), Gathering::new());
    while this.position.get() < this.length() && this.position.get() - start < most {
        vm.tick()?;
        let line = take(vm, &this, this.line_end(None))?;
        lines.push(vm, line)?;
    }
    lines.into_list(vm)
}

/// Read into a buffer as much as it holds, and give the number of bytes.
#[function("BytesIO.readinto(self, buffer, /)")]
fn readinto(vm: &mut Vm, this: Ref<BytesIo>, buffer: &Value) -> Result<usize, Raised> {
    let target = buffer::target(vm, buffer, "readinto() argument")?;
    check_open(vm, &this)?;
    let found = take(vm, &this, this.end(Some(target.length())))?;
    let bytes = found.payload::<Bytes>().map(Bytes::as_slice).unwrap_or_default();
    target.write(vm, bytes)?;
    Ok(bytes.len())
}

/// Write bytes and give their number.
#[function("BytesIO.write(self, b, /)")]
fn write(vm: &mut Vm, this: &BytesIo, b: &Value) -> Result<usize, Raised> {
    check_free(vm, this)?;
    let data = match b.payload::<Bytes>() {
        Some(bytes) => std::borrow::Cow::Borrowed(bytes.as_slice()),
        None => buffer::contiguous(vm, b)?,
    };
    // Finding the bytes may have run Python code.
    check_free(vm, this)?;
    if data.is_empty() {
        return Ok(0);
    }
    let (heap, position) = (&vm.heap, this.position.get());
    let written = this.change(heap, |bytes| put(heap, bytes, position, &data));
    written.or_memory_error(vm)?;
    this.position.set(position + data.len());
    Ok(data.len())
}

/// Write the bytes of each object one behind the other.
#[function("BytesIO.writelines(self, lines, /)")]
fn writelines(vm: &mut Vm, this: Ref<BytesIo>, lines: &Value) -> Result<(), Raised> {
    check_open(vm, &this)?;
    iterate::each(vm, lines, |vm, line| write(vm, &this, &line).map(drop))
}

/// The file itself, which gives its lines.
#[function("BytesIO.__iter__(self, /)")]
fn iter(this: Ref<BytesIo>) -> Ref<BytesIo> {
    this
}

/// The next line.
#[function("BytesIO.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(line) => Ok(line),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn step(vm: &mut Vm, this: &Value) -> Result<Option<Value>, Raised> {
    let Some(file) = this.payload::<BytesIo>() else { return Ok(None) };
    check_open(vm, file)?;
    let end = file.line_end(None);
    if end <= file.position.get() {
        return Ok(None);
    }
    take(vm, file, end).map(Some)
}

/// What copies and pickles are made of: the bytes, the position, and the attributes.
#[function("BytesIO.__getstate__(self, /)")]
fn getstate(vm: &mut Vm, this: Ref<BytesIo>) -> Result<Value, Raised> {
    let bytes = getvalue(vm, &this)?;
    let position = vm.size(this.position.get())?;
    let attributes = super::attributes_of(vm, this.value())?;
    vm.tuple([bytes, position, attributes])
}

/// Become what __getstate__ gave.
#[function("BytesIO.__setstate__(self, state, /)")]
fn setstate(vm: &mut Vm, this: Ref<BytesIo>, state: &Value) -> Result<(), Raised> {
    check_open(vm, &this)?;
    let items = state_items(vm, this.value(), state, 3)?;
    let [bytes, position, attributes] = items.as_slice() else { return Ok(()) };
    init(vm, this.clone(), Some(bytes))?;
    this.position.set(state_position(vm, position, "second")?);
    super::restore_attributes(vm, this.value(), attributes, "third")
}

/// How many bytes the file takes.
#[function("BytesIO.__sizeof__(self, /)")]
fn sizeof(this: Ref<BytesIo>) -> usize {
    this.header().size() + this.length()
}
