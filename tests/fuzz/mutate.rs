//! Damages programs: what a hurried typist, a bad merge and a malicious stranger do.

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

/// A program damaged in a few places; the donors give pieces.
pub(crate) fn program(program: &[u8], donors: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut program = program.to_vec();
    for _ in 0..=dice.below(6) {
        damage(&mut program, donors, dice);
    }
    program
}

fn damage(program: &mut Vec<u8>, donors: &[Vec<u8>], dice: &mut Dice) {
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
            let other = &donors[dice.below(donors.len())];
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

fn insert(program: &mut Vec<u8>, at: usize, piece: &[u8]) {
    program.splice(at..at, piece.iter().copied());
}

/// A small generator of random numbers (xorshift), the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    /// What they show for a case.
    pub(crate) fn thrown(case: u64) -> Self {
        Self(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

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
