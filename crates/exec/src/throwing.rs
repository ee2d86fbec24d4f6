//! Throwing into generators: what `throw` was given, who hears of it first, and closing.
//!
//! An exception is raised in the innermost member of a chain. Three things are not so simple: for GeneratorExit the
//! members below are closed one after the other, each as a generator of its own; an iterator that is no generator is asked
//! to throw; and what cannot be raised is an error of the member above the innermost.

use taipan_bytecode::opcode::Op;
use taipan_core::machine::hooks::Resume;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::lookup;
use taipan_core::value::class::Class;
use taipan_core::value::exception::{Exception, Traceback};
use taipan_core::value::generator::{AsyncStep, Generator, State};
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::run::Exit;
use crate::{async_step, awaitable, finalize, handlers, resume, suspend};

/// What `throw` was given: a class or an exception, and where it was given, a value and a traceback.
pub struct Thrown {
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
}

impl Thrown {
    /// The arguments of a method `throw`. More than one are deprecated.
    pub fn new(
        vm: &mut Vm,
        method: &str,
        class: Value,
        value: Option<Value>,
        traceback: Option<Value>,
    ) -> Result<Thrown, Raised> {
        if value.is_some() || traceback.is_some() {
            let message = format!(
                "the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
            );
            vm.warn(|classes| &classes.deprecation_warning, &message, 1)?;
        }
        Ok(Thrown { class, value, traceback })
    }

    /// An exception object.
    pub(super) fn exception(exception: Value) -> Thrown {
        Thrown { class: exception, value: None, traceback: None }
    }

    /// As one value, to be kept.
    pub(super) fn packed(self, vm: &mut Vm) -> Result<Value, Raised> {
        let arguments = self.arguments();
        vm.tuple(arguments)
    }

    /// What [`Thrown::packed`] made.
    pub(super) fn unpacked(packed: &Value) -> Thrown {
        let mut items = packed.payload::<Tuple>().map(Tuple::items).unwrap_or_default().iter().cloned();
        Thrown { class: items.next().unwrap_or(Value::NONE), value: items.next(), traceback: items.next() }
    }

    /// The arguments again, as they were given.
    fn arguments(&self) -> Vec<Value> {
        let value = self.value.clone().or_else(|| self.traceback.is_some().then_some(Value::NONE));
        [Some(self.class.clone()), value, self.traceback.clone()].into_iter().flatten().collect()
    }

    fn is_exit(&self, vm: &Vm) -> bool {
        let exit = &vm.classes.generator_exit;
        match self.class.payload::<Class>() {
            Some(class) => class.is_subclass_of(exit),
            None => vm.classes.is_instance(&self.class, exit),
        }
    }

    /// The exception to be raised in the generator: also that of a class which fails to make its instance. An error is
    /// one of the call.
    pub fn make(self, vm: &mut Vm) -> Result<Value, Raised> {
        let traceback = self.traceback.filter(|traceback| !traceback.is_none());
        let by_class = !self.class.is_kind::<Exception>();
        if traceback.as_ref().is_some_and(|traceback| !traceback.is_kind::<Traceback>()) {
            return Err(vm.type_error("throw() third argument must be a traceback object"));
        }
        let value = self.value.filter(|value| !value.is_none());
        let exception = if !by_class {
            if value.is_some() {
                return Err(vm.type_error("instance exception may not have a separate value"));
            }
            self.class
        } else if let Some(class) = exception_class(vm, &self.class) {
            match instance(vm, &class, value) {
                Ok(exception) => exception,
                Err(raised) => return vm.take_exception().ok_or(raised),
            }
        } else {
            let given = vm.classes.name_of(&self.class);
            return Err(vm.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {given}"
            )));
        };
        if (traceback.is_some() || by_class)
            && let Some(object) = exception.payload::<Exception>()
        {
            object.traceback.set(traceback.unwrap_or(Value::NONE));
        }
        Ok(exception)
    }
}

fn exception_class(vm: &Vm, class: &Value) -> Option<Ref<Class>> {
    class.to_ref::<Class>().filter(|class| class.is_subclass_of(&vm.classes.base_exception))
}

/// The instance that a class and a value stand for.
fn instance(vm: &mut Vm, class: &Ref<Class>, value: Option<Value>) -> Result<Value, Raised> {
    let exception = match value {
        Some(value) if vm.classes.is_instance(&value, class) => value,
        Some(value) => match value.payload::<Tuple>() {
            Some(arguments) => vm.call(class.value(), arguments.items())?,
            None => vm.call(class.value(), std::slice::from_ref(&value))?,
        },
        None => vm.call(class.value(), &[])?,
    };
    if exception.is_kind::<Exception>() {
        return Ok(exception);
    }
    let (class, given) = (handlers::class_repr(vm, class.value()), vm.classes.name_of(&exception));
    Err(vm.type_error(format!("calling {class} should have returned an instance of BaseException, not {given}")))
}

/// `throw` of a generator or coroutine.
pub(super) fn throw(vm: &mut Vm, root: &Ref<Generator>, thrown: Thrown) -> Result<Exit, Raised> {
    if resume::status(root) == State::Suspended {
        if thrown.is_exit(vm) {
            if close_delegates(vm, root).is_err() {
                return resume::drive(vm, root, Resume::Throw);
            }
        } else if let Some(answer) = ask_delegate(vm, root, &thrown) {
            return answer;
        }
    }
    match thrown.make(vm) {
        Ok(exception) => {
            let _ = vm.raise(exception);
            resume::drive(vm, root, Resume::Throw)
        }
        Err(raised) => refuse(vm, root, raised),
    }
}

