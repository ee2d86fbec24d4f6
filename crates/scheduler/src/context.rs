//! Context variables: values that follow a task, not the program.
//!
//! A context is a map that contexts share until one of them changes it: copying one costs an object, and a task of a
//! program without context variables has none at all. `vm.world.context` is the current one, or None for an empty one
//! that nobody has asked for.

use std::cell::{Cell, RefCell};

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::value::kinds::{self, Kind};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::payload;

use crate::natives;

/// A context.
#[payload(kinds::FIRST_FREE + 4, "_contextvars.Context")]
#[derive(Default)]
pub struct Context {
    /// Values by variable; changed only while nobody else refers to it. None while it is empty.
    pub map: RefCell<Option<Ref<Dict>>>,
    /// True while code runs in it.
    pub entered: Cell<bool>,
}

impl Kind for Context {}

/// A context variable.
#[payload(kinds::FIRST_FREE + 5, "_contextvars.ContextVar")]
pub struct Variable {
    /// Its name, a string.
    pub name: Value,
    /// What it gives where it was not set; unbound if nothing.
    pub default: Value,
}

impl Kind for Variable {}

/// What a variable was before it was set.
#[payload(kinds::FIRST_FREE + 6, "_contextvars.Token")]
pub struct Token {
    /// The variable.
    pub variable: Ref<Variable>,
    /// The context in which it was set.
    pub context: Ref<Context>,
    /// The value before; unbound if there was none.
    pub before: Slot,
    /// True once the variable was reset with it.
    pub used: Cell<bool>,
}

impl Kind for Token {}

impl Context {
    /// The value of a variable.
    pub fn get(&self, variable: &Value) -> Option<Value> {
        let map = self.map.borrow();
        let table = map.as_ref()?.table.borrow();
        let index = table.find_identical(hash(variable), variable.word())?;
        Some(table.entry_value(index).clone())
    }

    /// Number of variables that were set.
    pub fn length(&self) -> usize {
        self.map.borrow().as_ref().map_or(0, |map| map.length())
    }

    /// Gives a variable a value, or none; gives the value before.
    pub fn set(&self, vm: &mut Vm, variable: &Value, value: Option<Value>) -> Result<Option<Value>, Raised> {
        let map = self.own_map(vm)?;
        let mut table = map.table.borrow_mut();
        let index = table.find_identical(hash(variable), variable.word());
        match (index, value) {
            (Some(index), Some(value)) => Ok(Some(table.set_entry_value(index, value))),
            (Some(index), None) => Ok(table.remove(&vm.heap, index).map(|(_, before)| before)),
            (None, None) => Ok(None),
            (None, Some(value)) => {
                let inserted = table.insert_new(&vm.heap, hash(variable), variable.clone(), value);
                drop(table);
                inserted.or_memory_error(vm)?;
                Ok(None)
            }
        }
    }

    /// A map that no other context shares.
    fn own_map(&self, vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
        let held = self.map.take();
        let own = match held {
            None => vm.dict()?,
            Some(map) if map.header().refs() > 1 => {
                self.map.replace(Some(map.clone()));
                let copy = vm.dict()?;
                let table = map.table.borrow().clone_into(&vm.heap).or_memory_error(vm)?;
                copy.table.replace(table);
                copy
            }
            Some(map) => map,
        };
        self.map.replace(Some(own.clone()));
        Ok(own)
    }
}

/// The hash of a variable: its identity.
fn hash(variable: &Value) -> u64 {
    (variable.word().bits() >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32)
}

/// An empty context.
pub fn empty(vm: &mut Vm) -> Result<Ref<Context>, Raised> {
    // The class comes with its module, which a program may not have imported.
    let import = vm.hooks.import;
    import(vm, "_contextvars")?;
    let class = natives::class(vm, natives::CONTEXT)?;
    vm.allocate(&class, Context::default())
}

/// The current context; made if nobody has asked for it yet.
pub fn current(vm: &mut Vm) -> Result<Ref<Context>, Raised> {
    if let Some(context) = vm.world.context.get().to_ref::<Context>() {
        return Ok(context);
    }
    let context = empty(vm)?;
    context.entered.set(true);
    vm.world.context.set(context.value().clone());
    Ok(context)
}

/// A copy of a context; None is one of None.
pub fn copy(vm: &mut Vm, context: &Value) -> Result<Value, Raised> {
    let Some(original) = context.payload::<Context>() else { return Ok(Value::NONE) };
    let map = original.map.borrow().clone();
    let class = vm.classes.of(context);
    let copy = Context { map: RefCell::new(map), entered: Cell::new(false) };
    vm.allocate(&class, copy).map(Ref::into_value)
}

/// A copy of the current context, for tasks and callbacks: None while nobody has asked for it.
pub fn copy_current(vm: &mut Vm) -> Result<Value, Raised> {
    if vm.world.context.word().is_none() {
        return Ok(Value::NONE);
    }
    let context = vm.world.context.get();
    copy(vm, &context)
}

/// Makes a context the current one; gives the one before, for [`leave`].
#[inline]
pub fn enter(vm: &mut Vm, context: Value) -> Value {
    if let Some(context) = context.payload::<Context>() {
        context.entered.set(true);
    }
    vm.world.context.replace(context)
}

/// Makes the context before current again; gives the one that was left.
#[inline]
pub fn leave(vm: &mut Vm, before: Value) -> Value {
    let left = vm.world.context.replace(before);
    if let Some(context) = left.payload::<Context>() {
        context.entered.set(false);
    }
    left
}
