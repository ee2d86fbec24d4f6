//! Importing: from a module's absolute name to the module object.
//!
//! Three places are searched, in this order: native modules and the embedded library (both given by crates above through
//! [`Library`](taipan_core::machine::hooks::Library)), then the folders of `sys.path`, or of the package's `__path__`. A file in
//! one of the folders that stand before the library hides a module of the same name, unless that is part of the machine.

pub mod spec;
pub mod loader;
mod path;
mod told;

use std::sync::Arc;

use taipan_bytecode::code::Code;
use taipan_bytecode::storage;
use taipan_core::machine::hooks::{CompileMode, CompileRequest, Provided};
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::settings::Imports;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::{dict, lookup};
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_core::value::sequence::{List, Tuple};
use taipan_exec as exec;
use taipan_exec::load;
use taipan_heap::value::{Ref, Value};
use taipan_text::wtf8;

use crate::import::loader::Kind;
use crate::import::spec::Origin;

/// Imports a module by its absolute name: parents first, each found once.
pub fn import(vm: &mut Vm, name: &str) -> Result<Value, Raised> {
    if name.len() > LONGEST_NAME {
        let name = wtf8::shown(name.as_bytes());
        return Err(not_found(vm, &name, format!("No module named '{name}'")));
    }
    let modules = vm.world.modules.clone();
    if let Some(module) = dict::get_text(vm, &modules, name) {
        if module.is_none() {
            return Err(not_found(vm, name, format!("import of {name} halted; None in sys.modules")));
        }
        return Ok(module);
    }
    // The body of a module counts as a run inside a native; to look for it counts no second time.
    vm.check_depth()?;
    if vm.world.settings.imports == Imports::default() {
        return import_anew(vm, name);
    }
    told::load(vm, name)
}

fn import_anew(vm: &mut Vm, name: &str) -> Result<Value, Raised> {
    let modules = vm.world.modules.clone();
    let mut parent = None;
    if let Some((package, _)) = name.rsplit_once('.') {
        let package_module = match dict::get_text(vm, &modules, package) {
            Some(known) => known,
            None => import(vm, package)?,
        };
        // The package's own code may have imported the module meanwhile.
        if let Some(module) = dict::get_text(vm, &modules, name) {
            return Ok(module);
        }
        let path_name = vm.names.known.path.clone();
        let Some(path) = lookup::try_get_attr_quiet(vm, &package_module, &path_name)? else {
            return Err(not_found(vm, name, format!("No module named '{name}'; '{package}' is not a package")));
        };
        parent = Some((package_module, path));
    }
    let search = parent.as_ref().map(|(_, path)| path.clone());
    let module = match found_by_script(vm, name, search.as_ref())? {
        Some(module) => Some(module),
        None => match find(vm, name, search.as_ref())? {
            Some(source) => Some(load_anew(vm, name, source)?),
            None => None,
        },
    };
    let module = match module {
        Some(module) => module,
        None => return Err(not_found(vm, name, format!("No module named '{name}'"))),
    };
    if let Some((package, _)) = parent {
        let short = name.rsplit('.').next().unwrap_or(name);
        let short = vm.intern(short)?;
        lookup::set_attr(vm, &package, &short, Some(module.clone()))?;
    }
    Ok(module)
}

/// Asks the finders in `sys.meta_path`, if a script has changed that list: the module, or None where the machine is to load
/// it.
fn found_by_script(vm: &mut Vm, name: &str, search: Option<&Value>) -> Result<Option<Value>, Raised> {
    let finders = dict::get_text(vm, &vm.world.modules, "sys")
        .and_then(|sys| dict::get_text(vm, &sys.payload::<Module>()?.dict, "meta_path"));
    // Whoever asks for the list for the first time has these functions loaded.
    let loaders = dict::get_text(vm, &vm.world.modules, "importlib._loaders");
    let (Some(finders), Some(loaders)) = (finders, loaders) else { return Ok(None) };
    let ours = loaders.payload::<Module>().and_then(|loaders| dict::get_text(vm, &loaders.dict, "FINDERS"));
    let ours = ours.as_ref().and_then(|ours| ours.payload::<Tuple>()).map(Tuple::items).unwrap_or_default();
    let listed = match finders.payload::<List>() {
        Some(list) => Gathering::of(vm, list)?,
        None => Gathering::new(),
    };
    if ours.len() == listed.len() && ours.iter().zip(listed.iter()).all(|(one, other)| one.is(other)) {
        return Ok(None);
    }
    let name = vm.str(name)?;
    let found = vm.call_method(&loaders, "load", &[name, search.cloned().unwrap_or(Value::NONE)])?;
    Ok(Some(found).filter(|found| !found.is_none()))
}

