//! What a run may spend, and the flag by which other threads and signals ask for a look.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;

use taipan_text::int_text;

/// Bits of the attention flag.
pub mod attention {
    /// A signal arrived.
    pub const SIGNAL: u32 = 1;
    /// The host wants the run to end.
    pub const STOP: u32 = 2;
    /// Another thread wants to have its turn.
    pub const HAND_OVER: u32 = 4;
    /// The time of the run is up.
    pub const TIME_UP: u32 = 8;
}

/// Why a run ends without an exception.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The fuel is used up.
    OutOfFuel,
    /// The host asked for it.
    Stopped,
    /// The time is up.
    OutOfTime,
    /// It goes on taking memory although it was told that there is none.
    OutOfMemory,
    /// The machine itself has failed, and must not be used any more.
    Broken,
}

/// Steps between two looks at fuel and attention: often enough for Ctrl-C, rarely enough to cost nothing.
const GRANT: i32 = 1024;

/// What another thread takes away from the ticks, more than anybody is ever granted.
const FAR: i32 = 1 << 24;

/// Fuel, depth of natives and the attention flag.
pub struct Budget {
    /// Steps left before the run ends, those already granted not counted; `i64::MAX` means no limit.
    fuel: i64,
    granted: i32,
    /// Why the run must end, once it must. It stays until the next run begins: a finaliser, a callback or whatever else
    /// hides the end of one piece of code meets it again in the next.
    ended: Option<Ending>,
    /// Runs inside natives inside runs, at the moment.
    pub nested: usize,
    /// Most of them: each takes a piece of the Rust stack.
    pub nested_limit: usize,
    /// The lowest address to which the Rust stack may grow.
    pub floor: usize,
    /// Most decimal digits of an integer that is read from text or written as text; 0 means no limit.
    pub int_digits: usize,
    /// Whether a script has asked for another answer to Ctrl-C than KeyboardInterrupt.
    pub answers_signals: bool,
    attention: Arc<Attention>,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget {
            fuel: i64::MAX,
            granted: 0,
            ended: None,
            nested: 0,
            nested_limit: 200,
            floor: 0,
            int_digits: int_text::DEFAULT_MAX_DIGITS,
            answers_signals: false,
            attention: Arc::default(),
        }
    }
}

/// What was asked, and how to wake a run that sleeps.
#[derive(Default)]
struct Attention {
    /// The heap looks at them, too, while it fills large memory.
    bits: Arc<AtomicU32>,
    /// Back edges and calls of functions before the next look at fuel and attention. Only the thread that runs counts them
    /// down; another that asks for a look takes [`FAR`] away at once, so that a loop over slow natives looks after the next
    /// of them. Where the two meet in the same moment, the look may come as late as it would anyhow.
    ticks: AtomicI32,
    sleeper: Mutex<Option<Waker>>,
    /// Whoever asks in vain waits: the run outlives it, as a prompt does.
    outlives: AtomicBool,
}

/// A handle by which another thread makes a run look up.
#[derive(Clone)]
pub struct Interrupt(Arc<Attention>);

impl Interrupt {
    /// Sets bits of the attention flag; true if they were set already, nobody has looked yet, and the run need not outlive
    /// that.
    pub fn request(&self, bits: u32) -> bool {
        let before = self.0.bits.fetch_or(bits, Ordering::SeqCst);
        let near = |ticks: i32| (ticks > -FAR / 2).then(|| ticks - FAR);
        // It fails where another thread has asked before.
        let _ = self.0.ticks.fetch_update(Ordering::Relaxed, Ordering::Relaxed, near);
        let sleeper = self.0.sleeper.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(sleeper) = sleeper {
            sleeper.wake();
        }
        before & bits == bits && !self.0.outlives.load(Ordering::SeqCst)
    }
}

impl Interrupt {
    /// Sets bits for the next look, without waking anybody.
    pub fn ask(&self, bits: u32) {
        self.0.bits.fetch_or(bits, Ordering::SeqCst);
    }
}

impl Budget {
    /// Begins a run with so much fuel; `None` for no limit. What was asked of an earlier run is forgotten.
    pub fn begin(&mut self, fuel: Option<u64>) {
        if self.ended == Some(Ending::Broken) {
            return;
        }
        self.fuel = fuel.map_or(i64::MAX, |fuel| i64::try_from(fuel).unwrap_or(i64::MAX));
        self.granted = 0;
        self.set_ticks(0);
        self.ended = None;
        self.attention.bits.fetch_and(!(attention::STOP | attention::TIME_UP), Ordering::SeqCst);
    }

