//! Attributes and methods through inline caches.
//!
//! A cache is valid under one stamp: that of the shape of an instance, of a class, or of a module's table. What it holds
//! is kept alive by the class (or table) as long as the stamp stands.

use std::ptr::NonNull;

use taipan_bytecode::opcode::{Instr, KILL_A, KILL_B};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::descriptor::{Behaviour, Descriptor};
use taipan_core::protocol::native::{NativeFunction, PlainCode, Role};
use taipan_core::protocol::{call, dict, lookup};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::code::{Cache, CodeObject};
use taipan_core::value::function::Function;
use taipan_core::value::instance::{Instance, Shape};
use taipan_core::value::kinds;
use taipan_core::value::module::Module;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::special::Special;
use taipan_heap::header::payload_pointer;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::calls;
use crate::frame::{copy, put, take};
use crate::operators::{finish, kill_operands};
use crate::run::Flow;

/// The value lies in the place of the instance that `value` numbers.
pub const PLACE: u64 = 1;
/// `value` is the attribute itself.
pub const CONSTANT: u64 = 2;
/// `value` is a function in Python; the object is its first argument.
pub const FUNCTION: u64 = 3;
/// `value` is a native method; the object is its first argument.
pub const NATIVE: u64 = 4;
/// `value` is the getter function of a property.
pub const PROPERTY: u64 = 5;
/// `value` is the index of an entry of a module's table.
pub const ENTRY: u64 = 6;

/// An instance gets a new attribute: bits 8 and up are the number of its place, `value` is the address of the next shape.
const ADDITION: u64 = 7;

/// What a cache knows about setting an attribute that instances do not have yet: the place, and the shape that follows.
#[inline(always)]
pub fn addition(cache: &Cache) -> Option<(usize, NonNull<Shape>)> {
    let extra = cache.extra.get();
    if extra & 0xff != ADDITION {
        return None;
    }
    Some(((extra >> 8) as usize, NonNull::new(cache.value.get() as *mut Shape)?))
}

/// `value` is a function of a class method; the object's class is its first argument.
pub const OF_CLASS: u64 = 8;

/// `value` is the place of an item of the tuple that the object is.
const ITEM: u64 = 9;

/// `value` is a descriptor whose class is written in Python, and its `__get__`, too.
const GETTER: u64 = 10;

/// As `GETTER`, and the class has `__set__` or `__delete__`: what the instance has of that name does not count.
const DATA_GETTER: u64 = 11;

/// `value` is the descriptor of an attribute of a native class, to which the object belongs.
const NATIVE_ATTRIBUTE: u64 = 12;

/// `value` is the `__getattr__` in Python that answers for a name which neither object nor class has.
const ABSENT: u64 = 13;

/// As `PROPERTY`, and the class has a `__getattr__`, which hears of an AttributeError out of the getter.
pub const GUARDED_PROPERTY: u64 = 14;

/// `value` is the setter function of a property.
pub const SETTER: u64 = 15;

/// Set in the stamp of lookups on a class itself.
const OF_CLASS_ITSELF: u64 = 1 << 63;

/// Set in the stamp of a class where objects may have attributes of their own before it, which are still to be looked for.
const BEHIND_OWN: u64 = 1 << 62;

/// What a cache knows about a method call.
pub enum Method {
    /// A function that takes the receiver.
    Function(Value),
    /// A native that takes the receiver.
    Native(PlainCode),
    /// Nothing.
    Unknown,
}

