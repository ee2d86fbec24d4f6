//! Source text to code: what the machine's compile hook does.

use std::path::Path;
use std::sync::Arc;

use taipan_bytecode::code::{Code, flags};
use taipan_compiler::options::{CompileOptions, Mode};
use taipan_core::machine::depth;
use taipan_core::machine::hooks::{CompileMode, CompileRequest};
use taipan_core::machine::pending::{Pending, Raised};
use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;
use taipan_source::decode;
use taipan_source::diagnostic::{Diagnostic, Kind, Warning};
use taipan_source::lines::LineIndex;
use taipan_source::meter::{Free, Meter, Toll};
use taipan_source::span::Span;
use taipan_text::int_text::IntTextError;
use taipan_traceback::warn::{self, Warned};

/// Compiles source text; raises SyntaxError and its like.
pub fn compile(vm: &mut Vm, request: CompileRequest<'_>) -> Result<Arc<Code>, Raised> {
    let digits = vm.budget.int_digits;
    let floor = vm.budget.floor;
    let mut payer = Payer { vm, refused: None };
    let compiled = code_of(&request, digits, floor, &mut payer);
    if let Some(raised) = payer.refused {
        return Err(raised);
    }
    match compiled {
        Ok((code, warnings)) => {
            let mut source = Warned::new(request.filename);
            for warning in warnings {
                warn(vm, &warning, &request, &mut source)?;
            }
            Ok(code)
        }
        Err(mut diagnostic) => {
            if request.source.is_empty() {
                // Nothing has no first line.
                (diagnostic.line, diagnostic.end_line) = (0, 0);
            }
            let ends = request.source.ends_with('\n');
            if request.mode == CompileMode::Module && !ends && !request.source.is_empty() {
                // A file is read as if its last line ended, and shown so.
                return Err(raise(vm, &diagnostic, request.filename, &format!("{}\n", request.source)));
            }
            if request.mode != CompileMode::Module && !ends && is_at_the_end(&diagnostic, request.source) {
                // The end of a line that does not end has no place.
                (diagnostic.offset, diagnostic.end_offset) = (0, 0);
            }
            Err(raise(vm, &diagnostic, request.filename, request.source))
        }
    }
}

/// True if a diagnostic is about what should have come behind the last character.
fn is_at_the_end(diagnostic: &Diagnostic, source: &str) -> bool {
    let last = source.rsplit('\n').next().unwrap_or_default();
    diagnostic.message == "invalid syntax"
        && diagnostic.line as usize == source.matches('\n').count() + 1
        && diagnostic.offset as usize == last.chars().count() + 1
}

/// Warns of what a diagnostic says. Where filters make an error of it, that is a SyntaxError with a place.
fn warn(vm: &mut Vm, warning: &Diagnostic, request: &CompileRequest<'_>, source: &mut Warned) -> Result<(), Raised> {
    let category = vm.classes.syntax_warning.clone();
    let warned = warn::warn_explicit(vm, &category, &warning.message, source, warning.line);
    match warned {
        Err(_) if vm.is_pending(|classes| &classes.syntax_warning) => {
            vm.clear_pending();
            // What the compiler complains of is shown from the file, if there is one; the tokenizer knows its text.
            let known = warning.message.starts_with("invalid ") || vm.host.is_file(Path::new(request.filename));
            let source = if known { format!("{}\n", request.source) } else { String::new() };
            Err(raise(vm, warning, request.filename, &source))
        }
        other => other,
    }
}

/// The machine pays for parser and compiler, which do not know it.
struct Payer<'vm> {
    vm: &'vm mut Vm,
    /// Why it did not pay.
    refused: Option<Raised>,
}

impl Meter for Payer<'_> {
    type Refusal = ();

    fn pay(&mut self, steps: usize) -> Result<(), ()> {
        self.vm.pay(steps).map_err(|raised| self.refused = Some(raised))
    }
}

