//! The liveness check: every temporary that an instruction reads holds a value on every way there.
//!
//! A forward walk over the code keeps, for each temporary, whether it holds a value, and follows jumps and handlers. A
//! handler keeps what lies below its register and finds everything above empty. It is the part of the verifier that
//! finds mistakes of a compiler; the machine's safety does not rest on it.

use crate::code::{Code, Handler};
use crate::opcode::{Instr, KILL_A, KILL_B, KILL_C, Op, Operand};

/// What a temporary holds where the walk stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    /// Nothing.
    Empty,
    /// A value.
    Full,
    /// A value on some ways here only.
    Perhaps,
}

type State = Vec<Held>;

/// The first instruction that reads a temporary without a value, and that register.
pub fn check(code: &Code) -> Result<(), (usize, u16)> {
    Walk::new(code).run()
}

struct Walk<'a> {
    code: &'a Code,
    /// The first temporary.
    first: usize,
    /// The state before each instruction that is reached by a jump or handler, as far as known.
    known: Vec<Option<State>>,
    work: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(code: &'a Code) -> Walk<'a> {
        let cells = code.cells.iter().map(|cell| usize::from(cell.register) + 1).max().unwrap_or(0);
        let first = cells.max(code.locals.len());
        Walk { code, first, known: vec![None; code.instructions.len()], work: Vec::new() }
    }

    fn run(&mut self) -> Result<(), (usize, u16)> {
        let temporaries = usize::from(self.code.registers).saturating_sub(self.first);
        self.join(0, &vec![Held::Empty; temporaries]);
        while let Some(start) = self.work.pop() {
            self.follow(start)?;
        }
        Ok(())
    }

    /// Walks from a leader until the code ends or another leader takes over.
    fn follow(&mut self, start: usize) -> Result<(), (usize, u16)> {
        let mut at = start;
        let Some(mut state) = self.known.get(start).cloned().flatten() else { return Ok(()) };
        while let Some(&instruction) = self.code.instructions.get(at) {
            let before = state.clone();
            self.step(at, instruction, &mut state)?;
            self.raise(at, &before, &state);
            let effects = instruction.op().effects();
            if let Some(target) = target(at, instruction) {
                let mut jumped = state.clone();
                if instruction.op() == Op::ForIter {
                    self.set(&mut jumped, instruction.a(), Held::Empty);
                    if let Some(slot) = self.slot(instruction.b()) {
                        jumped[slot] = before[slot];
                    }
                }
                self.join(target, &jumped);
            }
            if effects.ends_block {
                break;
            }
            at += 1;
            if self.known.get(at).is_some_and(Option::is_some) {
                self.join(at, &state);
                break;
            }
        }
        Ok(())
    }

    fn join(&mut self, at: usize, state: &State) {
        match self.known.get_mut(at) {
            Some(Some(known)) => {
                let mut changed = false;
                for (old, new) in known.iter_mut().zip(state) {
                    if old != new && *old != Held::Perhaps {
                        *old = Held::Perhaps;
                        changed = true;
                    }
                }
                if changed {
                    self.work.push(at);
                }
            }
            Some(empty) => {
                *empty = Some(state.clone());
                self.work.push(at);
            }
            None => {}
        }
    }

    /// An exception in the instruction: it may have consumed its operands or not.
    fn raise(&mut self, at: usize, before: &State, after: &State) {
        let at = at as u32;
        let Some(&Handler { target, register, .. }) =
            self.code.handlers.iter().find(|handler| (handler.start..handler.end).contains(&at))
        else {
            return;
        };
        let Some(slot) = self.slot(register) else { return };
        let mut state: State = before
            .iter()
            .zip(after)
            .map(|(&before, &after)| if before == after { before } else { Held::Perhaps })
            .collect();
        state[slot..].fill(Held::Empty);
        state[slot] = Held::Full;
        self.join(target as usize, &state);
    }

    fn slot(&self, register: u16) -> Option<usize> {
        usize::from(register).checked_sub(self.first)
    }

    fn set(&self, state: &mut State, register: u16, held: Held) {
        if let Some(slot) = self.slot(register)
            && let Some(temporary) = state.get_mut(slot)
        {
            *temporary = held;
        }
    }

    fn read(&self, at: usize, state: &State, register: u16) -> Result<(), (usize, u16)> {
        match self.slot(register).and_then(|slot| state.get(slot)) {
            Some(Held::Empty | Held::Perhaps) => Err((at, register)),
            _ => Ok(()),
        }
    }

    /// Reads, then kills and consumption, then writes.
    fn step(&self, at: usize, instruction: Instr, state: &mut State) -> Result<(), (usize, u16)> {
        let fields = [instruction.a(), instruction.b(), instruction.c()];
        let operands = instruction.op().operands().into_iter().zip(fields);
        let touched = operands.clone().map(|(operand, field)| operand.touched(instruction, field));
        for ((operand, field), kill) in operands.zip([KILL_A, KILL_B, KILL_C]) {
            for register in operand.touched(instruction, field).read.all() {
                self.read(at, state, register)?;
            }
            if operand.may_die() && instruction.flags() & kill != 0 {
                self.set(state, field, Held::Empty);
            }
        }
        for register in touched.clone().flat_map(|touched| touched.consumed.all()) {
            self.set(state, register, Held::Empty);
        }
        let held = if instruction.op() == Op::Clear { Held::Empty } else { Held::Full };
        for register in touched.flat_map(|touched| touched.written.all()) {
            self.set(state, register, held);
        }
        Ok(())
    }
}

/// Where an instruction jumps.
fn target(at: usize, instruction: Instr) -> Option<usize> {
    let distance = match instruction.op().operands() {
        [_, Operand::WideJump, _] => i64::from(instruction.wide_value()),
        [_, _, Operand::Jump] => i64::from(instruction.c() as i16),
        _ => return None,
    };
    usize::try_from(at as i64 + 1 + distance).ok()
}