/// The stamp under which lookups on an object can be cached; 0 if they cannot. That of a class changes with its metaclass,
/// too.
///
/// # Safety
/// The word must be that of a live register.
#[inline(always)]
pub unsafe fn stamp(object: Word) -> u64 {
    // SAFETY: callers pass words of live registers.
    unsafe {
        if !object.is_pointer() {
            return 0;
        }
        let header = object.header();
        match header.kind() {
            kinds::INSTANCE => {
                let instance: *const Instance =
                    payload_pointer::<Instance>(object.pointer().unwrap_unchecked()).as_ptr();
                (*instance).shape().stamp.get()
            }
            kinds::CLASS => {
                let class: *const Class = payload_pointer::<Class>(object.pointer().unwrap_unchecked()).as_ptr();
                // What a class answers is not what its instances answer, whose stamp is the class's.
                (*class).stamp.get() | OF_CLASS_ITSELF
            }
            kinds::MODULE => {
                let module: *const Module = payload_pointer::<Module>(object.pointer().unwrap_unchecked()).as_ptr();
                (*(&(*module).dict).table.as_ptr()).version()
            }
            kinds::FUNCTION | kinds::DESCRIPTOR => 0,
            // Without attributes of its own, the object answers what its class answers.
            _ => {
                if let Some(side) = header.side()
                    && side.word().is_pointer()
                {
                    let holder: *const Instance =
                        payload_pointer::<Instance>(side.word().pointer().unwrap_unchecked()).as_ptr();
                    return (*holder).shape().stamp.get();
                }
                let class: *const Class =
                    payload_pointer::<Class>(header.class().pointer().unwrap_unchecked()).as_ptr();
                (*class).stamp.get()
            }
        }
    }
}

/// The cache of a site, and the name it looks for.
///
/// # Safety
/// `current` must be the running frame, and the site one of its code.
#[inline(always)]
pub unsafe fn cache<'a>(current: *mut Frame, site: u16) -> (&'a Cache, &'a Value) {
    // SAFETY: the verifier checked the site; the frame keeps its code alive.
    unsafe {
        let code: &CodeObject = &*(*current).code;
        (code.caches.get_unchecked(usize::from(site)), code.names.get_unchecked(usize::from(site)))
    }
}

/// `a = b.name`.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn get(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let base = (*current).base;
        let (cache, name) = cache(current, instr.c());
        let object = copy(base.add(usize::from(instr.b())));
        let key = stamp(object.word());
        if key != 0 && (key == cache.key.get() || recall(vm, cache, key, name.word().bits())) {
            let word = Word::from_bits(cache.value.get());
            match cache.extra.get() {
                PLACE => {
                    let value = held_in_place(&object, cache.value.get() as usize);
                    if !value.is_unbound() {
                        drop(object);
                        finish(vm, base, instr, value);
                        return Ok(Flow::Reload);
                    }
                }
                CONSTANT => {
                    let value = Value::from_borrowed(word);
                    drop(object);
                    finish(vm, base, instr, value);
                    return Ok(Flow::Reload);
                }
                FUNCTION => {
                    let value = vm.bound_method(Value::from_borrowed(word), object)?;
                    finish(vm, base, instr, value);
                    return Ok(Flow::Reload);
                }
                PROPERTY => {
                    let getter = Value::from_borrowed(word);
                    kill_operands(base, instr, KILL_B);
                    return calls::enter_values(vm, getter, &[object], instr.a(), Continuation::Register);
                }
                mode @ (GETTER | DATA_GETTER) => {
                    let descriptor = Value::from_borrowed(word);
                    if let Some(getter) = python_getter(vm, &descriptor, mode) {
                        let class = vm.classes.of(&object).into_value();
                        kill_operands(base, instr, KILL_B);
                        let arguments = [descriptor, object, class];
                        return calls::enter_values(vm, getter, &arguments, instr.a(), Continuation::Register);
                    }
                }
                ITEM => {
                    if let Some(value) =
                        object.payload::<Tuple>().and_then(|tuple| tuple.items().get(cache.value.get() as usize))
                    {
                        let value = value.clone();
                        drop(object);
                        finish(vm, base, instr, value);
                        return Ok(Flow::Reload);
                    }
                }
                ENTRY => {
                    if let Some(module) = object.payload::<Module>() {
                        let value = module.dict.table.borrow().entry_value(cache.value.get() as usize).clone();
                        drop(object);
                        finish(vm, base, instr, value);
                        return Ok(Flow::Reload);
                    }
                }
                NATIVE_ATTRIBUTE => {
                    let descriptor = Value::from_borrowed(word);
                    if let Some(Descriptor { behaviour: Behaviour::GetSet(attribute), .. }) = descriptor.payload() {
                        vm.check_depth()?;
                        let value = (attribute.get)(vm, &object)?;
                        drop(object);
                        finish(vm, base, instr, value);
                        return Ok(Flow::Reload);
                    }
                }
                ABSENT if instr.flags() & KILL_B == 0 => {
                    let (getter, name) = (Value::from_borrowed(word), name.clone());
                    return calls::enter_values(vm, getter, &[object, name], instr.a(), Continuation::Hook);
                }
                _ => {}
            }
        }
        if key != 0 {
            learn(vm, cache, key, &object, name);
            if cache.key.get() == key && cache.extra.get() == PROPERTY {
                let getter = Value::from_borrowed(Word::from_bits(cache.value.get()));
                kill_operands(base, instr, KILL_B);
                return calls::enter_values(vm, getter, &[object], instr.a(), Continuation::Register);
            }
        }
        let class = vm.classes.of(&object);
        let value = if class.has(flags::CUSTOM_GET) {
            lookup::custom_get_attr(vm, &object, &class, name)?
        } else {
            lookup::get_attr(vm, &object, name)?
        };
        drop(object);
        finish(vm, base, instr, value);
    }
    Ok(Flow::Reload)
}

