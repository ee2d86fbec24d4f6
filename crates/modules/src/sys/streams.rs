//! The standard streams for output: objects that write to the host.
//!
//! The VM keeps the object under the stream's name as long as writing to it means writing UTF-8 to the host, so that
//! `print` need not ask it; under another name it keeps that the stream is open.

use std::io::IsTerminal;

use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, dict, lookup};
use taipan_core::value::class::flags;
use taipan_core::value::kinds;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::buffer;
use taipan_text::wtf8;
use taipan_traceback::message;

use crate::builtins::io;
use crate::io::unsupported;

/// One of the streams.
struct Standard {
    /// Where it writes to.
    stream: Stream,
    /// The name in `sys`.
    name: &'static str,
    /// Under this name the VM keeps that it is open.
    open: &'static str,
    /// The number of the descriptor.
    number: u8,
    /// What is done with characters that cannot be encoded.
    errors: &'static str,
    /// Whether each line is handed on at once.
    by_lines: bool,
}

static OUT: Standard = Standard {
    stream: Stream::Out,
    name: io::STDOUT,
    open: "stdout is open",
    number: 1,
    errors: "strict",
    by_lines: false,
};
static ERR: Standard = Standard {
    stream: Stream::Err,
    name: "stderr",
    open: "stderr is open",
    number: 2,
    errors: "backslashreplace",
    by_lines: true,
};

/// Makes the streams and puts them into the namespace of `sys`.
pub(super) fn install(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for (of, spec) in [(&OUT, &out::SPEC), (&ERR, &err::SPEC)] {
        let bits = flags::NO_NEW | flags::HAS_DICT | flags::HAS_WEAK;
        let class = define_native_class(vm, "_io.TextIOWrapper", &[], kinds::INSTANCE, bits, spec)?;
        let stream = vm.instance(&class)?;
        let mut kept = vm.world.kept.borrow_mut();
        kept.insert(of.name, stream.clone());
        kept.insert(of.open, Value::TRUE);
        drop(kept);
        dict::set_text(vm, namespace, of.name, stream.clone())?;
        dict::set_text(vm, namespace, &format!("__{}__", of.name), stream)?;
    }
    Ok(())
}

impl Standard {
    fn is_open(&self, vm: &Vm) -> bool {
        vm.world.kept.borrow().contains_key(self.open)
    }

    fn is_terminal(&self, vm: &Vm) -> bool {
        vm.host.allows_system()
            && vm.host.has_standard(self.number)
            && match self.stream {
                Stream::Out => std::io::stdout().is_terminal(),
                Stream::Err => std::io::stderr().is_terminal(),
            }
    }

    fn check_open(&self, vm: &mut Vm) -> Result<(), Raised> {
        if self.is_open(vm) { Ok(()) } else { Err(vm.value_error("I/O operation on closed file.")) }
    }

    /// As `check_open`, where CPython's message has no point.
    fn check_usable(&self, vm: &mut Vm) -> Result<(), Raised> {
        if self.is_open(vm) { Ok(()) } else { Err(vm.value_error("I/O operation on closed file")) }
    }

    fn write(&self, vm: &mut Vm, this: &Value, text: &Str) -> Result<usize, Raised> {
        self.check_open(vm)?;
        let plain = vm.world.kept.borrow().contains_key(self.name);
        if !plain {
            check_attached(vm, this)?;
            let (encoding, errors) = (attribute(vm, this, "encoding")?, attribute(vm, this, "errors")?);
            let whole = vm.wtf8(text.as_bytes())?;
            let bytes = vm.call_method(&whole, "encode", &[encoding, errors])?;
            self.write_bytes(vm, &bytes)?;
        } else if self.stream == Stream::Out {
            io::write_out(vm, text.as_bytes())?;
        } else {
            let written = match wtf8::has_surrogates(text.as_bytes()) {
                true => vm.host.write(self.stream, message::readable(text).as_bytes()),
                false => vm.host.write(self.stream, text.as_bytes()),
            };
            written.map_err(|error| vm.io_error(&error, None))?;
        }
        Ok(text.length())
    }

