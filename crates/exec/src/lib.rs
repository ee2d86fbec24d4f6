//! How the machine moves: dispatch, calls, unwinding, suspension.
//!
//! `run` enters the machine, `entry` does so for natives, `steps` does the instructions; `frame` pushes and pops frames;
//! `calls` finds out what is called, `arrange` makes parameters of arguments where they lie and `bind` of those that lie
//! elsewhere, `creation` makes a generator of a call. `attribute` and `names` hold the inline caches; `questions` says which
//! special method in Python an instruction asks, `answers` what it does with what that says; `operators`, `iterate`, `build` (containers), `patterns` and `supers` are what steps do not do in place.
//!
//! `handlers` raises, `unwind` finds who catches; `suspend` links and unlinks generators, `plain_generator` enters those
//! without links, `resume` is the door to them from Rust code; `awaitable` says what can be awaited, `throwing` who hears of an exception that is thrown, `async_step`
//! how steps of asynchronous generators go. `load` makes code objects of shared code; `finalize` answers for objects that
//! end, `asyncgen_hooks` for asynchronous generators; `threads` begins them and hands the machine over; `inspect` is what
//! programs ask of frames.

#![allow(unsafe_code, reason = "registers and frames are reached by address; each file says why that is sound")]

pub mod run;
mod steps;
pub mod frame;
pub mod calls;
mod unpacked;
pub mod entry;
pub mod bind;
pub mod creation;
mod arrange;
pub mod attribute;
pub mod names;
mod questions;
mod answers;
pub mod operators;
pub mod iterate;
pub mod build;
pub mod patterns;
pub mod handlers;
pub mod unwind;
pub mod suspend;
mod plain_generator;
pub mod awaitable;
pub mod resume;
pub mod throwing;
mod async_step;
pub mod supers;
mod generator_class;
mod async_generator_class;
pub mod asyncgen_hooks;
pub mod load;
pub mod finalize;
pub mod threads;
pub mod inspect;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::{lookup, spec};

/// Fills the classes of generators and coroutines.
pub fn install(vm: &mut Vm) -> Result<(), Raised> {
    let classes = &vm.classes;
    let table = [
        (classes.generator.clone(), &generator_class::GENERATOR),
        (classes.coroutine.clone(), &generator_class::COROUTINE),
        (classes.coroutine_wrapper.clone(), &generator_class::WRAPPER),
        (classes.async_generator.clone(), &async_generator_class::ASYNC_GENERATOR),
        (classes.async_generator_step.clone(), &async_generator_class::STEP),
    ];
    for (class, spec) in table {
        spec::install(vm, &class, spec)?;
        lookup::refresh(vm, &class);
    }
    Ok(())
}
