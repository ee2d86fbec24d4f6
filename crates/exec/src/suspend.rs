//! Suspension: entering generators, linking them into chains, and leaving a chain as a whole.
//!
//! One frame record stands for a running chain: that of its innermost member. Linking to a child and returning from it
//! rewrite the record in place, so a chain of any length is entered and left in constant time.

use taipan_bytecode::opcode::{Instr, Op};
use taipan_core::machine::hooks::Resume;
use taipan_core::machine::pending::{Pending, Raised};
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{Awaited, NativeFunction, Shortcut};
use taipan_core::protocol::{call, lookup};
use taipan_core::value::generator::{AsyncStep, Flavor, Generator, State, StepKind};
use taipan_core::value::special::Special;
use taipan_heap::header::flags;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::frame::{copy, put, take};
use crate::iterate;
use crate::run::{Exit, Flow, running};
use crate::{async_step, awaitable, handlers, resume, throwing};

/// Enters a generator with a value, in a new frame above the running one.
///
/// An error after the frame was pushed belongs to that frame: the caller unwinds from there.
pub fn enter(vm: &mut Vm, root: &Ref<Generator>, sent: Value, then: Continuation) -> Result<Flow, Raised> {
    let fresh = root.state.get() == State::Created;
    if fresh && !sent.is_none() {
        return Err(not_begun(vm, root));
    }
    push(vm, root, then)?;
    // SAFETY: the record was just pushed.
    unsafe { deliver(vm, vm.stack.frame(vm.stack.depth - 1), sent) }
}

/// TypeError: nothing waits yet for what is sent.
#[cold]
pub fn not_begun(vm: &mut Vm, generator: &Generator) -> Raised {
    let kind = resume::kind_name(generator);
    vm.type_error(format!("can't send non-None value to a just-started {kind}"))
}

/// Enters a generator to raise the pending exception where it is suspended.
pub fn enter_throwing(vm: &mut Vm, root: &Ref<Generator>) -> Result<Flow, Raised> {
    let pending = std::mem::take(&mut vm.pending);
    push(vm, root, Continuation::Thrown)?;
    vm.pending = pending;
    // SAFETY: the record was just pushed.
    unsafe { throw_into(vm, vm.stack.frame(vm.stack.depth - 1)) }
}

/// The innermost member of the suspended chain whose root this is.
fn innermost(root: &Ref<Generator>) -> Ref<Generator> {
    if let Ok(inner) = root.innermost.take().cast::<Generator>()
        && inner.state.get() == State::Suspended
        && !inner.parent.get().is_unbound()
    {
        return inner;
    }
    let mut inner = root.clone();
    loop {
        let Some(child) = delegate_of(&inner) else { return inner };
        if !child.parent.get().eq(&inner.value().word())
            || !matches!(child.state.get(), State::Suspended | State::Delegating)
        {
            return inner;
        }
        inner = child;
    }
}

/// As `innermost`; the root knows it afterwards, too.
pub fn innermost_kept(root: &Ref<Generator>) -> Ref<Generator> {
    let inner = innermost(root);
    if !inner.value().is(root.value()) {
        root.innermost.set(inner.value().clone());
    }
    inner
}

/// Takes the innermost member out of a suspended chain: its parent is the innermost then, and delegates to nothing that
/// hears of it. Gives the step behind which the member stood.
pub fn detach(root: &Ref<Generator>, inner: &Ref<Generator>) -> Option<Ref<AsyncStep>> {
    // SAFETY: a member that is not the root has a living parent: the chain holds it.
    let parent = unsafe { Value::from_borrowed(inner.parent.replace(Word::UNBOUND)) };
    inner.depth.set(0);
    let parent = parent.cast::<Generator>().ok()?;
    if parent.value().is(root.value()) {
        drop(root.innermost.take());
    } else {
        parent.state.set(State::Suspended);
        root.innermost.set(parent.value().clone());
    }
    throwing::delegate(&parent)?.to_ref()
}

/// The generator that a suspended frame delegates to.
fn delegate_of(generator: &Ref<Generator>) -> Option<Ref<Generator>> {
    let held = throwing::delegate(generator)?;
    match held.payload::<AsyncStep>() {
        Some(step) => Some(step.generator.clone()),
        None => held.cast().ok(),
    }
}

