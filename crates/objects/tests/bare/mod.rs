//! A VM with all builtin classes, without a compiler and without a world outside.

use std::io;
use std::path::Path;
use std::time::Duration;

use taipan_core::machine::hooks::Hooks;
use taipan_core::machine::host::{Host, Stream};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::{Beginning, Vm};
use taipan_core::ops::repr;
use taipan_core::value::kinds;
use taipan_heap::value::Value;

/// A world in which nothing is.
struct Nowhere;

impl Host for Nowhere {
    fn write(&mut self, _: Stream, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn flush(&mut self, _: Stream) -> io::Result<()> {
        Ok(())
    }

    fn read_line(&mut self, _: usize) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn wall_clock(&self) -> Duration {
        Duration::ZERO
    }

    fn process_time(&self) -> Duration {
        Duration::ZERO
    }

    fn read_file(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn is_folder(&self, _: &Path) -> bool {
        false
    }

    fn entropy(&mut self, target: &mut [u8]) -> io::Result<()> {
        target.fill(7);
        Ok(())
    }

    fn allows_system(&self) -> bool {
        false
    }
}

/// A VM whose builtin classes are whole.
pub(crate) fn vm() -> Box<Vm> {
    let hooks = Hooks {
        compile: |vm, _| Err(vm.system_error("no compiler here")),
        run_function: |vm, _, _| Err(vm.system_error("no machine here")),
        resume: |vm, _, _| Err(vm.system_error("no machine here")),
        next_item: |vm, _| Err(vm.system_error("no machine here")),
        decode_source: |vm, _, _| Err(vm.system_error("no sources here")),
        library: |_| None,
        import: |vm, _| Err(vm.system_error("no imports here")),
        unraisable: |vm, _, _| vm.clear_pending(),
        warn: |_, _, _, _| Ok(()),
        never_awaited: |_, _| Ok(()),
        type_parameter: taipan_objects::typing::type_params::parameter,
        type_alias: taipan_objects::typing::type_alias::make,
        generic_base: taipan_objects::typing::type_alias::generic_base,
        look_up: |_| Ok(()),
        attend: |_, _| Ok(()),
    };
    let beginning = Beginning { layouts: &kinds::LAYOUTS, host: Box::new(Nowhere), hooks, hash_key: (1, 2) };
    let mut vm = Vm::bare(beginning).expect("memory for the builtin classes");
    let installed = taipan_objects::install(&mut vm);
    assert_eq!(installed, Ok(()), "{}", message(&mut vm));
    vm
}

/// What a call gives: its repr, or the exception as a traceback's last line shows it.
pub(crate) fn shown(vm: &mut Vm, result: Result<Value, Raised>) -> String {
    let text = result.and_then(|value| repr::repr(vm, &value));
    match text {
        Ok(text) => text.to_lossy().into_owned(),
        Err(_) => message(vm),
    }
}

/// The pending exception: class and message.
fn message(vm: &mut Vm) -> String {
    let Some(exception) = vm.take_exception() else { return "nothing".to_owned() };
    let class = vm.classes.name_of(&exception);
    match repr::str(vm, &exception) {
        Ok(text) => format!("{class}: {}", text.to_lossy()),
        Err(_) => class,
    }
}

/// A list of integers.
pub(crate) fn ints(vm: &mut Vm, items: &[i64]) -> Value {
    let items: Vec<Value> = items.iter().filter_map(|item| Value::from_small_int(*item)).collect();
    vm.list(items).expect("memory for a list")
}

/// An integer.
pub(crate) fn int(value: i64) -> Value {
    Value::from_small_int(value).expect("a small integer")
}
