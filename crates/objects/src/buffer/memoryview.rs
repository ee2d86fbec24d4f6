//! `memoryview`: a window on the bytes of a `bytes` or `bytearray`, read and written as items of a format.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare;
use taipan_core::ops::item::{self, Subscript};
use taipan_core::ops::stretch;
use taipan_core::protocol::call;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::make::LONG;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::SequenceIterator;
use taipan_core::value::sequence::{ByteArray, Bytes, Dimensions, MemoryView, Tuple};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_text::pieces::{self, Toll};

use crate::buffer;
use crate::buffer::memory_format::{self as format, Format};
use crate::buffer::memory_shape as shapes;
use crate::text::bytes::hex;

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A window on the bytes of an object, without a copy: memoryview(object).",
    methods: methods![
        new, repr, len, iter, getitem, setitem, delitem, eq, ne, hash, enter, exit, tobytes, tolist, to_hex, release,
        cast, toreadonly,
    ],
    static_methods: &[],
    attributes: &[
        Attribute { name: "obj", doc: "The object whose bytes are seen.", get: obj, set: None },
        Attribute { name: "nbytes", doc: "Number of bytes.", get: nbytes, set: None },
        Attribute { name: "itemsize", doc: "Number of bytes of an item.", get: itemsize, set: None },
        Attribute { name: "format", doc: "The format of items, as in module struct.", get: item_format, set: None },
        Attribute { name: "ndim", doc: "Number of dimensions.", get: ndim, set: None },
        Attribute { name: "shape", doc: "The length in every dimension.", get: shape, set: None },
        Attribute { name: "strides", doc: "The distance between items, in bytes.", get: strides, set: None },
        Attribute { name: "suboffsets", doc: "Always empty.", get: suboffsets, set: None },
        Attribute { name: "readonly", doc: "Whether it cannot be written through.", get: readonly, set: None },
        Attribute { name: "c_contiguous", doc: "Whether items follow each other.", get: c_contiguous, set: None },
        Attribute {
            name: "f_contiguous",
            doc: "The same, the first dimension running fastest.",
            get: f_contiguous,
            set: None,
        },
        Attribute { name: "contiguous", doc: "Whether one of both is so.", get: contiguous, set: None },
    ],
    next: None,
    awaited: None,
    make: Some(make_at_once),
};

/// `memoryview(object)`
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    match values {
        [object] => of(vm, object).map(Some),
        _ => Ok(None),
    }
}

/// A window on the bytes of an object.
#[function("memoryview.__new__(cls, object)")]
fn new(vm: &mut Vm, _class: &Value, object: &Value) -> Result<Value, Raised> {
    of(vm, object)
}

/// A window on the bytes of an object.
pub fn of(vm: &mut Vm, object: &Value) -> Result<Value, Raised> {
    let is_plain = object.is_kind::<Bytes>() || object.is_kind::<ByteArray>() || object.is_kind::<MemoryView>();
    if is_plain {
        return of_plain(vm, object);
    }
    let flags = Value::from_small_int(0).unwrap_or(Value::NONE);
    match call::special(vm, object, Special::Buffer, &[flags])? {
        Some(view) if view.is_kind::<MemoryView>() => Ok(view),
        Some(bytes) if bytes.is_kind::<Bytes>() || bytes.is_kind::<ByteArray>() => of_plain(vm, &bytes),
        _ => {
            let given = vm.classes.name_of(object);
            Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{given}'")))
        }
    }
}

fn of_plain(vm: &mut Vm, object: &Value) -> Result<Value, Raised> {
    let length = if let Some(bytes) = object.payload::<Bytes>() {
        bytes.as_slice().len()
    } else if let Some(bytes) = object.payload::<ByteArray>() {
        bytes.bytes.borrow().len()
    } else if let Some(view) = object.payload::<MemoryView>() {
        alive(vm, view)?;
        return window(vm, view, view.start, view.length, view.step, view.read_only);
    } else {
        0
    };
    let read_only = object.is_kind::<Bytes>();
    make(
        vm,
        MemoryView {
            owner: Slot::new(object.clone()),
            start: 0,
            length,
            step: 1,
            dimensions: Dimensions::One,
            format: b'B',
            item_size: 1,
            read_only,
        },
    )
}

/// Makes the object and counts it as an export of its owner.
fn make(vm: &mut Vm, view: MemoryView) -> Result<Value, Raised> {
    if let Some(array) = view.owner.get().payload::<ByteArray>() {
        array.exports.set(array.exports.get() + 1);
    }
    let class = vm.classes.memoryview.clone();
    Ok(vm.allocate(&class, view)?.into_value())
}

