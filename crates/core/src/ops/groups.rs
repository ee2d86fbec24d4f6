//! Exception groups: splitting them, and what `except*` asks.

use std::collections::HashSet;

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::{iterate, match_exception};
use crate::protocol::{lookup, truth};
use crate::value::class::Class;
use crate::value::exception::Exception;
use crate::value::sequence::{List, Tuple};

/// What decides which exceptions of a group belong to the first half.
pub enum Matcher<'a> {
    /// An exception class or a tuple of them.
    Classes(&'a Value),
    /// A function that answers for each exception, groups included.
    Function(&'a Value),
    /// The exceptions whose addresses are among these.
    Among(&'a HashSet<u64>),
}

/// The halves of a group; a half without exceptions is None.
pub struct Halves {
    /// What matched.
    pub matched: Value,
    /// What did not.
    pub rest: Value,
}

/// True if the value is an exception group.
pub fn is_group(vm: &Vm, value: &Value) -> bool {
    vm.classes.is_instance(value, &vm.classes.base_exception_group)
}

/// The exceptions of a group.
pub fn exceptions_of(vm: &Vm, group: &Value) -> Vec<Value> {
    let exceptions = vm.detail(group, "exceptions");
    exceptions.as_ref().and_then(|all| all.payload::<Tuple>()).map(|all| all.items().to_vec()).unwrap_or_default()
}

/// What the argument of `split` and `subgroup` means.
pub fn matcher<'a>(vm: &mut Vm, condition: &'a Value) -> Result<Matcher<'a>, Raised> {
    if match_exception::is_raisable_or_tuple(condition) {
        return Ok(Matcher::Classes(condition));
    }
    let class = vm.classes.of(condition);
    let callable = !class.special(crate::value::special::Special::Call).is_unbound();
    if callable && !condition.is_kind::<Class>() {
        return Ok(Matcher::Function(condition));
    }
    Err(vm.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
}

fn holds(vm: &mut Vm, matcher: &Matcher<'_>, exception: &Value) -> Result<bool, Raised> {
    match matcher {
        Matcher::Classes(classes) => Ok(match_exception::given_matches(vm, exception, classes)),
        Matcher::Function(function) => {
            let answer = vm.call(function, std::slice::from_ref(exception))?;
            truth::is_true(vm, &answer)
        }
        Matcher::Among(addresses) => Ok(addresses.contains(&exception.word().bits())),
    }
}

/// Splits an exception; a part of a group is a group with the same nesting and metadata.
pub fn split(vm: &mut Vm, exception: &Value, matcher: &Matcher<'_>, want_rest: bool) -> Result<Halves, Raised> {
    if holds(vm, matcher, exception)? {
        return Ok(Halves { matched: exception.clone(), rest: Value::NONE });
    }
    if !is_group(vm, exception) {
        let rest = if want_rest { exception.clone() } else { Value::NONE };
        return Ok(Halves { matched: Value::NONE, rest });
    }
    vm.enter_native()?;
    let halves = split_group(vm, exception, matcher, want_rest);
    vm.leave_native();
    halves
}

fn split_group(vm: &mut Vm, group: &Value, matcher: &Matcher<'_>, want_rest: bool) -> Result<Halves, Raised> {
    let (mut matched, mut rest) = (Vec::new(), Vec::new());
    for part in exceptions_of(vm, group) {
        vm.tick()?;
        let halves = split(vm, &part, matcher, want_rest)?;
        matched.extend((!halves.matched.is_none()).then_some(halves.matched));
        rest.extend((!halves.rest.is_none()).then_some(halves.rest));
    }
    Ok(Halves { matched: derived(vm, group, matched)?, rest: derived(vm, group, rest)? })
}

/// A group like another with some of its exceptions, made by its `derive` method; None for none.
fn derived(vm: &mut Vm, group: &Value, exceptions: Vec<Value>) -> Result<Value, Raised> {
    if exceptions.is_empty() {
        return Ok(Value::NONE);
    }
    let exceptions = vm.list(exceptions)?;
    let fresh = vm.call_method(group, "derive", &[exceptions])?;
    if !is_group(vm, &fresh) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    if let (Some(from), Some(to)) = (group.payload::<Exception>(), fresh.payload::<Exception>()) {
        to.traceback.set(from.traceback.get());
        to.context.set(from.context.get());
        to.cause.set(from.cause.get());
        // As whoever sets a cause, be it None.
        to.suppress_context.set(true);
    }
    let name = vm.names.known.notes.clone();
    if let Some(notes) = lookup::try_get_attr(vm, group, &name)?
        && (notes.is_kind::<List>() || notes.is_kind::<Tuple>())
    {
        let copy = iterate::collect(vm, &notes)?;
        let copy = vm.list(copy)?;
        lookup::set_attr(vm, &fresh, &name, Some(copy))?;
    }
    Ok(fresh)
}

/// For `except* classes`: the part of the exception that is caught and what remains, each or None.
pub fn match_group(vm: &mut Vm, exception: &Value, classes: &Value) -> Result<(Value, Value), Raised> {
    check_classes(vm, classes)?;
    if exception.is_none() {
        return Ok((Value::NONE, Value::NONE));
    }
    if match_exception::given_matches(vm, exception, classes) {
        let matched = if is_group(vm, exception) {
            exception.clone()
        } else {
            {
                let only = vm.tuple([exception.clone()])?;
                wrap(vm, only)?
            }
        };
        return Ok((matched, Value::NONE));
    }
    if !is_group(vm, exception) {
        return Ok((Value::NONE, exception.clone()));
    }
    let pair = vm.call_method(exception, "split", std::slice::from_ref(classes))?;
    let Some(tuple) = pair.payload::<Tuple>() else {
        let (class, given) = (vm.classes.name_of(exception), vm.classes.name_of(&pair));
        return Err(vm.type_error(format!("{class}.split must return a tuple, not {given}")));
    };
    match tuple.items() {
        [matched, rest, ..] => Ok((matched.clone(), rest.clone())),
        short => {
            let (class, length) = (vm.classes.name_of(exception), short.len());
            Err(vm.type_error(format!("{class}.split must return a 2-tuple, got tuple of size {length}")))
        }
    }
}

fn check_classes(vm: &mut Vm, classes: &Value) -> Result<(), Raised> {
    if !match_exception::is_raisable_or_tuple(classes) {
        return Err(vm.type_error("catching classes that do not inherit from BaseException is not allowed"));
    }
    let group = vm.classes.base_exception_group.clone();
    let is_group = |class: &Value| class.payload::<Class>().is_some_and(|class| class.is_subclass_of(&group));
    let any = match classes.payload::<Tuple>() {
        Some(several) => several.items().iter().any(is_group),
        None => is_group(classes),
    };
    if any {
        return Err(vm.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    Ok(())
}

/// A group without a message.
fn wrap(vm: &mut Vm, exceptions: Value) -> Result<Value, Raised> {
    let class = vm.classes.base_exception_group.clone();
    let message = vm.str("")?;
    vm.call(class.value(), &[message, exceptions])
}

/// For the end of `except*`: what must be raised of the original exception, given a list of what the handlers raised
/// and what none caught; or None.
pub fn raise_group(vm: &mut Vm, original: &Value, outcomes: &Value) -> Result<Value, Raised> {
    let outcomes = outcomes.payload::<List>().map(List::snapshot).unwrap_or_default();
    let mut outcomes = outcomes.into_iter().filter(|outcome| !outcome.is_none());
    if !is_group(vm, original) {
        // A lone exception was wrapped for one handler: at most that one had something to say.
        return Ok(outcomes.next().unwrap_or(Value::NONE));
    }
    // A part that a handler raised again is the original as far as its metadata tell: those go back into its shape.
    let (again, mut raised): (Vec<Value>, Vec<Value>) =
        outcomes.partition(|outcome| same_origin(vm, outcome, original));
    let mut leaves = HashSet::new();
    for part in &again {
        add_leaves(vm, part, &mut leaves)?;
    }
    let remaining =
        if leaves.is_empty() { Value::NONE } else { split(vm, original, &Matcher::Among(&leaves), false)?.matched };
    if raised.is_empty() {
        return Ok(remaining);
    }
    if !remaining.is_none() {
        raised.push(remaining);
    }
    match raised.as_slice() {
        [only] => Ok(only.clone()),
        _ => {
            let raised = vm.list(raised)?;
            wrap(vm, raised)
        }
    }
}

fn same_origin(vm: &Vm, one: &Value, other: &Value) -> bool {
    let (Some(a), Some(b)) = (one.payload::<Exception>(), other.payload::<Exception>()) else { return false };
    let notes =
        |value: &Value| crate::protocol::attributes::get(vm, value, &vm.names.known.notes).map(|notes| notes.word());
    is_group(vm, one)
        && a.traceback.get().is(&b.traceback.get())
        && a.cause.get().is(&b.cause.get())
        && a.context.get().is(&b.context.get())
        && notes(one) == notes(other)
}

fn add_leaves(vm: &mut Vm, exception: &Value, leaves: &mut HashSet<u64>) -> Result<(), Raised> {
    if !is_group(vm, exception) {
        leaves.insert(exception.word().bits());
        return Ok(());
    }
    vm.enter_native()?;
    let added = exceptions_of(vm, exception).iter().try_for_each(|part| add_leaves(vm, part, leaves));
    vm.leave_native();
    added
}
