//! Words that do something without being called: `exit`, `help`, `clear` and their like, as long as nothing else has
//! their name.

use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::dict;

use crate::session::Session;

const CALLED: [&str; 6] = ["exit", "quit", "help", "copyright", "credits", "license"];

/// Does what a bare word asks for; `None` if the text is no such word.
pub(crate) fn run(vm: &mut Vm, session: &Session, text: &str) -> Option<Result<(), Raised>> {
    let word = text.trim();
    if dict::get_text(vm, &session.namespace, word).is_some() {
        return None;
    }
    if word == "clear" {
        let cleared = vm.host.write(Stream::Out, b"\x1b[H\x1b[2J\x1b[3J").and_then(|()| vm.host.flush(Stream::Out));
        return Some(cleared.map_err(|error| vm.io_error(&error, None)));
    }
    if !CALLED.contains(&word) {
        return None;
    }
    let builtins = vm.world.builtins.clone();
    let function = dict::get_text(vm, &builtins, word)?;
    Some(vm.call(&function, &[]).map(drop))
}
