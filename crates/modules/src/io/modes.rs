//! What the argument `mode` says: of `open` and of `FileIO`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;

/// How a file of the system is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RawMode {
    pub(super) reads: bool,
    pub(super) writes: bool,
    pub(super) appends: bool,
    pub(super) creates: bool,
    truncates: bool,
}

const BOTH_WAYS: &str = "Must have exactly one of create/read/write/append mode and at most one plus";

impl RawMode {
    pub(super) const READ: RawMode =
        RawMode { reads: true, writes: false, appends: false, creates: false, truncates: false };
    pub(super) const WRITE: RawMode =
        RawMode { reads: false, writes: true, appends: false, creates: false, truncates: true };
    const APPEND: RawMode = RawMode { appends: true, truncates: false, ..RawMode::WRITE };
    const CREATE: RawMode = RawMode { creates: true, truncates: false, ..RawMode::WRITE };

    /// What a text says, or a ValueError.
    pub(super) fn of(vm: &mut Vm, text: &str) -> Result<RawMode, Raised> {
        let (mut chosen, mut plus) = (None, false);
        for letter in text.chars() {
            let mode = match letter {
                'r' => RawMode::READ,
                'w' => RawMode::WRITE,
                'a' => RawMode::APPEND,
                'x' => RawMode::CREATE,
                'b' => continue,
                '+' if !plus => {
                    plus = true;
                    continue;
                }
                '+' => return Err(vm.value_error(BOTH_WAYS)),
                _ => return Err(vm.value_error(format!("invalid mode: {text}"))),
            };
            if chosen.replace(mode).is_some() {
                return Err(vm.value_error(BOTH_WAYS));
            }
        }
        match chosen {
            Some(mode) if plus => Ok(RawMode { reads: true, writes: true, ..mode }),
            Some(mode) => Ok(mode),
            None => Err(vm.value_error(BOTH_WAYS)),
        }
    }

    /// The attribute `mode` of a file.
    pub(super) fn name(self) -> &'static str {
        match self {
            RawMode { creates: true, reads: true, .. } => "xb+",
            RawMode { creates: true, .. } => "xb",
            RawMode { appends: true, reads: true, .. } => "ab+",
            RawMode { appends: true, .. } => "ab",
            RawMode { reads: true, writes: true, .. } => "rb+",
            RawMode { reads: true, .. } => "rb",
            _ => "wb",
        }
    }

    /// The flags of the system.
    pub(super) fn flags(self) -> i64 {
        const CREATE: i64 = 0o100;
        const EXCLUSIVE: i64 = 0o200;
        const TRUNCATE: i64 = 0o1000;
        const APPEND: i64 = 0o2000;
        const CLOSE_ON_EXEC: i64 = 0o2_000_000;
        let way = match (self.reads, self.writes) {
            (true, true) => 2,
            (true, false) => 0,
            _ => 1,
        };
        let mut flags = way | CLOSE_ON_EXEC;
        for (is_set, bits) in
            [(self.creates, CREATE | EXCLUSIVE), (self.truncates, CREATE | TRUNCATE), (self.appends, CREATE | APPEND)]
        {
            flags |= if is_set { bits } else { 0 };
        }
        flags
    }
}

/// What `open` is to make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mode {
    pub(super) raw: RawMode,
    pub(super) binary: bool,
}

impl Mode {
    /// What a text says, or a ValueError.
    pub(super) fn of(vm: &mut Vm, text: &str) -> Result<Mode, Raised> {
        let has = |letter: char| text.contains(letter);
        let repeats = text.char_indices().any(|(at, letter)| text.get(..at).unwrap_or_default().contains(letter));
        if repeats || text.chars().any(|letter| !"rwaxbt+".contains(letter)) {
            return Err(vm.value_error(format!("invalid mode: '{text}'")));
        }
        if has('t') && has('b') {
            return Err(vm.value_error("can't have text and binary mode at once"));
        }
        if "rwax".chars().filter(|letter| has(*letter)).count() > 1 {
            return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
        }
        let raw: String = text.chars().filter(|letter| !"bt".contains(*letter)).collect();
        Ok(Mode { raw: RawMode::of(vm, &raw)?, binary: has('b') })
    }
}
