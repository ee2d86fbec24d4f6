//! Names: globals through caches, the namespaces of classes and modules, cells, imports.

use taipan_bytecode::opcode::{Instr, KILL_A, Op, VARIANT};
use taipan_core::machine::pending::{Pending, Raised};
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::item;
use taipan_core::protocol::{attributes, dict, lookup, module, name};
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::{Cell, Function};
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::frame::{copy, take};

#[inline(always)]
unsafe fn code<'a>(current: *mut Frame) -> &'a CodeObject {
    // SAFETY: the frame keeps its code alive.
    unsafe { &*(*current).code }
}

unsafe fn site_name(current: *mut Frame, site: u16) -> Value {
    // SAFETY: the verifier checked the site.
    unsafe { code(current).names[usize::from(site)].clone() }
}

fn text(name: &Value) -> String {
    name.payload::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default()
}

/// A global or builtin whose place the cache knows.
///
/// # Safety
/// `current` must be the running frame and `site` one of its sites.
#[inline(always)]
pub unsafe fn cached_global(vm: &Vm, current: *mut Frame, site: u16) -> Option<Value> {
    // SAFETY: as the caller says; tables are not borrowed while the machine runs an instruction. A valid version says
    // that the entry's index is right.
    unsafe {
        let cache = code(current).caches.get_unchecked(usize::from(site));
        let globals = &*(*(*current).globals).table.as_ptr();
        if globals.version() != cache.key.get() {
            return None;
        }
        let index = cache.value.get() as usize;
        let extra = cache.extra.get();
        if extra == 0 {
            return Some((*globals.raw().0.add(index)).value.clone());
        }
        let builtins = &*vm.world.builtins.table.as_ptr();
        if builtins.version() == extra { Some((*builtins.raw().0.add(index)).value.clone()) } else { None }
    }
}

/// Looks a global up and fills the cache.
///
/// # Safety
/// As for [`cached_global`].
#[inline(never)]
pub unsafe fn load_global(vm: &mut Vm, current: *mut Frame, site: u16) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let name = site_name(current, site);
        let cache = &code(current).caches[usize::from(site)];
        let globals = &*(*current).globals;
        if let Some(index) = dict::find(vm, globals, &name) {
            let table = globals.table.borrow();
            cache.key.set(table.version());
            cache.value.set(index as u64);
            cache.extra.set(0);
            return Ok(table.entry_value(index).clone());
        }
        if let Some(own) = own_builtins(vm, globals) {
            // Builtins of a namespace that has its own are looked up each time.
            return dict::get(vm, &own, &name).ok_or_else(|| undefined(vm, &name));
        }
        let builtins = vm.world.builtins.clone();
        if let Some(index) = dict::find(vm, &builtins, &name) {
            let table = builtins.table.borrow();
            cache.key.set(globals.table.borrow().version());
            cache.value.set(index as u64);
            cache.extra.set(table.version());
            return Ok(table.entry_value(index).clone());
        }
        Err(undefined(vm, &name))
    }
}

/// The builtins that a namespace names under `__builtins__`, if they are not the usual ones.
fn own_builtins(vm: &Vm, globals: &Dict) -> Option<Ref<Dict>> {
    let own = dict::get(vm, globals, &vm.names.known.builtins)?;
    let own = match own.payload::<Module>() {
        Some(module) => module.dict.clone(),
        None => own.to_ref::<Dict>()?,
    };
    if own.value().is(vm.world.builtins.value()) { None } else { Some(own) }
}

/// The builtins of the running frame.
fn builtins_of_frame(vm: &Vm) -> Ref<Dict> {
    let globals = name::current_globals(vm);
    globals.and_then(|globals| own_builtins(vm, &globals)).unwrap_or_else(|| vm.world.builtins.clone())
}

#[cold]
fn undefined(vm: &mut Vm, name: &Value) -> Raised {
    let message = format!("name '{}' is not defined", text(name));
    vm.raise_pending(Pending::Name { name: name.clone(), message, unbound_local: false })
}

/// `StoreGlobal`.
///
/// # Safety
/// `current` must be the running frame, `base` its registers and `instr` its instruction.
#[inline(never)]
pub unsafe fn store_global(vm: &mut Vm, current: *mut Frame, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says; for the table see `cached_global`.
    unsafe {
        let register = base.add(usize::from(instr.a()));
        let value = if instr.flags() & KILL_A != 0 { take(register) } else { copy(register) };
        let cache = code(current).caches.get_unchecked(usize::from(instr.b()));
        let globals = &*(*current).globals;
        let table = globals.table.as_ptr();
        if (*table).version() == cache.key.get() && cache.extra.get() == 0 {
            let entry = (*table).raw().0.add(cache.value.get() as usize);
            let before = std::mem::replace(&mut (*entry).value, value);
            drop(before);
            return Ok(());
        }
        let name = site_name(current, instr.b());
        dict::set(vm, globals, &name, value)?;
        if let Some(index) = dict::find(vm, globals, &name) {
            cache.key.set(globals.table.borrow().version());
            cache.value.set(index as u64);
            cache.extra.set(0);
        }
    }
    Ok(())
}