fn push(vm: &mut Vm, root: &Ref<Generator>, then: Continuation) -> Result<(), Raised> {
    let inner = innermost(root);
    let depth = inner.depth.get() as usize;
    let top = vm.stack.top();
    if !vm.stack.fits(top, 0) || vm.stack.depth + vm.stack.chained + depth >= vm.stack.limit {
        return Err(vm.recursion_error(""));
    }
    vm.stack.chained += depth;
    root.state.set(State::Running);
    let outer = vm.handled.get();
    let record = Frame {
        base: std::ptr::null_mut(),
        top,
        pc: std::ptr::null(),
        code: std::ptr::null(),
        globals: std::ptr::null(),
        function: Word::UNBOUND,
        generator: Word::UNBOUND,
        root: root.value().clone().into_word(),
        outer: outer.into_word(),
        result: 0,
        then,
    };
    // SAFETY: there is room for one more record, as just checked.
    unsafe {
        let frame = vm.stack.frame(vm.stack.depth);
        frame.write(record);
        vm.stack.depth += 1;
        switch(vm, frame, inner);
    }
    Ok(())
}

/// Makes the record that of another member of the chain, at the instruction where it is suspended.
unsafe fn switch(vm: &mut Vm, frame: *mut Frame, to: Ref<Generator>) {
    // SAFETY: callers pass a live record; the generator keeps its registers, code and function alive.
    unsafe {
        (*frame).base = to.registers();
        (*frame).code = std::ptr::from_ref(&*to.code);
        (*frame).globals = std::ptr::from_ref(&*to.function.globals);
        (*frame).pc = to.code.code.instructions.as_ptr().add(to.instruction.get() as usize);
        let handled = to.handled.take();
        if handled.is_unbound() {
            vm.handled.set(Value::from_borrowed((*frame).outer));
        } else {
            vm.handled.set(handled);
        }
        (*frame).function = to.function.value().word();
        let before = std::mem::replace(&mut (*frame).generator, to.into_value().into_word());
        drop(Value::from_owned(before));
    }
}

/// Keeps what the frame handles with its generator while it does not run.
unsafe fn keep_handled(vm: &mut Vm, frame: *mut Frame, generator: &Generator) {
    // SAFETY: the record is live.
    unsafe {
        if vm.handled.word() != (*frame).outer {
            generator.handled.set(vm.handled.get());
        }
    }
}

/// Hands a sent value to the frame of the record, which has just been entered.
unsafe fn deliver(vm: &mut Vm, frame: *mut Frame, sent: Value) -> Result<Flow, Raised> {
    // SAFETY: the record is live and stands at the instruction that suspended.
    unsafe {
        let Some(generator) = super::frame::generator_ref(frame) else { return Ok(Flow::Reload) };
        if generator.state.get() == State::Created {
            generator.header().unset(flags::FINALIZER);
            running_now(&generator, frame);
            return Ok(Flow::Reload);
        }
        running_now(&generator, frame);
        let instr = *(*frame).pc;
        match instr.op() {
            Op::Yield => {
                (*frame).pc = (*frame).pc.add(1);
                put((*frame).base.add(usize::from(instr.a())), sent);
                Ok(Flow::Reload)
            }
            Op::Await | Op::YieldFrom => {
                let held = copy((*frame).base.add(usize::from(instr.b())));
                if held.is_kind::<Generator>()
                    || held.is_kind::<AsyncStep>()
                    || awaitable::native_await(vm, &held).is_some()
                {
                    return Ok(Flow::Reload);
                }
                (*frame).pc = (*frame).pc.add(1);
                delegate(vm, frame, instr, Some(sent))
            }
            _ => Ok(Flow::Reload),
        }
    }
}

unsafe fn running_now(generator: &Ref<Generator>, _: *mut Frame) {
    generator.state.set(State::Running);
}

/// Raises the pending exception in the frame of the record. What the generator itself handles becomes its context.
unsafe fn throw_into(vm: &mut Vm, frame: *mut Frame) -> Result<Flow, Raised> {
    // SAFETY: as for `deliver`.
    unsafe {
        let raised = vm.raised();
        let Some(generator) = super::frame::generator_ref(frame) else { return Err(raised) };
        let created = generator.state.get() == State::Created;
        generator.header().unset(flags::FINALIZER);
        running_now(&generator, frame);
        let instr = *(*frame).pc;
        (*frame).pc = (*frame).pc.add(1);
        if let Pending::Exception(exception) = &vm.pending {
            let exception = exception.clone();
            chain_handled(vm, frame, &exception);
            vm.pending = Pending::Thrown(exception);
        }
        if created || !matches!(instr.op(), Op::Await | Op::YieldFrom) {
            return Err(raised);
        }
        // StopIteration ends the delegation, wherever it comes from.
        step_result(vm, frame, instr, Err(raised))
    }
}