    fn write_bytes(&self, vm: &mut Vm, data: &Value) -> Result<usize, Raised> {
        let bytes = buffer::required(vm, data)?;
        let written = vm.host.write(self.stream, &bytes);
        written.map(|()| bytes.len()).map_err(|error| vm.io_error(&error, None))
    }

    fn flush(&self, vm: &mut Vm, this: &Value) -> Result<(), Raised> {
        self.check_open(vm)?;
        check_attached(vm, this)?;
        let flushed = vm.host.flush(self.stream);
        flushed.map_err(|error| vm.io_error(&error, None))
    }

    /// The process keeps its descriptor; the object is of no use any more, even where its buffer cannot be written.
    fn close(&self, vm: &mut Vm, this: &Value) -> Result<(), Raised> {
        if !self.is_open(vm) {
            return Ok(());
        }
        let flushed = self.flush(vm, this);
        let mut kept = vm.world.kept.borrow_mut();
        kept.remove(self.open);
        let stream = kept.remove(self.name);
        drop(kept);
        drop(stream);
        flushed
    }

    /// Gives up the text: the bytes alone remain.
    fn detach(&self, vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
        let buffer = attribute(vm, this, "buffer")?;
        let stream = vm.world.kept.borrow_mut().remove(self.name);
        drop(stream);
        let name = vm.intern("buffer")?;
        lookup::set_attr(vm, this, &name, None)?;
        let name = vm.intern(DETACHED)?;
        attributes::set(vm, this, &name, Value::TRUE)?;
        Ok(buffer)
    }

    /// Takes other settings. Only those of CPython's that mean something here.
    fn reconfigure(&self, vm: &mut Vm, this: &Value, options: &Keywords<'_>) -> Result<(), Raised> {
        self.flush(vm, this)?;
        for (name, value) in options.iter() {
            let text = taipan_core::protocol::name::text(name);
            if !["encoding", "errors", "newline", "line_buffering", "write_through"].contains(&text.as_str()) {
                return Err(vm.type_error(format!("reconfigure() got an unexpected keyword argument '{text}'")));
            }
            if value.is_none() {
                continue;
            }
            if text == "encoding" || text == "errors" {
                let stream = vm.world.kept.borrow_mut().remove(self.name);
                drop(stream);
            }
            attributes::set(vm, this, name, value.clone())?;
        }
        Ok(())
    }

    /// What is asked for seldom is made when it is asked for: the bytes behind the text, and facts about it.
    fn missing(&self, vm: &mut Vm, this: &Value, name: &str) -> Result<Value, Raised> {
        match name {
            "buffer" if attribute_of(vm, this, DETACHED)?.is_some() => Ok(Value::NONE),
            "buffer" => {
                let import = vm.hooks.import;
                let streams = import(vm, "_streams")?;
                let buffer = vm.call_method(&streams, "binary_output", std::slice::from_ref(this))?;
                let name = vm.intern("buffer")?;
                lookup::set_attr(vm, this, &name, Some(buffer.clone()))?;
                Ok(buffer)
            }
            "encoding" => vm.str("utf-8"),
            "errors" if self.stream == Stream::Out && vm.world.settings.escapes => vm.str("surrogateescape"),
            "errors" => vm.str(self.errors),
            "name" => vm.str(&format!("<{}>", self.name)),
            "mode" => vm.str("w"),
            "newlines" => Ok(Value::NONE),
            "write_through" => Ok(Value::from_bool(vm.world.settings.unbuffered)),
            "line_buffering" => {
                let by_lines = self.by_lines || !vm.world.settings.unbuffered && self.is_terminal(vm);
                Ok(Value::from_bool(by_lines))
            }
            _ => {
                let wanted = vm.intern(name)?;
                Err(vm.attribute_error(this, &wanted))
            }
        }
    }
}

