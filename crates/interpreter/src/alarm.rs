//! Wakes a Rust executor when the next timer of a script is due.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::task::Waker;
use std::thread;
use std::time::{Duration, Instant};

/// A clock with one alarm. Its thread begins with the first alarm and ends with the clock.
#[derive(Default)]
pub(crate) struct Alarm(Option<Sender<(Instant, Waker)>>);

impl Alarm {
    /// Calls the waker after a while, instead of what was asked before.
    pub(crate) fn set(&mut self, after: Duration, waker: Waker) {
        // A time beyond the clock's end is as good as a day: the loop is asked again then.
        let now = Instant::now();
        let at = now.checked_add(after).unwrap_or(now + Duration::from_secs(24 * 3600));
        if self.0.is_none() {
            let (orders, ordered) = mpsc::channel();
            let begun = thread::Builder::new().name("taipan alarm".into()).spawn(move || watch(&ordered));
            self.0 = begun.ok().map(|_| orders);
        }
        // Without a thread the executor asks again at once.
        match &self.0 {
            Some(orders) if orders.send((at, waker.clone())).is_ok() => {}
            _ => waker.wake(),
        }
    }
}

fn watch(ordered: &Receiver<(Instant, Waker)>) {
    let mut order: Option<(Instant, Waker)> = None;
    loop {
        let next = match &order {
            None => ordered.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((at, _)) => ordered.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        match next {
            Ok(next) => order = Some(next),
            Err(RecvTimeoutError::Timeout) => {
                if let Some((_, waker)) = order.take() {
                    waker.wake();
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