/// What the frame's generator handles becomes the context of an exception that comes from outside.
unsafe fn chain_handled(vm: &Vm, frame: *mut Frame, exception: &Value) {
    // SAFETY: the record is live.
    if unsafe { vm.handled.word() != (*frame).outer } {
        handlers::set_context(exception, vm.handled.get());
    }
}

/// `Yield`.
///
/// # Safety
/// `current` must be the running frame, of a generator, and `instr` its instruction.
#[inline(never)]
pub unsafe fn yield_value(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let value = take((*current).base.add(usize::from(instr.b())));
        let Some(generator) = super::frame::generator_ref(current) else {
            return Err(vm.system_error("yield outside of a generator"));
        };
        if generator.flavor != Flavor::AsyncGenerator {
            return leave(vm, current, &generator, Exit::Yield(value));
        }
        suspend(current, &generator);
        keep_handled(vm, current, &generator);
        if is_root(current) {
            let flow = leave(vm, current, &generator, Exit::Item(value));
            generator.stepping.set(false);
            return flow;
        }
        // The step that the parent awaits has come to its item.
        let kind = return_to_parent(vm, current, &generator);
        if kind == Some(StepKind::Close) {
            return Err(vm.runtime_error("async generator ignored GeneratorExit"));
        }
        finish_delegation(current, value);
        Ok(Flow::Reload)
    }
}

unsafe fn is_root(frame: *mut Frame) -> bool {
    // SAFETY: the record is live.
    unsafe { (*frame).root == (*frame).generator }
}

unsafe fn suspend(frame: *mut Frame, generator: &Ref<Generator>) {
    // SAFETY: the record is live.
    unsafe { generator.instruction.set(running(frame) as u32) };
    generator.state.set(State::Suspended);
    // The hooks of an asynchronous generator hear of its end in any case.
    if !generator.code.code.handlers.is_empty() || generator.flavor == Flavor::AsyncGenerator {
        generator.header().set(flags::FINALIZER);
    }
}

/// Leaves the chain as a whole, at its innermost member.
unsafe fn leave(vm: &mut Vm, frame: *mut Frame, generator: &Ref<Generator>, exit: Exit) -> Result<Flow, Raised> {
    // SAFETY: the record is live; its words are given back once.
    unsafe {
        suspend(frame, generator);
        keep_handled(vm, frame, generator);
        if !is_root(frame)
            && let Some(root) = Value::borrow(&(*frame).root).payload::<Generator>()
        {
            root.innermost.set(generator.value().clone());
            root.state.set(State::Suspended);
        }
        vm.stack.chained -= generator.depth.get() as usize;
        drop_record(vm, frame);
        pass_on(vm, frame, exit)
    }
}

/// Pops the record of a generator's frame; its registers stay with the generator.
unsafe fn drop_record(vm: &mut Vm, frame: *mut Frame) {
    // SAFETY: as for `leave`.
    unsafe {
        vm.stack.depth -= 1;
        vm.handled.set(Value::from_owned(std::mem::replace(&mut (*frame).outer, Word::UNBOUND)));
        (*frame).function = Word::UNBOUND;
        drop(Value::from_owned(std::mem::replace(&mut (*frame).root, Word::UNBOUND)));
        drop(Value::from_owned(std::mem::replace(&mut (*frame).generator, Word::UNBOUND)));
    }
}

/// Gives what came out of a generator to whoever entered it.
unsafe fn pass_on(vm: &mut Vm, ended: *mut Frame, exit: Exit) -> Result<Flow, Raised> {
    // SAFETY: `ended` was just popped and is still readable; a loop's frame lies below it.
    unsafe {
        if !matches!((*ended).then, Continuation::ForLoop | Continuation::Next) {
            return Ok(Flow::Exit(exit));
        }
        let below = vm.stack.frame(vm.stack.depth - 1);
        let instr = *(*below).pc.sub(1);
        if (*ended).then == Continuation::Next {
            let result = (*below).base.add(usize::from((*ended).result));
            drop(take(result.add(1)));
            match exit {
                Exit::Yield(value) | Exit::Item(value) | Exit::Wait(value) => put(result, value),
                Exit::Value(value) => return Err(vm.stop_iteration(value)),
            }
            return Ok(Flow::Reload);
        }
        match exit {
            Exit::Yield(value) | Exit::Item(value) | Exit::Wait(value) => {
                put((*below).base.add(usize::from(instr.b())), value);
            }
            Exit::Value(_) => iterate::exhausted(below, instr),
        }
        Ok(Flow::Reload)
    }
}

