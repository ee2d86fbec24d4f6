//! Building containers, functions, strings; taking sequences apart.

use taipan_bytecode::opcode::{Instr, KILL_B, KILL_C};
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{format as formatting, iterate, mapping, repr};
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::lookup;
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::Function;
use taipan_core::value::mapping::{Dict, Set};
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::buffer::Buffer;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::frame::{copy, look, put, take};
use crate::load;
use crate::operators::kill_operands;

unsafe fn run(base: *mut Word, first: u16, count: u16) -> impl ExactSizeIterator<Item = Value> {
    (0..usize::from(count)).map(move |index| {
        // SAFETY: the verifier checked the run; the values move out.
        unsafe { take(base.add(usize::from(first) + index)) }
    })
}

/// `MakeCell`.
///
/// # Safety
/// The register must be one of the running frame.
#[inline(never)]
pub unsafe fn make_cell(vm: &mut Vm, register: *mut Word) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let contents = take(register);
        put(register, vm.cell(contents)?);
    }
    Ok(())
}

/// `BuildSlice`.
///
/// # Safety
/// `base` must be the registers of the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn slice(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let first = base.add(usize::from(instr.b()));
        let step = if instr.c() == 3 { take(first.add(2)) } else { Value::NONE };
        vm.slice(take(first), take(first.add(1)), step)
    }
}

/// `MakeFunction`.
///
/// # Safety
/// `current` must be the running frame.
#[inline(never)]
pub unsafe fn function(vm: &mut Vm, current: *mut Frame, constant: i32) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let (code, globals) = unsafe {
        let code = (&(*(*current).code).constants)[constant as usize].to_ref::<CodeObject>();
        (code, crate::names::globals(vm, current))
    };
    match code {
        Some(code) => load::function(vm, code, globals).map(Ref::into_value),
        None => Err(vm.system_error("constant is no code")),
    }
}

/// `SetFunction`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn set_function(base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let value = take(base.add(usize::from(instr.b())));
        let function = copy(base.add(usize::from(instr.a())));
        if let Some(function) = function.payload::<Function>() {
            let slot = match instr.c() {
                0 => &function.defaults,
                1 => &function.keyword_defaults,
                2 => &function.annotations,
                3 => &function.closure,
                _ => &function.type_parameters,
            };
            slot.set(value);
        }
    }
    Ok(())
}

/// `BuildSet`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn set(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says. The items stay in their registers while their methods are asked.
    let items = unsafe { crate::frame::run(base.add(usize::from(instr.b())), usize::from(instr.c())) };
    let set = mapping::set_display(vm, items)?;
    items.iter_mut().for_each(|item| drop(std::mem::replace(item, Value::UNBOUND)));
    Ok(set)
}

/// `BuildDict`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn dict(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    let dict = vm.dict_with_room(usize::from(instr.c()))?;
    for pair in 0..usize::from(instr.c()) {
        // SAFETY: as the caller says.
        let (key, value) = unsafe {
            let place = base.add(usize::from(instr.b()) + 2 * pair);
            (take(place), take(place.add(1)))
        };
        mapping::set(vm, &dict, &key, value)?;
    }
    Ok(dict.into_value())
}

/// `BuildString`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn string(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let parts: smallvec::SmallVec<[Value; 8]> = unsafe { run(base, instr.b(), instr.c()).collect() };
    let (mut bytes, mut chars, mut surrogates) = (0, 0, false);
    for part in &parts {
        let Some(text) = part.payload::<Str>() else { return Err(vm.system_error("f-string part is no string")) };
        bytes += text.as_bytes().len();
        chars += text.length();
        surrogates |= text.has_surrogates();
    }
    let class = vm.classes.str.value().clone();
    let heap = &vm.heap;
    let joined = Str::fill(heap, class, bytes, chars, surrogates, |target| {
        let mut at = 0;
        for part in &parts {
            let piece = part.payload::<Str>().map(Str::as_bytes).unwrap_or_default();
            heap.copy(&mut target[at..at + piece.len()], piece)?;
            at += piece.len();
        }
        Ok(())
    });
    Ok(joined.or_memory_error(vm)?.into_value())
}

