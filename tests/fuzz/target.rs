//! What gets the damaged programs. A target must return, whatever it is given: a panic, an abort or a hang is a finding.

use taipan::command::{Options, program};
use taipan::start;
use taipan_compiler::options::{CompileOptions, Mode};
use taipan_source::decode;
use taipan_vm::builtins::traceback_text::report;
use taipan_vm::builtins::traceback_text::style::Style;

use crate::nowhere::Nowhere;

/// Steps that a program may take.
const FUEL: u64 = 200_000;
/// Bytes that a program may use.
const MEMORY: usize = 256 << 20;

/// A way through the interpreter that every input must survive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Bytes to tree.
    Parse,
    /// Bytes to code that the verifier accepts.
    Compile,
    /// Bytes to whatever they do where there is nothing, with little fuel and memory.
    Run,
}

impl Target {
    /// The target of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "parse" => Some(Self::Parse),
            "compile" => Some(Self::Compile),
            "run" => Some(Self::Run),
            _ => None,
        }
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Compile => "compile",
            Self::Run => "run",
        }
    }

    /// Gives it one input.
    pub(crate) fn run(self, source: &[u8]) {
        let Ok(source) = decode::decode(source) else { return };
        if self == Self::Run {
            return run(&source);
        }
        let Ok(parsed) = taipan_parser::parse(&source, taipan_parser::Mode::Module) else { return };
        if self == Self::Parse {
            return;
        }
        let options = CompileOptions::new(Mode::Module, "fuzz");
        if let Ok((code, _)) = taipan_compiler::compile(&parsed, &options) {
            assert!(taipan_bytecode::verifier::verify(&code).is_ok(), "the verifier refuses the code");
        }
    }
}

/// Runs a program and reports how it ended, as the command does, to nobody.
fn run(source: &str) {
    let Some(mut vm) = start::vm(Box::new(Nowhere::default()), (1, 2)) else { return };
    vm.budget.begin(Some(FUEL));
    vm.heap.set_limit(MEMORY);
    let outcome = start::main_namespace(&mut vm)
        .and_then(|namespace| program::run_text(&mut vm, source, "fuzz.py", &Options::default(), &namespace));
    if outcome.is_err()
        && let Some(exception) = vm.take_exception()
    {
        report::exit_status(&mut vm, &exception, Style { color: false });
    }
}
