//! Which error numbers of the system are which subclass of `OSError`.

use std::io::ErrorKind;

use taipan_heap::value::Ref;

use crate::machine::classes::Classes;
use crate::value::class::Class;

type Pick = fn(&Classes) -> &Ref<Class>;

/// Numbers on Linux and elsewhere (the BSDs and macOS agree), the kind that Rust gives them, and the class.
const CODES: &[(i64, i64, ErrorKind, Pick)] = &[
    (1, 1, ErrorKind::PermissionDenied, |c| &c.permission_error),
    (2, 2, ErrorKind::NotFound, |c| &c.file_not_found_error),
    (3, 3, ErrorKind::Other, |c| &c.process_lookup_error),
    (4, 4, ErrorKind::Interrupted, |c| &c.interrupted_error),
    (10, 10, ErrorKind::Other, |c| &c.child_process_error),
    (11, 35, ErrorKind::WouldBlock, |c| &c.blocking_io_error),
    (13, 13, ErrorKind::PermissionDenied, |c| &c.permission_error),
    (17, 17, ErrorKind::AlreadyExists, |c| &c.file_exists_error),
    (20, 20, ErrorKind::NotADirectory, |c| &c.not_a_directory_error),
    (21, 21, ErrorKind::IsADirectory, |c| &c.is_a_directory_error),
    (32, 32, ErrorKind::BrokenPipe, |c| &c.broken_pipe_error),
    (103, 53, ErrorKind::ConnectionAborted, |c| &c.connection_aborted_error),
    (104, 54, ErrorKind::ConnectionReset, |c| &c.connection_reset_error),
    (108, 58, ErrorKind::Other, |c| &c.broken_pipe_error),
    (110, 60, ErrorKind::TimedOut, |c| &c.timeout_error),
    (111, 61, ErrorKind::ConnectionRefused, |c| &c.connection_refused_error),
    (114, 37, ErrorKind::Other, |c| &c.blocking_io_error),
    (115, 36, ErrorKind::Other, |c| &c.blocking_io_error),
];

fn here(linux: i64, elsewhere: i64) -> i64 {
    if cfg!(target_os = "linux") { linux } else { elsewhere }
}

/// The subclass of `OSError` for an error number, if it has one.
pub fn class_of(code: i64) -> Option<Pick> {
    CODES.iter().find(|row| here(row.0, row.1) == code).map(|row| row.3)
}

/// The error number behind a kind of error that came without one.
pub fn code_of(kind: ErrorKind) -> Option<i64> {
    if kind == ErrorKind::PermissionDenied {
        return Some(13);
    }
    let known = kind != ErrorKind::Other;
    CODES.iter().find(|row| known && row.2 == kind).map(|row| here(row.0, row.1))
}