/// Where a module comes from.
enum Source {
    /// From Rust.
    Native(Fill),
    /// From the library, as the build stored its code; true for a package.
    Stored(&'static [u8], bool),
    /// From a folder.
    Found(path::Found),
}

/// Fills the namespace of a native module.
type Fill = fn(&mut Vm, &Ref<Dict>) -> Result<(), Raised>;

/// Bytes of a name that is longer than that of any file.
const LONGEST_NAME: usize = 1 << 16;

/// Finds a module of this absolute name, in the folders of its package if it has one.
fn find(vm: &mut Vm, name: &str, search: Option<&Value>) -> Result<Option<Source>, Raised> {
    if name.len() > LONGEST_NAME {
        return Ok(None);
    }
    let library = vm.hooks.library;
    let provided = library(name);
    if provided.is_some()
        && search.is_none()
        && let Some(found) = path::find_first(vm, name)?
    {
        return Ok(Some(Source::Found(found)));
    }
    Ok(match provided {
        Some(Provided::Native(fill)) => Some(Source::Native(fill)),
        Some(Provided::Library { code, package, .. }) => Some(Source::Stored(code, package)),
        None => path::find(vm, name, search)?.map(Source::Found),
    })
}

/// What is known of a module without importing it: the object that would be its `__spec__`.
pub fn find_spec(vm: &mut Vm, name: &str, search: Option<&Value>) -> Result<Option<Value>, Raised> {
    let Some(source) = find(vm, name, search)? else { return Ok(None) };
    let shown = source.shown(name);
    let origin = source.origin(vm, &shown)?;
    spec::make(vm, name, &origin).map(Some)
}

/// Runs the code of a module that is part of the program once more, in the namespace it has.
pub fn run_again(vm: &mut Vm, name: &str, namespace: &Ref<Dict>) -> Result<(), Raised> {
    match find(vm, name, None)? {
        Some(Source::Stored(bytes, _)) => run_stored(vm, bytes, namespace).map(drop),
        _ => Ok(()),
    }
}

impl Source {
    /// What tracebacks show as the file.
    fn shown(&self, name: &str) -> String {
        match self {
            Source::Native(_) => "built-in".to_owned(),
            Source::Stored(..) => format!("<frozen {name}>"),
            Source::Found(found) => found.file.to_string_lossy().into_owned(),
        }
    }

    fn origin<'a>(&self, vm: &mut Vm, shown: &'a str) -> Result<Origin<'a>, Raised> {
        Ok(match self {
            Source::Native(_) => Origin { file: None, shown: Some(shown), loader: Kind::BuiltIn, path: None },
            Source::Stored(_, package) => {
                let path = if *package { Some(vm.list([])?) } else { None };
                Origin { file: None, shown: Some("frozen"), loader: Kind::Frozen, path }
            }
            Source::Found(found) => {
                let path = match &found.folder {
                    Some(folder) => {
                        let folder = vm.str(&folder.to_string_lossy())?;
                        Some(vm.list([folder])?)
                    }
                    None => None,
                };
                match (found.namespace, path) {
                    (true, Some(path)) => {
                        let path = Some(namespace_path(vm, path)?);
                        Origin { file: None, shown: None, loader: Kind::Namespace, path }
                    }
                    (_, path) => {
                        let loader = loader::of_file(vm, &found.file);
                        Origin { file: Some(shown), shown: Some(shown), loader, path }
                    }
                }
            }
        })
    }
}

/// A module's source, for running it as the main program.
pub struct Located {
    /// The file, or what stands for one.
    pub file: Option<String>,
    /// The text, if it is part of the library.
    pub text: Option<&'static str>,
    /// `__package__`.
    pub package: String,
}

/// Finds the source of a module, or of the `__main__` of a package, without running it.
pub fn locate(vm: &mut Vm, name: &str) -> Result<Option<Located>, Raised> {
    let library = vm.hooks.library;
    if let Some(Provided::Library { text, package, .. }) = library(name) {
        if package {
            return locate(vm, &format!("{name}.__main__"));
        }
        let package = name.rsplit_once('.').map_or("", |(package, _)| package).to_owned();
        return Ok(Some(Located { file: Some(format!("<frozen {name}>")), text: Some(text), package }));
    }
    let mut search = None;
    if let Some((package, _)) = name.rsplit_once('.') {
        let module = match import(vm, package) {
            Ok(module) => module,
            Err(_) if vm.is_pending(|classes| &classes.module_not_found_error) => {
                vm.clear_pending();
                return Ok(None);
            }
            Err(raised) => return Err(raised),
        };
        let path = vm.names.known.path.clone();
        search = lookup::try_get_attr_quiet(vm, &module, &path)?;
        if search.is_none() {
            return Ok(None);
        }
    }
    match path::find(vm, name, search.as_ref())? {
        Some(found) if found.folder.is_some() => locate(vm, &format!("{name}.__main__")),
        Some(found) => {
            let package = name.rsplit_once('.').map_or("", |(package, _)| package).to_owned();
            let here = std::path::absolute(&found.file).unwrap_or(found.file);
            Ok(Some(Located { file: Some(here.to_string_lossy().into_owned()), text: None, package }))
        }
        None => Ok(None),
    }
}

