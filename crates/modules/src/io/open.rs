//! `open`: a raw file, a buffer before it, and text over both, as the mode says.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{attributes, dict, spec};
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::buffered::random::BufferedRandom;
use super::buffered::reader::BufferedReader;
use super::buffered::writer::BufferedWriter;
use super::buffered::{random, reader, writer};
use super::file_io::{self, FileIo};
use super::modes::Mode;
use super::text::{self, Settings, TextIoWrapper};
use super::{allocate_open, closing, kept_class};
use crate::posix::paths;

pub(super) const FUNCTIONS: &[NativeDef] = methods![open_code, text_encoding, standard_file];

/// What is among the builtins, too.
const BUILTINS: &[NativeDef] = methods![open];

/// Under this name the VM keeps the function `open`.
pub(super) const OPEN: &str = "_io.open";

/// Puts `open` among the builtins.
pub(crate) fn install(vm: &mut Vm, builtins: &Dict) -> Result<(), Raised> {
    spec::install_functions(vm, builtins, "_io", BUILTINS)?;
    if let Some(open) = dict::get_text(vm, builtins, "open") {
        vm.world.kept.borrow_mut().insert(OPEN, open);
    }
    Ok(())
}

/// What `open` is told beside the file and the mode.
struct Options<'a> {
    /// 0: no buffer; 1: text goes out line by line; more: the size of the buffer; negative: as is best.
    buffering: i64,
    /// The name of the encoding, or None.
    encoding: &'a Value,
    /// The name of the handler of coding errors, or None.
    errors: &'a Value,
    /// The line end, or None.
    newline: &'a Value,
    /// Whether closing the file closes a descriptor that was given.
    closefd: bool,
    /// A function that opens the descriptor, or None.
    opener: &'a Value,
}

/// Open a file of text, or of bytes where the mode has a `b`. Raises OSError where it cannot be opened.
///
/// The mode has one of `r` (read), `w` (write anew), `x` (write what is not there yet) and `a` (append), and perhaps a `+`
/// for both ways.
#[function("open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)")]
fn open(
    vm: &mut Vm,
    file: &Value,
    mode: Option<&str>,
    buffering: i64,
    encoding: &Value,
    errors: &Value,
    newline: &Value,
    closefd: bool,
    opener: &Value,
) -> Result<Value, Raised> {
    if kept_class(vm, file_io::CLASS).is_none() {
        let import = vm.hooks.import;
        import(vm, "_io")?;
    }
    open_file(vm, file, mode.unwrap_or("r"), &Options { buffering, encoding, errors, newline, closefd, opener })
}

/// Open a file of code to be read.
#[function("open_code(path)")]
fn open_code(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    if !path.is_kind::<Str>() {
        let given = vm.classes.name_of(path);
        return Err(vm.type_error(format!("open_code() argument 'path' must be str, not {given}")));
    }
    let none = Value::NONE;
    let options =
        Options { buffering: -1, encoding: &none, errors: &none, newline: &none, closefd: true, opener: &none };
    open_file(vm, path, "rb", &options)
}

/// The encoding, or the usual one where none is given.
#[function("text_encoding(encoding, stacklevel=2, /)")]
fn text_encoding(vm: &mut Vm, encoding: Value, stacklevel: i64) -> Result<Value, Raised> {
    if !encoding.is_none() {
        return Ok(encoding);
    }
    warn_of_encoding(vm, usize::try_from(stacklevel).unwrap_or(1))?;
    vm.str("locale")
}

/// The raw file of a standard stream of the process.
#[function("_standard_file(number, name, /)")]
fn standard_file(vm: &mut Vm, number: i64, name: &Value) -> Result<Value, Raised> {
    match number {
        0..3 => file_io::standard(vm, number, name),
        _ => Err(vm.value_error("no standard stream has this number")),
    }
}