/// What an object holds in a place of its shape: itself, or its side; unbound if nothing.
fn held_in_place(object: &Value, place: usize) -> Value {
    if let Some(instance) = object.payload::<Instance>() {
        return instance.get_place(place);
    }
    let holder = object.header().and_then(|header| header.side()).map(|side| side.get());
    holder.and_then(|holder| Some(holder.payload::<Instance>()?.get_place(place))).unwrap_or(Value::UNBOUND)
}

/// Tells an AttributeError that came out of a `__getattr__` about the attribute of the frame below.
///
/// # Safety
/// The innermost frame must stand behind a `GetAttr` whose object it still holds.
pub unsafe fn explain_hook(vm: &mut Vm, raised: Raised) {
    // SAFETY: as the caller says.
    unsafe {
        let below = vm.stack.frame(vm.stack.depth - 1);
        let instr = *(*below).pc.sub(1);
        let (_, name) = cache(below, instr.c());
        let (object, name) = (copy((*below).base.add(usize::from(instr.b()))), name.clone());
        let _ = vm.explain_attribute_error(raised, &object, &name);
    }
}

/// An AttributeError has come out of a property's getter: `__getattr__` answers instead.
///
/// # Safety
/// As for [`explain_hook`].
pub unsafe fn answer_for_getter(vm: &mut Vm) -> Result<(), Raised> {
    vm.clear_pending();
    // SAFETY: as the caller says.
    unsafe {
        let below = vm.stack.frame(vm.stack.depth - 1);
        let instr = *(*below).pc.sub(1);
        let (object, name) = (copy((*below).base.add(usize::from(instr.b()))), cache(below, instr.c()).1.clone());
        vm.enter_native()?;
        let answer = call::special(vm, &object, Special::GetAttr, std::slice::from_ref(&name));
        vm.leave_native();
        match answer {
            Ok(Some(value)) => {
                drop(object);
                finish(vm, (*below).base, instr, value);
                Ok(())
            }
            Ok(None) => Err(vm.attribute_error(&object, &name)),
            Err(raised) => Err(vm.explain_attribute_error(raised, &object, &name)),
        }
    }
}

/// Writes what was found into the site's cache, and into the table for sites that see objects of many shapes.
fn remember(vm: &mut Vm, cache: &Cache, key: u64, name: &Value, mode: u64, value: u64) {
    cache.key.set(key);
    cache.extra.set(mode);
    cache.value.set(value);
    vm.lookups.insert(key, name.word().bits(), mode, value);
}

/// As [`remember`], of an attribute that is set.
fn remember_setting(vm: &mut Vm, cache: &Cache, key: u64, name: &Value, mode: u64, value: u64) {
    cache.key.set(key);
    cache.extra.set(mode);
    cache.value.set(value);
    vm.lookups.insert(key, setting(name), mode, value);
}

/// Looks into the table for sites that see objects of many shapes; what it knows goes into the site's cache.
#[inline]
pub fn recall(vm: &Vm, cache: &Cache, key: u64, name: u64) -> bool {
    match vm.lookups.get(key, name) {
        Some((mode, value)) => {
            cache.key.set(key);
            cache.extra.set(mode);
            cache.value.set(value);
            true
        }
        None => false,
    }
}

/// What stands for the name where an attribute is set: what is known about reading it does not hold there.
fn setting(name: &Value) -> u64 {
    name.word().bits() | 1
}

