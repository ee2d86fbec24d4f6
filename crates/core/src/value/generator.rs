//! Generators, coroutines and asynchronous generators: frames that outlive their call, with registers of their own.
//!
//! ```text
//!   root (driven by next() or by a task)
//!     | its Await register holds        ^ parent (not counted)
//!     v                                 |
//!   middle ---------------------------->
//!     | its Await register holds        ^ parent
//!     v                                 |
//!   innermost: the only one that runs --'
//! ```
//!
//! A frame that delegates with `await` or `yield from` to another of these objects is linked to it, and the root knows
//! the innermost: suspending and resuming touch the root and the innermost only, however long the chain is.

use std::cell::Cell;

use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::trace::Trace;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;
use taipan_macros::{Trace, payload};

use crate::value::code::CodeObject;
use crate::value::function::Function;
use crate::value::kinds;

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It has not begun.
    Created,
    /// It waits at a `yield` or an `await`; a root also while the innermost of its chain waits.
    Suspended,
    /// It runs; a root also while another of its chain runs.
    Running,
    /// It is in the middle of a chain: what it does, the chain's root knows.
    Delegating,
    /// It has returned, raised or been closed; its registers hold nothing any more.
    Finished,
}

/// What kind of object a call made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Trace)]
pub enum Flavor {
    /// `def` with `yield`.
    Generator,
    /// The same, decorated by `types.coroutine`.
    IterableCoroutine,
    /// `async def`.
    Coroutine,
    /// `async def` with `yield`.
    AsyncGenerator,
}

/// A suspended or running frame. The registers follow in the same block.
#[payload(kinds::GENERATOR, "generator", traces_itself)]
#[repr(C)]
pub struct Generator {
    /// The function whose call made it.
    pub function: Ref<Function>,
    /// The code it runs.
    pub code: Ref<CodeObject>,
    /// Index of the instruction at which it continues: for a suspended frame the one that suspended.
    pub instruction: Cell<u32>,
    /// Where it stands.
    pub state: Cell<State>,
    /// What it is.
    pub flavor: Flavor,
    /// True while an asynchronous generator's step (`asend`, `athrow`, `aclose`) is under way; such a step owns it.
    pub stepping: Cell<bool>,
    /// True once the hooks of asynchronous generators have heard of it.
    pub known: Cell<bool>,
    /// True once an asynchronous generator has come to its end, or was asked to.
    pub closed: Cell<bool>,
    /// Number of registers.
    registers: u16,
    /// How many frames deep the chain was when it was suspended.
    pub depth: Cell<u32>,
    /// The frame that delegates to this one, not counted; unbound if none.
    pub parent: Cell<Word>,
    /// Of a root: the innermost frame of the suspended chain; unbound if it is the root itself.
    pub innermost: Slot,
    /// The exception that its frame handles, while suspended.
    pub handled: Slot,
    /// `__name__` and `__qualname__` as a tuple if they were set, else unbound; of an asynchronous generator also what
    /// will finish it: the third item, or the function itself if no name was set.
    pub names: Slot,
}

impl Generator {
    /// Makes a generator whose first registers are the parameters, which are moved out; the others are unbound. There
    /// are never more parameters than registers.
    #[inline(always)]
    pub fn create(
        heap: &Heap,
        class: Value,
        flavor: Flavor,
        function: Ref<Function>,
        parameters: &mut [Value],
    ) -> Result<Ref<Generator>, OutOfMemory> {
        let code = function.code_object();
        let registers = code.registers as usize;
        debug_assert!(parameters.len() <= registers);
        let payload = Generator {
            function,
            code,
            instruction: Cell::new(0),
            // Where there is no memory, this ends without having had registers.
            state: Cell::new(State::Finished),
            flavor,
            stepping: Cell::new(false),
            known: Cell::new(false),
            closed: Cell::new(false),
            registers: registers as u16,
            depth: Cell::new(0),
            parent: Cell::new(Word::UNBOUND),
            innermost: Slot::default(),
            handled: Slot::default(),
            names: Slot::default(),
        };
        #[allow(unsafe_code, reason = "the tail of a generator is made here")]
        // SAFETY: while the generator has finished, nobody reads its registers.
        let generator = unsafe { heap.allocate_with_tail(class, payload, registers * size_of::<Word>())? };
        let start = generator.registers();
        // SAFETY: the tail has room for all registers, and nobody has seen the object yet.
        #[allow(unsafe_code, reason = "the tail of a generator is made here")]
        unsafe {
            // Volatile, because the compiler would make vectors of the few registers there are.
            let (mut register, end) = (start, start.add(registers));
            for parameter in parameters {
                register.write_volatile(std::mem::replace(parameter, Value::UNBOUND).into_word());
                register = register.add(1);
            }
            while register < end {
                register.write_volatile(Word::UNBOUND);
                register = register.add(1);
            }
        }
        generator.state.set(State::Created);
        Ok(generator)
    }

    /// The address of the registers.
    #[inline(always)]
    pub fn registers(&self) -> *mut Word {
        // SAFETY: the tail follows the struct in its block.
        #[allow(unsafe_code, reason = "address arithmetic inside the block")]
        unsafe {
            std::ptr::from_ref(self).add(1).cast_mut().cast()
        }
    }

    /// The registers as slots.
    pub fn slots(&self) -> &[Slot] {
        // SAFETY: `Slot` is a transparent cell of a word, and every register holds an owned word.
        #[allow(unsafe_code, reason = "the tail of a generator is read here")]
        unsafe {
            std::slice::from_raw_parts(self.registers().cast(), usize::from(self.registers))
        }
    }
}

// SAFETY: the generator owns its fields and registers, and shows each once.
#[allow(unsafe_code, reason = "registers behind the struct are shown here")]
unsafe impl Trace for Generator {
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.function.value().word());
        visit(self.code.value().word());
        visit(self.innermost.word());
        visit(self.handled.word());
        visit(self.names.word());
        for slot in self.slots() {
            visit(slot.word());
        }
    }
}

/// What a step of an asynchronous generator does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Trace)]
pub enum StepKind {
    /// `asend(value)` and `__anext__()`.
    Send,
    /// `athrow(exception)`.
    Throw,
    /// `aclose()`.
    Close,
}

/// A step of an asynchronous generator, to be awaited once.
#[payload(kinds::ASYNC_STEP, "async_generator_asend")]
pub struct AsyncStep {
    /// The generator.
    pub generator: Ref<Generator>,
    /// What the step does.
    pub kind: StepKind,
    /// What is sent, or a tuple of what is thrown; taken when the step begins.
    pub value: Slot,
    /// Where the step stands.
    pub state: Cell<State>,
}

impl Drop for Generator {
    fn drop(&mut self) {
        if self.state.get() == State::Finished {
            return;
        }
        for slot in self.slots() {
            let value = slot.take();
            if let Some(child) = value.payload::<Generator>()
                && std::ptr::addr_eq(self, parent_address(child))
            {
                child.parent.set(Word::UNBOUND);
            }
        }
    }
}

fn parent_address(child: &Generator) -> *const Generator {
    match child.parent.get().pointer() {
        Some(parent) => taipan_heap::header::payload_pointer::<Generator>(parent).as_ptr(),
        None => std::ptr::null(),
    }
}
