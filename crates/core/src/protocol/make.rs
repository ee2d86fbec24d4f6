//! Making builtin objects from Rust data.

use dashu_int::IBig;
use taipan_heap::buffer::Buffer;
use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_text::short_int::ShortInt;
use taipan_text::wtf8;

use crate::machine::lookups::Lookups;
use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::value::allocate;
use crate::value::class::{self, Class};
use crate::value::function::{BoundMethod, Cell};
use crate::value::instance::Instance;
use crate::value::mapping::{Dict, Set};
use crate::value::members::Members;
use crate::value::number::{BigInt, Complex, Float};
use crate::value::sequence::{Bytes, List, Slice, Tuple};
use crate::value::table::Table;
use crate::value::text::Str;

/// Text of more bytes is hashed piece by piece.
pub const LONG: usize = 1 << 16;

impl Vm {
    /// An object of a class that may be derived by Python code from the builtin one.
    pub fn allocate<T: Payload>(&mut self, class: &Ref<Class>, payload: T) -> Result<Ref<T>, Raised> {
        allocate::allocate(&self.heap, class.value().clone(), payload).or_memory_error(self)
    }

    /// An instance without attributes of a class whose instances hold nothing but attributes.
    pub fn instance(&mut self, class: &Ref<Class>) -> Result<Value, Raised> {
        let instance = Instance::create(&self.heap, class.value().clone(), &class.shapes).or_memory_error(self)?;
        if class.has(class::flags::HAS_DEL) {
            instance.header().set(taipan_heap::header::flags::FINALIZER);
        }
        Ok(instance.into_value())
    }

    /// A string.
    pub fn str(&mut self, text: &str) -> Result<Value, Raised> {
        self.wtf8(text.as_bytes())
    }

    /// A string of WTF-8 bytes.
    pub fn wtf8(&mut self, text: &[u8]) -> Result<Value, Raised> {
        if text.is_empty() {
            return Ok(self.names.known.empty.clone());
        }
        let class = self.classes.str.value().clone();
        Ok(Str::from_wtf8(&self.heap, class, text).or_memory_error(self)?.into_value())
    }

    /// A string of ASCII characters.
    pub fn ascii(&mut self, text: &[u8]) -> Result<Value, Raised> {
        let class = self.classes.str.value().clone();
        Ok(Str::from_ascii(&self.heap, class, text).or_memory_error(self)?.into_value())
    }

    /// A string of several pieces of WTF-8.
    pub fn wtf8_concat(&mut self, pieces: &[&[u8]]) -> Result<Value, Raised> {
        let class = self.classes.str.value().clone();
        Ok(Str::concat(&self.heap, class, pieces).or_memory_error(self)?.into_value())
    }

    /// A string of one code point (which may be a surrogate).
    pub fn char(&mut self, code_point: u32) -> Result<Value, Raised> {
        if let Some(character) = u8::try_from(code_point).ok().and_then(|byte| self.names.ascii(byte)) {
            return Ok(character.clone());
        }
        let mut text = Vec::with_capacity(4);
        wtf8::push(&mut text, code_point);
        self.wtf8(&text)
    }

    /// The interned string of a text.
    pub fn intern(&mut self, text: &str) -> Result<Value, Raised> {
        self.intern_bytes(text.as_bytes())
    }

    /// The hash of a string; that of a long one is paid for piece by piece.
    pub fn hash_text(&mut self, text: &Str) -> Result<u64, Raised> {
        if text.as_bytes().len() > LONG && text.cached_hash().is_none() {
            let key = self.names.hash_key;
            text.cache_hash(key.hash_long(text.as_bytes(), self)? as u64);
        }
        Ok(self.names.hash(text))
    }

    /// Forgets the names that nobody needs any more, when they have become many.
    #[inline]
    fn sweep_names(&mut self) {
        if self.names.is_crowded() {
            self.names.sweep(&self.heap);
            self.lookups = Lookups::default();
        }
    }

    /// The interned string of a string's text.
    pub fn intern_str(&mut self, text: Ref<Str>) -> Result<Value, Raised> {
        if text.as_bytes().len() > LONG {
            self.hash_text(&text)?;
        }
        self.sweep_names();
        let name = self.names.intern_str(&self.heap, text);
        Ok(name.or_memory_error(self)?.into_value())
    }

    /// The interned string of WTF-8 bytes.
    pub fn intern_bytes(&mut self, text: &[u8]) -> Result<Value, Raised> {
        if text.len() > LONG {
            let text = self.wtf8(text)?;
            return text.to_ref::<Str>().map_or(Ok(text), |text| self.intern_str(text));
        }
        self.sweep_names();
        let class = self.classes.str.value().clone();
        let name = self.names.intern(&self.heap, &class, text);
        Ok(name.or_memory_error(self)?.into_value())
    }

    /// An integer.
    #[inline]
    pub fn int(&mut self, value: i64) -> Result<Value, Raised> {
        match Value::from_small_int(value) {
            Some(value) => Ok(value),
            None => self.short_int(ShortInt::from(value)),
        }
    }

