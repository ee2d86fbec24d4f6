//! What gets the programs. A target must return, whatever it is given: a panic, an abort or a hang is a finding.

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::limits::Limits;
use taipan_compiler::options::{CompileOptions, Mode};
use taipan_source::decode;

use crate::nowhere::{Audience, Nowhere};

/// Steps that a damaged program may take.
const FUEL: u64 = 200_000;
/// Steps that a program of random calls may take: it makes its own way to them.
const FUEL_FOR_CALLS: u64 = 2_000_000;
/// Bytes that a program may use.
const MEMORY: usize = 256 << 20;
/// Bytes that random calls may use: most of what takes more is a list of what a range gives.
const MEMORY_FOR_CALLS: usize = 32 << 20;

/// A way through the interpreter that every input must survive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Bytes to tree.
    Parse,
    /// Bytes to code that the verifier accepts.
    Compile,
    /// Bytes to whatever they do where there is nothing, with little fuel and memory.
    Run,
    /// Random calls of natives: the program is `natives.py` with a scene.
    Natives,
}

impl Target {
    /// All there are.
    pub(crate) const ALL: [Self; 4] = [Self::Parse, Self::Compile, Self::Run, Self::Natives];

    /// The target of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.name() == name)
    }

    /// The two whose turn it is: every pair is one in six turns.
    pub(crate) fn of_turn(turn: u64) -> [Self; 2] {
        match turn % 6 {
            0 => [Self::Parse, Self::Run],
            1 => [Self::Compile, Self::Natives],
            2 => [Self::Parse, Self::Natives],
            3 => [Self::Compile, Self::Run],
            4 => [Self::Parse, Self::Compile],
            _ => [Self::Run, Self::Natives],
        }
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Compile => "compile",
            Self::Run => "run",
            Self::Natives => "natives",
        }
    }

    /// Gives it one input.
    pub(crate) fn run(self, source: &[u8], audience: Audience) {
        let Ok(source) = decode::decode(source) else { return };
        match self {
            Self::Run => return run(&source, FUEL, MEMORY, audience),
            Self::Natives => return run(&source, FUEL_FOR_CALLS, MEMORY_FOR_CALLS, audience),
            Self::Parse | Self::Compile => {}
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

/// Runs a program as a host does, and reads how it ended.
fn run(source: &str, fuel: u64, memory: usize, audience: Audience) {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: Some(fuel), memory, ..Limits::default() });
    let ended = engine.compile("fuzz.py", source).and_then(|program| {
        let mut vm = engine.vm(Nowhere::before(audience))?;
        vm.run(&program)
    });
    if let Err(error) = ended {
        let text = error.to_string();
        if audience == Audience::Terminal {
            eprintln!("{text}");
        }
        assert!(error.kind() != Kind::Broken, "{text}");
    }
}
