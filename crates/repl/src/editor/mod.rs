//! The line editor, on a thread of its own: orders go there, events and questions come back.
//!
//! In reading order: `reader` (what the thread does), `keys` (what Enter, Tab and Backspace mean),
//! `typing` (fingers and pastes), `listing` (candidates page by page), `assistant` (colours, hints, completion), `paint`
//! (text in colours), `indentation`, `history`.

mod reader;
mod keys;
mod typing;
mod listing;
mod assistant;
mod paint;
mod indentation;
mod history;

use std::cell::Cell;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use taipan_core::machine::threads::Parker;
use taipan_core::machine::vm::Vm;
use taipan_scheduler::outside::Bell;

use crate::complete::Candidates;
use crate::place::Chain;
use crate::screen::Screen;
use crate::session::Event;
use crate::setup::Setup;
use crate::terminal::Mode;

/// What the editor's thread shall do.
pub(crate) enum Order {
    /// Have a line edited behind this prompt.
    Read(String),
}

/// What the editor's thread has to tell.
pub(crate) enum Told {
    /// Something was typed.
    Event(Event),
    /// The editor wants to know something.
    Question(Question),
}

/// What the editor asks.
pub(crate) enum Question {
    /// What could stand at the cursor.
    Candidates { text: String, cursor: usize, answer: Sender<Candidates> },
    /// What a call takes, and the first line of its documentation.
    Signature { call: Chain, answer: Sender<Option<(String, Option<String>)>> },
}

/// The machine's end.
pub(crate) struct Editor {
    orders: Sender<Order>,
    told: Receiver<Told>,
    reading: Cell<bool>,
    screen: Arc<Screen>,
    mode: Arc<Mode>,
    pub(crate) doorbell: Arc<Doorbell>,
    thread: Option<JoinHandle<()>>,
}

/// Wakes the machine's thread, wherever it waits.
#[derive(Default)]
pub(crate) struct Doorbell {
    pub(crate) parker: Arc<Parker>,
    bell: Mutex<Option<Arc<Bell>>>,
}

impl Doorbell {
    /// From now on it rings this one, too.
    pub(crate) fn rings(&self, bell: Option<Arc<Bell>>) {
        *self.bell.lock().unwrap_or_else(PoisonError::into_inner) = bell;
    }

    fn ring(&self) {
        self.parker.call();
        let bell = self.bell.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(bell) = bell {
            bell.ring();
        }
    }
}

/// Sends to the machine's thread, and rings.
#[derive(Clone)]
struct Line {
    told: Sender<Told>,
    doorbell: Arc<Doorbell>,
}

impl Line {
    fn tell(&self, told: Told) {
        // At the end of a session nobody listens any more.
        let _ = self.told.send(told);
        self.doorbell.ring();
    }
}

/// Its end is heard, whatever the reason is.
impl Drop for Line {
    fn drop(&mut self) {
        self.doorbell.ring();
    }
}

/// The parser takes more than half a megabyte of the stack for text that is deeply nested.
const STACK: usize = 8 << 20;

impl Editor {
    /// Starts the thread.
    pub(crate) fn start(setup: &Setup, screen: &Arc<Screen>) -> Editor {
        let mode = Arc::new(Mode::now());
        let (orders, received) = channel();
        let (sender, told) = channel();
        let doorbell = Arc::<Doorbell>::default();
        let line = Line { told: sender, doorbell: doorbell.clone() };
        let (own, its, outside) = (setup.clone(), screen.clone(), mode.clone());
        let live = move || reader::live(&own, &received, &line, &its, &outside);
        let thread = std::thread::Builder::new().name("editor".into()).stack_size(STACK).spawn(live).ok();
        Editor { orders, told, reading: Cell::new(false), screen: screen.clone(), mode, doorbell, thread }
    }

    /// Has a line edited.
    pub(crate) fn read(&self, vm: &mut Vm, prompt: String) {
        let _ = vm.host.flush(taipan_core::machine::host::Stream::Out);
        self.screen.lend();
        self.reading.set(true);
        // A thread that has ended is noticed by what it tells no more.
        let _ = self.orders.send(Order::Read(prompt));
    }

    /// Whether a line is being edited.
    pub(crate) fn is_reading(&self) -> bool {
        self.reading.get()
    }

    /// What the thread has told, if it has.
    pub(crate) fn told(&self) -> Option<Told> {
        let told = match self.told.try_recv() {
            Ok(told) => told,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Told::Event(Event::Broken("its thread has ended".into())),
        };
        if matches!(told, Told::Event(_)) {
            self.reading.set(false);
        }
        Some(told)
    }

    /// Ends the thread.
    pub(crate) fn stop(self) {
        drop(self.orders);
        self.screen.give_back();
        if self.reading.get() {
            // Nothing ends a read that has begun. The thread ends with the process, or with the next key.
            self.mode.restore();
        } else if let Some(thread) = self.thread {
            // What it panicked of, it has said.
            let _ = thread.join();
        }
    }
}
