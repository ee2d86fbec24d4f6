//! Standard input in lines. A wait for it ends now and then, so that a run can look at signals.

use std::io::{self, BufRead, BufReader, Read};

/// Milliseconds that a wait lasts at most.
const PATIENCE: i64 = 100;

/// What has been read and what is still to come.
#[derive(Default)]
pub(crate) struct Input {
    source: Option<BufReader<Box<dyn Read + Send>>>,
    /// The beginning of a line whose end has not come.
    begun: Vec<u8>,
}

impl Input {
    /// At most `limit` bytes up to and with a line feed; empty at the end. Where nothing comes for a while this is an
    /// error of kind `Interrupted`, and nothing is lost.
    pub(crate) fn line(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        let source = match &mut self.source {
            Some(source) => source,
            none => none.insert(BufReader::new(unbuffered()?)),
        };
        loop {
            if source.buffer().is_empty() && !is_ready(PATIENCE)? {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let found = source.fill_buf()?;
            let room = limit.saturating_sub(self.begun.len());
            let found = &found[..found.len().min(room)];
            let end = found.iter().position(|byte| *byte == b'\n').map(|place| place + 1);
            let taken = end.unwrap_or(found.len());
            self.begun.extend_from_slice(&found[..taken]);
            source.consume(taken);
            if end.is_some() || taken == 0 || taken == room {
                return Ok(std::mem::take(&mut self.begun));
            }
        }
    }

    /// True if there is something to read, or reading would tell at once what is wrong.
    pub(crate) fn has_some(&self) -> bool {
        self.source.as_ref().is_some_and(|source| !source.buffer().is_empty()) || is_ready(0).unwrap_or(true)
    }
}

#[cfg(unix)]
fn unbuffered() -> io::Result<Box<dyn Read + Send>> {
    use std::os::fd::AsFd;
    let own = io::stdin().as_fd().try_clone_to_owned()?;
    Ok(Box::new(std::fs::File::from(own)))
}

#[cfg(not(unix))]
fn unbuffered() -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(io::stdin()))
}

/// True if reading would not wait, or would tell at once what is wrong.
#[cfg(unix)]
fn is_ready(patience: i64) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let patience = Timespec { tv_sec: 0, tv_nsec: patience * 1_000_000 };
    match poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&patience)) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn is_ready(_: i64) -> io::Result<bool> {
    Ok(true)
}
