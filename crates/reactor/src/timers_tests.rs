//! How timers come out of the queue.

use super::*;

fn schedule<T: std::fmt::Debug>(timers: &mut Timers<T>, deadline: Nanos, payload: T) -> TimerKey {
    timers.schedule(deadline, payload).expect("room for a timer")
}

#[test]
fn timers_come_out_by_deadline() {
    let mut timers = Timers::new();
    for deadline in [30, 10, 20] {
        schedule(&mut timers, deadline, deadline);
    }
    assert_eq!(timers.next_deadline(), Some(10));
    assert_eq!(timers.pop_due(9), None);
    assert_eq!(timers.pop_due(20), Some(10));
    assert_eq!(timers.pop_due(20), Some(20));
    assert_eq!(timers.pop_due(20), None);
    assert_eq!(timers.len(), 1);
}

#[test]
fn equal_deadlines_are_first_in_first_out() {
    let mut timers = Timers::new();
    for payload in 0..1000 {
        schedule(&mut timers, 5, payload);
    }
    for payload in 0..1000 {
        assert_eq!(timers.pop_due(5), Some(payload));
    }
}

#[test]
fn a_cancelled_timer_gives_its_payload_back_once() {
    let mut timers = Timers::new();
    let key = schedule(&mut timers, 1, "a");
    assert_eq!(timers.get(key), Some(&"a"));
    assert_eq!(timers.cancel(key), Some("a"));
    assert_eq!(timers.cancel(key), None);
    assert_eq!((timers.len(), timers.next_deadline()), (0, None));
}

#[test]
fn a_key_never_names_a_later_timer() {
    let mut timers = Timers::new();
    let first = schedule(&mut timers, 1, "first");
    assert_eq!(timers.pop_due(1), Some("first"));
    let second = schedule(&mut timers, 2, "second");
    assert_ne!(first, second);
    assert_eq!(timers.cancel(first), None);
    assert_eq!(timers.cancel(second), Some("second"));
}

#[test]
fn leftovers_are_swept_out() {
    let mut timers = Timers::new();
    let keys: Vec<TimerKey> = (0..10_000).map(|deadline| schedule(&mut timers, deadline, deadline)).collect();
    for key in &keys[..9_990] {
        assert!(timers.cancel(*key).is_some());
    }
    assert_eq!(timers.len(), 10);
    assert!(timers.heap.len() <= FEW + 10, "{} entries left", timers.heap.len());
    assert_eq!(timers.pop_due(Nanos::MAX), Some(9_990));
}

#[test]
fn the_order_survives_its_own_overflow() {
    let mut timers = Timers::new();
    timers.order = u32::MAX - 2;
    for payload in 0..6 {
        schedule(&mut timers, 5, payload);
    }
    let out: Vec<i32> = std::iter::from_fn(|| timers.pop_due(5)).collect();
    assert_eq!(out, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_timer_is_small() {
    assert_eq!(size_of::<Reverse<u128>>(), 16);
    assert_eq!(size_of::<Slot<std::num::NonZeroU64>>(), 16);
}

#[test]
fn draining_takes_what_waits() {
    let mut timers = Timers::new();
    let key = schedule(&mut timers, 1, 1);
    schedule(&mut timers, 2, 2);
    timers.cancel(key);
    assert_eq!(timers.drain().collect::<Vec<_>>(), [2]);
    assert!(timers.is_empty());
}
