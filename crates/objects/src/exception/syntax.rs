//! `SyntaxError`: a message and the place in the source.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{iterate, repr};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::syntax_error::PARTS;
use taipan_core::value::exception::Exception;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::exception::{no_keywords, set_args};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "The source text is not Python.",
    methods: methods![init, text],
    attributes: &[
        detail!("msg", "What is wrong."),
        detail!("filename", "The file, or None."),
        detail!("lineno", "The line, from 1."),
        detail!("offset", "The column, from 1."),
        detail!("text", "The line as it stands in the file, or None."),
        detail!("end_lineno", "The line where the wrong part ends."),
        detail!("end_offset", "The column behind the wrong part."),
        detail!("print_file_and_line", "What others set here for displays of their own."),
    ],
    ..ClassSpec::EMPTY
};

/// Takes the arguments of the constructor.
#[function("SyntaxError.__init__(self, *args, **kwargs)")]
fn init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    no_keywords(vm, this.value(), &kwargs)?;
    set_args(vm, &this, &args)?;
    let Some(message) = args.first() else { return Ok(()) };
    vm.annotate(this.value(), "msg", message.clone())?;
    let [_, info] = &*args else { return Ok(()) };
    let parts = iterate::collect(vm, info)?;
    match parts.len() {
        given @ ..4 => {
            return Err(vm.type_error(format!("function takes at least 4 arguments ({given} given)")));
        }
        4..=7 => {}
        given => return Err(vm.type_error(format!("function takes at most 6 arguments ({given} given)"))),
    }
    let complete = parts.len() != 5;
    for (name, part) in PARTS.into_iter().zip(parts) {
        vm.annotate(this.value(), name, part)?;
    }
    if complete {
        return Ok(());
    }
    Err(vm.type_error("end_offset must be provided when end_lineno is provided"))
}

/// What str() and print() show.
#[function("SyntaxError.__str__(self)")]
fn text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let message = vm.detail(this.value(), "msg").unwrap_or(Value::NONE);
    let message = repr::str(vm, &message)?;
    let filename = vm.detail(this.value(), "filename");
    let file = filename.as_ref().and_then(|name| name.payload::<Str>()).map(|name| {
        let name = name.as_bytes();
        name.rsplit(|&byte| byte == b'/').next().unwrap_or(name).to_vec()
    });
    let line = vm.detail(this.value(), "lineno").filter(|line| vm.classes.is_exactly(line, &vm.classes.int));
    let place = match (file, line.as_ref().and_then(small_int)) {
        (Some(file), Some(line)) => [b" (", file.as_slice(), format!(", line {line})").as_bytes()].concat(),
        (Some(file), None) => [b" (", file.as_slice(), b")"].concat(),
        (None, Some(line)) => format!(" (line {line})").into_bytes(),
        (None, None) => vec![],
    };
    vm.wtf8_concat(&[message.as_bytes(), &place])
}
