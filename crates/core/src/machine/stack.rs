//! The value stack and the frame records.
//!
//! ```text
//!   values:   | main's registers ....... | callee's registers ... |            never moves
//!                        ^ arguments overlap: the callee's window begins in the caller's temporaries
//!   frames:   | main's record | callee's record |                              never moves
//! ```
//!
//! Both are mapped in one piece and touched page by page: addresses into them stay good, and the end of a VM gives the
//! system back what it has touched, whatever the C library thinks of large blocks.

#![allow(unsafe_code, reason = "registers and frame records are reached by address")]

use std::ptr::NonNull;

use memmap2::{MmapMut, MmapOptions};
use taipan_bytecode::opcode::Instr;
use taipan_heap::heap::OutOfMemory;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::value::code::CodeObject;
use crate::value::mapping::Dict;

/// Words on the value stack.
pub const WORDS: usize = 4 << 20;
/// Frame records.
pub const FRAMES: usize = 256 << 10;

/// How a run ended.
pub enum Exit {
    /// The frame returned.
    Value(Value),
    /// The generator yielded.
    Yield(Value),
    /// The asynchronous generator, driven by hand, came to its next item.
    Item(Value),
    /// The chain waits for a native awaitable.
    Wait(Value),
}

/// What happens with a frame's result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Continuation {
    /// It goes into register `result` of the frame below.
    Register,
    /// The run ends with it: a native called.
    Entry,
    /// It must be None; register `result` of the frame below holds the new instance already.
    Init,
    /// It is what a special method answers to the instruction before `pc`; where that is an operator, `NotImplemented` asks
    /// the right operand.
    Answer,
    /// As `Answer`, of the right operand, which was asked first: `NotImplemented` asks the left one.
    Reflected,
    /// As `Answer`, of the method of an operator in place: `NotImplemented` asks for the plain one.
    InPlace,
    /// It is what `__len__` answers: to `len`, or to an instruction that asks whether the object is true.
    Length,
    /// It is what `__hash__` answers: to `hash`, or to an instruction that looks for the object in a dict or set.
    Hash,
    /// It is the next item for the `for` loop whose instruction is before `pc`; StopIteration ends that.
    Item,
    /// As `Answer`, of a property's getter: an AttributeError out of it is for the `__getattr__` of the object's class.
    Getter,
    /// As `Register`, of a `__getattr__`: an AttributeError out of it is one about the attribute of the instruction before
    /// `pc`.
    Hook,
    /// The frame is a generator's: `yield` and the end go to the `for` loop whose instruction is before `pc`.
    ForLoop,
    /// The frame is a generator's, which `next` or `send` entered: what it yields goes into register `result` of the frame
    /// below, and the generator's own reference behind that register is given up. Its end raises StopIteration there.
    Next,
    /// The frame is a generator's, and `yield` and the end go to a native that called `next` or `send`.
    Resumed,
    /// As `Resumed`; an exception was thrown into the innermost of a chain, and no other member has run since.
    Thrown,
}

/// A frame record.
#[repr(C)]
pub struct Frame {
    /// First register.
    pub base: *mut Word,
    /// Where windows of callees may begin at the latest: the end of this window on the value stack.
    pub top: *mut Word,
    /// The next instruction; current whenever the frame is not the one that runs.
    pub pc: *const Instr,
    /// The code.
    pub code: *const CodeObject,
    /// The globals.
    pub globals: *const Dict,
    /// The function; counted, but for a generator's frame: the generator holds it.
    pub function: Word,
    /// The generator whose registers these are, counted; unbound if they lie on the value stack.
    pub generator: Word,
    /// The root of the generator's chain, counted; unbound if they lie on the value stack.
    pub root: Word,
    /// The exception that was being handled when the generator was entered, counted.
    pub outer: Word,
    /// The register of the frame below for the result.
    pub result: u16,
    /// What happens with the result.
    pub then: Continuation,
}

/// The value stack and the frame records.
pub struct Stack {
    values: NonNull<Word>,
    frames: NonNull<Frame>,
    /// The memory of both.
    _maps: [MmapMut; 2],
    /// Number of live frame records.
    pub depth: usize,
    /// Frames before RecursionError; never more than there are records.
    pub limit: usize,
    /// The limit that somebody asked for.
    pub wished: usize,
    /// What the host allows, whatever a script asks for.
    pub ceiling: usize,
    /// Frames of chains of generators that run, beyond one record each.
    pub chained: usize,
    /// The value of `depth` at the beginning of the present run: the frame that it ends with is the last one below.
    pub bottom_frame: usize,
    /// How the run that is about to come back ended.
    pub ended: Option<Exit>,
}

impl Stack {
    /// An empty stack, where the system has the addresses for one.
    pub fn new() -> Result<Stack, OutOfMemory> {
        let (values, words) = map::<Word>(WORDS)?;
        let (frames, records) = map::<Frame>(FRAMES)?;
        Ok(Stack {
            values,
            frames,
            _maps: [words, records],
            depth: 0,
            limit: 1000,
            wished: 1000,
            ceiling: FRAMES,
            chained: 0,
            bottom_frame: 0,
            ended: None,
        })
    }

    /// The first word of the value stack.
    pub fn bottom(&self) -> *mut Word {
        self.values.as_ptr()
    }