/// Another window on the same bytes.
fn window(
    vm: &mut Vm,
    of: &MemoryView,
    start: isize,
    length: usize,
    step: isize,
    read_only: bool,
) -> Result<Value, Raised> {
    let (format, item_size, dimensions) = (of.format, of.item_size, of.dimensions.clone());
    let owner = Slot::new(of.owner.get());
    make(vm, MemoryView { owner, start, length, step, dimensions, format, item_size, read_only })
}

fn alive(vm: &mut Vm, view: &MemoryView) -> Result<(), Raised> {
    if view.owner.is_unbound() {
        return Err(vm.value_error("operation forbidden on released memoryview object"));
    }
    Ok(())
}

/// Looks at the owner's bytes. Nothing that can run Python code may be called meanwhile.
fn with<R>(view: &MemoryView, look: impl FnOnce(&[u8]) -> R) -> R {
    let owner = view.owner.get();
    if let Some(bytes) = owner.payload::<Bytes>() {
        return look(bytes.as_slice());
    }
    match owner.payload::<ByteArray>() {
        Some(bytes) => look(&bytes.bytes.borrow()),
        None => look(&[]),
    }
}

/// The first byte of a place.
fn offset(view: &MemoryView, place: usize) -> usize {
    usize::try_from(view.start + place as isize * view.step).unwrap_or(usize::MAX)
}

/// The bytes of all items.
pub(crate) fn copied(vm: &mut Vm, view: &MemoryView) -> Result<Vec<u8>, Raised> {
    alive(vm, view)?;
    let size = view.item_size * view.block();
    with(view, |bytes| {
        if view.step == size as isize {
            let start = offset(view, 0);
            return buffer::copied(vm, bytes.get(start..start + view.length * size).unwrap_or_default());
        }
        vm.expect_bytes(view.length.saturating_mul(size))?;
        let mut items = Vec::with_capacity(view.length * size);
        let mut toll = Toll::new(vm);
        for place in 0..view.length {
            let start = offset(view, place);
            toll.pass(size)?;
            items.extend_from_slice(bytes.get(start..start.saturating_add(size)).unwrap_or_default());
        }
        Ok(items)
    })
}

/// Writes bytes over those of the items from `place` on; the view has that many, and is not read-only.
pub(crate) fn write(vm: &mut Vm, view: &MemoryView, place: usize, new: &[u8]) -> Result<(), Raised> {
    let owner = view.owner.get();
    let Some(array) = owner.payload::<ByteArray>() else { return Ok(()) };
    let mut held = array.bytes.borrow_mut();
    let mut toll = Toll::new(vm);
    for (number, item) in new.chunks((view.item_size * view.block()).max(1)).enumerate() {
        let start = offset(view, place + number);
        toll.pass(item.len())?;
        if let Some(target) = held.get_mut(start..start.saturating_add(item.len())) {
            target.copy_from_slice(item);
        }
    }
    Ok(())
}

/// Writes the bytes of an item.
fn write_item(view: &MemoryView, start: usize, item: &[u8]) {
    let owner = view.owner.get();
    let Some(array) = owner.payload::<ByteArray>() else { return };
    if let Some(target) = array.bytes.borrow_mut().get_mut(start..start.saturating_add(item.len())) {
        target.copy_from_slice(item);
    }
}

/// An item by its number, in the order of C.
fn numbered(vm: &mut Vm, view: &MemoryView, number: usize) -> Result<Value, Raised> {
    let block = view.block().max(1);
    item_at(vm, view, offset(view, number / block) + number % block * view.item_size)
}

/// The item that begins at a byte.
fn item_at(vm: &mut Vm, view: &MemoryView, start: usize) -> Result<Value, Raised> {
    let mut item = [0; 8];
    let size = view.item_size.min(8);
    with(view, |bytes| {
        let source = bytes.get(start..start.saturating_add(size)).unwrap_or_default();
        item[..source.len()].copy_from_slice(source);
    });
    format::unpack(vm, view.format, &item[..size])
}

/// What repr() shows.
#[function("memoryview.__repr__(self, /)")]
fn repr(this: Ref<MemoryView>) -> String {
    let what = if this.owner.is_unbound() { "released memory" } else { "memory" };
    format!("<{what} at {:#x}>", this.value().word().bits())
}

/// The number of items.
#[function("memoryview.__len__(self, /)")]
fn len(vm: &mut Vm, this: &MemoryView) -> Result<usize, Raised> {
    alive(vm, this)?;
    if let Dimensions::None = this.dimensions {
        return Err(vm.type_error("0-dim memory has no length"));
    }
    Ok(this.length)
}