/// `DeleteGlobal`.
///
/// # Safety
/// As for [`cached_global`].
#[inline(never)]
pub unsafe fn delete_global(vm: &mut Vm, current: *mut Frame, site: u16) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let name = site_name(current, site);
        match dict::remove(vm, &*(*current).globals, &name) {
            Some(_) => Ok(()),
            None => Err(undefined(vm, &name)),
        }
    }
}

/// What a namespace (a dict or any mapping) holds under a name.
fn namespace_get(vm: &mut Vm, namespace: &Value, name: &Value) -> Result<Option<Value>, Raised> {
    if let Some(plain) = namespace.to_ref::<Dict>()
        && vm.classes.is_exactly(namespace, &vm.classes.dict)
    {
        return Ok(dict::get(vm, &plain, name));
    }
    match item::get(vm, namespace, name) {
        Ok(value) => Ok(Some(value)),
        Err(raised) => {
            if vm.is_pending(|classes| &classes.key_error) {
                vm.clear_pending();
                return Ok(None);
            }
            Err(raised)
        }
    }
}

/// `LoadName`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn load_name(vm: &mut Vm, current: *mut Frame, base: *mut Word, site: u16) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        if !(*base).is_unbound() {
            let (namespace, name) = (copy(base), site_name(current, site));
            if let Some(value) = namespace_get(vm, &namespace, &name)? {
                return Ok(value);
            }
        }
        load_global(vm, current, site)
    }
}

/// `StoreName`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn store_name(vm: &mut Vm, current: *mut Frame, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        if (*base).is_unbound() {
            return store_global(vm, current, base, instr);
        }
        let register = base.add(usize::from(instr.a()));
        let value = if instr.flags() & KILL_A != 0 { take(register) } else { copy(register) };
        let (namespace, name) = (copy(base), site_name(current, instr.b()));
        put_into(vm, &namespace, &name, value)
    }
}

fn put_into(vm: &mut Vm, namespace: &Value, name: &Value, value: Value) -> Result<(), Raised> {
    if let Some(plain) = namespace.to_ref::<Dict>()
        && vm.classes.is_exactly(namespace, &vm.classes.dict)
    {
        return dict::set(vm, &plain, name, value);
    }
    item::set(vm, namespace, name, value)
}

/// `DeleteName`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn delete_name(vm: &mut Vm, current: *mut Frame, base: *mut Word, site: u16) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        if (*base).is_unbound() {
            return delete_global(vm, current, site);
        }
        let (namespace, name) = (copy(base), site_name(current, site));
        match item::delete(vm, &namespace, &name) {
            Ok(()) => Ok(()),
            Err(_) if vm.is_pending(|classes| &classes.key_error) => {
                vm.clear_pending();
                Err(undefined(vm, &name))
            }
            Err(raised) => Err(raised),
        }
    }
}

/// `LoadClassFree`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn load_class_free(
    vm: &mut Vm,
    current: *mut Frame,
    base: *mut Word,
    instr: Instr,
) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        if !(*base).is_unbound() {
            let (namespace, name) = (copy(base), site_name(current, instr.c()));
            if let Some(value) = namespace_get(vm, &namespace, &name)? {
                return Ok(value);
            }
        }
        let cell = free_cell(Value::borrow(&(*current).function), instr.b());
        let value = cell.payload::<Cell>().map_or(Value::UNBOUND, |cell| cell.contents.get());
        if value.is_unbound() { Err(empty_free(vm, current, instr.b())) } else { Ok(value) }
    }
}

/// `LoadDictGlobal` and `LoadDictFree`: a name in an annotation scope, asked of the class namespace in register a first.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn load_from_class(
    vm: &mut Vm,
    current: *mut Frame,
    base: *mut Word,
    instr: Instr,
) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let free = instr.op() == Op::LoadDictFree;
        let site = if free { instr.c() } else { instr.b() };
        let (namespace, name) = (copy(base.add(usize::from(instr.a()))), site_name(current, site));
        if let Some(value) = namespace_get(vm, &namespace, &name)? {
            return Ok(value);
        }
        if !free {
            return load_global(vm, current, site);
        }
        let cell = free_cell(Value::borrow(&(*current).function), instr.b());
        let value = cell.payload::<Cell>().map_or(Value::UNBOUND, |cell| cell.contents.get());
        if value.is_unbound() { Err(empty_free(vm, current, instr.b())) } else { Ok(value) }
    }
}