unsafe fn operand(base: *mut Word, register: u16, dies: bool) -> Value {
    // SAFETY: callers pass registers of the running frame.
    unsafe {
        let place = base.add(usize::from(register));
        if dies { take(place) } else { copy(place) }
    }
}

/// `ListAppend`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn list_append(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let (list, item) =
        unsafe { (copy(base.add(usize::from(instr.a()))), operand(base, instr.b(), instr.flags() & KILL_B != 0)) };
    if let Some(list) = list.payload::<List>() {
        let pushed = list.items.borrow_mut().push(&vm.heap, item);
        pushed.or_memory_error(vm)?;
    }
    Ok(())
}

/// `ListExtend`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn list_extend(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says. No Python code runs while the registers are looked at.
    unsafe {
        let iterable = look(base.add(usize::from(instr.b())));
        if vm.classes.is_exactly(iterable, &vm.classes.tuple)
            && let Some(tuple) = iterable.payload::<Tuple>()
            && let Some(list) = look(base.add(usize::from(instr.a()))).payload::<List>()
            && list.length() == 0
        {
            let items = Buffer::of_clones(&vm.heap, tuple.items()).or_memory_error(vm)?;
            drop(list.items.replace(items));
            kill_operands(base, instr, KILL_B);
            return Ok(());
        }
    }
    // SAFETY: as the caller says.
    let (list, iterable) =
        unsafe { (copy(base.add(usize::from(instr.a()))), operand(base, instr.b(), instr.flags() & KILL_B != 0)) };
    let Some(list) = list.to_ref::<List>() else { return Ok(()) };
    let added = iterate::each(vm, &iterable, |vm, item| {
        let pushed = list.items.borrow_mut().push(&vm.heap, item);
        pushed.or_memory_error(vm)
    });
    if added.is_err()
        && vm.is_pending(|classes| &classes.type_error)
        && vm.classes.of(&iterable).special(Special::Iter).is_unbound()
        && vm.classes.of(&iterable).special(Special::GetItem).is_unbound()
    {
        let given = vm.classes.name_of(&iterable);
        return Err(vm.type_error(format!("Value after * must be an iterable, not {given}")));
    }
    added
}

/// `ListToTuple`.
///
/// # Safety
/// The register must be one of the running frame.
#[inline(never)]
pub unsafe fn list_to_tuple(vm: &mut Vm, register: *mut Word) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let list = take(register);
        let items = list.payload::<List>().map(|list| list.items.take().into_vec()).unwrap_or_default();
        put(register, vm.tuple(items)?);
    }
    Ok(())
}

/// `SetAdd`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn set_add(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let (set, item) =
        unsafe { (copy(base.add(usize::from(instr.a()))), operand(base, instr.b(), instr.flags() & KILL_B != 0)) };
    match set.payload::<Set>() {
        Some(set) => mapping::set_add(vm, set, &item).map(drop),
        None => Ok(()),
    }
}

/// `SetUpdate`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn set_update(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let (set, iterable) =
        unsafe { (copy(base.add(usize::from(instr.a()))), operand(base, instr.b(), instr.flags() & KILL_B != 0)) };
    let Some(set) = set.to_ref::<Set>() else { return Ok(()) };
    iterate::each(vm, &iterable, |vm, item| mapping::set_add(vm, &set, &item).map(drop))
}

/// `DictInsert`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn dict_insert(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let (dict, key, value) = unsafe {
        (
            copy(base.add(usize::from(instr.a()))),
            operand(base, instr.b(), instr.flags() & KILL_B != 0),
            operand(base, instr.c(), instr.flags() & KILL_C != 0),
        )
    };
    match dict.payload::<Dict>() {
        Some(dict) => mapping::set(vm, dict, &key, value),
        None => Ok(()),
    }
}

