//! The standard streams: objects that write to and read from the host.

use std::io::IsTerminal;

use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_vm::builtins::io;
use taipan_vm::machine::host::Stream;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::object::buffer;
use taipan_vm::ops::iterate;
use taipan_vm::protocol::define::define_native_class;
use taipan_vm::protocol::dict;
use taipan_vm::protocol::lookup;
use taipan_vm::protocol::native::{Keywords, Rest};
use taipan_vm::protocol::spec::ClassSpec;
use taipan_vm::value::class::flags;
use taipan_vm::value::kinds;
use taipan_vm::value::mapping::Dict;
use taipan_vm::value::text::Str;

static OUT: ClassSpec = ClassSpec {
    methods: methods![
        write_out,
        write_bytes_out,
        flush_out,
        fileno_out,
        isatty_out,
        readable,
        writable,
        seekable,
        writelines,
        reconfigure,
        close_out,
        enter,
        exit_out,
        missing,
        shown_out
    ],
    ..ClassSpec::EMPTY
};
static ERR: ClassSpec = ClassSpec {
    methods: methods![
        write_err,
        write_bytes_err,
        flush_err,
        fileno_err,
        isatty_err,
        readable,
        writable,
        seekable,
        writelines,
        reconfigure,
        close_err,
        enter,
        exit_err,
        missing,
        shown_err
    ],
    ..ClassSpec::EMPTY
};

/// Makes the streams and puts them into the namespace of `sys`.
pub(super) fn install(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for (name, spec) in [(io::STDOUT, &OUT), ("stderr", &ERR)] {
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

/// Whether the stream can be moved in.
#[function("TextIOWrapper.seekable(self, /)")]
fn seekable(_this: &Value) -> bool {
    false
}

/// Write each text of an iterable.
#[function("TextIOWrapper.writelines(self, lines, /)")]
fn writelines(vm: &mut Vm, this: &Value, lines: &Value) -> Result<(), Raised> {
    for line in iterate::collect(vm, lines)? {
        vm.call_method(this, "write", &[line])?;
    }
    Ok(())
}

/// Accepted: the streams are UTF-8, and the host decides about buffers.
#[function("TextIOWrapper.reconfigure(self, /, **options)")]
fn reconfigure(_this: &Value, _options: Keywords<'_>) {}

/// The stream itself, for `with`.
#[function("TextIOWrapper.__enter__(self, /)")]
fn enter(this: Value) -> Value {
    this
}

/// What is asked for seldom is made when it is asked for: the bytes behind the text, and facts about it.
#[function("TextIOWrapper.__getattr__(self, name, /)")]
fn missing(vm: &mut Vm, this: &Value, name: &str) -> Result<Value, Raised> {
    let native = |vm: &Vm| vm.world.kept.borrow().get(io::STDOUT).is_some_and(|out| out.is(this));
    match name {
        "buffer" => {
            let import = vm.hooks.import;
            let streams = import(vm, "_streams")?;
            let buffer = vm.call_method(&streams, "binary_output", std::slice::from_ref(this))?;
            let name = vm.intern("buffer")?;
            lookup::set_attr(vm, this, &name, Some(buffer.clone()))?;
            Ok(buffer)
        }
        "encoding" => vm.str("utf-8"),
        "errors" => vm.str(if native(vm) { "strict" } else { "backslashreplace" }),
        "name" => vm.str(if native(vm) { "<stdout>" } else { "<stderr>" }),
        "mode" => vm.str("w"),
        "newlines" => Ok(Value::NONE),
        "closed" | "write_through" => Ok(Value::FALSE),
        "line_buffering" => Ok(if native(vm) { Value::FALSE } else { Value::TRUE }),
        _ => Err(vm.raise_message(
            |classes| &classes.attribute_error,
            format!("'_io.TextIOWrapper' object has no attribute '{name}'"),
        )),
    }
}

fn write_bytes(vm: &mut Vm, stream: Stream, data: &Value) -> Result<usize, Raised> {
    let bytes = buffer::required(vm, data)?;
    let written = vm.host.write(stream, &bytes);
    written.map(|()| bytes.len()).map_err(|error| vm.io_error(&error, None))
}

/// The two classes differ in the stream they write to.
macro_rules! of_stream {
    ($stream:expr, $number:literal, $shown:literal, $terminal:expr;
     $bytes:ident, $fileno:ident, $isatty:ident, $close:ident, $exit:ident, $repr:ident) => {
        /// Write bytes and return their number.
        #[function("TextIOWrapper._write_bytes(self, data, /)")]
        fn $bytes(vm: &mut Vm, _this: &Value, data: &Value) -> Result<usize, Raised> {
            write_bytes(vm, $stream, data)
        }

        /// The number of the descriptor.
        #[function("TextIOWrapper.fileno(self, /)")]
        fn $fileno(_this: &Value) -> i64 {
            $number
        }

        /// Whether the stream is a terminal.
        #[function("TextIOWrapper.isatty(self, /)")]
        fn $isatty(vm: &mut Vm, _this: &Value) -> bool {
            vm.host.allows_system() && $terminal.is_terminal()
        }

        /// Hand what is buffered to the system; the process keeps its streams.
        #[function("TextIOWrapper.close(self, /)")]
        fn $close(vm: &mut Vm, _this: &Value) -> Result<(), Raised> {
            flush(vm, $stream)
        }

        /// Hand what is buffered to the system at the end of `with`.
        #[function("TextIOWrapper.__exit__(self, /, *details)")]
        fn $exit(vm: &mut Vm, _this: &Value, _details: Rest<'_>) -> Result<(), Raised> {
            flush(vm, $stream)
        }

        /// What repr() shows.
        #[function("TextIOWrapper.__repr__(self, /)")]
        fn $repr(_this: &Value) -> &'static str {
            $shown
        }
    };
}

of_stream!(Stream::Out, 1, "<_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>", std::io::stdout();
    write_bytes_out, fileno_out, isatty_out, close_out, exit_out, shown_out);
of_stream!(Stream::Err, 2, "<_io.TextIOWrapper name='<stderr>' mode='w' encoding='utf-8'>", std::io::stderr();
    write_bytes_err, fileno_err, isatty_err, close_err, exit_err, shown_err);