/// A module object with its basic names, not yet in `sys.modules`.
pub fn fresh(vm: &mut Vm, name: &str) -> Result<(Value, Ref<Dict>), Raised> {
    let namespace = vm.dict()?;
    for (key, text) in [("__name__", Some(name)), ("__doc__", None)] {
        let value = match text {
            Some(text) => vm.intern(text)?,
            None => Value::NONE,
        };
        dict::set_text(vm, &namespace, key, value)?;
    }
    let class = vm.classes.module.value().clone();
    let module = vm.heap.allocate(class, Module { dict: namespace.clone() }).or_memory_error(vm)?;
    Ok((module.into_value(), namespace))
}

/// The `__path__` of a package without `__init__`: a list of a class of its own.
fn namespace_path(vm: &mut Vm, folders: Value) -> Result<Value, Raised> {
    let module = import(vm, "_namespacepath")?;
    vm.call_method(&module, "_NamespacePath", &[folders])
}

/// Makes a module and runs its code in it.
fn load_anew(vm: &mut Vm, name: &str, source: Source) -> Result<Value, Raised> {
    let shown = source.shown(name);
    let text = match &source {
        Source::Found(found) if !found.namespace => {
            let Ok(bytes) = vm.host.read_file(&found.file) else {
                return Err(not_found(vm, name, format!("No module named '{name}'")));
            };
            let decode = vm.hooks.decode_source;
            Some(decode(vm, &bytes, &shown)?)
        }
        _ => None,
    };
    let (module, namespace) = fresh(vm, name)?;
    let origin = source.origin(vm, &shown)?;
    spec::describe(vm, &namespace, name, origin)?;
    let modules = vm.world.modules.clone();
    dict::set_text(vm, &modules, name, module)?;
    let done = match (source, text) {
        (Source::Native(fill), _) => fill(vm, &namespace),
        (Source::Stored(bytes, _), _) => run_stored(vm, bytes, &namespace).map(drop),
        (Source::Found(_), Some(text)) => execute(vm, &text, &shown, &namespace).map(drop),
        (Source::Found(_), None) => Ok(()),
    };
    if let Err(raised) = done {
        forget(vm, name)?;
        return Err(raised);
    }
    spec::initialized(vm, &namespace)?;
    // The module may have put something else in its place, or nothing.
    match dict::get_text(vm, &modules, name) {
        Some(module) => Ok(module),
        None => {
            let name = vm.str(name)?;
            Err(vm.key_error(&name))
        }
    }
}

/// Runs code of the library in a namespace.
fn run_stored(vm: &mut Vm, bytes: &[u8], namespace: &Ref<Dict>) -> Result<Value, Raised> {
    match storage::load(bytes) {
        Some(code) => execute_code(vm, &code, namespace),
        None => Err(vm.system_error("the library's code is damaged")),
    }
}

/// Runs source text as a module's body in a namespace.
pub fn execute(vm: &mut Vm, source: &str, filename: &str, namespace: &Ref<Dict>) -> Result<Value, Raised> {
    let compile = vm.hooks.compile;
    let optimize = vm.world.settings.optimize;
    let request =
        CompileRequest { source, filename, mode: CompileMode::Module, optimize, future: 0, top_level_await: false };
    let code = compile(vm, request)?;
    execute_code(vm, &code, namespace)
}

fn execute_code(vm: &mut Vm, code: &Arc<Code>, namespace: &Ref<Dict>) -> Result<Value, Raised> {
    let builtins = vm.world.builtins.value().clone();
    let name = vm.names.known.builtins.clone();
    dict::set(vm, namespace, &name, builtins)?;
    let code = load::code_object(vm, code)?;
    let function = load::function(vm, code, namespace.clone())?;
    exec::entry::run_bound(vm, &function, [Value::UNBOUND].into_iter().collect())
}

/// A module whose code failed is as if it had never been imported; the pending exception stays.
fn forget(vm: &mut Vm, name: &str) -> Result<(), Raised> {
    let pending = std::mem::take(&mut vm.pending);
    let modules = vm.world.modules.clone();
    let key = vm.intern(name)?;
    drop(dict::remove(vm, &modules, &key));
    vm.pending = pending;
    Ok(())
}

fn not_found(vm: &mut Vm, name: &str, message: String) -> Raised {
    let class = vm.classes.module_not_found_error.clone();
    let made = vm.str(&message).and_then(|text| {
        let exception = vm.exception(&class, vec![text])?;
        let name = vm.str(name)?;
        vm.annotate(&exception, "name", name)?;
        vm.annotate(&exception, "path", Value::NONE)?;
        Ok(exception)
    });
    match made {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}
