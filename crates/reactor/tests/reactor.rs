//! Waiting, waking and watching, through the public face.

use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

use taipan_reactor::clock::Clock;
use taipan_reactor::reactor::{Reactor, Ready, Until};

const MILLISECOND: u64 = 1_000_000;

fn real() -> Reactor {
    Reactor::real(Clock::start()).expect("a poller")
}

fn wait(reactor: &mut Reactor, until: Until) -> Vec<Ready> {
    let mut ready = Vec::new();
    reactor.wait(until, &mut ready).expect("a wait");
    ready
}

#[test]
fn virtual_time_jumps_to_the_deadline() {
    let mut reactor = Reactor::virtual_time();
    let begun = Instant::now();
    wait(&mut reactor, Until::Time(3_600_000 * MILLISECOND));
    assert_eq!(reactor.now(), 3_600_000 * MILLISECOND);
    wait(&mut reactor, Until::Time(5));
    assert_eq!(reactor.now(), 3_600_000 * MILLISECOND, "time never goes back");
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_wake_up_keeps_virtual_time_still() {
    let mut reactor = Reactor::virtual_time();
    reactor.waker().wake();
    wait(&mut reactor, Until::Time(10));
    assert_eq!(reactor.now(), 0);
    wait(&mut reactor, Until::Time(10));
    assert_eq!(reactor.now(), 10);
}

#[test]
fn real_time_passes_until_the_deadline() {
    let mut reactor = real();
    let deadline = reactor.now() + 5 * MILLISECOND;
    while reactor.now() < deadline {
        assert_eq!(wait(&mut reactor, Until::Time(deadline)), []);
    }
}

#[test]
fn another_thread_ends_a_wait() {
    for mut reactor in [real(), Reactor::sealed(Clock::start()), Reactor::virtual_time()] {
        let waker = reactor.waker();
        let other = thread::spawn(move || {
            thread::sleep(Duration::from_millis(5));
            waker.wake();
        });
        assert_eq!(wait(&mut reactor, Until::Woken), []);
        other.join().expect("no panic");
    }
}

#[test]
fn a_wake_up_before_the_wait_is_not_lost() {
    for mut reactor in [real(), Reactor::sealed(Clock::start()), Reactor::virtual_time()] {
        reactor.waker().wake();
        reactor.waker().wake();
        assert_eq!(wait(&mut reactor, Until::Woken), []);
    }
}

#[test]
fn no_wake_up_is_lost_among_many() {
    for mut reactor in [real(), Reactor::sealed(Clock::start()), Reactor::virtual_time()] {
        let (waker, (send, receive)) = (reactor.waker(), std::sync::mpsc::channel());
        let other = thread::spawn(move || {
            for number in 0..2_000 {
                send.send(number).expect("a receiver");
                waker.wake();
            }
        });
        let mut expected = 0;
        while expected < 2_000 {
            wait(&mut reactor, Until::Woken);
            while let Ok(number) = receive.try_recv() {
                assert_eq!(number, expected);
                expected += 1;
            }
        }
        other.join().expect("no panic");
    }
}

#[test]
fn virtual_time_watches_nothing() {
    let mut reactor = Reactor::virtual_time();
    let refused = reactor.watch(0, taipan_reactor::reactor::Side::Read).expect_err("no sources");
    assert_eq!(refused.kind(), std::io::ErrorKind::Unsupported);
}

#[test]
fn a_sealed_reactor_watches_nothing_and_keeps_real_time() {
    let mut reactor = Reactor::sealed(Clock::start());
    let refused = reactor.watch(0, taipan_reactor::reactor::Side::Read).expect_err("no sources");
    assert_eq!(refused.kind(), std::io::ErrorKind::PermissionDenied);
    let deadline = reactor.now() + 5 * MILLISECOND;
    assert_eq!(wait(&mut reactor, Until::Time(deadline)), []);
    assert!(reactor.now() >= deadline);
}

#[cfg(unix)]
mod sources {
    use std::io::Read;
    use std::os::fd::AsRawFd;
    use std::os::unix::net::UnixStream;

    use taipan_reactor::reactor::Side;

    use super::*;

    fn ready(token: taipan_reactor::reactor::Token, readable: bool, writable: bool) -> Ready {
        Ready { token, readable, writable }
    }

    #[test]
    fn a_readable_source_is_reported_until_it_is_read() {
        let mut reactor = real();
        let (mut near, mut far) = UnixStream::pair().expect("a pair");
        let token = reactor.watch(near.as_raw_fd(), Side::Read).expect("watched");
        assert_eq!(wait(&mut reactor, Until::Now), []);
        far.write_all(b"x").expect("written");
        for _ in 0..2 {
            assert_eq!(wait(&mut reactor, Until::Woken), [ready(token, true, false)]);
        }
        near.read_exact(&mut [0]).expect("read");
        assert_eq!(wait(&mut reactor, Until::Now), []);
    }

    #[test]
    fn both_sides_share_one_token_and_end_alone() {
        let mut reactor = real();
        let (near, mut far) = UnixStream::pair().expect("a pair");
        let token = reactor.watch(near.as_raw_fd(), Side::Read).expect("watched");
        assert_eq!(reactor.watch(near.as_raw_fd(), Side::Write).expect("watched"), token);
        assert_eq!(wait(&mut reactor, Until::Woken), [ready(token, false, true)]);
        far.write_all(b"x").expect("written");
        assert_eq!(wait(&mut reactor, Until::Woken), [ready(token, true, true)]);
        assert!(reactor.unwatch(near.as_raw_fd(), Side::Write).expect("unwatched"));
        assert!(!reactor.unwatch(near.as_raw_fd(), Side::Write).expect("unwatched"));
        assert_eq!(wait(&mut reactor, Until::Woken), [ready(token, true, false)]);
        assert!(reactor.unwatch(near.as_raw_fd(), Side::Read).expect("unwatched"));
        assert_eq!((reactor.watched(), wait(&mut reactor, Until::Now)), (0, vec![]));
    }

    #[test]
    fn the_end_of_the_other_side_is_readable() {
        let mut reactor = real();
        let (near, far) = UnixStream::pair().expect("a pair");
        let token = reactor.watch(near.as_raw_fd(), Side::Read).expect("watched");
        drop(far);
        assert_eq!(wait(&mut reactor, Until::Woken), [ready(token, true, false)]);
    }

    #[test]
    fn a_regular_file_is_always_ready() {
        let mut reactor = real();
        let file = std::fs::File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).expect("a file");
        let token = reactor.watch(file.as_raw_fd(), Side::Read).expect("watched");
        assert_eq!(wait(&mut reactor, Until::Woken), [ready(token, true, false)]);
        reactor.forget(file.as_raw_fd()).expect("forgotten");
        assert_eq!(reactor.watched(), 0);
    }

    #[test]
    fn a_source_closed_behind_our_back_can_be_watched_again() {
        let mut reactor = real();
        let (near, far) = UnixStream::pair().expect("a pair");
        let number = near.as_raw_fd();
        reactor.watch(number, Side::Read).expect("watched");
        drop((near, far));
        assert_eq!(wait(&mut reactor, Until::Now), []);
        let pairs: Vec<_> = (0..4).map(|_| UnixStream::pair().expect("a pair")).collect();
        let again = pairs.iter().find(|pair| pair.0.as_raw_fd() == number);
        if let Some((near, _far)) = again {
            let token = reactor.watch(near.as_raw_fd(), Side::Write).expect("watched");
            assert_eq!(wait(&mut reactor, Until::Woken), [ready(token, false, true)]);
        }
    }

    #[test]
    fn a_closed_source_can_be_forgotten() {
        let mut reactor = real();
        let (near, far) = UnixStream::pair().expect("a pair");
        let number = near.as_raw_fd();
        reactor.watch(number, Side::Read).expect("watched");
        drop((near, far));
        reactor.forget(number).expect("forgetting what is closed is no error");
        assert_eq!(reactor.watched(), 0);
    }

    #[test]
    fn numbers_that_are_no_descriptors_are_refused() {
        let mut reactor = real();
        assert!(reactor.watch(-1, Side::Read).is_err());
        assert!(reactor.watch(1_000_000, Side::Read).is_err());
        assert_eq!(reactor.watched(), 0);
    }
}