/// An iterator over the items.
#[function("memoryview.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<MemoryView>) -> Result<Ref<SequenceIterator>, Raised> {
    alive(vm, &this)?;
    shapes::need_single(vm, &this, PARTS)?;
    let class = vm.classes.memory_iterator.clone();
    vm.allocate(&class, SequenceIterator { sequence: Slot::new(this.into_value()), index: 0.into(), step: 1 })
}

/// What there are no views of.
const PARTS: &str = "multi-dimensional sub-views are not implemented";

/// The key as this view takes it.
fn subscript(vm: &mut Vm, key: &Value) -> Result<Subscript, Raised> {
    if !item::has_index(vm, key) && !key.is_kind::<taipan_core::value::sequence::Slice>() {
        return Err(vm.type_error("memoryview: invalid slice key"));
    }
    item::subscript(vm, key, "memoryview")
}

fn place_of(vm: &mut Vm, view: &MemoryView, index: i64) -> Result<usize, Raised> {
    stretch::place(index, view.length).ok_or_else(|| vm.index_error("index out of bounds on dimension 1"))
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("memoryview.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: Ref<MemoryView>, key: &Value) -> Result<Value, Raised> {
    alive(vm, &this)?;
    if let Dimensions::None = this.dimensions
        && vm.classes.is_exactly(key, &vm.classes.ellipsis_type)
    {
        return Ok(this.into_value());
    }
    if let Some(keys) = tuple_for(&this, key) {
        let start = shapes::named(vm, &this, keys.items(), "multi-dimensional slicing is not implemented")?;
        alive(vm, &this)?;
        return item_at(vm, &this, start);
    }
    shapes::need_dimension(vm, &this)?;
    match subscript(vm, key)? {
        Subscript::Index(index) => {
            shapes::need_single(vm, &this, PARTS)?;
            let place = place_of(vm, &this, index)?;
            alive(vm, &this)?;
            numbered(vm, &this, place)
        }
        Subscript::Slice(bounds) => sliced(vm, &this, bounds),
    }
}

/// A key that names an item by an index for each dimension.
fn tuple_for<'a>(view: &MemoryView, key: &'a Value) -> Option<&'a Tuple> {
    key.payload::<Tuple>().filter(|keys| !matches!(view.dimensions, Dimensions::None) || keys.items().is_empty())
}

fn sliced(vm: &mut Vm, view: &MemoryView, bounds: item::Bounds) -> Result<Value, Raised> {
    alive(vm, view)?;
    let stretch = bounds.within(view.length);
    // The steps of slices of slices multiply: where they leave the bytes, no item is left.
    let start = view.start.saturating_add((stretch.start.max(0) as isize).saturating_mul(view.step));
    let step = (stretch.step as isize).saturating_mul(view.step);
    window(vm, view, start, stretch.count, step, view.read_only)
}

