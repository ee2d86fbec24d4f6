//! Damages programs: what a hurried typist, a bad merge and a malicious stranger do.

use std::path::Path;

use crate::alter;
use crate::target::Target;

/// Fragments that the language gives a meaning, and some that it does not.
const FRAGMENTS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    "==",
    ":=",
    "->",
    "*",
    "**",
    "@",
    "...",
    "\\\n",
    "\n",
    "\n    ",
    "\t",
    "\n\n",
    ";",
    "'",
    "\"",
    "'''",
    "f'{",
    "}'",
    "f\"{x!r:>{",
    "rb'",
    "#",
    "\\N{",
    "\\x",
    "\u{c}",
    "\u{feff}",
    "é",
    "日本",
    "😀",
    "_",
    "if ",
    "else ",
    "elif ",
    "for ",
    "while ",
    "in ",
    "not ",
    "is ",
    "and ",
    "or ",
    "lambda ",
    "def f(",
    "class C(",
    "return ",
    "yield ",
    "yield from ",
    "await ",
    "async ",
    "with ",
    "as ",
    "try:",
    "except ",
    "except* ",
    "finally:",
    "raise ",
    "from ",
    "import ",
    "global ",
    "nonlocal ",
    "del ",
    "pass",
    "break",
    "continue",
    "match ",
    "case ",
    "type ",
    "assert ",
    "None",
    "True",
    "0",
    "1",
    "0x",
    "1_0",
    "1e999",
    "9999999999999999999999",
    "1j",
    "0777",
    "__class__",
    "super()",
    "print",
    "x",
    "[T]",
    "*args",
    "**kw",
    "/,",
    "*,",
    "!r",
    "{x=}",
    "@x\n",
    "-",
    "~",
    "<<",
    "//=",
    "!=",
    "<>",
    "$",
    "?",
    "`",
    "\0",
    "\u{80}",
];

/// The program of random calls.
const NATIVES: &str = include_str!("natives.py");

/// The programs that are damaged.
pub(crate) struct Seeds(Vec<Vec<u8>>);

impl Seeds {
    /// Reads every program of the suite.
    pub(crate) fn read() -> Self {
        let mut programs = Vec::new();
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        collect(package.parent().unwrap_or(package), &mut programs);
        if programs.is_empty() {
            programs.push(b"print(1)\n".to_vec());
        }
        Self(programs)
    }

    /// The program of this number.
    pub(crate) fn program(&self, target: Target, case: u64) -> Vec<u8> {
        if target == Target::Natives {
            return format!("{NATIVES}\n\nplay({case})\n").into_bytes();
        }
        let mut dice = Dice(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut program = self.0[dice.below(self.0.len())].clone();
        if target == Target::Run {
            let donor = &self.0[dice.below(self.0.len())];
            alter::program(&mut program, donor, &mut dice);
            return program;
        }
        for _ in 0..=dice.below(6) {
            self.damage(&mut program, &mut dice);
        }
        program
    }

    fn damage(&self, program: &mut Vec<u8>, dice: &mut Dice) {
        let at = dice.below(program.len() + 1);
        let end = (at + dice.below(40)).min(program.len());
        match dice.below(9) {
            0 => drop(program.drain(at..end)),
            1 | 2 => insert(program, at, dice.fragment().as_bytes()),
            3 => insert(program, at, dice.fragment().repeat(1 << dice.below(14)).as_bytes()),
            4 => {
                let copy = program[at..end].to_vec();
                let to = dice.below(program.len() + 1);
                insert(program, to, &copy);
            }
            5 => {
                let other = &self.0[dice.below(self.0.len())];
                let from = dice.below(other.len() + 1);
                let piece = &other[from..(from + dice.below(200)).min(other.len())];
                insert(program, at, piece);
            }
            6 => {
                if let Some(byte) = program.get_mut(at) {
                    *byte = dice.byte();
                }
            }
            7 => program.truncate(at),
            _ => {
                let mut lines: Vec<&[u8]> = program.split_inclusive(|byte| *byte == b'\n').collect();
                let (a, b) = (dice.below(lines.len().max(1)), dice.below(lines.len().max(1)));
                if a < lines.len() && b < lines.len() {
                    lines.swap(a, b);
                }
                *program = lines.concat();
            }
        }
    }
}

fn insert(program: &mut Vec<u8>, at: usize, piece: &[u8]) {
    program.splice(at..at, piece.iter().copied());
}

fn collect(folder: &Path, programs: &mut Vec<Vec<u8>>) {
    let Ok(listing) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = listing.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, programs);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            programs.extend(std::fs::read(path));
        }
    }
}

/// A small generator of random numbers (xorshift), the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`, which must not be zero.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() >> 11).unwrap_or(0) % bound
    }

    fn byte(&mut self) -> u8 {
        self.roll().to_le_bytes()[3]
    }

    fn fragment(&mut self) -> &'static str {
        FRAGMENTS[self.below(FRAGMENTS.len())]
    }
}
