//! Handles by which a Rust program keeps Python objects: ids that are checked against their VM.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_heap::value::Value;
use taipan_macros::{Trace, payload};

/// A Python object that stays alive while the handle does, or until its VM ends.
///
/// A handle can go to any thread and outlive its VM; only its VM can do something with it.
#[derive(Clone, Debug)]
pub struct Object(Arc<Held>);

#[derive(Debug)]
struct Held {
    place: usize,
    of: Arc<Handles>,
}

/// The handles of one VM that were dropped. Its address is the identity of the VM.
#[derive(Debug, Default)]
pub(crate) struct Handles(Mutex<Vec<usize>>);

impl Drop for Held {
    fn drop(&mut self) {
        self.of.0.lock().unwrap_or_else(PoisonError::into_inner).push(self.place);
    }
}

/// What the VM keeps under [`KEPT`].
#[payload("taipan.handles")]
struct Kept(RefCell<Table>);

/// The objects behind the handles.
#[derive(Trace)]
struct Table {
    of: Arc<Handles>,
    values: Vec<Value>,
    free: Vec<usize>,
}

/// Under this name the VM keeps the table.
const KEPT: &str = "taipan.handles";

/// Gives a VM its table.
pub(crate) fn prepare(machine: &mut Machine) -> Result<(), Raised> {
    let table = Table { of: Arc::default(), values: Vec::new(), free: Vec::new() };
    let class = machine.classes.object.clone();
    let table = machine.allocate(&class, Kept(RefCell::new(table)))?;
    machine.world.kept.borrow_mut().insert(KEPT, table.into_value());
    Ok(())
}

fn with<T>(machine: &mut Machine, act: impl FnOnce(&mut Table) -> T) -> Result<T, Raised> {
    let kept = machine.world.kept.borrow().get(KEPT).cloned();
    let done = kept.as_ref().and_then(Value::payload::<Kept>).map(|kept| act(&mut kept.0.borrow_mut()));
    done.ok_or_else(|| machine.system_error("this VM keeps no handles"))
}

/// A handle for an object.
pub(crate) fn hold(machine: &mut Machine, value: &Value) -> Result<Object, Raised> {
    let value = value.clone();
    with(machine, |table| {
        table.sweep();
        let place = table.free.pop().unwrap_or(table.values.len());
        match table.values.get_mut(place) {
            Some(slot) => *slot = value,
            None => table.values.push(value),
        }
        Object(Arc::new(Held { place, of: table.of.clone() }))
    })
}

/// The object of a handle; raises RuntimeError if the handle is another VM's.
pub(crate) fn look(machine: &mut Machine, object: &Object) -> Result<Value, Raised> {
    let found = with(machine, |table| {
        Arc::ptr_eq(&table.of, &object.0.of).then(|| table.values.get(object.0.place).cloned()).flatten()
    })?;
    found.ok_or_else(|| machine.runtime_error("the handle belongs to another VM"))
}

impl Table {
    /// Lets go of the objects whose handles were dropped.
    fn sweep(&mut self) {
        let dropped = std::mem::take(&mut *self.of.0.lock().unwrap_or_else(PoisonError::into_inner));
        for place in dropped {
            if let Some(slot) = self.values.get_mut(place) {
                *slot = Value::NONE;
                self.free.push(place);
            }
        }
    }
}

/// Lets go of the objects whose handles were dropped.
pub(crate) fn sweep(machine: &mut Machine) -> Result<(), Raised> {
    with(machine, Table::sweep)
}