/// Replace the item at an index, or the part that a slice names.
#[function("memoryview.__setitem__(self, key, value, /)")]
fn setitem(vm: &mut Vm, this: &MemoryView, key: &Value, value: &Value) -> Result<(), Raised> {
    alive(vm, this)?;
    if this.read_only {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    const ONE_ONLY: &str = "memoryview slice assignments are currently restricted to ndim = 1";
    let whole = matches!(this.dimensions, Dimensions::None) && vm.classes.is_exactly(key, &vm.classes.ellipsis_type);
    let named = match tuple_for(this, key) {
        Some(keys) => Some(shapes::named(vm, this, keys.items(), ONE_ONLY)?),
        None => whole.then(|| offset(this, 0)),
    };
    if let Some(start) = named {
        let packed = format::pack(vm, this.format, value)?;
        alive(vm, this)?;
        write_item(this, start, &packed);
        return Ok(());
    }
    shapes::need_dimension(vm, this)?;
    match subscript(vm, key)? {
        Subscript::Index(index) => {
            shapes::need_single(vm, this, "sub-views are not implemented")?;
            let place = place_of(vm, this, index)?;
            let packed = format::pack(vm, this.format, value)?;
            alive(vm, this)?;
            write(vm, this, place, &packed)?;
        }
        Subscript::Slice(bounds) => {
            shapes::need_single(vm, this, ONE_ONLY)?;
            let target = sliced(vm, this, bounds)?;
            let Some(target) = target.payload::<MemoryView>() else { return Ok(()) };
            let (given_format, given_size) = match value.payload::<MemoryView>() {
                Some(MemoryView { dimensions: Dimensions::None | Dimensions::More(_), .. }) => (0, 0),
                Some(view) => (view.format, view.length),
                None => (b'B', usize::MAX),
            };
            let new = buffer::required(vm, value)?;
            let same_length = given_size == target.length
                || given_size == usize::MAX && new.len() == target.length * target.item_size;
            if given_format != target.format || !same_length {
                return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
            }
            write(vm, target, 0, &new)?;
        }
    }
    Ok(())
}

/// Refuses: the length of the bytes is not the view's to change.
#[function("memoryview.__delitem__(self, key, /)")]
fn delitem(vm: &mut Vm, this: &MemoryView, _key: &Value) -> Result<(), Raised> {
    let what = if this.read_only { "cannot modify read-only memory" } else { "cannot delete memory" };
    Err(vm.type_error(what))
}

fn equal(vm: &mut Vm, this: &Ref<MemoryView>, value: &Value) -> Result<Option<bool>, Raised> {
    if this.value().is(value) {
        return Ok(Some(true));
    }
    if this.owner.is_unbound() {
        return Ok(Some(false));
    }
    let other = match value.payload::<MemoryView>() {
        Some(view) if view.owner.is_unbound() => return Ok(Some(false)),
        Some(_) => value.clone(),
        None if buffer::is_bytes_like(vm, value) => of(vm, value)?,
        None => return Ok(None),
    };
    let Some(other) = other.to_ref::<MemoryView>() else { return Ok(None) };
    if shapes::lengths(this) != shapes::lengths(&other) {
        return Ok(Some(false));
    }
    let plain = |format: u8| !matches!(format, b'f' | b'd' | b'e');
    if this.format == other.format && plain(this.format) {
        let (own, others) = (copied(vm, this)?, copied(vm, &other)?);
        return pieces::equal(&own, &others, vm).map(Some);
    }
    for number in 0..this.length * this.block() {
        vm.tick()?;
        let (a, b) = (numbered(vm, this, number)?, numbered(vm, &other, number)?);
        if !compare::holds(vm, compare::Comparison::Eq, &a, &b)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("memoryview.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: Ref<MemoryView>, value: &Value) -> Result<Value, Raised> {
    Ok(equal(vm, &this, value)?.map_or(Value::NOT_IMPLEMENTED, Value::from_bool))
}

/// The opposite of ==.
#[function("memoryview.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: Ref<MemoryView>, value: &Value) -> Result<Value, Raised> {
    Ok(equal(vm, &this, value)?.map_or(Value::NOT_IMPLEMENTED, |equal| Value::from_bool(!equal)))
}

/// A number for dicts and sets: equal objects have the same.
#[function("memoryview.__hash__(self, /)")]
fn hash(vm: &mut Vm, this: &MemoryView) -> Result<i64, Raised> {
    alive(vm, this)?;
    if !this.read_only {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(this.format, b'B' | b'b' | b'c') {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let bytes = copied(vm, this)?;
    if bytes.len() <= LONG {
        return Ok(vm.names.hash_key.hash(&bytes));
    }
    let key = vm.names.hash_key;
    key.hash_long(&bytes, vm)
}

/// The view itself; it is released when the with block ends.
#[function("memoryview.__enter__(self, /)")]
fn enter(vm: &mut Vm, this: Ref<MemoryView>) -> Result<Ref<MemoryView>, Raised> {
    alive(vm, &this)?;
    Ok(this)
}

/// Release the window.
#[function("memoryview.__exit__(self, /, *exc_info)")]
fn exit(this: &MemoryView, _exc_info: Rest<'_>) {
    let_go(this);
}

/// Give the owner's bytes free: it may change its length again.
#[function("memoryview.release(self, /)")]
fn release(this: &MemoryView) {
    let_go(this);
}

fn let_go(view: &MemoryView) {
    view.stop_export();
    drop(view.owner.take());
}

/// The bytes of all items.
#[function("memoryview.tobytes(self, /, order='C')")]
fn tobytes(vm: &mut Vm, this: &MemoryView, order: Option<&Value>) -> Result<Value, Raised> {
    let order = order.filter(|order| !order.is_none()).and_then(Value::payload::<Str>).map(Str::to_lossy);
    let bytes = copied(vm, this)?;
    let bytes = match order.as_deref() {
        None | Some("C" | "A") => bytes,
        Some("F") => shapes::first_fastest(vm, this, bytes)?,
        Some(_) => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
    };
    vm.bytes(&bytes)
}

/// The items as a list, of lists for each further dimension.
#[function("memoryview.tolist(self, /)")]
fn tolist(vm: &mut Vm, this: &MemoryView) -> Result<Value, Raised> {
    alive(vm, this)?;
    let count = this.length * this.block();
    vm.expect_bytes(count.saturating_mul(size_of::<Value>()))?;
    let mut items = Vec::with_capacity(count);
    for number in 0..count {
        vm.charge(1)?;
        items.push(numbered(vm, this, number)?);
    }
    shapes::nested(vm, this, items)
}

/// Two hexadecimal digits for every byte; with sep between groups of bytes_per_sep.
#[function("memoryview.hex(self, /, sep=<absent>, bytes_per_sep=1)")]
fn to_hex(vm: &mut Vm, this: &MemoryView, sep: Option<&Value>, bytes_per_sep: i64) -> Result<Value, Raised> {
    let bytes = copied(vm, this)?;
    hex::write(vm, &bytes, sep, bytes_per_sep)
}

/// The same bytes as items of another format, or with other dimensions.
#[function("memoryview.cast(self, /, format, shape=<absent>)")]
fn cast(vm: &mut Vm, this: &MemoryView, format: &Str, shape: Option<&Value>) -> Result<Value, Raised> {
    alive(vm, this)?;
    if !shapes::is_contiguous(this, false) {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let one = matches!(this.dimensions, Dimensions::One);
    if (shape.is_some() || !one) && this.length == 0 {
        return Err(vm.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let asked = shape.map(|shape| shapes::asked(vm, shape)).transpose()?;
    if !one && asked.as_ref().is_some_and(|asked| asked.len() != 1) {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let Some(Format { code, size }) = Format::read(&format.to_lossy()) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let bytewise = |code: u8| matches!(code, b'B' | b'b' | b'c');
    if !bytewise(code) && !bytewise(this.format) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = this.length * this.block() * this.item_size;
    if !bytes.is_multiple_of(size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let (dimensions, length) = match asked {
        Some(asked) => shapes::read(vm, &asked, size, bytes)?,
        None => (Dimensions::One, bytes / size),
    };
    let step = (bytes / length.max(1)) as isize;
    let step = if length == 0 { size as isize } else { step };
    let (owner, start, read_only) = (Slot::new(this.owner.get()), this.start, this.read_only);
    make(vm, MemoryView { owner, start, length, step, dimensions, format: code, item_size: size, read_only })
}

/// The same window, not to be written through.
#[function("memoryview.toreadonly(self, /)")]
fn toreadonly(vm: &mut Vm, this: &MemoryView) -> Result<Value, Raised> {
    alive(vm, this)?;
    window(vm, this, this.start, this.length, this.step, true)
}

/// The view behind an attribute, still alive.
fn view_of<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a MemoryView, Raised> {
    match value.payload::<MemoryView>() {
        Some(view) => alive(vm, view).map(|()| view),
        None => Err(vm.type_error("not a memoryview")),
    }
}

fn obj(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    Ok(view_of(vm, value)?.owner.get())
}

fn nbytes(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let view = view_of(vm, value)?;
    vm.size(view.length * view.block() * view.item_size)
}

fn itemsize(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let size = view_of(vm, value)?.item_size;
    vm.size(size)
}

fn item_format(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let format = view_of(vm, value)?.format;
    vm.char(u32::from(format))
}

fn ndim(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let dimensions = shapes::lengths(view_of(vm, value)?).len();
    vm.size(dimensions)
}

fn shape(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let lengths = shapes::lengths(view_of(vm, value)?);
    let lengths = lengths.into_iter().map(|length| vm.size(length)).collect::<Result<Vec<_>, _>>()?;
    vm.tuple(lengths)
}

fn strides(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let distances = shapes::distances(view_of(vm, value)?);
    let distances = distances.into_iter().map(|distance| vm.int(distance as i64)).collect::<Result<Vec<_>, _>>()?;
    vm.tuple(distances)
}

fn suboffsets(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    view_of(vm, value)?;
    vm.tuple([])
}

fn readonly(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    Ok(Value::from_bool(view_of(vm, value)?.read_only))
}

fn c_contiguous(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    Ok(Value::from_bool(shapes::is_contiguous(view_of(vm, value)?, false)))
}

fn f_contiguous(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    Ok(Value::from_bool(shapes::is_contiguous(view_of(vm, value)?, true)))
}

fn contiguous(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let view = view_of(vm, value)?;
    Ok(Value::from_bool(shapes::is_contiguous(view, false) || shapes::is_contiguous(view, true)))
}
