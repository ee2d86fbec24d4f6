//! Tasks, futures, timers, cancellation: which coroutine runs next.
//!
//! In reading order: `future` (a result that comes later), `task` (a coroutine on its way), `event_loop` (the queue of
//! what is ready, the timers, the reactor), `turn` (one pass of the loop), `own` (loops with clocks of their own),
//! `handle` (a callback that can be cancelled), `room` (where queues grow), `gather` (many results as one), `pause` (letting others come first),
//! `outside` (Rust futures that scripts await), `at_hand` (the loop that a host drives), `context` (variables that follow a task), `cancelled` (the exceptions
//! of it all), `natives` (what Python sees, as modules `_asyncio` and `_contextvars`).
//!
//! Decodes no instruction: it resumes coroutines through the machine's one door. Of the library it asks `asyncio` alone,
//! and only to tell of futures and handles in words.

mod classes;
pub mod future;
pub mod task;
pub mod event_loop;
pub mod turn;
pub mod own;
pub mod handle;
mod room;
pub mod gather;
pub mod pause;
pub mod outside;
pub mod at_hand;
pub mod context;
pub mod cancelled;
pub mod natives;

use taipan_core::value::kinds;
use taipan_heap::header::{Layout, layout};

/// Kinds of this crate, after those of the machine.
pub const LAYOUTS: [Layout; 7] = [
    layout::<future::Future>(),
    layout::<event_loop::EventLoop>(),
    layout::<handle::Handle>(),
    layout::<pause::Pause>(),
    layout::<context::Context>(),
    layout::<context::Variable>(),
    layout::<context::Token>(),
];

/// The kinds of the machine and of this crate, in the order of their numbers.
pub const ALL_LAYOUTS: [Layout; FIRST_FREE as usize] = {
    let mut all = [const { layout::<future::Future>() }; FIRST_FREE as usize];
    let mut index = 0;
    while index < kinds::LAYOUTS.len() {
        all[index] = kinds::LAYOUTS[index];
        index += 1;
    }
    let mut own = 0;
    while own < LAYOUTS.len() {
        all[index + own] = LAYOUTS[own];
        own += 1;
    }
    all
};

/// The first number that crates above may use.
pub const FIRST_FREE: u8 = kinds::FIRST_FREE + LAYOUTS.len() as u8;