/// `DictUpdate`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn dict_update(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let (dict, other) =
        unsafe { (copy(base.add(usize::from(instr.a()))), operand(base, instr.b(), instr.flags() & KILL_B != 0)) };
    let Some(dict) = dict.to_ref::<Dict>() else { return Ok(()) };
    if let Some(plain) = other.to_ref::<Dict>() {
        return mapping::update(vm, &dict, &plain);
    }
    if !is_mapping(vm, &other)? {
        let given = vm.classes.name_of(&other);
        return Err(vm.type_error(format!("'{given}' object is not a mapping")));
    }
    for (key, value) in pairs_of(vm, &other)? {
        mapping::set(vm, &dict, &key, value)?;
    }
    Ok(())
}

/// Keys and values of any mapping.
pub fn pairs_of(vm: &mut Vm, mapping: &Value) -> Result<Vec<(Value, Value)>, Raised> {
    if let Some(plain) = mapping.payload::<Dict>() {
        return Ok(plain.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect());
    }
    let keys = vm.call_method(mapping, "keys", &[])?;
    let mut pairs = Vec::new();
    for key in iterate::collect(vm, &keys)? {
        let value = taipan_core::ops::item::get(vm, mapping, &key)?;
        pairs.push((key, value));
    }
    Ok(pairs)
}

fn is_mapping(vm: &mut Vm, value: &Value) -> Result<bool, Raised> {
    if value.is_kind::<Dict>() {
        return Ok(true);
    }
    let keys = vm.names.known.keys.clone();
    Ok(lookup::try_get_attr_quiet(vm, value, &keys)?.is_some())
}

/// `DictMerge`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn dict_merge(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let (dict, other, callee) = unsafe {
        (
            copy(base.add(usize::from(instr.a()))),
            operand(base, instr.b(), instr.flags() & KILL_B != 0),
            copy(base.add(usize::from(instr.c()))),
        )
    };
    match dict.to_ref::<Dict>() {
        Some(dict) => merge(vm, &callee, &dict, &other),
        None => Ok(()),
    }
}

/// The keyword arguments of the one mapping that is all of a call's named arguments.
pub fn merged(vm: &mut Vm, callee: &Value, mapping: &Value) -> Result<Ref<Dict>, Raised> {
    let dict = vm.dict()?;
    merge(vm, callee, &dict, mapping)?;
    Ok(dict)
}

/// Adds keyword arguments of a mapping.
fn merge(vm: &mut Vm, callee: &Value, dict: &Dict, other: &Value) -> Result<(), Raised> {
    if !is_mapping(vm, other)? {
        let (shown, given) = (callee_name(vm, callee), vm.classes.name_of(other));
        return Err(vm.type_error(format!("{shown} argument after ** must be a mapping, not {given}")));
    }
    if dict.length() == 0
        && let Some(plain) = other.payload::<Dict>()
    {
        return mapping::update(vm, dict, plain);
    }
    let pairs = pairs_of(vm, other)?;
    for (key, value) in pairs {
        if mapping::contains(vm, dict, &key)? {
            let shown = callee_name(vm, callee);
            let name = repr::str(vm, &key)?.to_lossy().into_owned();
            return Err(vm.type_error(format!("{shown} got multiple values for keyword argument '{name}'")));
        }
        mapping::set(vm, dict, &key, value)?;
    }
    Ok(())
}

/// The items of the one iterable that is all of a call's positional arguments.
pub fn spread(vm: &mut Vm, callee: &Value, iterable: &Value) -> Result<Vec<Value>, Raised> {
    let mut items = Gathering::new();
    let taken = iterate::each(vm, iterable, |vm, item| items.push(vm, item));
    let class = vm.classes.of(iterable);
    let iterates = [Special::Iter, Special::GetItem].into_iter().any(|special| !class.special(special).is_unbound());
    if taken.is_err() && !iterates && vm.is_pending(|classes| &classes.type_error) {
        let (shown, given) = (callee_name(vm, callee), vm.classes.name_of(iterable));
        return Err(vm.type_error(format!("{shown} argument after * must be an iterable, not {given}")));
    }
    taken.map(|()| items.into_vec())
}

