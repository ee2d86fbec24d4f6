//! Loops of classes that override the clock or the passes: tests and simulations derive such, with a time of their own.

use std::time::Duration;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::number;
use taipan_core::protocol::lookup;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Value};
use taipan_reactor::clock::Nanos;
use taipan_reactor::reactor::Until;
use taipan_text::int_arith::IntRef;

use crate::classes;
use crate::event_loop::{EventLoop, Life};
use crate::turn;

/// What a class may override.
const METHODS: [&str; 4] = ["time", "_run_once", "call_at", "call_later"];

/// Whether a class of loops goes its own way.
pub fn is_own(vm: &mut Vm, class: &Ref<Class>) -> Result<bool, Raised> {
    let native = classes::of(vm)?.event_loop.clone();
    for name in METHODS {
        let name = vm.intern(name)?;
        let (found, original) = (lookup::find(vm, class, &name), lookup::find(vm, &native, &name));
        if let (Some(found), Some(original)) = (found, original)
            && !found.is(&original)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the loop's own clock shows.
pub fn time(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<Nanos, Raised> {
    let now = vm.call_method(event_loop.value(), "time", &[])?;
    let seconds = seconds(vm, &now)?;
    Ok(nanoseconds(seconds))
}

/// A float or an integer as seconds, unless it is too large.
pub fn plain(value: &Value) -> Option<f64> {
    match (number::float(value), number::int(value)) {
        (Some(float), _) => Some(float),
        (None, Some(IntRef::Small(small))) => Some(small as f64),
        (None, _) => None,
    }
}

/// A number as seconds. What can be compared with no time is refused in the words of the comparison.
pub fn seconds(vm: &mut Vm, value: &Value) -> Result<f64, Raised> {
    if let Some(seconds) = plain(value) {
        return Ok(seconds);
    }
    let name = vm.intern("__float__")?;
    let class = vm.classes.of(value);
    if lookup::find(vm, &class, &name).is_none() {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("'<' not supported between instances of '{given}' and 'float'")));
    }
    let float = vm.classes.float.value().clone();
    let float = vm.call(&float, std::slice::from_ref(value))?;
    Ok(plain(&float).unwrap_or(0.0))
}

/// Seconds as the time of a clock.
pub fn nanoseconds(seconds: f64) -> Nanos {
    (seconds * 1e9).round().clamp(0.0, 9e18) as u64
}

/// Waits as the loop's own clock and its selector, if it has one, will have it.
pub fn wait(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<(), Raised> {
    let idle = event_loop.ready.borrow().is_empty() && event_loop.life.get() != Life::Stopping;
    let deadline = event_loop.timers.borrow_mut().next_deadline();
    let most = match deadline {
        _ if !idle => Some(Duration::ZERO),
        None => None,
        Some(deadline) => Some(Duration::from_nanos(deadline.saturating_sub(time(vm, event_loop)?))),
    };
    let name = vm.intern("_selector")?;
    if let Some(selector) = lookup::try_get_attr(vm, event_loop.value(), &name)? {
        let most = match most {
            Some(most) => vm.float(most.as_secs_f64())?,
            None => Value::NONE,
        };
        let events = vm.call_method(&selector, "select", &[most])?;
        return vm.call_method(event_loop.value(), "_process_events", &[events]).map(drop);
    }
    let until = match most {
        Some(Duration::ZERO) => Until::Now,
        Some(most) => Until::Time(event_loop.now().saturating_add(u64::try_from(most.as_nanos()).unwrap_or(u64::MAX))),
        None => Until::Woken,
    };
    turn::wait(vm, event_loop, until)
}