/// Switches the record to the parent of a member that stopped; gives the kind of the step if it was one.
unsafe fn return_to_parent(vm: &mut Vm, frame: *mut Frame, child: &Ref<Generator>) -> Option<StepKind> {
    // SAFETY: a member that is not the root has a living parent: the chain holds it.
    unsafe {
        let parent = Value::from_borrowed(child.parent.replace(Word::UNBOUND));
        let Ok(parent) = parent.cast::<Generator>() else { return None };
        vm.stack.chained -= 1;
        parent.state.set(State::Running);
        switch(vm, frame, parent);
        let instr = *(*frame).pc;
        (*frame).pc = (*frame).pc.add(1);
        let held = copy((*frame).base.add(usize::from(instr.b())));
        let step = held.payload::<AsyncStep>()?;
        step.state.set(State::Finished);
        child.stepping.set(false);
        Some(step.kind)
    }
}

/// Ends the delegation of the instruction before `pc` with a result.
unsafe fn finish_delegation(frame: *mut Frame, value: Value) {
    // SAFETY: the record is live and stands behind its delegating instruction.
    unsafe {
        let instr = *(*frame).pc.sub(1);
        drop(take((*frame).base.add(usize::from(instr.b()))));
        put((*frame).base.add(usize::from(instr.a())), value);
    }
}

/// The frame of a generator returns a value.
///
/// # Safety
/// `current` must be the running frame, of a generator.
pub unsafe fn end_generator(vm: &mut Vm, current: *mut Frame, value: Value) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let Some(generator) = super::frame::generator_ref(current) else { return Ok(Flow::Reload) };
        finish(&generator);
        if is_root(current) {
            drop_record(vm, current);
            drop(generator);
            let flow = pass_on(vm, current, Exit::Value(value));
            if flow.is_ok() && vm.heap.wants_attention() {
                crate::finalize::attend(vm);
            }
            return flow;
        }
        match return_to_parent(vm, current, &generator) {
            Some(kind) => {
                let value = async_step::end_linked(vm, &generator, kind)?;
                finish_delegation(current, value);
                Ok(Flow::Reload)
            }
            None => {
                drop(generator);
                finish_delegation(current, value);
                if vm.heap.wants_attention() {
                    crate::finalize::attend(vm);
                }
                Ok(Flow::Reload)
            }
        }
    }
}

/// Marks a generator as finished and drops what its registers hold.
pub fn finish(generator: &Ref<Generator>) {
    generator.state.set(State::Finished);
    generator.header().unset(flags::FINALIZER);
    for slot in generator.slots() {
        drop(slot.take());
    }
    drop(generator.handled.take());
    drop(generator.innermost.take());
}

/// The pending exception leaves the frame of a generator. `Ok` means that it was an orderly end after all.
///
/// # Safety
/// `current` must be the innermost frame, of a generator.
pub unsafe fn fail_generator(vm: &mut Vm, current: *mut Frame) -> Result<Failed, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let Some(generator) = super::frame::generator_ref(current) else { return Ok(Failed::InParent) };
        resume::convert_stop(vm, &generator);
        finish(&generator);
        if is_root(current) {
            drop_record(vm, current);
            let in_caller = matches!((*current).then, Continuation::ForLoop | Continuation::Next);
            return Ok(if in_caller { Failed::InCaller } else { Failed::Out });
        }
        let step = return_to_parent(vm, current, &generator);
        if step.is_some_and(|kind| async_step::ends_linked(vm, &generator, kind)) {
            vm.clear_pending();
            finish_delegation(current, Value::NONE);
            return Ok(Failed::Handled);
        }
        if (*current).then == Continuation::Thrown
            && let Pending::Exception(exception) = &vm.pending
        {
            // The parent, too, has not run since the exception was thrown.
            let exception = exception.clone();
            chain_handled(vm, current, &exception);
        }
        Ok(Failed::InParent)
    }
}

/// Where an exception that left a generator's frame goes on.
pub enum Failed {
    /// In the frame that awaits the generator: the record is that frame's now.
    InParent,
    /// In the frame below, whose loop entered the generator.
    InCaller,
    /// In the native that resumed the generator.
    Out,
    /// It was the orderly end of a closing step.
    Handled,
}