/// `LoadLocals`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn load_locals(vm: &mut Vm, current: *mut Frame, base: *mut Word) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    unsafe { if (*base).is_unbound() { Ok(globals(vm, current).into_value()) } else { Ok(copy(base)) } }
}

/// The globals of a frame as a handle.
///
/// # Safety
/// The frame must be live.
pub unsafe fn globals(_: &Vm, current: *mut Frame) -> Ref<Dict> {
    // SAFETY: a frame's function is always a function, and keeps its globals.
    unsafe { Value::borrow(&(*current).function).payload::<Function>().unwrap_unchecked().globals.clone() }
}

/// A cell of a function's closure.
#[inline(never)]
pub fn free_cell(function: &Value, index: u16) -> Value {
    let Some(function) = function.payload::<Function>() else { return Value::UNBOUND };
    let closure = function.closure.get();
    let cells = closure.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    cells.get(usize::from(index)).cloned().unwrap_or(Value::UNBOUND)
}

/// Raises UnboundLocalError for a local in a register.
///
/// # Safety
/// `current` must be the running frame.
#[cold]
#[inline(never)]
pub unsafe fn unbound_local(vm: &mut Vm, current: *mut Frame, register: u16) -> Raised {
    // SAFETY: as the caller says.
    let name = unsafe { code(current).locals.get(usize::from(register)).cloned().unwrap_or(Value::NONE) };
    let message = format!("cannot access local variable '{}' where it is not associated with a value", text(&name));
    vm.raise_pending(Pending::Name { name, message, unbound_local: true })
}

/// Raises for an empty cell that belongs to the function itself.
///
/// # Safety
/// As for [`unbound_local`].
#[cold]
#[inline(never)]
pub unsafe fn empty_cell(vm: &mut Vm, current: *mut Frame, register: u16) -> Raised {
    // SAFETY: as the caller says.
    let shared = unsafe { code(current).code.clone() };
    let name = shared.cells.iter().find(|cell| cell.register == register).map_or("?", |cell| &cell.name);
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    let name = vm.intern(name).unwrap_or(Value::NONE);
    vm.raise_pending(Pending::Name { name, message, unbound_local: true })
}

/// Raises NameError for an empty cell of the closure.
///
/// # Safety
/// As for [`unbound_local`].
#[cold]
#[inline(never)]
pub unsafe fn empty_free(vm: &mut Vm, current: *mut Frame, index: u16) -> Raised {
    // SAFETY: as the caller says.
    let shared = unsafe { code(current).code.clone() };
    let name = shared.free.get(usize::from(index)).map_or("?", |name| name);
    let message =
        format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
    let name = vm.intern(name).unwrap_or(Value::NONE);
    vm.raise_pending(Pending::Name { name, message, unbound_local: false })
}

/// `ClearCell`.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn clear_cell(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let cell = copy((*current).base.add(usize::from(instr.a())));
        let before = cell.payload::<Cell>().map_or(Value::UNBOUND, |cell| cell.contents.take());
        if before.is_unbound() && instr.flags() & VARIANT == 0 {
            return Err(empty_cell(vm, current, instr.a()));
        }
    }
    Ok(())
}

/// `LoadBuildClass`.
#[inline(never)]
pub fn build_class(vm: &mut Vm) -> Result<Value, Raised> {
    let name = vm.names.known.build_class.clone();
    let builtins = builtins_of_frame(vm);
    match dict::get(vm, &builtins, &name) {
        Some(function) => Ok(function),
        None => Err(vm.raise_message(|classes| &classes.name_error, "__build_class__ not found")),
    }
}

/// `ImportName`: calls `__import__`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn import_name(vm: &mut Vm, current: *mut Frame, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let (name, level, names, globals) = unsafe {
        let first = base.add(usize::from(instr.c()));
        let name = site_name(current, instr.b());
        (name, take(first), take(first.add(1)), globals(vm, current).into_value())
    };
    let builtins = builtins_of_frame(vm);
    let import = vm.names.known.import.clone();
    let Some(import) = dict::get(vm, &builtins, &import) else {
        return Err(vm.raise_message(|classes| &classes.import_error, "__import__ not found"));
    };
    vm.call(&import, &[name, globals, Value::NONE, names, level])
}