/// Decodes the bytes of a source file.
pub fn decode(vm: &mut Vm, bytes: &[u8], filename: &str) -> Result<String, Raised> {
    let diagnostic = match decode::decode(bytes) {
        Ok(text) => return Ok(text),
        Err(diagnostic) => diagnostic,
    };
    if diagnostic.line > 0 {
        return Err(raise(vm, &diagnostic, filename, ""));
    }
    let message = vm.str(&diagnostic.message)?;
    let mut arguments = vec![message];
    if !bytes.contains(&0) {
        let place = [vm.str(filename)?, vm.int(0)?, vm.int(-1)?, Value::NONE];
        arguments.push(vm.tuple(place)?);
    }
    Err(raise_with(vm, &arguments))
}

/// Decodes the bytes of the main program, of which CPython complains in other words.
pub fn decode_script(vm: &mut Vm, bytes: &[u8], filename: &str) -> Result<String, Raised> {
    let diagnostic = match decode::decode_file(bytes, filename) {
        Ok(text) => return Ok(text),
        Err(diagnostic) => diagnostic,
    };
    if diagnostic.line > 0 {
        let readable = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        return Err(raise(vm, &diagnostic, filename, &String::from_utf8_lossy(readable)));
    }
    let message = vm.str(&diagnostic.message)?;
    Err(raise_with(vm, &[message]))
}

/// Raises SyntaxError with these arguments.
fn raise_with(vm: &mut Vm, arguments: &[Value]) -> Raised {
    let class = vm.classes.syntax_error.value().clone();
    match vm.call(&class, arguments) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// The code, and what the parser and the compiler warn of.
type Compiled = Result<(Arc<Code>, Vec<Diagnostic>), Diagnostic>;

/// Stack that parser and compiler may take, as long as the compiler takes a tree for shallow.
const ROOM: usize = if cfg!(debug_assertions) { 1024 } else { 256 } << 10;
/// The stack of a thread that compiles where less is left.
const STACK: usize = 4 << 20;

/// Compiles on the present stack, which may grow down to an address, or else on another, where nobody pays. Decimal integers
/// may have so many digits, zero for any number.
pub(crate) fn code_of(request: &CompileRequest<'_>, int_digits: usize, lowest: usize, toll: &mut Toll<'_>) -> Compiled {
    if depth::here().saturating_sub(lowest) >= ROOM {
        return translate(request, int_digits, toll);
    }
    std::thread::scope(|scope| {
        let work = || translate(request, int_digits, &mut Free);
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(compiled)) => compiled,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(Diagnostic::nowhere(Kind::MemoryError, "")),
        }
    })
}

fn translate(request: &CompileRequest<'_>, int_digits: usize, toll: &mut Toll<'_>) -> Compiled {
    let source = decode::normalise(request.source);
    decode::without_nulls(&source)?;
    let (parser_mode, mode) = match request.mode {
        CompileMode::Module => (taipan_parser::Mode::Module, Mode::Module),
        CompileMode::Expression => (taipan_parser::Mode::Expression, Mode::Expression),
        CompileMode::Interactive => (taipan_parser::Mode::Interactive, Mode::Interactive),
    };
    let parsed = taipan_parser::parse_paid(&source, parser_mode, toll)?;
    if request.mode == CompileMode::Interactive && wants_a_line_end(&source) {
        let line = source.matches('\n').count() as u32 + u32::from(!source.ends_with('\n'));
        let refused = Diagnostic::nowhere(Kind::SyntaxError, "invalid syntax");
        return Err(Diagnostic { line, end_line: line, ..refused });
    }
    refuse_long_integers(&parsed.long_integers, &source, &parsed.lines, int_digits)?;
    let options = CompileOptions {
        mode,
        optimize: request.optimize,
        top_level_await: request.top_level_await,
        future_annotations: request.future & flags::FUTURE_ANNOTATIONS != 0,
        filename: request.filename.into(),
    };
    let (code, warnings) = taipan_compiler::compile_paid(&parsed, &options, toll)?;
    let warnings = parsed.warnings.iter().chain(&warnings);
    let placed = |warning: &Warning| Diagnostic::syntax(&warning.message, warning.span, &source, &parsed.lines);
    let warnings = warnings.map(placed).collect();
    Ok((code, warnings))
}

