//! Readiness, deadlines and wake-ups: what an event loop asks of the operating system.
//!
//! In reading order: `reactor` is the face (watch sources, wait, wake), `clock` what time it is, `wake` how another
//! thread ends a wait, `polling` the driver over epoll, kqueue and their like, `registry` which source has which
//! interest there, `sealed` the driver without sources, `virtual_time` the one whose clock jumps, `doze` how these two
//! sleep, `timers` the queue of deadlines for whoever waits.
//!
//! This crate sees no Python value and runs nothing: it reports, and the scheduler decides.

pub mod reactor;
pub mod clock;
pub mod wake;
mod polling;
mod registry;
mod sealed;
mod virtual_time;
mod doze;
pub mod timers;