/// Closes a generator or coroutine: GeneratorExit is raised where it is suspended. Gives what the generator returns.
pub(super) fn close(vm: &mut Vm, generator: &Ref<Generator>) -> Result<Value, Raised> {
    match resume::status(generator) {
        State::Finished => return Ok(Value::NONE),
        State::Created => {
            suspend::finish(generator);
            return Ok(Value::NONE);
        }
        State::Running | State::Delegating => return Err(resume::already_running(vm, generator)),
        State::Suspended => {}
    }
    let closed = close_delegates(vm, generator);
    close_alone(vm, generator, closed)
}

/// Ends a generator whose delegates are closed: with GeneratorExit, or with the error that closing them gave.
fn close_alone(vm: &mut Vm, generator: &Ref<Generator>, closed: Result<(), Raised>) -> Result<Value, Raised> {
    if closed.is_ok() {
        let _ = vm.raise_message(|classes| &classes.generator_exit, "");
    }
    match resume::drive(vm, generator, Resume::Throw) {
        Ok(Exit::Value(value)) => Ok(value),
        Ok(_) => {
            let kind = resume::kind_name(generator);
            Err(vm.runtime_error(format!("{kind} ignored GeneratorExit")))
        }
        Err(raised) => {
            if vm.is_pending(|classes| &classes.generator_exit) || vm.is_pending(|classes| &classes.stop_iteration) {
                vm.clear_pending();
                return Ok(Value::NONE);
            }
            Err(raised)
        }
    }
}

/// Closes all that a suspended generator delegates to, the innermost first. The error is what is to be raised in the
/// generator then.
fn close_delegates(vm: &mut Vm, root: &Ref<Generator>) -> Result<(), Raised> {
    let before = root.state.replace(State::Running);
    let mut inner = suspend::innermost_kept(root);
    let mut closed = match foreign_delegate(vm, &inner) {
        Some(iterator) => close_iterator(vm, &iterator),
        None => Ok(()),
    };
    while !inner.value().is(root.value()) {
        let step = suspend::detach(root, &inner);
        closed = match step {
            Some(step) => async_step::close_alone(vm, &step, closed),
            None => close_alone(vm, &inner, closed).map(drop),
        };
        inner = suspend::innermost_kept(root);
    }
    root.state.set(before);
    closed
}

/// Closes an iterator that is no generator, if it can be closed.
fn close_iterator(vm: &mut Vm, iterator: &Value) -> Result<(), Raised> {
    let name = vm.names.known.close.clone();
    match lookup::try_get_attr_quiet(vm, iterator, &name) {
        Ok(None) => Ok(()),
        Ok(Some(close)) => vm.call(&close, &[]).map(drop),
        Err(raised) => {
            finalize::unraisable(vm, raised, iterator);
            Ok(())
        }
    }
}

/// Hands what is thrown on to the iterator that the innermost member delegates to, if that is no generator.
fn ask_delegate(vm: &mut Vm, root: &Ref<Generator>, thrown: &Thrown) -> Option<Result<Exit, Raised>> {
    let iterator = foreign_delegate(vm, &suspend::innermost_kept(root))?;
    if let Err(raised) = vm.enter_native() {
        return Some(Err(raised));
    }
    let before = root.state.replace(State::Running);
    let name = vm.names.known.throw.clone();
    let method = lookup::try_get_attr_quiet(vm, &iterator, &name);
    let answer = match &method {
        Ok(Some(throw)) => Some(vm.call(throw, &thrown.arguments())),
        Ok(None) | Err(_) => None,
    };
    root.state.set(before);
    vm.leave_native();
    match (method, answer) {
        (Err(raised), _) => Some(refuse(vm, root, raised)),
        (_, Some(Ok(item))) => Some(Ok(Exit::Yield(item))),
        (_, Some(Err(_))) => Some(resume::drive(vm, root, Resume::Throw)),
        (_, None) => None,
    }
}

/// The innermost member does not hear of the pending error: it is raised where its parent delegates to it, or, if there is
/// no parent, in the caller.
fn refuse(vm: &mut Vm, root: &Ref<Generator>, raised: Raised) -> Result<Exit, Raised> {
    if resume::status(root) != State::Suspended {
        return Err(raised);
    }
    let inner = suspend::innermost_kept(root);
    if inner.value().is(root.value()) {
        return Err(raised);
    }
    if let Some(step) = suspend::detach(root, &inner) {
        async_step::finish(&step);
    }
    resume::drive(vm, root, Resume::Throw)
}

/// The iterator that a suspended frame delegates to without being linked to it.
fn foreign_delegate(vm: &Vm, generator: &Ref<Generator>) -> Option<Value> {
    let held = delegate(generator)?;
    let linked = |child: &Generator| child.parent.get() == generator.value().word();
    let foreign = !held.is_kind::<Generator>()
        && !held.payload::<AsyncStep>().is_some_and(|step| linked(&step.generator))
        && awaitable::native_await(vm, &held).is_none();
    foreign.then_some(held)
}

/// What a suspended frame delegates to.
pub(super) fn delegate(generator: &Ref<Generator>) -> Option<Value> {
    if generator.state.get() == State::Created {
        return None;
    }
    let instr = generator.code.code.instructions.get(generator.instruction.get() as usize)?;
    let delegates = matches!(instr.op(), Op::Await | Op::YieldFrom);
    let held = generator.slots().get(usize::from(instr.b())).filter(|_| delegates)?.get();
    (held.word() != Word::UNBOUND).then_some(held)
}