    /// Back edges and calls of functions before the next look.
    #[inline(always)]
    pub fn ticks(&self) -> i32 {
        self.attention.ticks.load(Ordering::Relaxed)
    }

    #[inline(always)]
    fn set_ticks(&self, ticks: i32) {
        self.attention.ticks.store(ticks, Ordering::Relaxed);
    }

    /// Steps of those granted that are used.
    fn used(&self) -> i32 {
        let ticks = self.ticks();
        self.granted - if ticks < -FAR / 2 { ticks + FAR } else { ticks }
    }

    /// Counts steps; true if it is time for a look.
    #[inline(always)]
    pub fn count(&mut self, steps: i32) -> bool {
        let left = self.ticks().wrapping_sub(steps);
        self.set_ticks(left);
        left < 0
    }

    /// Pays for steps beyond those granted, and grants the next ones; tells if the run must end.
    pub fn pay(&mut self, steps: u64) -> Option<Ending> {
        let used = i64::from(self.used());
        if self.fuel != i64::MAX {
            self.fuel = self.fuel.saturating_sub(used).saturating_sub_unsigned(steps);
        }
        let asked = self.attention.bits.load(Ordering::Relaxed);
        self.ended = match self.ended {
            Some(ending) => Some(ending),
            None if asked & attention::STOP != 0 => Some(Ending::Stopped),
            None if asked & attention::TIME_UP != 0 => Some(Ending::OutOfTime),
            None if self.fuel < 0 => Some(Ending::OutOfFuel),
            None => None,
        };
        // What else was asked has to wait for a safe point, which comes with the next tick.
        let looks = self.ended.is_some() || asked != 0;
        self.granted = if looks { 0 } else { self.fuel.clamp(0, i64::from(GRANT)) as i32 };
        self.set_ticks(self.granted);
        self.ended
    }

    /// Says that this run has to end; if the machine is broken, all others, too.
    pub fn end(&mut self, why: Ending) {
        self.ended = Some(why);
        self.granted = 0;
        self.set_ticks(0);
    }

    /// Why the run must end, if it must.
    pub fn ended(&self) -> Option<Ending> {
        self.ended
    }

    /// Takes fuel for work that is done; where there is not so much left, the next look comes at once.
    pub fn spend(&mut self, steps: usize) {
        if self.fuel == i64::MAX {
            return;
        }
        self.fuel = self.fuel.saturating_sub_unsigned(steps as u64);
        if self.fuel < 0 {
            self.granted = self.used();
            self.set_ticks(0);
        }
    }

    /// The attention flag itself.
    pub fn flag(&self) -> Arc<AtomicU32> {
        self.attention.bits.clone()
    }

    /// A handle for other threads.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.attention.clone())
    }

    /// Says whether a run that does not look up outlives it: then nobody ends the process who has asked twice.
    pub fn outlive(&self, outlives: bool) {
        self.attention.outlives.store(outlives, Ordering::SeqCst);
    }

    /// True if somebody asked for a look.
    #[inline(always)]
    pub fn wants_attention(&self) -> bool {
        self.attention.bits.load(Ordering::Relaxed) != 0
    }

    /// Takes what was asked, but for the end of the run: that stays.
    pub fn take_attention(&self) -> u32 {
        self.attention.bits.fetch_and(attention::STOP | attention::TIME_UP, Ordering::SeqCst)
    }

    /// Takes a signal that means KeyboardInterrupt and nothing else; false if there is none.
    pub fn take_plain_signal(&self) -> bool {
        !self.answers_signals
            && self.attention.bits.load(Ordering::Relaxed) & attention::SIGNAL != 0
            && self.attention.bits.fetch_and(!attention::SIGNAL, Ordering::SeqCst) & attention::SIGNAL != 0
    }

    /// Says how a run that is about to sleep is woken; `None` once it sleeps no more. Gives what was said before.
    pub fn wake_with(&self, sleeper: Option<Waker>) -> Option<Waker> {
        let mut place = self.attention.sleeper.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *place, sleeper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_ask_for_a_look_take_no_fuel() {
        let mut budget = Budget::default();
        budget.begin(Some(5000));
        assert_eq!(budget.pay(0), None);
        let interrupt = budget.interrupt();
        for _ in 0..3 {
            for _ in 0..100 {
                interrupt.request(attention::HAND_OVER);
            }
            assert!(budget.count(1), "the look comes at once");
            assert_eq!(budget.pay(0), None);
            budget.take_attention();
        }
        // Three steps were counted; what is left is all but those.
        assert_eq!(budget.pay(4997), None);
        assert_eq!(budget.pay(1), Some(Ending::OutOfFuel));
    }
}
