//! The standard streams: objects that write to and read from the host.

use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_vm::machine::host::Stream;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::protocol::define::define_native_class;
use taipan_vm::protocol::dict;
use taipan_vm::protocol::spec::ClassSpec;
use taipan_vm::value::class::flags;
use taipan_vm::value::kinds;
use taipan_vm::value::mapping::Dict;
use taipan_vm::value::text::Str;

static OUT: ClassSpec =
    ClassSpec { methods: methods![write_out, flush_out, isatty, readable, writable], ..ClassSpec::EMPTY };
static ERR: ClassSpec =
    ClassSpec { methods: methods![write_err, flush_err, isatty, readable, writable], ..ClassSpec::EMPTY };

/// Makes the streams and puts them into the namespace of `sys`.
pub(super) fn install(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for (name, spec) in [("stdout", &OUT), ("stderr", &ERR)] {
        let object = vm.classes.object.clone();
        let class = define_native_class(
            vm,
            "TextIOWrapper",
            &[object],
            kinds::INSTANCE,
            flags::NO_NEW | flags::HAS_DICT,
            spec,
        )?;
        let stream = vm.instance(&class)?;
        vm.world.kept.borrow_mut().insert(name, stream.clone());
        dict::set_text(vm, namespace, name, stream.clone())?;
        dict::set_text(vm, namespace, &format!("__{name}__"), stream)?;
    }
    Ok(())
}

fn write(vm: &mut Vm, stream: Stream, text: &Str) -> Result<usize, Raised> {
    let written = vm.host.write(stream, text.as_bytes());
    match written {
        Ok(()) => Ok(text.length()),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

fn flush(vm: &mut Vm, stream: Stream) -> Result<(), Raised> {
    let flushed = vm.host.flush(stream);
    flushed.map_err(|error| vm.io_error(&error, None))
}

/// Write text and return its length in characters.
#[function("TextIOWrapper.write(self, text, /)")]
fn write_out(vm: &mut Vm, _this: &Value, text: &Str) -> Result<usize, Raised> {
    write(vm, Stream::Out, text)
}

/// Hand what is buffered to the system.
#[function("TextIOWrapper.flush(self, /)")]
fn flush_out(vm: &mut Vm, _this: &Value) -> Result<(), Raised> {
    flush(vm, Stream::Out)
}

/// Write text and return its length in characters.
#[function("TextIOWrapper.write(self, text, /)")]
fn write_err(vm: &mut Vm, _this: &Value, text: &Str) -> Result<usize, Raised> {
    write(vm, Stream::Err, text)
}

/// Hand what is buffered to the system.
#[function("TextIOWrapper.flush(self, /)")]
fn flush_err(vm: &mut Vm, _this: &Value) -> Result<(), Raised> {
    flush(vm, Stream::Err)
}

/// Whether the stream is a terminal.
#[function("TextIOWrapper.isatty(self, /)")]
fn isatty(_this: &Value) -> bool {
    false
}

/// Whether the stream can be read.
#[function("TextIOWrapper.readable(self, /)")]
fn readable(_this: &Value) -> bool {
    false
}

/// Whether the stream can be written.
#[function("TextIOWrapper.writable(self, /)")]
fn writable(_this: &Value) -> bool {
    true
}
