//! Unwinding: from the instruction that raised to the handler that takes the exception, frame by frame.

use taipan_bytecode::opcode::Op;
use taipan_core::machine::pending::{OrMemoryError, Pending, Raised};
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::value::code::CodeObject;
use taipan_core::value::exception::{Exception, Traceback};
use taipan_core::value::function::Function;
use taipan_core::value::generator::Generator;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;

use crate::frame;
use crate::handlers;
use crate::iterate;
use crate::run::running;
use crate::suspend::{self, Failed};

/// Finds the handler for the pending exception. `Ok`: the innermost frame continues there. `Err`: the frame numbered
/// `bottom` (counted from 1) has ended with it.
#[cold]
#[inline(never)]
pub fn unwind(vm: &mut Vm, raised: Raised, bottom: usize) -> Result<(), Raised> {
    if vm.heap.wants_attention() {
        crate::finalize::attend(vm);
    }
    loop {
        if vm.stack.depth < bottom {
            return Err(raised);
        }
        let current = vm.stack.frame(vm.stack.depth - 1);
        // SAFETY: records below `depth` are live, and stand behind the instruction that raised or called.
        unsafe {
            let thrown = matches!(vm.pending, Pending::Thrown(_));
            let exception = vm.take_exception();
            if let Some(exception) = exception {
                let index = running(current);
                // The code outlives its frame.
                let shared = &*(*(*current).code).code;
                // What goes on as it was has this frame in its traceback already, if it is to have it. A bare `raise` that
                // found nothing to raise has made an exception of its own.
                let goes_on = match shared.instructions[index].op() {
                    Op::Reraise => true,
                    Op::RaiseAgain => exception.is(&vm.handled.get()),
                    _ => false,
                };
                if !goes_on {
                    let fresh = exception.payload::<Exception>().is_some_and(|object| object.traceback.get().is_none());
                    if fresh && !thrown {
                        take_context(vm, &exception);
                    }
                    note(vm, current, &exception, index);
                }
                if let Some(handler) = shared
                    .handlers
                    .iter()
                    .find(|handler| (handler.start as usize..handler.end as usize).contains(&index))
                {
                    for register in handler.register..shared.registers {
                        drop(frame::take((*current).base.add(usize::from(register))));
                    }
                    frame::put((*current).base.add(usize::from(handler.register)), exception);
                    (*current).pc = shared.instructions.as_ptr().add(handler.target as usize);
                    if vm.heap.wants_attention() {
                        // What ends with the registers does not see the exception as one that is handled.
                        crate::finalize::attend(vm);
                    }
                    return Ok(());
                }
                vm.pending = Pending::Exception(exception);
            }
            if !(*current).generator.is_unbound() {
                match suspend::fail_generator(vm, current)? {
                    Failed::InParent | Failed::InCaller => continue,
                    Failed::Handled => return Ok(()),
                    Failed::Out => return Err(raised),
                }
            }
            let ended = frame::pop(vm);
            drop(Value::from_owned(std::mem::replace(&mut (*ended).outer, Word::UNBOUND)));
            let answered = match (*ended).then {
                Continuation::Entry => return Err(raised),
                Continuation::Hook => {
                    super::attribute::explain_hook(vm, raised);
                    false
                }
                Continuation::Getter => {
                    vm.is_pending(|classes| &classes.attribute_error) && super::attribute::answer_for_getter(vm).is_ok()
                }
                Continuation::Item => ends_loop(vm),
                _ => false,
            };
            if answered {
                if vm.heap.wants_attention() {
                    crate::finalize::attend(vm);
                }
                return Ok(());
            }
        }
    }
}

/// Leaves the loop of the innermost frame, whose iterator's `__next__` has raised StopIteration; false if that is something
/// else.
unsafe fn ends_loop(vm: &mut Vm) -> bool {
    if !vm.is_pending(|classes| &classes.stop_iteration) {
        return false;
    }
    vm.clear_pending();
    // SAFETY: the innermost frame stands behind its `ForIter`.
    unsafe {
        let frame = vm.stack.frame(vm.stack.depth - 1);
        iterate::exhausted(frame, *(*frame).pc.sub(1));
    }
    true
}