    /// One past the last word that a window may reach.
    #[inline(always)]
    pub fn end(&self) -> *mut Word {
        // SAFETY: inside the reserved block.
        unsafe { self.values.as_ptr().add(WORDS) }
    }

    /// The record with a number below `depth`.
    #[inline(always)]
    pub fn frame(&self, index: usize) -> *mut Frame {
        debug_assert!(index < FRAMES);
        // SAFETY: inside the reserved block.
        unsafe { self.frames.as_ptr().add(index) }
    }

    /// The innermost record, if there is one.
    #[inline(always)]
    pub fn current(&self) -> Option<&Frame> {
        // SAFETY: records below `depth` are live.
        if self.depth == 0 { None } else { Some(unsafe { &*self.frame(self.depth - 1) }) }
    }

    /// The function that the record `back` places below the innermost one runs.
    pub fn function(&self, back: usize) -> Option<Value> {
        let index = self.depth.checked_sub(1)?.checked_sub(back)?;
        // SAFETY: records below `depth` are live, and own their function.
        Some(unsafe { Value::from_borrowed((*self.frame(index)).function) })
    }

    /// What the function of [`function`](Stack::function) holds in a register; unbound if nothing.
    pub fn register(&self, back: usize, register: u16) -> Value {
        let Some(index) = self.depth.checked_sub(1).and_then(|last| last.checked_sub(back)) else {
            return Value::UNBOUND;
        };
        // SAFETY: records below `depth` are live, and the registers of their code are initialised.
        unsafe {
            let frame = &*self.frame(index);
            let inside = register < (&(*frame.code).code).registers;
            if inside { Value::from_borrowed(*frame.base.add(usize::from(register))) } else { Value::UNBOUND }
        }
    }

    /// The code of the record `back` places below the innermost one, and the index of the instruction it is at. Right for
    /// frames that wait: for a native or for another frame.
    pub fn place(&self, back: usize) -> Option<(*const CodeObject, u32)> {
        let index = self.depth.checked_sub(1)?.checked_sub(back)?;
        // SAFETY: records below `depth` are live, and `pc` points into the instructions of their code.
        unsafe {
            let frame = &*self.frame(index);
            let passed = frame.pc.offset_from((&(*frame.code).code).instructions.as_ptr());
            Some((frame.code, u32::try_from(passed - 1).unwrap_or(0)))
        }
    }

    /// The index of the instruction that a generator is at, if a record runs it: else the generator itself knows.
    pub fn place_of(&self, generator: Word) -> Option<u32> {
        // SAFETY: records below `depth` are live.
        let runs = |back: &usize| unsafe { (*self.frame(self.depth - 1 - back)).generator == generator };
        let back = (0..self.depth).find(runs)?;
        self.place(back).map(|(_, instruction)| instruction)
    }

    /// Where a window for a new frame may begin.
    pub fn top(&self) -> *mut Word {
        match self.current() {
            Some(frame) => frame.top,
            None => self.bottom(),
        }
    }

    /// Sets how many frames there may be before RecursionError.
    pub fn set_limit(&mut self, frames: usize) {
        self.wished = frames;
        self.limit = frames.min(self.ceiling).min(FRAMES);
    }

    /// True if there may be one more frame, whose window ends at `top`.
    #[inline(always)]
    pub fn admits(&self, top: *mut Word) -> bool {
        self.depth + self.chained < self.limit && top <= self.end()
    }

    /// True if one more frame with `registers` registers at `base` fits.
    #[inline(always)]
    pub fn fits(&self, base: *mut Word, registers: usize) -> bool {
        self.depth + self.chained < self.limit && {
            let left = (self.end() as usize).saturating_sub(base as usize) / size_of::<Word>();
            registers <= left
        }
    }

    /// Leaves the frames as they are and what they hold alone: after a panic, their code may be gone.
    pub fn abandon(&mut self) {
        self.depth = 0;
    }

    /// Drops what all frames hold.
    pub fn clear(&mut self) {
        while self.depth > 0 {
            self.depth -= 1;
            // SAFETY: the record was live; its words are owned and given back once. Registers on the value stack are
            // initialised up to the window's end.
            unsafe {
                let frame = &*self.frame(self.depth);
                if frame.generator.is_unbound() {
                    drop(Value::from_owned(frame.function));
                    let registers = usize::from((&(*frame.code).code).registers);
                    for index in 0..registers {
                        drop(Value::from_owned(frame.base.add(index).replace(Word::UNBOUND)));
                    }
                }
                for word in [frame.generator, frame.root, frame.outer] {
                    drop(Value::from_owned(word));
                }
            }
        }
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Room for so many, filled with zeros. Pages that nobody touches cost addresses and nothing else.
fn map<T>(count: usize) -> Result<(NonNull<T>, MmapMut), OutOfMemory> {
    let length = count.checked_mul(size_of::<T>()).ok_or(OutOfMemory)?;
    let mut memory = MmapOptions::new().len(length).no_reserve_swap().map_anon().map_err(|_| OutOfMemory)?;
    // A map begins on a page, so that it is aligned for everything.
    let first = NonNull::new(memory.as_mut_ptr()).ok_or(OutOfMemory)?;
    Ok((first.cast(), memory))
}
