//! Threads of a script: several, of which one at a time has the machine.
//!
//! ```text
//!   thread 1 --runs--|  waits for a lock  |--runs-->         it has the baton while it runs
//!   thread 2 waits --|--runs--|  waits ...                   and gives it away while it waits
//! ```
//!
//! Whoever wants the baton for too long asks the one who has it to hand it over at the next safe point. What belongs to
//! one thread (its stack, the exception on its way) lies in the VM while it runs, and else aside.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Wake;
use std::time::Duration;

use taipan_heap::heap::OutOfMemory;
use taipan_heap::value::{Slot, Value};

use crate::machine::budget::{Interrupt, attention};
use crate::machine::pending::Pending;
use crate::machine::stack::Stack;
use crate::machine::vm::{Kept, Vm};

/// The number of the thread that the VM began with.
pub const MAIN: u64 = 1;
/// No thread.
const NOBODY: u64 = 0;
/// How long somebody waits for the baton before asking for it.
const PATIENCE: Duration = Duration::from_millis(5);

/// The threads of a VM.
pub struct Threads {
    /// Who has the machine.
    pub baton: Arc<Baton>,
    /// Threads beside the main one that have not ended.
    others: usize,
    /// The thread whose state lies in the VM.
    loaded: u64,
    /// The state of the others.
    aside: HashMap<u64, Aside>,
    /// Threads made so far.
    made: u64,
}

/// What belongs to one thread.
struct Aside {
    stack: Stack,
    pending: Pending,
    handled: Slot,
    context: Slot,
    nested: usize,
    nested_limit: usize,
    floor: usize,
    in_repr: RefCell<Vec<u64>>,
    here: RefCell<Kept>,
}

/// The right to use the machine, handed from thread to thread.
#[derive(Default)]
pub struct Baton {
    state: Mutex<Holding>,
    changed: Condvar,
}

#[derive(Default)]
struct Holding {
    /// Nobody has it.
    free: bool,
    /// Threads that want it.
    waiting: usize,
    /// How often it was taken.
    turn: u64,
    /// The machine is gone: whoever wants the baton waits for ever.
    over: bool,
}

impl Baton {
    fn state(&self) -> MutexGuard<'_, Holding> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the baton as soon as it is free; never returns once the machine is gone.
    pub fn take(&self, interrupt: &Interrupt) {
        let mut state = self.state();
        state.waiting += 1;
        let mut asked = false;
        while !state.free || state.over {
            if asked || state.over {
                // Everything that happens to the baton is told to all.
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                asked = false;
                continue;
            }
            let waited = self.changed.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
            if waited.1.timed_out() && !state.free {
                interrupt.ask(attention::HAND_OVER);
                asked = true;
            }
        }
        state.waiting -= 1;
        state.free = false;
        state.turn += 1;
        self.changed.notify_all();
    }

    /// Gives the baton away.
    pub fn give(&self) {
        self.state().free = true;
        self.changed.notify_all();
    }