/// `ImportFrom`.
///
/// # Safety
/// `current` must be the running frame and `site` one of its sites.
#[inline(never)]
pub unsafe fn import_from(vm: &mut Vm, current: *mut Frame, module: &Value, site: u16) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let name = unsafe { site_name(current, site) };
    let module = module.clone();
    if let Some(value) = lookup::try_get_attr_quiet(vm, &module, &name)? {
        return Ok(value);
    }
    // A submodule that is being imported stands in sys.modules before its package has it as an attribute.
    let package_name = vm.names.known.name.clone();
    let package = attributes::get(vm, &module, &package_name);
    let shown = package.as_ref().map(text);
    if let Some(package) = &shown {
        let full = vm.intern(&format!("{package}.{}", text(&name)))?;
        let modules = vm.world.modules.clone();
        if let Some(found) = dict::get(vm, &modules, &full) {
            return Ok(found);
        }
    }
    Err(cannot_import(vm, &module, &name, shown))
}

fn cannot_import(vm: &mut Vm, module: &Value, name: &Value, package: Option<String>) -> Raised {
    let shown = package.clone().unwrap_or_else(|| "<unknown module name>".into());
    let class = vm.classes.import_error.clone();
    let made = module::cannot_import(vm, module, &text(name), &shown).and_then(|(message, origin)| {
        let message = vm.str(&message)?;
        let exception = vm.exception(&class, vec![message])?;
        let origin = origin.map(|origin| vm.str(&origin)).transpose()?;
        let package = package.map(|package| vm.str(&package)).transpose()?;
        vm.annotate(&exception, "name", package.unwrap_or(Value::NONE))?;
        vm.annotate(&exception, "path", origin.unwrap_or(Value::NONE))?;
        vm.annotate(&exception, "name_from", name.clone())?;
        Ok(exception)
    });
    match made {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// `ImportStar`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn import_star(vm: &mut Vm, current: *mut Frame, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let (module, target) = unsafe {
        let module = take(base.add(usize::from(instr.a())));
        let target = if (*base).is_unbound() { globals(vm, current).into_value() } else { copy(base) };
        (module, target)
    };
    let all = vm.names.known.all.clone();
    let listed = lookup::try_get_attr_quiet(vm, &module, &all)?;
    let names = match &listed {
        Some(all) => taipan_core::ops::iterate::collect(vm, all)?.into_vec(),
        None => {
            let Some(namespace) = attributes::dict(vm, &module)? else {
                return Err(vm.raise_message(
                    |classes| &classes.import_error,
                    "from-import-* object has no __dict__ and no __all__",
                ));
            };
            let keys: Vec<Value> = namespace.table.borrow().iter().map(|entry| entry.key.clone()).collect();
            keys.into_iter().filter(|key| !text(key).starts_with('_')).collect()
        }
    };
    for name in names {
        let Some(interned) = name.to_ref::<Str>() else {
            let (given, module_name) = (vm.classes.name_of(&name), text(&module_name(vm, &module)));
            let part = if listed.is_some() { "Item in" } else { "Key in" };
            let list = if listed.is_some() { "__all__" } else { "__dict__" };
            return Err(vm.type_error(format!("{part} {module_name}.{list} must be str, not {given}")));
        };
        let name = vm.intern_str(interned)?;
        let value = lookup::get_attr(vm, &module, &name)?;
        put_into(vm, &target, &name, value)?;
    }
    Ok(())
}

fn module_name(vm: &Vm, module: &Value) -> Value {
    attributes::get(vm, module, &vm.names.known.name).unwrap_or(Value::NONE)
}

/// `SetAnnotations`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn set_annotations(vm: &mut Vm, current: *mut Frame, base: *mut Word) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let namespace = unsafe { load_locals(vm, current, base)? };
    let name = vm.names.known.annotations.clone();
    if namespace_get(vm, &namespace, &name)?.is_some() {
        return Ok(());
    }
    let fresh = vm.dict()?.into_value();
    put_into(vm, &namespace, &name, fresh)
}

/// `Print`: hands a value to `sys.displayhook`.
///
/// # Safety
/// As for [`store_global`].
#[inline(never)]
pub unsafe fn display(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let value = unsafe {
        let register = base.add(usize::from(instr.a()));
        if instr.flags() & KILL_A != 0 { take(register) } else { copy(register) }
    };
    let modules = vm.world.modules.clone();
    if let Some(sys) = dict::get_text(vm, &modules, "sys") {
        let name = vm.names.known.displayhook.clone();
        let hook = lookup::get_attr(vm, &sys, &name)?;
        vm.call(&hook, &[value])?;
    }
    Ok(())
}
