//! Handles: callbacks that the loop will call, and that can be cancelled.

use std::cell::Cell;

use taipan_core::value::kinds::{self, Kind};
use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Slot};
use taipan_heap::word::Word;
use taipan_reactor::clock::Nanos;
use taipan_reactor::timers::TimerKey;

use crate::event_loop::EventLoop;

/// A callback with its arguments and context.
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

impl Payload for Handle {
    const KIND: u8 = kinds::FIRST_FREE + 2;
    const NAME: &'static str = "asyncio.Handle";
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.callback.word());
        visit(self.args.word());
        visit(self.context.word());
        visit(self.event_loop.value().word());
        visit(self.made.word());
    }
}

impl Kind for Handle {}