/// Fills the cache, if the lookup is one of those that it can hold.
fn learn(vm: &mut Vm, cache: &Cache, key: u64, object: &Value, name: &Value) {
    let class = vm.classes.of(object);
    if class.has(flags::OWN_GET) {
        return;
    }
    if let Some(module) = object.payload::<Module>() {
        if class.value().is(vm.classes.module.value())
            && let Some(index) = dict::find(vm, &module.dict, name)
            && lookup::find(vm, &class, name).is_none_or(|found| !lookup::is_data_descriptor(vm, &found))
        {
            remember(vm, cache, key, name, ENTRY, index as u64);
        }
        return;
    }
    if let Some(subject) = object.to_ref::<Class>() {
        learn_class(vm, cache, key, &subject, &class, name);
        return;
    }
    let found = lookup::find(vm, &class, name);
    if let Some(found) = &found {
        if let Some(Descriptor { behaviour: Behaviour::Property { get, .. }, .. }) = found.payload::<Descriptor>()
            && vm.classes.is_exactly(found, &vm.classes.property)
        {
            if get.get().is_kind::<Function>() {
                let mode = if class.has(flags::CUSTOM_GET) { GUARDED_PROPERTY } else { PROPERTY };
                remember(vm, cache, key, name, mode, get.word().bits());
            }
            return;
        }
        if let Some(Descriptor { behaviour: Behaviour::Member(place), .. }) = found.payload::<Descriptor>()
            && object.is_kind::<Instance>()
        {
            remember(vm, cache, key, name, PLACE, u64::from(*place));
            return;
        }
        if let Some(Descriptor { behaviour: Behaviour::Item { place, .. }, .. }) = found.payload::<Descriptor>()
            && object.is_kind::<Tuple>()
        {
            remember(vm, cache, key, name, ITEM, *place as u64);
            return;
        }
        if remember_native(vm, cache, key, object, name, found) {
            return;
        }
        if lookup::is_data_descriptor(vm, found) {
            if !class.has(flags::CUSTOM_GET) && python_getter(vm, found, DATA_GETTER).is_some() {
                remember(vm, cache, key, name, DATA_GETTER, found.word().bits());
            }
            return;
        }
    }
    let side = object.header().and_then(|header| header.side()).map(|side| side.get());
    let holder = object.payload::<Instance>().or_else(|| side.as_ref()?.payload::<Instance>());
    if let Some(place) = holder.and_then(|holder| holder.shape().place(name)) {
        remember(vm, cache, key, name, PLACE, place as u64);
        return;
    }
    let Some(found) = found else {
        let getter = class.special(Special::GetAttr).get();
        if object.is_kind::<Instance>() && getter.is_kind::<Function>() {
            remember(vm, cache, key, name, ABSENT, getter.word().bits());
        }
        return;
    };
    match found.header().map(|header| header.kind()) {
        Some(kinds::FUNCTION) => remember(vm, cache, key, name, FUNCTION, found.word().bits()),
        Some(kinds::NATIVE_FUNCTION) => {
            if found.payload::<NativeFunction>().is_some_and(|native| native.role == Role::Function) {
                remember(vm, cache, key, name, CONSTANT, found.word().bits());
            }
        }
        Some(kinds::DESCRIPTOR) => {
            if let Some(Descriptor { behaviour: Behaviour::Static(function), .. }) = found.payload::<Descriptor>() {
                remember(vm, cache, key, name, CONSTANT, function.word().bits());
            }
        }
        Some(kinds::INSTANCE | kinds::EXTENSION | kinds::CLASS) => {
            if vm.classes.of(&found).special(Special::Get).is_unbound() {
                remember(vm, cache, key, name, CONSTANT, found.word().bits());
            } else if !class.has(flags::CUSTOM_GET) && python_getter(vm, &found, GETTER).is_some() {
                remember(vm, cache, key, name, GETTER, found.word().bits());
            }
        }
        _ => remember(vm, cache, key, name, CONSTANT, found.word().bits()),
    }
}