/// How messages show a callee: `module.name()`.
fn callee_name(vm: &mut Vm, callee: &Value) -> String {
    let qualname = vm.names.known.qualname.clone();
    let module = vm.names.known.module.clone();
    let text =
        |value: Option<Value>| value.and_then(|value| value.payload::<Str>().map(|text| text.to_lossy().into_owned()));
    let name = lookup::try_get_attr_quiet(vm, callee, &qualname).unwrap_or_else(|_| {
        vm.clear_pending();
        None
    });
    let Some(name) = text(name) else {
        return match repr::repr(vm, callee) {
            Ok(shown) => shown.to_lossy().into_owned(),
            Err(_) => {
                vm.clear_pending();
                "callable".into()
            }
        };
    };
    let module = lookup::try_get_attr_quiet(vm, callee, &module).unwrap_or_else(|_| {
        vm.clear_pending();
        None
    });
    match text(module) {
        Some(module) if module != "builtins" => format!("{module}.{name}()"),
        _ => format!("{name}()"),
    }
}

/// `UnpackSequence`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn unpack(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let source = operand(base, instr.b(), instr.flags() & KILL_B != 0);
        let wanted = usize::from(instr.c());
        let first = base.add(usize::from(instr.a()));
        if let Some(tuple) = plain_tuple(vm, &source)
            && tuple.length() == wanted
        {
            for (index, item) in tuple.items().iter().enumerate() {
                put(first.add(index), item.clone());
            }
            return Ok(());
        }
        if vm.classes.is_exactly(&source, &vm.classes.list)
            && let Some(list) = source.payload::<List>()
            && list.length() == wanted
        {
            // No code of the script's runs while the registers give up what they held.
            for (index, item) in list.items.borrow().iter().enumerate() {
                put(first.add(index), item.clone());
            }
            return Ok(());
        }
        let items = at_most(vm, &source, wanted)?;
        if items.len() != wanted {
            return Err(wrong_count(vm, items.len(), wanted));
        }
        for (index, item) in items.into_iter().enumerate() {
            put(first.add(index), item);
        }
    }
    Ok(())
}

/// A tuple, or what a derived class makes of one, that is iterated as tuples are.
fn plain_tuple<'a>(vm: &Vm, source: &'a Value) -> Option<&'a Tuple> {
    let tuple = source.payload::<Tuple>()?;
    let method = vm.classes.of(source).special(Special::Iter).word();
    (method == vm.classes.tuple.special(Special::Iter).word()).then_some(tuple)
}

#[cold]
fn wrong_count(vm: &mut Vm, found: usize, wanted: usize) -> Raised {
    if found < wanted {
        return vm.value_error(format!("not enough values to unpack (expected {wanted}, got {found})"));
    }
    vm.value_error(format!("too many values to unpack (expected {wanted})"))
}

/// The items of an iterable, but not many more than asked for.
fn at_most(vm: &mut Vm, source: &Value, wanted: usize) -> Result<Vec<Value>, Raised> {
    let iterator = iterator_of(vm, source)?;
    let mut items = Vec::new();
    while items.len() <= wanted {
        match iterate::next(vm, &iterator)? {
            Some(item) => items.push(item),
            None => break,
        }
    }
    Ok(items)
}

fn iterator_of(vm: &mut Vm, source: &Value) -> Result<Value, Raised> {
    let class = vm.classes.of(source);
    if class.special(Special::Iter).is_unbound() && class.special(Special::GetItem).is_unbound() {
        let given = class.text_name();
        return Err(vm.type_error(format!("cannot unpack non-iterable {given} object")));
    }
    iterate::iter(vm, source)
}