/// `Await`.
///
/// # Safety
/// As for [`yield_value`].
#[inline(never)]
pub unsafe fn await_value(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let place = (*current).base.add(usize::from(instr.b()));
        let held = copy(place);
        if let Some(child) = held.to_ref::<Generator>() {
            let mine = child.parent.get() == (*current).generator;
            if child.flavor == Flavor::Generator && !mine || child.flavor == Flavor::AsyncGenerator {
                return Err(awaitable::not_awaitable(vm, &held, instr));
            }
            drop(held);
            return link(vm, current, child);
        }
        if let Some(step) = held.to_ref::<AsyncStep>() {
            drop(held);
            return begin_step(vm, current, &step);
        }
        if let Some(look) = awaitable::native_await(vm, &held) {
            return match look(vm, &held)? {
                Awaited::Ready(value) => {
                    drop(held);
                    drop(take(place));
                    put((*current).base.add(usize::from(instr.a())), value);
                    Ok(Flow::Reload)
                }
                Awaited::Pending(on) => {
                    let Some(generator) = super::frame::generator_ref(current) else {
                        return Err(vm.system_error("await outside of a coroutine"));
                    };
                    leave(vm, current, &generator, Exit::Wait(on))
                }
            };
        }
        let iterator = match awaitable::delegate_of(vm, &held) {
            Ok(iterator) => iterator,
            Err(raised) => {
                if vm.classes.of(&held).special(Special::Await).is_unbound() {
                    vm.clear_pending();
                    return Err(awaitable::not_awaitable(vm, &held, instr));
                }
                return Err(raised);
            }
        };
        drop(held);
        put(place, iterator);
        delegate(vm, current, instr, None)
    }
}

/// Links the running frame to a generator that it delegates to, and goes on in that.
unsafe fn link(vm: &mut Vm, current: *mut Frame, child: Ref<Generator>) -> Result<Flow, Raised> {
    // SAFETY: `current` is the running frame, of a generator.
    unsafe {
        match resume::status(&child) {
            State::Finished => {
                if child.flavor == Flavor::Coroutine {
                    return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
                }
                finish_delegation(current, Value::NONE);
                return Ok(Flow::Reload);
            }
            State::Running | State::Delegating => {
                return Err(match child.flavor {
                    Flavor::Coroutine => vm.runtime_error("coroutine is being awaited already"),
                    _ => resume::already_running(vm, &child),
                });
            }
            State::Created | State::Suspended => {}
        }
        let parent_of_child = child.parent.get();
        // A coroutine stops in an `await` of its own, and nowhere else.
        let waits = child.flavor == Flavor::Coroutine && resume::status(&child) == State::Suspended;
        let taken = if parent_of_child.is_unbound() { waits } else { parent_of_child != (*current).generator };
        if taken {
            return Err(vm.runtime_error("coroutine is being awaited already"));
        }
        let Some(parent) = super::frame::generator_ref(current) else {
            return Err(vm.system_error("delegation outside of a generator"));
        };
        if vm.stack.depth + vm.stack.chained >= vm.stack.limit {
            return Err(vm.recursion_error(""));
        }
        if (*current).then == Continuation::Thrown {
            (*current).then = Continuation::Resumed;
        }
        parent.instruction.set(running(current) as u32);
        if !is_root(current) {
            parent.state.set(State::Delegating);
        }
        if !parent.code.code.handlers.is_empty() {
            parent.header().set(flags::FINALIZER);
        }
        keep_handled(vm, current, &parent);
        child.parent.set(parent.value().word());
        let below = parent.depth.get() + 1;
        // A child that was suspended in a chain of its own brings that chain along.
        let inner = innermost(&child);
        let own = if inner.value().is(child.value()) { 0 } else { inner.depth.get().saturating_sub(child.depth.get()) };
        child.depth.set(below);
        inner.depth.set(below + own);
        vm.stack.chained += 1 + own as usize;
        if !inner.value().is(child.value()) {
            child.state.set(State::Delegating);
        }
        switch(vm, current, inner);
        vm.handled.set(Value::from_borrowed(if parent.handled.is_unbound() {
            (*current).outer
        } else {
            parent.handled.word()
        }));
        deliver(vm, current, Value::NONE)
    }
}