/// Remembers the attribute of a native class that the object's class answers with; false if it is none, or an
/// AttributeError out of it would be for `__getattr__`.
fn remember_native(vm: &mut Vm, cache: &Cache, key: u64, object: &Value, name: &Value, found: &Value) -> bool {
    let Some(descriptor) = found.payload::<Descriptor>() else { return false };
    let owned = descriptor.owner.get().to_ref::<Class>().is_some_and(|owner| vm.classes.is_instance(object, &owner));
    let plain = matches!(descriptor.behaviour, Behaviour::GetSet(_)) && !vm.classes.of(object).has(flags::CUSTOM_GET);
    if owned && plain {
        remember(vm, cache, key, name, NATIVE_ATTRIBUTE, found.word().bits());
    }
    owned && plain
}

/// The `__get__` in Python of a descriptor, as long as its class is what the mode says: no stamp of the object's covers it.
fn python_getter(vm: &Vm, descriptor: &Value, mode: u64) -> Option<Value> {
    if !descriptor.is_kind::<Instance>() {
        return None;
    }
    let class = vm.classes.of(descriptor);
    let data = !class.special(Special::Set).is_unbound() || !class.special(Special::Delete).is_unbound();
    let getter = class.special(Special::Get).get();
    (getter.is_kind::<Function>() && (mode == GETTER || data)).then_some(getter)
}

fn learn_class(vm: &mut Vm, cache: &Cache, key: u64, subject: &Ref<Class>, meta: &Ref<Class>, name: &Value) {
    if let Some(found) = lookup::find(vm, meta, name)
        && lookup::is_data_descriptor(vm, &found)
    {
        remember_native(vm, cache, key, subject.value(), name, &found);
        return;
    }
    let Some(found) = lookup::find(vm, subject, name) else { return };
    match found.header().map(|header| header.kind()) {
        Some(kinds::DESCRIPTOR) => {
            if let Some(Descriptor { behaviour: Behaviour::Static(function), .. }) = found.payload::<Descriptor>() {
                remember(vm, cache, key, name, CONSTANT, function.word().bits());
            }
        }
        Some(kinds::NATIVE_FUNCTION) => {
            if found.payload::<NativeFunction>().is_some_and(|native| native.role != Role::ClassMethod) {
                remember(vm, cache, key, name, CONSTANT, found.word().bits());
            }
        }
        Some(kinds::INSTANCE | kinds::EXTENSION | kinds::CLASS) => {
            if vm.classes.of(&found).special(Special::Get).is_unbound() {
                remember(vm, cache, key, name, CONSTANT, found.word().bits());
            }
        }
        _ => remember(vm, cache, key, name, CONSTANT, found.word().bits()),
    }
}

/// `a.name = b`.
///
/// # Safety
/// `current` must be the running frame, `base` its registers and `instr` its instruction.
#[inline(never)]
pub unsafe fn set(vm: &mut Vm, current: *mut Frame, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (cache, name) = cache(current, instr.c());
        let object = copy(base.add(usize::from(instr.a())));
        let value = copy(base.add(usize::from(instr.b())));
        let side = object.header().and_then(|header| header.side()).map(|side| side.get());
        let holder = object.payload::<Instance>().or_else(|| side.as_ref()?.payload::<Instance>());
        if let Some(instance) = holder
            && set_known(vm, cache, instance, name, &value)
        {
            drop(side);
            drop(object);
            kill_operands(base, instr, KILL_A | KILL_B);
            return Ok(());
        }
        let class = vm.classes.of(&object);
        let plain = !class.has(flags::CUSTOM_SET) && class.has(flags::HAS_DICT);
        if plain && let Some(instance) = holder {
            let before = instance.shape().stamp.get();
            let ordinary = lookup::find(vm, &class, name).is_none_or(|found| !lookup::is_data_descriptor(vm, &found));
            if ordinary {
                taipan_core::protocol::attributes::set(vm, &object, name, value)?;
                if before != 0
                    && let Some(place) = instance.shape().place(name)
                {
                    let address = instance.shape_address().as_ptr() as u64;
                    if instance.shape().stamp.get() == before {
                        remember_setting(vm, cache, before, name, PLACE, place as u64);
                    } else {
                        remember_setting(vm, cache, before, name, ADDITION | (place as u64) << 8, address);
                    }
                }
                drop(object);
                kill_operands(base, instr, KILL_A | KILL_B);
                return Ok(());
            }
        }
        if let Some(instance) = object.payload::<Instance>()
            && !class.has(flags::CUSTOM_SET)
            && let Some(found) = lookup::find(vm, &class, name)
            && let Some(descriptor) = found.payload::<Descriptor>()
        {
            let key = instance.shape().stamp.get();
            match &descriptor.behaviour {
                Behaviour::Member(place) => remember_setting(vm, cache, key, name, PLACE, u64::from(*place)),
                Behaviour::Property { set, .. }
                    if set.get().is_kind::<Function>() && vm.classes.is_exactly(&found, &vm.classes.property) =>
                {
                    remember_setting(vm, cache, key, name, SETTER, set.word().bits());
                }
                _ => {}
            }
        }
        lookup::set_attr(vm, &object, name, Some(value))?;
        drop(object);
        kill_operands(base, instr, KILL_A | KILL_B);
    }
    Ok(())
}