/// This attribute of a stream says that its bytes were given away.
const DETACHED: &str = "_detached";

fn check_attached(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    match attribute_of(vm, this, DETACHED)? {
        Some(_) => Err(vm.value_error("underlying buffer has been detached")),
        None => Ok(()),
    }
}

/// What the stream itself holds under a name.
fn attribute_of(vm: &mut Vm, this: &Value, name: &str) -> Result<Option<Value>, Raised> {
    let name = vm.intern(name)?;
    Ok(attributes::get(vm, this, &name))
}

fn attribute(vm: &mut Vm, this: &Value, name: &str) -> Result<Value, Raised> {
    let name = vm.intern(name)?;
    lookup::get_attr(vm, this, &name)
}

/// The two classes differ in the stream that they write to.
macro_rules! class_of {
    ($module:ident, $of:ident) => {
        mod $module {
            use super::*;

            pub(super) static SPEC: ClassSpec = ClassSpec {
                doc: "Text that goes to a standard stream of the process.",
                methods: methods![
                    write,
                    write_bytes,
                    flush_bytes,
                    flush,
                    fileno,
                    isatty,
                    readable,
                    writable,
                    seekable,
                    writelines,
                    reconfigure,
                    close,
                    detach,
                    read,
                    readline,
                    tell,
                    enter,
                    exit,
                    missing,
                    shown
                ],
                attributes: &[
                    Attribute {
                        name: "closed",
                        doc: "",
                        get: |vm, _| Ok(Value::from_bool(!$of.is_open(vm))),
                        set: None,
                    },
                    Attribute { name: "__class__", doc: "", get: class, set: None },
                ],
                ..ClassSpec::EMPTY
            };

            /// The class that `isinstance` is to see.
            fn class(vm: &mut Vm, _: &Value) -> Result<Value, Raised> {
                let import = vm.hooks.import;
                let io = import(vm, "io")?;
                attribute(vm, &io, "TextIOWrapper")
            }

            /// Write text and return its length in characters.
            #[function("TextIOWrapper.write(self, text, /)")]
            fn write(vm: &mut Vm, this: &Value, text: &Value) -> Result<usize, Raised> {
                match text.payload::<Str>() {
                    Some(text) => $of.write(vm, this, text),
                    None => {
                        let given = vm.classes.name_of(text);
                        Err(vm.type_error(format!("write() argument must be str, not {given}")))
                    }
                }
            }

            /// Write bytes and return their number.
            #[function("TextIOWrapper._write_bytes(self, data, /)")]
            fn write_bytes(vm: &mut Vm, _this: &Value, data: &Value) -> Result<usize, Raised> {
                $of.write_bytes(vm, data)
            }

            /// Hand what is buffered to the system.
            #[function("TextIOWrapper.flush(self, /)")]
            fn flush(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
                $of.flush(vm, this)
            }

            /// Hand what is buffered to the system, also where the text was given up.
            #[function("TextIOWrapper._flush_bytes(self, /)")]
            fn flush_bytes(vm: &mut Vm, _this: &Value) -> Result<(), Raised> {
                let flushed = vm.host.flush($of.stream);
                flushed.map_err(|error| vm.io_error(&error, None))
            }

            /// The number of the descriptor.
            #[function("TextIOWrapper.fileno(self, /)")]
            fn fileno(vm: &mut Vm, _this: &Value) -> Result<i64, Raised> {
                $of.check_usable(vm).map(|()| i64::from($of.number))
            }

            /// Whether the stream is a terminal.
            #[function("TextIOWrapper.isatty(self, /)")]
            fn isatty(vm: &mut Vm, _this: &Value) -> Result<bool, Raised> {
                $of.check_usable(vm)?;
                Ok($of.is_terminal(vm))
            }

            /// Whether the stream can be read.
            #[function("TextIOWrapper.readable(self, /)")]
            fn readable(_this: &Value) -> bool {
                false
            }

            /// Whether the stream can be written.
            #[function("TextIOWrapper.writable(self, /)")]
            fn writable(vm: &mut Vm, _this: &Value) -> Result<bool, Raised> {
                $of.check_usable(vm).map(|()| true)
            }

            /// Whether the stream can be moved in.
            #[function("TextIOWrapper.seekable(self, /)")]
            fn seekable(vm: &mut Vm, _this: &Value) -> Result<bool, Raised> {
                $of.check_usable(vm).map(|()| false)
            }

            /// Write each text of an iterable.
            #[function("TextIOWrapper.writelines(self, lines, /)")]
            fn writelines(vm: &mut Vm, this: &Value, lines: &Value) -> Result<(), Raised> {
                $of.check_open(vm)?;
                for line in iterate::collect(vm, lines)? {
                    vm.call_method(this, "write", &[line])?;
                }
                Ok(())
            }

            /// Take other settings.
            #[function("TextIOWrapper.reconfigure(self, /, **options)")]
            fn reconfigure(vm: &mut Vm, this: &Value, options: Keywords<'_>) -> Result<(), Raised> {
                $of.reconfigure(vm, this, &options)
            }

            /// Hand what is buffered to the system, and write no more.
            #[function("TextIOWrapper.close(self, /)")]
            fn close(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
                $of.close(vm, this)
            }

            /// The bytes behind the text, for somebody else to write text to.
            #[function("TextIOWrapper.detach(self, /)")]
            fn detach(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
                $of.flush(vm, this)?;
                $of.detach(vm, this)
            }

            /// Refused: the stream is for writing.
            #[function("TextIOWrapper.read(self, size=-1, /)")]
            fn read(vm: &mut Vm, _this: &Value, _size: &Value) -> Result<Value, Raised> {
                $of.check_open(vm)?;
                Err(unsupported(vm, "not readable"))
            }

            /// Refused: the stream is for writing.
            #[function("TextIOWrapper.readline(self, size=-1, /)")]
            fn readline(vm: &mut Vm, _this: &Value, _size: &Value) -> Result<Value, Raised> {
                $of.check_open(vm)?;
                Err(unsupported(vm, "not readable"))
            }

            /// Refused, as the stream cannot be moved in.
            #[function("TextIOWrapper.tell(self, /)")]
            fn tell(vm: &mut Vm, _this: &Value) -> Result<Value, Raised> {
                $of.check_open(vm)?;
                Err(unsupported(vm, "underlying stream is not seekable"))
            }

            /// The stream itself, for `with`.
            #[function("TextIOWrapper.__enter__(self, /)")]
            fn enter(vm: &mut Vm, this: Value) -> Result<Value, Raised> {
                $of.check_open(vm).map(|()| this)
            }

            /// Close the stream at the end of `with`.
            #[function("TextIOWrapper.__exit__(self, /, *details)")]
            fn exit(vm: &mut Vm, this: &Value, _details: Rest<'_>) -> Result<(), Raised> {
                $of.close(vm, this)
            }

            /// What is not there yet.
            #[function("TextIOWrapper.__getattr__(self, name, /)")]
            fn missing(vm: &mut Vm, this: &Value, name: &str) -> Result<Value, Raised> {
                $of.missing(vm, this, name)
            }

            /// What repr() shows.
            #[function("TextIOWrapper.__repr__(self, /)")]
            fn shown(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
                let encoding = attribute(vm, this, "encoding")?;
                let encoding = taipan_core::ops::repr::repr(vm, &encoding)?.to_lossy().into_owned();
                Ok(format!("<_io.TextIOWrapper name='<{}>' mode='w' encoding={encoding}>", $of.name))
            }
        }
    };
}

class_of!(out, OUT);
class_of!(err, ERR);
