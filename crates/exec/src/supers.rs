//! `super().name` without the object that `super()` makes.

use taipan_bytecode::opcode::{Instr, VARIANT};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{NativeFunction, Role};
use taipan_core::value::class::Class;
use taipan_core::value::function::Function;
use taipan_core::value::kinds;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::attribute::{cache, stamp};
use crate::frame::{put, take};

/// What `super(start, object)` searches: the class of the object, or the object itself if it is a class below `start`;
/// `None` if they do not fit.
fn searched(vm: &Vm, start: &Value, object: &Value) -> Option<Value> {
    let start = start.payload::<Class>()?;
    let class = match object.to_ref::<Class>() {
        Some(class) if class.is_subclass_of(start) => class,
        _ => vm.classes.of(object),
    };
    class.is_subclass_of(start).then(|| class.into_value())
}

/// `GetSuper`: a = super(b+1, b+2).name.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn get_super(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let base = (*current).base;
        let (_, name) = cache(current, instr.c());
        let value = attribute_of(vm, base.add(usize::from(instr.b())), name, instr)?;
        put(base.add(usize::from(instr.a())), value);
    }
    Ok(())
}

/// The attribute of the super object whose making lies in three registers, which are consumed.
unsafe fn attribute_of(vm: &mut Vm, first: *mut Word, name: &Value, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: the registers are temporaries of the running frame.
    let (callee, start, object) = unsafe { (take(first), take(first.add(1)), take(first.add(2))) };
    if callee.is(vm.classes.super_.value())
        && !name.is(&vm.names.known.class)
        && let Some(class) = searched(vm, &start, &object)
        && let Some(value) = lookup::super_get(vm, &start, &object, &class, name)?
    {
        return Ok(value);
    }
    // Another `super` is called as it was written.
    let written_bare = instr.flags() & VARIANT != 0 && !callee.is(vm.classes.super_.value());
    let proxy = if written_bare { vm.call(&callee, &[])? } else { vm.call(&callee, &[start, object])? };
    lookup::get_attr(vm, &proxy, name)
}

/// `LoadSuper`: a = the function of super(a+2, a+3).name, a+1 = its receiver.
///
/// The cache holds the function under the stamp of the object; its `extra` is the class where the search starts, which
/// is not the same in every function of the code.
///
/// # Safety
/// As for [`get_super`].
#[inline(never)]
pub unsafe fn load_super(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says. The function in the cache lives as long as the stamp stands.
    unsafe {
        let (cache, name) = cache(current, instr.b());
        let place = (*current).base.add(usize::from(instr.a()));
        let (callee, start, object) = (place.add(1), place.add(2), place.add(3));
        let key = stamp(*object);
        let ordinary = *callee == vm.classes.super_.value().word();
        if ordinary && key != 0 && key == cache.key.get() && cache.extra.get() == (*start).bits() {
            put(place, Value::from_borrowed(Word::from_bits(cache.value.get())));
            put(callee, take(object));
            drop(take(start));
            return Ok(());
        }
        if ordinary
            && let Some(class) = searched(vm, Value::borrow(&*start), Value::borrow(&*object))
            && !class.is(Value::borrow(&*object))
            && let Some(found) = lookup::super_find(vm, Value::borrow(&*start), &class, name)
            && takes_receiver(&found)
        {
            if key != 0 {
                cache.key.set(key);
                cache.value.set(found.word().bits());
                cache.extra.set((*start).bits());
            }
            put(place, found);
            put(callee, take(object));
            drop(take(start));
            return Ok(());
        }
        let value = attribute_of(vm, callee, name, instr)?;
        put(place, value);
    }
    Ok(())
}

/// True if binding the function only puts the receiver before the arguments.
pub fn takes_receiver(function: &Value) -> bool {
    match function.header().map(|header| header.kind()) {
        Some(kinds::FUNCTION) => function.is_kind::<Function>(),
        Some(kinds::NATIVE_FUNCTION) => function
            .payload::<NativeFunction>()
            .is_some_and(|native| matches!(native.role, Role::Method | Role::Special)),
        _ => false,
    }
}