/// `UnpackStar`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn unpack_star(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let source = unsafe { operand(base, instr.b(), instr.flags() & KILL_B != 0) };
    let (before, after) = (usize::from(instr.c() & 0xff), usize::from(instr.c() >> 8));
    // SAFETY: as the caller says.
    let first = unsafe { base.add(usize::from(instr.a())) };
    if let Some(tuple) = plain_tuple(vm, &source) {
        return star(vm, first, tuple.items(), before, after);
    }
    if vm.classes.is_exactly(&source, &vm.classes.list)
        && let Some(list) = source.payload::<List>()
    {
        return star(vm, first, &list.items.borrow(), before, after);
    }
    let iterator = iterator_of(vm, &source)?;
    let mut items = Gathering::new();
    while let Some(item) = iterate::next(vm, &iterator)? {
        items.push(vm, item)?;
    }
    star(vm, first, &items, before, after)
}

/// Puts items into registers, those in the middle as a list. Runs no Python code: the items may be borrowed.
fn star(vm: &mut Vm, first: *mut Word, items: &[Value], before: usize, after: usize) -> Result<(), Raised> {
    let Some(end) = items.len().checked_sub(after).filter(|end| *end >= before) else {
        let (wanted, found) = (before + after, items.len());
        return Err(vm.value_error(format!("not enough values to unpack (expected at least {wanted}, got {found})")));
    };
    vm.charge_pass(items.len())?;
    let middle = Buffer::of_clones(&vm.heap, &items[before..end]).or_memory_error(vm)?;
    let middle = vm.list_of(middle)?.into_value();
    let ends = items[..before].iter().cloned().chain([middle]).chain(items[end..].iter().cloned());
    for (index, item) in ends.enumerate() {
        // SAFETY: callers pass the first of as many registers of the running frame.
        unsafe { put(first.add(index), item) };
    }
    Ok(())
}

/// `Convert`.
#[inline(never)]
pub fn convert(vm: &mut Vm, value: &Value, which: u16) -> Result<Value, Raised> {
    let value = value.clone();
    let text = match which {
        0 => repr::str(vm, &value)?,
        1 => repr::repr(vm, &value)?,
        _ => repr::ascii(vm, &value)?,
    };
    Ok(text.into_value())
}

/// `Format` and `FormatSpec`.
#[inline(never)]
pub fn format(vm: &mut Vm, value: &Value, spec: Option<&Value>) -> Result<Value, Raised> {
    let value = value.clone();
    if vm.classes.is_exactly(&value, &vm.classes.str) && spec.is_none() {
        return Ok(value);
    }
    let spec = spec.and_then(|spec| spec.payload::<Str>()).map(|spec| spec.to_lossy().into_owned()).unwrap_or_default();
    formatting::format(vm, &value, &spec).map(Ref::into_value)
}

/// `TypeParameter`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn type_parameter(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let parts: Vec<Value> = unsafe { run(base, instr.b(), 3).collect() };
    let bound = |value: &Value| if value.is_unbound() { Value::NONE } else { value.clone() };
    let make = vm.hooks.type_parameter;
    make(vm, instr.c(), bound(&parts[0]), bound(&parts[1]), bound(&parts[2]))
}

/// `TypeAlias`.
///
/// # Safety
/// As for [`slice()`].
#[inline(never)]
pub unsafe fn type_alias(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let parts: Vec<Value> = unsafe { run(base, instr.b(), 3).collect() };
    let [name, parameters, thunk] = [&parts[0], &parts[1], &parts[2]].map(Clone::clone);
    let make = vm.hooks.type_alias;
    make(vm, name, parameters, thunk)
}

/// `GenericBase`.
#[inline(never)]
pub fn generic_base(vm: &mut Vm, parameters: &Value) -> Result<Value, Raised> {
    let parameters = parameters.clone();
    let make = vm.hooks.generic_base;
    make(vm, &parameters)
}
