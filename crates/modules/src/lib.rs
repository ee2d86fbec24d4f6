//! Native library modules.
//!
//! `registry` is the table of all modules, with those of `stdlib/`; each other module of this crate is a module of
//! Python, or a folder of them. May use `vm`, `scheduler` and `macros`; knows neither parser nor compiler.

pub mod builtins;
pub mod import;
pub mod registry;
pub mod sys;
pub mod signal;
mod thread;
pub mod time;
mod math;
mod random;
mod codecs;
mod re;
mod socket;
mod string;
mod errno;
mod traceback;
mod gc;
mod abc;
mod library;
mod operator;
mod weakref;
mod collections;
mod itertools;
mod functools;
mod heapq;
mod bisect;
mod typing;
mod io;
mod posix;
mod imp;
pub mod atexit;
mod json;
mod logging;
mod copy;
