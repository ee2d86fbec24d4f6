//! What `raise`, `except`, `with` and `async for` do with exceptions.

use taipan_bytecode::opcode::{Instr, VARIANT};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{groups, match_exception};
use taipan_core::protocol::lookup;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::code::CodeObject;
use taipan_core::value::exception::Exception;
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::frame::{copy, put, take};
use crate::{calls, supers};

/// `PushException`.
///
/// # Safety
/// `current` must be the running frame, `base` its registers, and `register` a temporary with another behind it.
#[inline(never)]
pub unsafe fn push(vm: &mut Vm, current: *mut Frame, base: *mut Word, register: u16) {
    // SAFETY: as the caller says.
    unsafe {
        let place = base.add(usize::from(register));
        let exception = copy(place);
        let before = vm.handled.replace(exception);
        // In a generator what was handled outside may change until the handler ends: it is not kept here.
        let outside = !(*current).generator.is_unbound() && before.word() == (*current).outer;
        put(place.add(1), if outside { Value::UNBOUND } else { before });
    }
}

/// `PopException`.
///
/// # Safety
/// As for [`push`].
#[inline(never)]
pub unsafe fn pop(vm: &mut Vm, current: *mut Frame, base: *mut Word, register: u16) {
    // SAFETY: as the caller says.
    unsafe {
        let place = base.add(usize::from(register));
        let before = take(place.add(1));
        let restored = if before.is_unbound() {
            if (*current).generator.is_unbound() { Value::NONE } else { Value::from_borrowed((*current).outer) }
        } else {
            before
        };
        vm.handled.set(restored);
        drop(take(place));
    }
}

/// `Raise` and `RaiseFrom`.
#[inline(never)]
pub fn raise(vm: &mut Vm, value: Value, cause: Option<Value>) -> Raised {
    let exception = match instantiate(vm, value) {
        Ok(Some(exception)) => exception,
        Ok(None) => return vm.type_error("exceptions must derive from BaseException"),
        Err(raised) => return raised,
    };
    if let Some(cause) = cause {
        if cause.is_none() {
            set_cause(&exception, cause);
        } else {
            match instantiate(vm, cause) {
                Ok(Some(cause)) => set_cause(&exception, cause),
                Ok(None) => return vm.type_error("exception causes must derive from BaseException"),
                Err(raised) => return raised,
            }
        }
    }
    let handled = vm.handled.get();
    if !handled.is_none() {
        set_context(&exception, handled);
    }
    vm.raise(exception)
}

/// The exception that a `raise` operand stands for: itself, or an instance of the class.
fn instantiate(vm: &mut Vm, value: Value) -> Result<Option<Value>, Raised> {
    if value.is_kind::<Exception>() {
        return Ok(Some(value));
    }
    let Some(class) = value.payload::<Class>() else { return Ok(None) };
    if !class.has(flags::RAISABLE) && !class.is_subclass_of(&vm.classes.base_exception) {
        return Ok(None);
    }
    if let Some(class) = value.to_ref::<Class>()
        && let Some(exception) = calls::made_plainly(vm, &class, &[])?
    {
        return Ok(Some(exception));
    }
    let exception = vm.call(&value, &[])?;
    if exception.is_kind::<Exception>() {
        return Ok(Some(exception));
    }
    let (class, given) = (class_repr(vm, &value), vm.classes.name_of(&exception));
    Err(vm.type_error(format!(
        "calling {class} should have returned an instance of BaseException, not <class '{given}'>"
    )))
}

/// The class in messages about it.
pub fn class_repr(vm: &mut Vm, value: &Value) -> String {
    match taipan_core::ops::repr::repr(vm, value) {
        Ok(text) => text.to_lossy().into_owned(),
        Err(_) => {
            vm.clear_pending();
            "exception".into()
        }
    }
}

/// Sets `__cause__`, which hides the context.
pub fn set_cause(exception: &Value, cause: Value) {
    if let Some(object) = exception.payload::<Exception>() {
        object.cause.set(cause);
        object.suppress_context.set(true);
    }
}

/// Sets `__context__`, unless that would make the chain of contexts a circle.
pub fn set_context(exception: &Value, context: Value) {
    if exception.is(&context) {
        return;
    }
    // If the exception already is in the context's chain, the chain is cut before it. The chain may be a circle of
    // its own (Python code can make one): a second pointer at half the speed notices.
    let mut link = context.clone();
    let mut slow = context.clone();
    let mut step = false;
    // What only the caller refers to is in no chain, however long: no look is needed.
    let known = exception.header().is_some_and(|header| header.refs() > 1);
    while known && let Some(object) = link.payload::<Exception>() {
        let next = object.context.get();
        if next.is(exception) {
            object.context.set(Value::NONE);
            break;
        }
        link = next;
        if step {
            slow = slow.payload::<Exception>().map_or(Value::NONE, |object| object.context.get());
            if slow.is(&link) {
                break;
            }
        }
        step = !step;
    }
    if let Some(object) = exception.payload::<Exception>() {
        object.context.set(context);
    }
}

