//! What happens when objects end: weak references are cleared, `__del__` and the `finally` of generators run.
//!
//! The heap only queues; this runs at safe points, between instructions.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::weak;
use taipan_core::protocol::{call, dict};
use taipan_core::value::function::WeakRef;
use taipan_core::value::generator::{AsyncStep, Flavor, Generator, State};
use taipan_core::value::module::Module;
use taipan_core::value::special::Special;
use taipan_heap::header::flags;
use taipan_heap::value::Value;

use crate::{asyncgen_hooks, throwing};

/// Bytes of large objects that cost as much to fill as a turn of a loop.
const BYTES_A_STEP: usize = 64;

/// Sees to everything that waits: the dying, the price of large objects, and a collection if one is due.
#[cold]
#[inline(never)]
pub fn attend(vm: &mut Vm) {
    if vm.is_deep() {
        // Everything waits for a safe point with more of the stack.
        return;
    }
    end_dying(vm);
    vm.budget.spend(vm.heap.take_traffic() / BYTES_A_STEP);
    if vm.heap.should_collect() {
        collect(vm);
    }
}

/// Ends what has died, and what dies with each object before the next one. Tells whether there was anything.
///
/// The queue is emptied first: a finaliser comes here too, and must not begin with those that wait behind it, or a
/// thousand of them would nest a thousand deep.
fn end_dying(vm: &mut Vm) -> bool {
    let (mut batch, mut waiting) = (take_dying(vm), Vec::new());
    let any = !batch.is_empty();
    loop {
        let Some(object) = batch.pop_front() else {
            match waiting.pop() {
                Some(older) => vm.heap.reuse_queue(std::mem::replace(&mut batch, older)),
                None => break,
            }
            continue;
        };
        end(vm, object);
        let new = take_dying(vm);
        if !new.is_empty() {
            waiting.push(std::mem::replace(&mut batch, new));
        }
    }
    vm.heap.reuse_queue(batch);
    any
}

/// What has died. Weak references to what the collector has found end before any finaliser runs: those objects are in
/// rings, so that somebody refers to them yet.
fn take_dying(vm: &mut Vm) -> std::collections::VecDeque<Value> {
    let batch = vm.heap.take_dying();
    for object in &batch {
        if let Some(header) = object.header()
            && header.refs() > 1
            && header.has(flags::WEAK)
        {
            clear_weak(vm, object);
            header.unset(flags::WEAK);
        }
    }
    batch
}

/// Collects cycles; returns the number of objects found.
pub fn collect(vm: &mut Vm) -> usize {
    let mut found = vm.heap.collect();
    let mut rounds = 0;
    while vm.heap.wants_attention() && rounds < 4 {
        if !end_dying(vm) {
            break;
        }
        found = found.max(vm.heap.collect());
        rounds += 1;
    }
    found
}

/// The last act of a program: its own modules go, and with them what only they hold. The library stays for finalisers
/// to use.
pub fn end_program(vm: &mut Vm) {
    let modules = vm.world.modules.clone();
    let main = vm.names.known.main.clone();
    let file = vm.names.known.file.clone();
    let all: Vec<_> = modules.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    for (name, module) in all {
        let from_file = module.payload::<Module>().is_some_and(|module| dict::find(vm, &module.dict, &file).is_some());
        if name.is(&main) || from_file {
            drop(dict::remove(vm, &modules, &name));
        }
    }
    end_dying(vm);
    if vm.heap.has_finalizers() {
        collect(vm);
    }
}

