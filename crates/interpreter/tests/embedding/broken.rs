//! A panic below the face ends one VM and no other.

use std::io;
use std::path::Path;
use std::time::Duration;

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan_core::machine::host::{Host, Stream};

use crate::script;

/// A host whose output breaks down: the panic comes out of the middle of the machine.
struct Faulty;

impl Host for Faulty {
    fn write(&mut self, _: Stream, bytes: &[u8]) -> io::Result<()> {
        if bytes.starts_with(b"now") { panic!("the output is on fire") } else { Ok(()) }
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
        target.fill(1);
        Ok(())
    }

    fn allows_system(&self) -> bool {
        false
    }
}

#[test]
fn a_panic_ends_the_vm_and_its_neighbours_go_on() {
    let engine = Engine::new();
    let text = "def fine(): return 1\ndef fail(): return sorted([3, 1, 2], key=lambda n: print('now', n))";
    let mut vm = engine.vm(Faulty).unwrap();
    vm.run(&engine.compile("faulty.py", text).unwrap()).unwrap();
    let (mut neighbour, _) = script("def fine(): return 1");
    assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 1);

    let error = vm.call::<()>("fail", ()).unwrap_err();
    assert_eq!(error.kind(), Kind::Broken);
    assert_eq!(error.message(), "a fault of Taipan itself: the output is on fire");
    let error = vm.call::<i64>("fine", ()).unwrap_err();
    assert_eq!((error.kind(), error.message()), (Kind::Broken, "the VM has failed before and cannot be used"));
    drop(vm);
    assert_eq!(neighbour.call::<i64>("fine", ()).unwrap(), 1);
}
