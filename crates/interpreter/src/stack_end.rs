//! Where the stack of the present thread ends, and how far down a script may go.

use std::thread::{self, ThreadId};

use taipan_core::machine::depth;

/// Stack for a native that calls back into Python code, with all that it calls. Few take so much.
const LEVEL: usize = 32 << 10;

/// What is known of the thread that was asked last: asking takes long on a process's first thread.
#[derive(Default)]
pub(crate) struct StackEnd {
    known: Option<(ThreadId, usize)>,
}

impl StackEnd {
    /// The address below which recursion ends, for a run that begins here and may nest so many natives.
    pub(crate) fn floor(&mut self, nesting: usize) -> usize {
        let here = thread::current().id();
        let lowest = match self.known {
            Some((thread, lowest)) if thread == here => lowest,
            _ => lowest_address(),
        };
        self.known = Some((here, lowest));
        let wanted = depth::here().saturating_sub(nesting.saturating_mul(LEVEL));
        wanted.max(lowest.saturating_add(depth::RESERVE))
    }
}

/// The lowest address of the present thread's stack; 0 where the system does not tell.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "the C library tells it, and nobody asks it safely")]
pub(crate) fn lowest_address() -> usize {
    let mut attributes = std::mem::MaybeUninit::uninit();
    let (mut lowest, mut size) = (std::ptr::null_mut(), 0);
    // SAFETY: the attributes are read only after they were filled in, and given back once.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return 0;
        }
        let failed = libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut lowest, &raw mut size) != 0;
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        if failed { 0 } else { lowest.addr() }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn lowest_address() -> usize {
    0
}
