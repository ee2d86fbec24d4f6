//! Gathering: many futures' results as one list, in the order of the arguments.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::{Ref, Value};
use taipan_macros::Trace;

use crate::cancelled;
use crate::future::{self, Future, Part, State, Waiter};
use crate::room;

/// What makes a future a gathering.
#[derive(Trace)]
pub struct Gathering {
    /// The futures in the order of the arguments; the same one may stand more than once.
    pub children: Vec<Ref<Future>>,
    /// Different futures that have not ended.
    pub left: Cell<usize>,
    /// Whether exceptions are results like others.
    pub return_exceptions: bool,
    /// Whether the gathering itself was cancelled.
    pub cancelled: Cell<bool>,
}

/// Makes a gathering of at least one child; all belong to the same loop.
pub fn create(
    vm: &mut Vm,
    class: &Ref<taipan_core::value::class::Class>,
    children: Vec<Ref<Future>>,
    return_exceptions: bool,
) -> Result<Ref<Future>, Raised> {
    let event_loop = children[0].event_loop.clone();
    let mut different: Vec<Ref<Future>> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for child in &children {
        if seen.insert(child.value().word().bits()) {
            different.push(child.clone());
        }
    }
    let gathering =
        Gathering { children, left: Cell::new(different.len()), return_exceptions, cancelled: Cell::new(false) };
    let outer = vm.allocate(class, Future::pending(event_loop, Part::Gathering(Box::new(gathering))))?;
    for child in different {
        room::to_wait(vm, &child)?;
        future::add_waiter(&child, Waiter::Gathering(outer.clone()));
    }
    Ok(outer)
}

/// Asks all children to end.
pub fn cancel(vm: &mut Vm, outer: &Ref<Future>, message: Value) -> Result<bool, Raised> {
    let Part::Gathering(gathering) = &outer.part else { return Ok(false) };
    let mut any = false;
    for child in &gathering.children {
        any |= future::cancel(vm, child, message.clone())?;
    }
    if any {
        gathering.cancelled.set(true);
    }
    Ok(any)
}

/// A child has ended.
pub fn count(vm: &mut Vm, outer: &Ref<Future>, child: &Ref<Future>) -> Result<(), Raised> {
    let Part::Gathering(gathering) = &outer.part else { return Ok(()) };
    gathering.left.set(gathering.left.get() - 1);
    if outer.done() {
        if child.state.get() == State::Exception {
            future::mark_read(child);
        }
        return Ok(());
    }
    if !gathering.return_exceptions {
        match child.state.get() {
            State::Cancelled => {
                let exception = future::cancellation(vm, child)?;
                future::finish(outer, State::Exception, exception);
                return Ok(());
            }
            State::Exception => {
                future::mark_read(child);
                future::finish(outer, State::Exception, child.outcome.get());
                return Ok(());
            }
            _ => {}
        }
    }
    if gathering.left.get() > 0 {
        return Ok(());
    }
    let results = gathering.children.iter().map(|child| among_results(vm, child)).collect::<Result<Vec<_>, _>>()?;
    if gathering.cancelled.get() {
        // The gathering was cancelled: it ends so even where exceptions are results, and in the words of the last child.
        let exception = match child.state.get() {
            State::Cancelled => future::cancellation(vm, child)?,
            _ => cancelled::exception(vm, Value::NONE)?,
        };
        future::finish(outer, State::Exception, exception);
    } else {
        let results = vm.list(results)?;
        future::finish(outer, State::Result, results);
    }
    Ok(())
}

/// What a child that has ended adds to the list of results: its exception is one of them.
fn among_results(vm: &mut Vm, child: &Ref<Future>) -> Result<Value, Raised> {
    match child.state.get() {
        State::Cancelled => {
            // Among results, a cancellation without a message has an empty one.
            let message = future::cancel_message(child);
            let message = if message.is_none() { vm.str("")? } else { message };
            cancelled::exception(vm, message)
        }
        State::Exception => {
            future::mark_read(child);
            Ok(child.outcome.get())
        }
        _ => Ok(child.outcome.get()),
    }
}
