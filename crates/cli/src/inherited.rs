//! What is seen and set before Rust's runtime begins, which opens a file in the place of each standard descriptor that is
//! closed.

use std::sync::atomic::{AtomicU8, Ordering};

use taipan::command::options::Inherited;

/// A bit for each standard descriptor that is closed.
static CLOSED: AtomicU8 = AtomicU8::new(0);

/// What was found when the process began, and what is done with Ctrl-C now.
pub(crate) fn inherited() -> Inherited {
    let bits = CLOSED.load(Ordering::Relaxed);
    Inherited { closed: [0, 1, 2].map(|number| bits & 1 << number != 0), ignores_interrupt: ignores_interrupt() }
}

/// The system's loader calls this before `main`.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "only what runs before Rust's runtime can see what is closed")]
#[unsafe(link_section = ".init_array")]
#[used]
static LOOK: extern "C" fn() = look;

/// Notes which descriptors are closed. It runs before the runtime, so it does no more than ask the system.
#[cfg(target_os = "linux")]
extern "C" fn look() {
    let streams = [rustix::stdio::stdin(), rustix::stdio::stdout(), rustix::stdio::stderr()];
    for (number, stream) in streams.into_iter().enumerate() {
        if rustix::io::fcntl_getfd(stream).is_err() {
            CLOSED.fetch_or(1 << number, Ordering::Relaxed);
        }
    }
    share_memory();
}

/// Has all threads take memory from one place. A script runs in a thread of its own, for which the C library would begin
/// another heap, and let it grow page by page; and its threads run one at a time.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "the C library's allocator is told in no other way")]
fn share_memory() {
    // SAFETY: no other thread has begun.
    unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
}

#[cfg(all(target_os = "linux", not(target_env = "gnu")))]
fn share_memory() {}

#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "the C library tells how a signal is handled, and nobody asks it safely")]
fn ignores_interrupt() -> bool {
    let mut action = std::mem::MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: without a new action the call changes nothing, and the old one is read only after it was filled in.
    unsafe {
        libc::sigaction(libc::SIGINT, std::ptr::null(), action.as_mut_ptr()) == 0
            && action.assume_init().sa_sigaction == libc::SIG_IGN
    }
}

#[cfg(not(target_os = "linux"))]
fn ignores_interrupt() -> bool {
    false
}
