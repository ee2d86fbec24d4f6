//! Warnings from Rust code: handed to module `warnings` where it is loaded, else filtered and printed as CPython does by
//! default.

use std::sync::Arc;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{mapping, repr};
use taipan_core::protocol::{dict, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::generator::{AsyncStep, StepKind};
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_core::value::sequence::List;
use taipan_core::value::text::Str;
use taipan_exec::inspect;
use taipan_heap::value::{Ref, Value};

use crate::report::write_error;
use crate::source_lines::SourceLines;

/// Where a warning is said to come from.
struct Origin {
    filename: Arc<str>,
    line: u32,
    module: Value,
    registry: Value,
}

/// Warns: what [`Vm::warn`] asks for.
pub fn warn(vm: &mut Vm, category: &Ref<Class>, message: &str, level: usize) -> Result<(), Raised> {
    let origin = origin(vm, level)?;
    warn_at(vm, category, message, origin, &mut SourceLines::default())
}

/// Warns about a line of source text, as the compiler does.
pub fn warn_explicit(
    vm: &mut Vm,
    category: &Ref<Class>,
    message: &str,
    source: &mut Warned,
    line: u32,
) -> Result<(), Raised> {
    let filename = source.filename.clone();
    let stem = filename.strip_suffix(".py").unwrap_or(&filename);
    let module = vm.str(if stem.is_empty() { "<unknown>" } else { stem })?;
    let origin = Origin { filename, line, module, registry: Value::NONE };
    warn_at(vm, category, message, origin, &mut source.lines)
}

/// A source text that is warned of, perhaps many times: its lines are read once.
pub struct Warned {
    filename: Arc<str>,
    lines: SourceLines,
}

impl Warned {
    /// The text of a file.
    #[must_use]
    pub fn new(filename: &str) -> Warned {
        Warned { filename: filename.into(), lines: SourceLines::default() }
    }
}

/// What follows a warning of an object that was forgotten.
const NO_ORIGIN: &str = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n";

/// A coroutine ends that was never awaited, or a step of an asynchronous generator.
pub fn never_awaited(vm: &mut Vm, coroutine: &Value) -> Result<(), Raised> {
    if let Some(step) = coroutine.payload::<AsyncStep>() {
        let method = match step.kind {
            StepKind::Send => "asend",
            StepKind::Throw => "athrow",
            StepKind::Close => "aclose",
        };
        let name = vm.names.known.qualname.clone();
        let generator = lookup::get_attr(vm, step.generator.value(), &name)?;
        let generator = repr::repr(vm, &generator)?.to_lossy().into_owned();
        let message = format!("coroutine method '{method}' of {generator} was never awaited");
        vm.warn(|classes| &classes.runtime_warning, &message, 1)?;
        if loaded(vm)?.is_none() {
            write_error(vm, NO_ORIGIN);
        }
        return Ok(());
    }
    if let Some(warnings) = loaded(vm)? {
        let name = vm.intern("_warn_unawaited_coroutine")?;
        if let Some(function) = lookup::try_get_attr(vm, &warnings, &name)? {
            return vm.call(&function, std::slice::from_ref(coroutine)).map(drop);
        }
    }
    let name = vm.names.known.qualname.clone();
    let name = lookup::get_attr(vm, coroutine, &name)?;
    let name = name.payload::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default();
    vm.warn(|classes| &classes.runtime_warning, &format!("coroutine '{name}' was never awaited"), 1)?;
    write_error(vm, NO_ORIGIN);
    Ok(())
}

fn origin(vm: &mut Vm, level: usize) -> Result<Origin, Raised> {
    let found = inspect::caller(vm, level.saturating_sub(1));
    let (filename, line, globals) = match &found {
        Some(caller) => (caller.code.code.filename.clone(), caller.line(), Some(caller.globals.clone())),
        None => ("<sys>".into(), 0, None),
    };
    let Some(globals) = globals else {
        return Ok(Origin { filename, line, module: vm.str("sys")?, registry: Value::NONE });
    };
    let name = vm.names.known.name.clone();
    let module = match dict::get(vm, &globals, &name) {
        Some(module) => module,
        None => vm.str("<string>")?,
    };
    let registry = match dict::get_text(vm, &globals, "__warningregistry__") {
        Some(registry) => registry,
        None => {
            let fresh = vm.dict()?.into_value();
            dict::set_text(vm, &globals, "__warningregistry__", fresh.clone())?;
            fresh
        }
    };
    Ok(Origin { filename, line, module, registry })
}

/// Module `warnings`, if a script has loaded it or options for it were given.
fn loaded(vm: &mut Vm) -> Result<Option<Value>, Raised> {
    if let Some(module) = dict::get_text(vm, &vm.world.modules, "warnings") {
        return Ok(Some(module));
    }
    let options = dict::get_text(vm, &vm.world.modules, "sys")
        .and_then(|sys| dict::get_text(vm, &sys.payload::<Module>()?.dict, "warnoptions"));
    if options.is_none_or(|options| options.payload::<List>().is_none_or(|options| options.length() == 0)) {
        return Ok(None);
    }
    let import = vm.hooks.import;
    import(vm, "warnings").map(Some)
}

fn warn_at(
    vm: &mut Vm,
    category: &Ref<Class>,
    message: &str,
    origin: Origin,
    sources: &mut SourceLines,
) -> Result<(), Raised> {
    let text = vm.str(message)?;
    let line = vm.int(i64::from(origin.line))?;
    if let Some(warnings) = loaded(vm)? {
        let name = vm.intern("_warn_at")?;
        if let Some(function) = lookup::try_get_attr(vm, &warnings, &name)? {
            let kept = match sources.get_kept(vm, &origin.filename, origin.line) {
                Some(kept) => vm.str(&kept)?,
                None => Value::NONE,
            };
            let filename = vm.str(&origin.filename)?;
            let args = [text, category.value().clone(), filename, line, origin.module, origin.registry, kept];
            return vm.call(&function, &args).map(drop);
        }
    }
    if is_ignored(vm, category, &origin.module) {
        return Ok(());
    }
    if let Some(registry) = origin.registry.to_ref::<Dict>() {
        let key = vm.tuple([text, category.value().clone(), line])?;
        if mapping::get(vm, &registry, &key)?.is_some() {
            return Ok(());
        }
        mapping::set(vm, &registry, &key, Value::TRUE)?;
    }
    let source = sources.get(vm, &origin.filename, origin.line, origin.line);
    let mut shown = format!("{}:{}: {}: {message}\n", origin.filename, origin.line, category.text_name());
    if let Some(source) = source.first().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        shown.push_str(&format!("  {source}\n"));
    }
    write_error(vm, &shown);
    Ok(())
}

/// The filters in force when nobody has set any: what concerns developers alone is shown only where they are at work.
fn is_ignored(vm: &Vm, category: &Class, module: &Value) -> bool {
    let classes = &vm.classes;
    if category.is_subclass_of(&classes.deprecation_warning) {
        return module.payload::<Str>().is_none_or(|module| module.as_bytes() != b"__main__");
    }
    [&classes.pending_deprecation_warning, &classes.import_warning, &classes.resource_warning]
        .into_iter()
        .any(|ignored| category.is_subclass_of(ignored))
}
