//! What gets the damaged programs. A target must return, whatever it is given: a panic, an abort or a hang is a finding.

use taipan_compiler::options::{CompileOptions, Mode};
use taipan_source::decode;

/// A way through the interpreter that every input must survive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Bytes to tree.
    Parse,
    /// Bytes to code that the verifier accepts.
    Compile,
}

impl Target {
    /// The target of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "parse" => Some(Self::Parse),
            "compile" => Some(Self::Compile),
            _ => None,
        }
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Compile => "compile",
        }
    }

    /// Gives it one input.
    pub(crate) fn run(self, source: &[u8]) {
        let Ok(source) = decode::decode(source) else { return };
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