/// `RaiseAgain`.
#[inline(never)]
pub fn raise_again(vm: &mut Vm) -> Raised {
    let handled = vm.handled.get();
    if handled.is_none() {
        return vm.runtime_error("No active exception to reraise");
    }
    vm.raise(handled)
}

/// `MatchException`.
#[inline(never)]
pub fn matches(vm: &mut Vm, exception: &Value, classes: &Value) -> Result<Value, Raised> {
    let (exception, classes) = (exception.clone(), classes.clone());
    match_exception::matches(vm, &exception, &classes).map(Value::from_bool)
}

/// `MatchGroup`.
///
/// # Safety
/// `base` must be the registers of the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn match_group(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let exception = copy(base.add(usize::from(instr.b())));
        let classes = copy(base.add(usize::from(instr.c())));
        let (matched, rest) = groups::match_group(vm, &exception, &classes)?;
        drop((exception, classes));
        crate::operators::kill_operands(base, instr, taipan_bytecode::opcode::KILL_B | taipan_bytecode::opcode::KILL_C);
        let place = base.add(usize::from(instr.a()));
        put(place, matched);
        put(place.add(1), rest);
    }
    Ok(())
}

/// `RaiseGroup`.
#[inline(never)]
pub fn raise_group(vm: &mut Vm, original: &Value, parts: &Value) -> Result<Value, Raised> {
    let (original, parts) = (original.clone(), parts.clone());
    groups::raise_group(vm, &original, &parts)
}

/// `LoadWith`: the methods of a context manager, each with its receiver.
///
/// # Safety
/// As for [`match_group`].
#[inline(never)]
pub unsafe fn load_with(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    let manager = unsafe { copy(base.add(usize::from(instr.b()))) };
    let asynchronous = instr.flags() & VARIANT != 0;
    let (enter, exit) = if asynchronous { (Special::AEnter, Special::AExit) } else { (Special::Enter, Special::Exit) };
    let class = vm.classes.of(&manager);
    let (enter_method, exit_method) = (class.special(enter).get(), class.special(exit).get());
    if enter_method.is_unbound() || exit_method.is_unbound() {
        return Err(no_context_manager(vm, &class, asynchronous, enter_method.is_unbound()));
    }
    let enter = with_receiver(vm, enter_method, &manager, &class)?;
    let exit = with_receiver(vm, exit_method, &manager, &class)?;
    drop(manager);
    // SAFETY: as the caller says.
    unsafe {
        crate::operators::kill_operands(base, instr, taipan_bytecode::opcode::KILL_B);
        let place = base.add(usize::from(instr.a()));
        for (index, value) in [exit.0, exit.1, enter.0, enter.1].into_iter().enumerate() {
            put(place.add(index), value);
        }
    }
    Ok(())
}

/// A method of a class as a function and what it is called with first; unbound if nothing.
fn with_receiver(vm: &mut Vm, method: Value, object: &Value, class: &Ref<Class>) -> Result<(Value, Value), Raised> {
    if supers::takes_receiver(&method) {
        return Ok((method, object.clone()));
    }
    Ok((lookup::bind(vm, &method, Some(object), class.value())?, Value::UNBOUND))
}

#[cold]
fn no_context_manager(vm: &mut Vm, class: &Ref<Class>, asynchronous: bool, enter_missing: bool) -> Raised {
    let name = class.full_name();
    let protocol = if asynchronous { "asynchronous context manager" } else { "context manager" };
    let missed = match (enter_missing, asynchronous) {
        (true, _) => "",
        (false, false) => " (missed __exit__ method)",
        (false, true) => " (missed __aexit__ method)",
    };
    vm.type_error(format!("'{name}' object does not support the {protocol} protocol{missed}"))
}

/// `CallExit`: calls an exit function with its receiver, if there is one, and an exception.
///
/// # Safety
/// As for [`match_group`].
#[inline(never)]
pub unsafe fn call_exit(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let (exit, receiver, exception) = unsafe {
        let place = base.add(usize::from(instr.b()));
        (take(place), take(place.add(1)), copy(base.add(usize::from(instr.c()))))
    };
    let class = vm.classes.of(&exception).into_value();
    let traceback = exception.payload::<Exception>().map_or(Value::NONE, |object| object.traceback.get());
    let arguments = [receiver, class, exception, traceback];
    vm.call(&exit, if arguments[0].is_unbound() { &arguments[1..] } else { &arguments })
}

/// `EndAsyncFor`.
#[inline(never)]
pub fn end_async_for(vm: &mut Vm, exception: Value) -> Result<(), Raised> {
    if vm.classes.is_instance(&exception, &vm.classes.stop_async_iteration) {
        return Ok(());
    }
    Err(vm.raise(exception))
}

/// The code object that a frame runs, where the function's own was replaced meanwhile.
///
/// # Safety
/// `current` must be a live frame.
pub unsafe fn code_of_frame(vm: &Vm, current: *mut Frame) -> Option<Ref<CodeObject>> {
    // SAFETY: as the caller says.
    let code = unsafe { (*current).code };
    let retired = vm.world.retired.borrow();
    retired.iter().find_map(|value| value.to_ref::<CodeObject>().filter(|held| std::ptr::eq(&**held, code)))
}
