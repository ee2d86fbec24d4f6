//! What a loop watches descriptors with. The public names (`add_reader()` and so on) are Python, in
//! `stdlib/asyncio/selector_events.py`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{number, repr};
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::Rest;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_reactor::reactor::Side;
use taipan_text::int_arith::IntRef;

use super::debug::elsewhere;
use super::event_loop::{check_open, handle};
use crate::event_loop::{EventLoop, Life, Watch};
use crate::handle::Handle;

/// The number of a descriptor, or of what has one.
fn descriptor(vm: &mut Vm, file: &Value) -> Result<i32, Raised> {
    let name = vm.intern("fileno")?;
    let mut number = file.clone();
    if number::int(&number).is_none() {
        number = match lookup::try_get_attr(vm, file, &name)? {
            Some(method) => vm.call(&method, &[])?,
            None => Value::NONE,
        };
    }
    let found = match number::int(&number) {
        Some(IntRef::Small(small)) => i32::try_from(small).ok(),
        Some(_) => None,
        None => {
            let shown = repr::repr(vm, file)?.to_lossy().into_owned();
            return Err(vm.value_error(format!("Invalid file object: {shown}")));
        }
    };
    match found {
        Some(number) if number >= 0 => Ok(number),
        Some(number) => Err(vm.value_error(format!("Invalid file descriptor: {number}"))),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

fn watch(
    vm: &mut Vm,
    this: &Ref<EventLoop>,
    file: &Value,
    side: Side,
    callback: Value,
    args: &[Value],
) -> Result<Ref<Handle>, Raised> {
    check_open(vm, this)?;
    let number = descriptor(vm, file)?;
    let handle = handle(vm, this, |classes| &classes.handle, callback, args, Value::NONE)?;
    let token = match this.reactor.try_borrow_mut() {
        Ok(mut reactor) => reactor.watch(number, side),
        Err(_) => return Err(elsewhere(vm)),
    };
    let token = token.map_err(|error| vm.io_error(&error, None))?;
    let watches = if side == Side::Read { &this.readers } else { &this.writers };
    {
        let mut descriptors = this.descriptors.borrow_mut();
        let place = token.0 as usize;
        if descriptors.len() <= place {
            descriptors.resize(place + 1, -1);
        }
        descriptors[place] = number;
    }
    let before = watches.borrow_mut().insert(number, Watch { handle: handle.clone() });
    drop(before);
    Ok(handle)
}

fn unwatch(vm: &mut Vm, this: &Ref<EventLoop>, file: &Value, side: Side) -> Result<bool, Raised> {
    if this.life.get() == Life::Closed {
        return Ok(false);
    }
    let number = descriptor(vm, file)?;
    let watches = if side == Side::Read { &this.readers } else { &this.writers };
    let Ok(mut reactor) = this.reactor.try_borrow_mut() else { return Err(elsewhere(vm)) };
    let before = watches.borrow_mut().remove(&number);
    if before.is_none() {
        return Ok(false);
    }
    let outcome = reactor.unwatch(number, side);
    drop(reactor);
    drop(before);
    outcome.map_err(|error| vm.io_error(&error, None))
}

/// Call the function of a handle, which is given, whenever a file descriptor can be read.
#[function("EventLoop._add_reader(self, fd, callback, /, *args)")]
pub(super) fn add_reader(
    vm: &mut Vm,
    this: Ref<EventLoop>,
    fd: &Value,
    callback: Value,
    args: Rest<'_>,
) -> Result<Ref<Handle>, Raised> {
    watch(vm, &this, fd, Side::Read, callback, &args)
}

/// Watch a file descriptor for reading no longer; whether it was watched.
#[function("EventLoop._remove_reader(self, fd, /)")]
pub(super) fn remove_reader(vm: &mut Vm, this: Ref<EventLoop>, fd: &Value) -> Result<bool, Raised> {
    unwatch(vm, &this, fd, Side::Read)
}

/// Call the function of a handle, which is given, whenever a file descriptor can be written.
#[function("EventLoop._add_writer(self, fd, callback, /, *args)")]
pub(super) fn add_writer(
    vm: &mut Vm,
    this: Ref<EventLoop>,
    fd: &Value,
    callback: Value,
    args: Rest<'_>,
) -> Result<Ref<Handle>, Raised> {
    watch(vm, &this, fd, Side::Write, callback, &args)
}

/// Watch a file descriptor for writing no longer; whether it was watched.
#[function("EventLoop._remove_writer(self, fd, /)")]
pub(super) fn remove_writer(vm: &mut Vm, this: Ref<EventLoop>, fd: &Value) -> Result<bool, Raised> {
    unwatch(vm, &this, fd, Side::Write)
}