    /// An integer of a few words.
    #[inline]
    pub fn short_int(&mut self, value: ShortInt) -> Result<Value, Raised> {
        if let Some(small) = value.to_i64().and_then(Value::from_small_int) {
            return Ok(small);
        }
        let class = self.classes.int.value().clone();
        Ok(self.heap.allocate(class, BigInt::of_few_words(value)).or_memory_error(self)?.into_value())
    }

    /// An integer of any size.
    pub fn big_int(&mut self, value: IBig) -> Result<Value, Raised> {
        if let Ok(small) = i64::try_from(&value)
            && let Some(word) = Value::from_small_int(small)
        {
            return Ok(word);
        }
        // Whatever made the number went over its digits.
        self.charge_pass(size_of_val(value.as_sign_words().1))?;
        let class = self.classes.int.value().clone();
        let payload = BigInt::new(&self.heap, value).or_memory_error(self)?;
        Ok(self.heap.allocate(class, payload).or_memory_error(self)?.into_value())
    }

    /// An integer from an unsigned size.
    pub fn size(&mut self, value: usize) -> Result<Value, Raised> {
        match i64::try_from(value) {
            Ok(value) => self.int(value),
            Err(_) => self.big_int(IBig::from(value)),
        }
    }

    /// A float.
    #[inline]
    pub fn float(&mut self, value: f64) -> Result<Value, Raised> {
        match taipan_heap::word::Word::from_float(value) {
            Some(word) => Ok(Value::from_immediate(word)),
            None => {
                let class = self.classes.float.value().clone();
                Ok(self.heap.allocate(class, Float(value)).or_memory_error(self)?.into_value())
            }
        }
    }

    /// A complex number.
    pub fn complex(&mut self, real: f64, imaginary: f64) -> Result<Value, Raised> {
        let class = self.classes.complex.value().clone();
        Ok(self.heap.allocate(class, Complex { real, imaginary }).or_memory_error(self)?.into_value())
    }

    /// Bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<Value, Raised> {
        let class = self.classes.bytes.value().clone();
        Ok(Bytes::concat(&self.heap, class, &[bytes]).or_memory_error(self)?.into_value())
    }

    /// A tuple.
    pub fn tuple<I>(&mut self, items: I) -> Result<Value, Raised>
    where
        I: IntoIterator<Item = Value>,
        I::IntoIter: ExactSizeIterator,
    {
        let class = self.classes.tuple.value().clone();
        Ok(Tuple::collect(&self.heap, class, items).or_memory_error(self)?.into_value())
    }

    /// A list.
    pub fn list<I>(&mut self, items: I) -> Result<Value, Raised>
    where
        I: IntoIterator<Item = Value>,
        I::IntoIter: ExactSizeIterator,
    {
        let items = Buffer::collect(&self.heap, items).or_memory_error(self)?;
        Ok(self.list_of(items)?.into_value())
    }

    /// A list that takes over its items.
    pub fn list_of(&mut self, items: Buffer<Value>) -> Result<Ref<List>, Raised> {
        let class = self.classes.list.value().clone();
        self.heap.allocate(class, List { items: items.into() }).or_memory_error(self)
    }

    /// An empty dict.
    pub fn dict(&mut self) -> Result<Ref<Dict>, Raised> {
        let class = self.classes.dict.value().clone();
        self.heap.allocate(class, Dict::default()).or_memory_error(self)
    }

    /// An empty dict with room for so many entries.
    pub fn dict_with_room(&mut self, entries: usize) -> Result<Ref<Dict>, Raised> {
        let table = Table::with_capacity(&self.heap, entries).or_memory_error(self)?;
        let class = self.classes.dict.value().clone();
        self.heap.allocate(class, Dict { table: table.into() }).or_memory_error(self)
    }

    /// A set of a table.
    pub fn set_of(&mut self, table: Members) -> Result<Ref<Set>, Raised> {
        let class = self.classes.set.value().clone();
        self.heap.allocate(class, Set { table: table.into() }).or_memory_error(self)
    }

    /// A slice object.
    pub fn slice(&mut self, start: Value, stop: Value, step: Value) -> Result<Value, Raised> {
        let class = self.classes.slice.value().clone();
        Ok(self.heap.allocate(class, Slice { start, stop, step }).or_memory_error(self)?.into_value())
    }

    /// A cell that holds a value, or nothing if it is unbound.
    pub fn cell(&mut self, contents: Value) -> Result<Value, Raised> {
        let class = self.classes.cell.value().clone();
        Ok(self.heap.allocate(class, Cell { contents: Slot::new(contents) }).or_memory_error(self)?.into_value())
    }

    /// A bound method.
    pub fn bound_method(&mut self, function: Value, receiver: Value) -> Result<Value, Raised> {
        let class = self.classes.method.value().clone();
        let method = BoundMethod { function: Slot::new(function), receiver: Slot::new(receiver) };
        Ok(self.heap.allocate(class, method).or_memory_error(self)?.into_value())
    }
}