/// True if a single statement is missing, or is a compound one without the end of its last line.
fn wants_a_line_end(source: &str) -> bool {
    source.trim().is_empty() || !source.ends_with('\n') && taipan_parser::is_incomplete(source)
}

/// Refuses the first decimal integer of more than so many digits, before anybody looks for its value.
fn refuse_long_integers(long: &[Span], source: &str, lines: &LineIndex, most: usize) -> Result<(), Diagnostic> {
    let long = long.iter().find_map(|&span| {
        let digits = span.text(source).bytes().filter(u8::is_ascii_digit).count();
        (most != 0 && digits > most).then_some((span, digits))
    });
    let Some((span, digits)) = long else { return Ok(()) };
    let message = format!(
        "{} - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
        IntTextError::TooManyRead(most, digits)
    );
    let at = Diagnostic::syntax(message, span, source, lines);
    Err(Diagnostic { offset: 0, end_offset: 0, ..at })
}

/// Raises the exception that a diagnostic stands for.
fn raise(vm: &mut Vm, diagnostic: &Diagnostic, filename: &str, source: &str) -> Raised {
    let class = match diagnostic.kind {
        Kind::SyntaxError => &vm.classes.syntax_error,
        Kind::IndentationError => &vm.classes.indentation_error,
        Kind::TabError => &vm.classes.tab_error,
        Kind::RecursionError => &vm.classes.recursion_error,
        // What is not paid for is an exception of the machine already.
        Kind::MemoryError | Kind::Unpaid => &vm.classes.memory_error,
    }
    .clone();
    if matches!(diagnostic.kind, Kind::RecursionError | Kind::MemoryError) {
        return vm.raise_pending(Pending::Message(class, diagnostic.message.clone()));
    }
    match syntax_error(vm, &class, diagnostic, filename, source) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

fn syntax_error(
    vm: &mut Vm,
    class: &taipan_heap::value::Ref<taipan_core::value::class::Class>,
    diagnostic: &Diagnostic,
    filename: &str,
    source: &str,
) -> Result<Value, Raised> {
    let line = source.split_inclusive('\n').nth((diagnostic.line as usize).saturating_sub(1)).unwrap_or("");
    // The tokenizer, which points at single characters, shows a line without its end.
    let of_tokenizer =
        diagnostic.end_offset == diagnostic.offset as i32 || diagnostic.message.starts_with("leading zeros");
    let line = if of_tokenizer { line.trim_end_matches('\n') } else { line };
    let message = vm.str(&diagnostic.message)?;
    let details = [
        vm.str(filename)?,
        vm.int(i64::from(diagnostic.line))?,
        vm.int(i64::from(diagnostic.offset))?,
        if source.is_empty() && diagnostic.line > 0 { Value::NONE } else { vm.str(line)? },
        vm.int(i64::from(diagnostic.end_line))?,
        match diagnostic.end_offset {
            Diagnostic::UNKNOWN => Value::NONE,
            offset => vm.int(i64::from(offset))?,
        },
    ];
    let details = vm.tuple(details)?;
    let class = class.value().clone();
    vm.call(&class, &[message, details])
}

/// A diagnostic as CPython prints it.
pub fn describe(file: &str, text: &str, error: &Diagnostic) -> String {
    let mut out = format!("  File \"{file}\", line {}\n", error.line);
    if error.line > 0 && !text.is_empty() {
        let lines = LineIndex::new(text);
        let line = lines.text(text, error.line).trim_end();
        let shown = line.trim_start();
        let indent = line.chars().count() - shown.chars().count();
        out.push_str(&format!("    {shown}\n"));
        if error.offset > 0 {
            let start = (error.offset as usize - 1).saturating_sub(indent);
            let one_line = error.end_line == error.line && error.end_offset > error.offset as i32;
            let width = if one_line { (error.end_offset - error.offset as i32) as usize } else { 1 };
            let width = width.min(shown.chars().count().saturating_sub(start).max(1));
            out.push_str(&format!("    {}{}\n", " ".repeat(start), "^".repeat(width)));
        }
    }
    out.push_str(&format!("{}: {}\n", error.kind.name(), error.message));
    out
}