/// Sets an attribute of an instance whose shape a site or the table knows; false if neither does.
fn set_known(vm: &Vm, cache: &Cache, instance: &Instance, name: &Value, value: &Value) -> bool {
    let key = instance.shape().stamp.get();
    if key == 0 || (key != cache.key.get() && !recall(vm, cache, key, setting(name))) {
        return false;
    }
    let (place, shape) = match addition(cache) {
        Some((place, shape)) => (place, Some(shape)),
        None if cache.extra.get() == PLACE => (cache.value.get() as usize, None),
        None => return false,
    };
    let Some(slot) = instance.inline_place(place) else { return false };
    drop(slot.replace(value.clone()));
    if let Some(shape) = shape {
        instance.set_shape(shape);
    }
    true
}

/// `del a.name`.
///
/// # Safety
/// As for [`set`].
#[inline(never)]
pub unsafe fn delete(vm: &mut Vm, current: *mut Frame, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (_, name) = cache(current, instr.b());
        let object = copy(base.add(usize::from(instr.a())));
        lookup::set_attr(vm, &object, name, None)?;
        drop(object);
        kill_operands(base, instr, KILL_A);
    }
    Ok(())
}

/// What the cache knows about a method of the receiver.
///
/// # Safety
/// As for [`get`]; `receiver` must be a register of the frame.
#[inline(always)]
pub unsafe fn cached_method(vm: &Vm, current: *mut Frame, receiver: *mut Word, site: u16) -> Method {
    // SAFETY: as the caller says.
    unsafe {
        let (cache, name) = cache(current, site);
        let key = stamp(*receiver);
        if key == 0 || (key != cache.key.get() && !recall(vm, cache, key, name.word().bits())) {
            return Method::Unknown;
        }
        let word = Word::from_bits(cache.value.get());
        match cache.extra.get() {
            FUNCTION => Method::Function(Value::from_borrowed(word)),
            NATIVE => {
                let native: &NativeFunction =
                    &*payload_pointer::<NativeFunction>(word.pointer().unwrap_unchecked()).as_ptr();
                Method::Native(native.def.plain)
            }
            _ => Method::Unknown,
        }
    }
}