/// Begins a step of an asynchronous generator that the running frame awaits.
unsafe fn begin_step(vm: &mut Vm, current: *mut Frame, step: &Ref<AsyncStep>) -> Result<Flow, Raised> {
    // SAFETY: as for `link`.
    unsafe {
        let generator = step.generator.clone();
        if vm.stack.depth + vm.stack.chained >= vm.stack.limit {
            return Err(vm.recursion_error(""));
        }
        let Some(input) = async_step::begin_linked(vm, step)? else {
            finish_delegation(current, Value::NONE);
            return Ok(Flow::Reload);
        };
        let Some(parent) = super::frame::generator_ref(current) else {
            return Err(vm.system_error("delegation outside of a generator"));
        };
        let pending = std::mem::take(&mut vm.pending);
        parent.instruction.set(running(current) as u32);
        if !is_root(current) {
            parent.state.set(State::Delegating);
        }
        if !parent.code.code.handlers.is_empty() {
            parent.header().set(flags::FINALIZER);
        }
        keep_handled(vm, current, &parent);
        let handled = vm.handled.get();
        generator.parent.set(parent.value().word());
        generator.depth.set(parent.depth.get() + 1);
        vm.stack.chained += 1;
        switch(vm, current, generator);
        if vm.handled.word() == (*current).outer {
            vm.handled.set(handled);
        }
        match input {
            Resume::Send(value) => deliver(vm, current, value),
            Resume::Throw => {
                vm.pending = pending;
                throw_into(vm, current)
            }
        }
    }
}

/// `YieldFrom`, and the foreign part of `Await`: asks the iterator in b for its next item and passes it on.
///
/// # Safety
/// As for [`yield_value`].
#[inline(never)]
pub unsafe fn delegate(vm: &mut Vm, current: *mut Frame, instr: Instr, sent: Option<Value>) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let held = copy((*current).base.add(usize::from(instr.b())));
        if let Some(child) = held.to_ref::<Generator>() {
            drop(held);
            return link(vm, current, child);
        }
        let result = match sent {
            Some(value) if !value.is_none() => {
                let name = vm.names.known.send.clone();
                lookup::get_attr(vm, &held, &name).and_then(|send| vm.call(&send, &[value])).map(Some)
            }
            _ => {
                let next = vm.classes.of(&held).special(Special::Next).get();
                match next.payload::<NativeFunction>() {
                    Some(NativeFunction { shortcut: Shortcut::Next(next), .. }) => next(vm, &held),
                    _ => match call::special(vm, &held, Special::Next, &[]) {
                        Ok(Some(item)) => Ok(Some(item)),
                        Ok(None) => {
                            let given = vm.classes.name_of(&held);
                            Err(vm.type_error(format!("'{given}' object is not an iterator")))
                        }
                        Err(raised) => Err(raised),
                    },
                }
            }
        };
        drop(held);
        step_result(vm, current, instr, result)
    }
}

/// What a delegate's step gave: an item to pass on, or the end with a value.
unsafe fn step_result(
    vm: &mut Vm,
    current: *mut Frame,
    _: Instr,
    result: Result<Option<Value>, Raised>,
) -> Result<Flow, Raised> {
    // SAFETY: as for `yield_value`.
    unsafe {
        let ended = match result {
            Ok(Some(item)) => {
                let Some(generator) = super::frame::generator_ref(current) else {
                    return Err(vm.system_error("yield outside of a generator"));
                };
                // Whoever drops the generator closes what it delegates to.
                generator.header().set(flags::FINALIZER);
                return leave(vm, current, &generator, Exit::Yield(item));
            }
            Ok(None) => Value::NONE,
            Err(raised) => match vm.take_stop_iteration()? {
                Some(value) => value,
                None => return Err(raised),
            },
        };
        finish_delegation(current, ended);
        Ok(Flow::Reload)
    }
}

/// `GetYieldIter`: what `yield from value` delegates to.
///
/// # Safety
/// `current` must be the running frame.
#[inline(never)]
pub unsafe fn yield_iterator(vm: &mut Vm, current: *mut Frame, value: &Value) -> Result<Value, Raised> {
    if let Some(generator) = value.payload::<Generator>() {
        // SAFETY: as the caller says.
        let inside = unsafe { super::frame::generator(current) }.map(|generator| generator.flavor);
        let coroutine = matches!(generator.flavor, Flavor::Coroutine);
        if coroutine && !matches!(inside, Some(Flavor::Coroutine | Flavor::IterableCoroutine)) {
            return Err(vm.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
        }
        return Ok(value.clone());
    }
    iterate::iter(vm, value)
}
