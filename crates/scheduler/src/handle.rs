//! Handles: callbacks that the loop will call, and that can be cancelled.

use std::cell::Cell;

use taipan_core::value::kinds::{self, Kind};
use taipan_heap::value::{Ref, Slot};
use taipan_macros::payload;
use taipan_reactor::clock::Nanos;
use taipan_reactor::timers::TimerKey;

use crate::event_loop::EventLoop;

/// A callback with its arguments and context.
#[payload(kinds::FIRST_FREE + 2, "asyncio.Handle")]
pub struct Handle {
    /// The function; unbound once cancelled.
    pub callback: Slot,
    /// Its arguments, a tuple; unbound once cancelled.
    pub args: Slot,
    /// The context it runs in; None for an empty one that nobody has asked for.
    pub context: Slot,
    /// True once cancelled.
    pub cancelled: Cell<bool>,
    /// The loop.
    pub event_loop: Ref<EventLoop>,
    /// The deadline, if it is a timer's.
    pub when: Cell<Option<Nanos>>,
    /// The timer, while it waits.
    pub timer: Cell<Option<TimerKey>>,
    /// Where it was made, as a list of frames; None outside of debug mode.
    pub made: Slot,
}

impl Kind for Handle {}
