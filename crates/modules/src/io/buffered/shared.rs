//! What readers, writers and files for both answer alike: attributes, closing, and what the raw file is asked.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::lookup;
use taipan_heap::value::Value;

use super::random::BufferedRandom;
use super::reader::BufferedReader;
use super::writer::BufferedWriter;
use super::{Buffered, Life};
use crate::io::file_io::{self, FileIo};
use crate::io::{closing, flag, quietly, shown_inside};

pub(super) static ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "raw",
        doc: "The file without a buffer.",
        get: |_, this| {
            let raw = of(this).map(|file| file.raw.get());
            Ok(raw.filter(|raw| !raw.is_unbound()).unwrap_or(Value::NONE))
        },
        set: Attribute::READ_ONLY,
    },
    Attribute {
        name: "closed",
        doc: "Whether the file is closed.",
        get: |vm, this| ask(vm, this, "closed"),
        set: None,
    },
    Attribute { name: "name", doc: "The name of the raw file.", get: |vm, this| ask(vm, this, "name"), set: None },
    Attribute { name: "mode", doc: "How the raw file was opened.", get: |vm, this| ask(vm, this, "mode"), set: None },
    Attribute {
        name: "_finalizing",
        doc: "Whether nobody refers to the file any more.",
        get: |_, this| Ok(Value::from_bool(of(this).is_some_and(|file| file.finalizing.get()))),
        set: Some(|vm, this, value| {
            let value = flag(vm, value)?;
            if let Some(file) = of(this) {
                file.finalizing.set(value);
            }
            Ok(())
        }),
    },
];

/// What an object of any of the three classes holds.
pub(super) fn of(this: &Value) -> Option<&Buffered> {
    let reader = this.payload::<BufferedReader>().map(|reader| &reader.0);
    let writer = || this.payload::<BufferedWriter>().map(|writer| &writer.0);
    let random = || this.payload::<BufferedRandom>().map(|random| &random.0);
    reader.or_else(writer).or_else(random)
}

/// An attribute of the raw file.
fn ask(vm: &mut Vm, this: &Value, name: &str) -> Result<Value, Raised> {
    let Some(file) = of(this) else { return Ok(Value::NONE) };
    file.check(vm)?;
    let name = vm.intern(name)?;
    lookup::get_attr(vm, &file.raw.get(), &name)
}

impl Buffered {
    /// Calls a method of the raw file without arguments.
    pub(super) fn forward(&self, vm: &mut Vm, method: &str) -> Result<Value, Raised> {
        self.check(vm)?;
        let raw = self.raw.get();
        vm.call_method(&raw, method, &[])
    }

    /// `close()`.
    pub(super) fn close(&self, vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
        self.check(vm)?;
        {
            let _inside = self.enter(vm, this)?;
            if self.is_raw_closed(vm)? {
                return Ok(Value::NONE);
            }
            if self.finalizing.get() {
                self.warn_unclosed(vm, this)?;
            }
        }
        let flushed = vm.call_method(this, "flush", &[]);
        let _inside = self.enter(vm, this)?;
        closing::rest(vm, this);
        let raw = self.raw.get();
        let closed = closing::then(vm, flushed, |vm| vm.call_method(&raw, "close", &[]));
        let memory = self.memory.take();
        drop(memory);
        self.life.set(Life::Closed);
        self.waiting.set(None);
        self.read_end.set(if self.ways.reads() { Some(0) } else { None });
        self.position.set(0);
        closed
    }

    /// `detach()`: gives the raw file away.
    pub(super) fn detach(&self, vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
        self.check(vm)?;
        vm.call_method(this, "flush", &[])?;
        self.life.set(Life::Detached);
        Ok(self.raw.take())
    }

    /// Warns that nobody closed a file; the raw one says so.
    pub(super) fn warn_unclosed(&self, vm: &mut Vm, source: &Value) -> Result<(), Raised> {
        if self.life.get() == Life::Blank || self.raw.is_unbound() {
            return Ok(());
        }
        let raw = self.raw.get();
        match raw.to_ref::<FileIo>() {
            Some(file) => file_io::warn_unclosed(vm, &file, source),
            None => quietly(vm, |vm| vm.call_method(&raw, "_dealloc_warn", std::slice::from_ref(source))).map(drop),
        }
    }

    /// What repr() shows.
    pub(super) fn shown(&self, vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
        let class = vm.classes.of(this).full_name();
        let key = vm.intern("name")?;
        let name = match lookup::try_get_attr_quiet(vm, this, &key) {
            Ok(name) => name,
            // The raw file was given away.
            Err(_) if vm.is_pending(|classes| &classes.value_error) => {
                vm.clear_pending();
                None
            }
            Err(raised) => return Err(raised),
        };
        match name {
            None => vm.str(&format!("<{class}>")),
            Some(name) => {
                let name = shown_inside(vm, this, |vm| repr::repr(vm, &name))?;
                vm.wtf8_concat(&[b"<", class.as_bytes(), b" name=", name.as_bytes(), b">"])
            }
        }
    }

    /// Bytes beside the object itself.
    pub(super) fn memory_size(&self) -> usize {
        self.size.get()
    }
}

/// The argument of `read`: `None` where all is to be read.
pub(super) fn read_size(vm: &mut Vm, size: &Value) -> Result<Option<usize>, Raised> {
    if size.is_none() {
        return Ok(None);
    }
    match crate::io::whole(vm, size)? {
        -1 => Ok(None),
        size => match usize::try_from(size) {
            Ok(size) => Ok(Some(size)),
            Err(_) => Err(vm.value_error("read length must be non-negative or -1")),
        },
    }
}