/// Warns that no encoding was given, where the program was started to hear of it.
pub(super) fn warn_of_encoding(vm: &mut Vm, level: usize) -> Result<(), Raised> {
    let sys = dict::get_text(vm, &vm.world.modules, "sys");
    let options = sys.and_then(|sys| dict::get_text(vm, &sys.payload::<Module>()?.dict, "_options"));
    let asked = options.and_then(|options| dict::get_text(vm, options.payload::<Dict>()?, "warn_default_encoding"));
    match asked {
        Some(_) => vm.warn(|classes| &classes.encoding_warning, "'encoding' argument not specified", level),
        None => Ok(()),
    }
}

/// What `open` does. The module must have been imported.
fn open_file(vm: &mut Vm, file: &Value, mode: &str, options: &Options<'_>) -> Result<Value, Raised> {
    let given = file_io::descriptor_given(vm, file)?;
    let file = &if given.is_some() { file.clone() } else { paths::fspath(vm, file)? };
    let known = Mode::of(vm, mode)?;
    if known.binary {
        for (given, what) in
            [(options.encoding, "an encoding"), (options.errors, "an errors"), (options.newline, "a newline")]
        {
            if !given.is_none() {
                return Err(vm.value_error(format!("binary mode doesn't take {what} argument")));
            }
        }
        if options.buffering == 1 {
            let message = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size \
                           will be used";
            vm.warn(|classes| &classes.runtime_warning, message, 1)?;
        }
    }
    let class = class(vm, file_io::CLASS)?;
    let raw = allocate_open(vm, &class, FileIo::closed())?;
    file_io::open(vm, &raw, file, given, known.raw, options.closefd, options.opener)?;
    let dressed = dress(vm, &raw, mode, known, options);
    dressed.or_else(|raised| {
        closing::then(vm, Err::<Value, _>(raised), |vm| file_io::close_file(vm, &raw)).map(|()| Value::NONE)
    })
}

/// Puts a buffer before a raw file, and text over both.
fn dress(vm: &mut Vm, raw: &Ref<FileIo>, mode: &str, known: Mode, options: &Options<'_>) -> Result<Value, Raised> {
    let terminal = options.buffering < 0 && raw.is_terminal(vm)?;
    let size = match options.buffering {
        2.. => options.buffering,
        0 if known.binary => return Ok(raw.value().clone()),
        0 => return Err(vm.value_error("can't have unbuffered text I/O")),
        _ => raw.block() as i64,
    };
    let buffer = put_buffer(vm, raw, known, size)?;
    if known.binary {
        return Ok(buffer);
    }
    if options.encoding.is_none() {
        warn_of_encoding(vm, 1)?;
    }
    let settings = Settings {
        newline: text::newline(vm, options.newline, "open")?,
        codec: text::given(vm, options.encoding, options.errors, "open")?,
        line_buffering: options.buffering == 1 || terminal,
        write_through: false,
    };
    let class = class(vm, text::CLASS)?;
    let made = allocate_open(vm, &class, TextIoWrapper::blank())?;
    made.begin(vm, &buffer, settings)?;
    let name = vm.intern("mode")?;
    let mode = vm.intern(mode)?;
    attributes::set(vm, made.value(), &name, mode)?;
    Ok(made.into_value())
}

fn put_buffer(vm: &mut Vm, raw: &Ref<FileIo>, known: Mode, size: i64) -> Result<Value, Raised> {
    Ok(match (known.raw.reads, known.raw.writes) {
        (true, true) => {
            let class = class(vm, random::CLASS)?;
            let made = allocate_open(vm, &class, BufferedRandom::blank())?;
            made.begin(vm, raw.value(), size)?;
            made.into_value()
        }
        (true, false) => {
            let class = class(vm, reader::CLASS)?;
            let made = allocate_open(vm, &class, BufferedReader::blank())?;
            made.begin(vm, raw.value(), size)?;
            made.into_value()
        }
        _ => {
            let class = class(vm, writer::CLASS)?;
            let made = allocate_open(vm, &class, BufferedWriter::blank())?;
            made.begin(vm, raw.value(), size)?;
            made.into_value()
        }
    })
}

/// A class of this module.
fn class(vm: &mut Vm, name: &'static str) -> Result<Ref<Class>, Raised> {
    kept_class(vm, name).ok_or_else(|| vm.runtime_error("module _io is not there yet"))
}
