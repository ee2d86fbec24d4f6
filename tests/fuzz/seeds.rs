//! Where programs come from: what is stored for a target in `corpus`, and the suite; and what is made of them.

use std::path::Path;

use crate::alter;
use crate::mutate::{self, Dice};
use crate::target::Target;

/// The program of random calls.
const NATIVES: &str = include_str!("natives.py");

/// The programs that cases begin with.
pub(crate) struct Seeds {
    target: Target,
    /// `corpus/<target>`: programs that once failed, and small ones that hold much of what can fail. For `natives` they
    /// are scenes: they add objects to those that calls are made with.
    stored: Vec<Vec<u8>>,
    /// Every program of `tests`.
    all: Vec<Vec<u8>>,
}

impl Seeds {
    /// Reads what there is for a target.
    pub(crate) fn read(target: Target) -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let stored = programs(&own.join("corpus").join(target.name()));
        assert!(!stored.is_empty(), "nothing is stored for {}", target.name());
        Self { target, stored, all: programs(own.parent().unwrap_or(own)) }
    }

    /// How many cases are stored programs as they stand: the first ones.
    pub(crate) fn stored(&self) -> u64 {
        self.stored.len() as u64
    }

    /// The program of this number.
    pub(crate) fn program(&self, case: u64) -> Vec<u8> {
        let as_it_stands = usize::try_from(case).ok().and_then(|case| self.stored.get(case)).cloned();
        let program = as_it_stands.unwrap_or_else(|| self.changed(&mut Dice::thrown(case)));
        if self.target == Target::Natives {
            return [NATIVES.as_bytes(), b"\n\n", &program, format!("\n\nplay({case})\n").as_bytes()].concat();
        }
        program
    }

    /// A program with changes.
    fn changed(&self, dice: &mut Dice) -> Vec<u8> {
        // The suite has many more programs, but those that are stored are worth as much.
        let from = if dice.below(2) == 0 { &self.stored } else { &self.all };
        match self.target {
            Target::Parse | Target::Compile => mutate::program(pick(from, dice), &self.all, dice),
            Target::Run => alter::program(pick(from, dice), pick(&self.all, dice), dice),
            // Few scenes are altered: one that raises calls nothing at all.
            Target::Natives if dice.below(4) == 0 => {
                alter::program(pick(&self.stored, dice), pick(&self.stored, dice), dice)
            }
            Target::Natives => pick(&self.stored, dice).to_vec(),
        }
    }
}

fn pick<'a>(programs: &'a [Vec<u8>], dice: &mut Dice) -> &'a [u8] {
    &programs[dice.below(programs.len())]
}

/// The programs below a folder in the order of their paths.
fn programs(folder: &Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    collect(folder, &mut found);
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cases_are_the_stored_programs_and_half_of_the_others_begin_with_one() {
        for target in Target::ALL {
            let seeds = Seeds::read(target);
            for (case, stored) in (0..).zip(&seeds.stored) {
                let program = seeds.program(case);
                assert!(program.windows(stored.len()).any(|part| part == stored), "{} {case}", target.name());
            }
            let begins = |case: u64| {
                let program = seeds.program(case);
                let first_line = |text: &[u8]| text.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
                seeds.stored.iter().any(|stored| first_line(stored) == first_line(&program))
            };
            let from = seeds.stored() + 1000;
            let begun = (from..from + 400).filter(|case| begins(*case)).count();
            assert!(target == Target::Natives || begun > 100, "{}: {begun} of 400", target.name());
        }
    }

    #[test]
    fn a_case_is_always_the_same_program() {
        for target in Target::ALL {
            let case = 7 << 20;
            assert!(Seeds::read(target).program(case) == Seeds::read(target).program(case), "{}", target.name());
        }
    }
}