    /// Gives the baton to somebody else, if anybody wants it, and waits until it was taken.
    fn offer(&self) {
        let mut state = self.state();
        let turn = state.turn;
        state.free = true;
        self.changed.notify_all();
        while state.waiting > 0 && state.turn == turn {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Default for Threads {
    fn default() -> Threads {
        Threads { baton: Arc::default(), others: 0, loaded: MAIN, aside: HashMap::new(), made: MAIN }
    }
}

impl Threads {
    /// The thread that runs.
    pub fn current(&self) -> u64 {
        self.loaded
    }

    /// True if the main thread runs: the one that hears of signals.
    pub fn on_main(&self) -> bool {
        self.loaded == MAIN
    }

    /// Threads beside the main one that have not ended.
    pub fn others(&self) -> usize {
        self.others
    }

    /// The machine is gone.
    pub fn end(&self) {
        self.baton.state().over = true;
    }
}

impl Vm {
    /// Does something that takes its time while other threads have the machine.
    pub fn away<T: Send>(&mut self, work: impl FnOnce() -> T + Send) -> T {
        if self.threads.others == 0 {
            return work();
        }
        let (me, baton, interrupt) = (self.threads.loaded, self.threads.baton.clone(), self.budget.interrupt());
        baton.give();
        let done = work();
        baton.take(&interrupt);
        self.load_thread(me);
        done
    }

    /// Lets another thread have its turn, if one waits.
    pub fn hand_over(&mut self) {
        let (me, baton, interrupt) = (self.threads.loaded, self.threads.baton.clone(), self.budget.interrupt());
        baton.offer();
        baton.take(&interrupt);
        self.load_thread(me);
    }

    /// Waits for a call, at most for some time, while other threads have the machine; a signal ends the wait of the main
    /// thread. True if it was called.
    pub fn park(&mut self, parker: &Arc<Parker>, most: Option<Duration>) -> bool {
        if !self.threads.on_main() {
            return self.away(|| parker.wait(most));
        }
        let before = self.budget.wake_with(Some(parker.clone().into()));
        // A signal that came before is not missed.
        let called = if self.budget.wants_attention() { false } else { self.away(|| parker.wait(most)) };
        self.budget.wake_with(before);
        called
    }

    /// Makes room for a thread with a part of the Rust stack for so many natives; gives its number.
    pub fn new_thread(&mut self, nested_limit: usize) -> Result<u64, OutOfMemory> {
        let mut stack = Stack::new()?;
        stack.ceiling = self.stack.ceiling;
        stack.set_limit(self.stack.wished);
        let fresh = Aside {
            stack,
            pending: Pending::default(),
            handled: Slot::new(Value::NONE),
            context: Slot::new(Value::NONE),
            nested: 0,
            nested_limit,
            floor: 0,
            in_repr: RefCell::default(),
            here: RefCell::default(),
        };
        self.threads.made += 1;
        self.threads.others += 1;
        self.threads.aside.insert(self.threads.made, fresh);
        Ok(self.threads.made)
    }

    /// Brings the state of a thread, which has the baton, into the VM.
    pub fn load_thread(&mut self, thread: u64) {
        if self.threads.loaded == thread {
            return;
        }
        let Some(mut aside) = self.threads.aside.remove(&thread) else { return };
        self.exchange(&mut aside);
        let before = std::mem::replace(&mut self.threads.loaded, thread);
        if before != NOBODY {
            self.threads.aside.insert(before, aside);
        }
    }

    /// A thread, loaded or not even begun, is no more.
    pub fn end_thread(&mut self, thread: u64) {
        self.threads.others -= 1;
        if self.threads.loaded == thread {
            self.threads.loaded = NOBODY;
            let here = self.world.here.take();
            drop(here);
        }
        let aside = self.threads.aside.remove(&thread);
        drop(aside);
    }

    fn exchange(&mut self, aside: &mut Aside) {
        use std::mem::swap;
        swap(&mut self.stack, &mut aside.stack);
        swap(&mut self.pending, &mut aside.pending);
        swap(&mut self.handled, &mut aside.handled);
        swap(&mut self.world.context, &mut aside.context);
        swap(&mut self.budget.nested, &mut aside.nested);
        swap(&mut self.budget.nested_limit, &mut aside.nested_limit);
        swap(&mut self.budget.floor, &mut aside.floor);
        swap(&mut self.world.in_repr, &mut aside.in_repr);
        swap(&mut self.world.here, &mut aside.here);
    }
}

/// A place where one thread waits until it is called.
#[derive(Default)]
pub struct Parker {
    called: Mutex<bool>,
    changed: Condvar,
}

impl Parker {
    /// Waits for a call, at most for some time; true if there was one.
    pub fn wait(&self, most: Option<Duration>) -> bool {
        let called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        let mut called = match most {
            None => self.changed.wait_while(called, |called| !*called).unwrap_or_else(PoisonError::into_inner),
            Some(most) => {
                self.changed
                    .wait_timeout_while(called, most, |called| !*called)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0
            }
        };
        std::mem::take(&mut *called)
    }

    /// Calls whoever waits, or will.
    pub fn call(&self) {
        *self.called.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }
}

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        self.call();
    }
}