/// What is being handled becomes the context of a fresh exception.
fn take_context(vm: &Vm, exception: &Value) {
    let handled = vm.handled.get();
    if !handled.is_none() && exception.payload::<Exception>().is_some_and(|object| object.context.word().is_none()) {
        handlers::set_context(exception, handled);
    }
}

/// Adds a generator that has not begun to the traceback of the pending exception, which was thrown into it.
pub fn note_unbegun(vm: &mut Vm, generator: &Ref<Generator>) {
    let Some(exception) = vm.take_exception() else { return };
    let own_line = generator.code.code.first_line;
    let globals = generator.function.globals.value().clone();
    let entry = Traceback {
        next: Slot::default(),
        code: generator.code.clone(),
        // None of its own: the line is that of the definition, and no part of it is marked.
        instruction: generator.code.code.instructions.len() as u32,
        at_callee: false,
        own_line,
        globals,
        locals: Slot::new(Value::NONE),
    };
    add(vm, &exception, entry);
    vm.pending = Pending::Thrown(exception);
}

/// Puts an entry in front of an exception's traceback.
#[inline]
fn add(vm: &mut Vm, exception: &Value, entry: Traceback) {
    let Some(object) = exception.payload::<Exception>() else { return };
    entry.next.set(object.traceback.get());
    let class = vm.classes.traceback.value().clone();
    match vm.heap.allocate(class, entry).or_memory_error(vm) {
        Ok(entry) => object.traceback.set(entry.into_value()),
        // Without memory the traceback is shorter; the exception itself goes on.
        Err(_) => vm.clear_pending(),
    }
}

/// Adds the frame to the exception's traceback.
unsafe fn note(vm: &mut Vm, current: *mut Frame, exception: &Value, index: usize) {
    let Some(object) = exception.payload::<Exception>() else { return };
    let before = object.traceback.get();
    // SAFETY: the record is live; a frame's function is always a function.
    let (code, globals) = unsafe {
        let function = Value::borrow(&(*current).function).payload::<Function>().unwrap_unchecked();
        if function.builtin.get() {
            return;
        }
        let code = (*current).code;
        let held = function.code_object();
        // A replaced `__code__` is kept by the VM; the frame's own is the one to show.
        let code = if std::ptr::eq(&*held, code) { held } else { handlers::code_of_frame(vm, current).unwrap_or(held) };
        (code, function.globals.value().clone())
    };
    let named = before.is_none() && !object.details.is_unbound();
    let locals = if named && vm.classes.is_instance(exception, &vm.classes.name_error) {
        // What the name may have been meant to be, only the variables of the frame can tell.
        super::inspect::locals(vm, 0).unwrap_or_else(|_| {
            vm.clear_pending();
            Value::NONE
        })
    } else {
        Value::NONE
    };
    let at_callee = before.is_none() && has_no_callee(vm, exception, &code, index);
    let entry = Traceback {
        next: Slot::default(),
        code,
        instruction: index as u32,
        at_callee,
        own_line: 0,
        globals,
        locals: Slot::new(locals),
    };
    add(vm, exception, entry);
}

/// Gives an exception that came through no Python code the innermost frame for its traceback.
pub fn place(vm: &mut Vm, exception: &Value) {
    if exception.payload::<Exception>().is_none_or(|object| !object.traceback.get().is_none()) {
        return;
    }
    let Some(here) = super::inspect::caller(vm, 0) else { return };
    let entry = Traceback {
        next: Slot::default(),
        code: here.code,
        instruction: here.instruction,
        at_callee: false,
        own_line: 0,
        globals: here.globals.into_value(),
        locals: Slot::new(Value::NONE),
    };
    add(vm, exception, entry);
}

/// True if the instruction is a call that did not come to calling: the name of what it calls was not there.
fn has_no_callee(vm: &Vm, exception: &Value, code: &CodeObject, index: usize) -> bool {
    let Some(instr) = code.code.instructions.get(index) else { return false };
    let (class, site) = match instr.op() {
        Op::CallMethod => (&vm.classes.attribute_error, instr.c()),
        Op::LoadMethod => (&vm.classes.attribute_error, instr.b()),
        Op::CallGlobal => (&vm.classes.name_error, instr.c()),
        _ => return false,
    };
    vm.classes.is_instance(exception, class)
        && vm
            .detail(exception, "name")
            .zip(code.names.get(usize::from(site)))
            .is_some_and(|(name, wanted)| name.is(wanted))
}