/// Finds a method: the callee goes into `place`, and the receiver behind it stays or is cleared if it is not needed.
///
/// # Safety
/// As for [`get`]; `place` and the register behind it must be temporaries of the frame.
#[inline(never)]
pub unsafe fn find_method(vm: &mut Vm, current: *mut Frame, place: *mut Word, site: u16) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (cache, name) = cache(current, site);
        let receiver = copy(place.add(1));
        let key = stamp(receiver.word());
        if key != 0 && key == cache.key.get() {
            let word = Word::from_bits(cache.value.get());
            match cache.extra.get() {
                CONSTANT => {
                    put(place, Value::from_borrowed(word));
                    drop(receiver);
                    drop(take(place.add(1)));
                    return Ok(());
                }
                PLACE => {
                    let value = held_in_place(&receiver, cache.value.get() as usize);
                    if !value.is_unbound() {
                        put(place, value);
                        drop(receiver);
                        drop(take(place.add(1)));
                        return Ok(());
                    }
                }
                ENTRY => {
                    if let Some(module) = receiver.payload::<Module>() {
                        let value = module.dict.table.borrow().entry_value(cache.value.get() as usize).clone();
                        put(place, value);
                        drop(receiver);
                        drop(take(place.add(1)));
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        let class = vm.classes.of(&receiver);
        if !class.has(flags::OWN_GET) && !receiver.is_kind::<Class>() && !receiver.is_kind::<Module>() {
            let behind = class.stamp.get() | BEHIND_OWN;
            if key == 0
                && let Some((_, method)) = vm.lookups.get(behind, name.word().bits())
                && !shadowed(vm, &receiver, name)
            {
                put(place, Value::from_borrowed(Word::from_bits(method)));
                return Ok(());
            }
            let found = lookup::find(vm, &class, name);
            if let Some(found) = found {
                let method = match found.header().map(|header| header.kind()) {
                    Some(kinds::FUNCTION) => Some(FUNCTION),
                    Some(kinds::NATIVE_FUNCTION) => match found.payload::<NativeFunction>().map(|native| native.role) {
                        Some(Role::Method | Role::Special) => Some(NATIVE),
                        _ => None,
                    },
                    _ => None,
                };
                if let Some(mode) = method
                    && !shadowed(vm, &receiver, name)
                {
                    if key != 0 {
                        remember(vm, cache, key, name, mode, found.word().bits());
                    } else {
                        vm.lookups.insert(behind, name.word().bits(), mode, found.word().bits());
                    }
                    put(place, found);
                    return Ok(());
                }
                if let Some(Descriptor { behaviour: Behaviour::Class(function), .. }) = found.payload::<Descriptor>()
                    && function.get().is_kind::<Function>()
                    && !shadowed(vm, &receiver, name)
                {
                    if key != 0 {
                        remember(vm, cache, key, name, OF_CLASS, function.word().bits());
                    }
                    put(place, function.get());
                    put(place.add(1), class.into_value());
                    return Ok(());
                }
            }
        }
        if let Some(subject) = receiver.to_ref::<Class>()
            && !class.has(flags::OWN_GET)
            && lookup::find(vm, &class, name).is_none_or(|found| !lookup::is_data_descriptor(vm, &found))
            && let Some(found) = lookup::find(vm, &subject, name)
            && let Some((mode, function)) = of_class_method(&found)
        {
            // A class method called on the class: the function, and the class as its receiver.
            if key != 0 {
                remember(vm, cache, key, name, mode, function.word().bits());
            }
            put(place, function);
            return Ok(());
        }
        if key != 0 {
            learn(vm, cache, key, &receiver, name);
            if cache.key.get() == key && matches!(cache.extra.get(), FUNCTION) {
                // The cache of a call holds unbound functions only for receivers that pass themselves.
                if receiver.is_kind::<Class>() || receiver.is_kind::<Module>() {
                    cache.key.set(u64::MAX);
                }
            }
        }
        let value = if class.has(flags::CUSTOM_GET) {
            lookup::custom_get_attr(vm, &receiver, &class, name)?
        } else {
            lookup::get_attr(vm, &receiver, name)?
        };
        put(place, value);
        drop(receiver);
        drop(take(place.add(1)));
    }
    Ok(())
}

/// The function of a class method, and the mode of a cache that holds it for the class itself.
fn of_class_method(found: &Value) -> Option<(u64, Value)> {
    if let Some(Descriptor { behaviour: Behaviour::Class(function), .. }) = found.payload::<Descriptor>() {
        return Some((FUNCTION, function.get())).filter(|(_, function)| function.is_kind::<Function>());
    }
    let native = found.payload::<NativeFunction>()?;
    (native.role == Role::ClassMethod).then(|| (NATIVE, found.clone()))
}

/// True if the object itself has an attribute that hides the method of its class.
fn shadowed(vm: &Vm, object: &Value, name: &Value) -> bool {
    taipan_core::protocol::attributes::get(vm, object, name).is_some()
}

/// `LoadMethod`.
///
/// # Safety
/// As for [`set`].
#[inline(never)]
pub unsafe fn load_method(vm: &mut Vm, current: *mut Frame, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let place = base.add(usize::from(instr.a()));
        match cached_method(vm, current, place.add(1), instr.b()) {
            Method::Function(function) => {
                put(place, function);
                Ok(())
            }
            _ => find_method(vm, current, place, instr.b()),
        }
    }
}