/// Runs an object's finaliser, clears weak references to it, and lets it go.
fn end(vm: &mut Vm, object: Value) {
    let Some(header) = object.header() else { return };
    // The finaliser may look at the exception state; what is pending now must survive it.
    let pending = std::mem::take(&mut vm.pending);
    if header.has(flags::FINALIZER) && !header.has(flags::FINALIZED) {
        header.set(flags::FINALIZED);
        // In a run that has ended, finalisers would end with their first step, and there may be millions.
        if vm.budget.ended().is_none()
            && let Err(raised) = run_finalizer(vm, &object)
        {
            // What failed is the method; of a generator it is the generator.
            let method = vm.classes.of(&object).special(Special::Del).get();
            unraisable(vm, raised, if method.is_unbound() { &object } else { &method });
        }
    }
    if header.refs() > 1 {
        // Somebody refers to it again: it lives on, and its finaliser does not run a second time.
        header.unset(flags::DYING | flags::FINALIZER);
        vm.pending = pending;
        return;
    }
    if header.has(flags::WEAK) {
        clear_weak(vm, &object);
    }
    header.set(flags::DYING);
    vm.pending = pending;
    drop(object);
}

fn run_finalizer(vm: &mut Vm, object: &Value) -> Result<(), Raised> {
    if let Some(generator) = object.to_ref::<Generator>() {
        return end_generator(vm, &generator);
    }
    if object.is_kind::<AsyncStep>() {
        let warn = vm.hooks.never_awaited;
        return warn(vm, object);
    }
    if let Some(reference) = object.to_ref::<WeakRef>() {
        weak::strike(vm, &reference);
    }
    let method = vm.classes.of(object).special(Special::Del).get();
    if method.is_unbound() {
        return Ok(());
    }
    if let Err(raised) = call::method_call(vm, &method, object, Call { values: &[], keywords: &[] }) {
        // The report names the method, not the object.
        unraisable(vm, raised, &method);
    }
    Ok(())
}

fn end_generator(vm: &mut Vm, generator: &taipan_heap::value::Ref<Generator>) -> Result<(), Raised> {
    match (generator.flavor, generator.state.get()) {
        (Flavor::Coroutine, State::Created) => {
            let warn = vm.hooks.never_awaited;
            let warned = warn(vm, generator.value());
            crate::suspend::finish(generator);
            warned
        }
        (_, State::Created | State::Finished) => Ok(()),
        (Flavor::AsyncGenerator, State::Suspended) => {
            if let Some(finish) = asyncgen_hooks::finisher(generator) {
                // The loop that first drove it closes it.
                return vm.call(&finish, std::slice::from_ref(generator.value())).map(drop);
            }
            throwing::close(vm, generator).map(drop)
        }
        _ => throwing::close(vm, generator).map(drop),
    }
}

/// Makes the weak references to an object dead and calls their callbacks, that of the newest first.
fn clear_weak(vm: &mut Vm, object: &Value) {
    let references = vm.world.weak.borrow_mut().remove(&object.word().bits()).unwrap_or_default();
    let mut callbacks = Vec::new();
    // The youngest reference hears of it first.
    for word in references.into_iter().rev() {
        // SAFETY: a weak reference strikes itself off the list when it ends, so those listed are alive.
        let reference = unsafe { Value::from_borrowed(word) };
        let Some(weak) = reference.payload::<WeakRef>() else { continue };
        weak.target.set(taipan_heap::word::Word::UNBOUND);
        let callback = weak.callback.take();
        if !callback.is_none() && !callback.is_unbound() {
            callbacks.push((callback, reference));
        }
    }
    for (callback, reference) in callbacks {
        if let Err(raised) = vm.call(&callback, std::slice::from_ref(&reference)) {
            unraisable(vm, raised, &callback);
        }
    }
}

/// Reports an exception that nobody can catch.
pub fn unraisable(vm: &mut Vm, _: Raised, source: &Value) {
    let report = vm.hooks.unraisable;
    report(vm, source, None);
}

/// As [`unraisable`], on an occasion that the report names: "in atexit callback".
pub fn unraisable_while(vm: &mut Vm, _: Raised, doing: &str, source: &Value) {
    let report = vm.hooks.unraisable;
    report(vm, source, Some(doing));
}
