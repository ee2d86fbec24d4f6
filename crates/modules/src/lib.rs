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

use taipan_heap::header::Layout;

/// The kinds of this crate: each module numbers its own behind those of the module before.
const OWN: [&[Layout]; 2] = [&io::LAYOUTS, &re::LAYOUTS];

/// The kinds of the machine, of the scheduler and of this crate, in the order of their numbers.
pub const ALL_LAYOUTS: [Layout; LENGTH] = {
    let mut all = [io::LAYOUTS[0]; LENGTH];
    let mut index = 0;
    while index < BELOW {
        all[index] = taipan_scheduler::ALL_LAYOUTS[index];
        index += 1;
    }
    let mut module = 0;
    while module < OWN.len() {
        let mut own = 0;
        while own < OWN[module].len() {
            all[index] = OWN[module][own];
            own += 1;
            index += 1;
        }
        module += 1;
    }
    all
};
/// How many kinds the crates below have.
const BELOW: usize = taipan_scheduler::ALL_LAYOUTS.len();
const LENGTH: usize = BELOW + io::LAYOUTS.len() + re::LAYOUTS.len();
