//! Writing, flushing and moving: what waits is written before the raw file moves.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;

use super::{Buffered, Stretch};
use crate::io::file_io::FileIo;
use crate::io::{base, unsupported};

/// The error of a file of the system that does not wait. Other raw files say nothing of the kind.
const EAGAIN: i64 = 11;

impl Buffered {
    /// `write(bytes)`: gives their number.
    pub(super) fn write(&self, vm: &mut Vm, this: &Value, bytes: &[u8]) -> Result<usize, Raised> {
        self.check(vm)?;
        let _inside = self.enter(vm, this)?;
        if self.is_closed(vm)? {
            return Err(vm.value_error("write to closed file"));
        }
        if self.read_end.get().is_none() && self.waiting.get().is_none() {
            self.position.set(0);
            self.raw_position.set(Some(0));
        }
        if self.put_within(vm, bytes)? {
            return Ok(bytes.len());
        }
        if let Err(raised) = self.flush_waiting(vm) {
            return self.put_behind(vm, bytes, raised);
        }
        let offset = self.raw_offset();
        if offset != 0 {
            self.raw_seek(vm, -offset, 1)?;
            self.raw_position.set(Some(self.position.get()));
        }
        self.write_past(vm, bytes)
    }

    /// Puts bytes into the memory at the position, if there is room for them.
    fn put_within(&self, vm: &mut Vm, bytes: &[u8]) -> Result<bool, Raised> {
        let (start, size) = (self.position.get(), self.size.get());
        if bytes.len() >= size || bytes.len() > size.saturating_sub(start) {
            return Ok(false);
        }
        self.put(vm, start, bytes)?;
        let waiting = self.waiting.get().unwrap_or(Stretch { start, end: start });
        self.move_to(start + bytes.len());
        self.waiting.set(Some(Stretch { start: waiting.start.min(start), end: waiting.end.max(start + bytes.len()) }));
        Ok(true)
    }

    /// Copies bytes to a place in the memory; there is room for them.
    fn put(&self, vm: &mut Vm, start: usize, bytes: &[u8]) -> Result<(), Raised> {
        if self.memory.borrow().is_empty() {
            let memory = self.take_memory(vm)?;
            *self.memory.borrow_mut() = memory;
        }
        match self.memory.borrow_mut().get_mut(start..start + bytes.len()) {
            Some(target) => vm.heap.copy(target, bytes).or_memory_error(vm),
            None => Ok(()),
        }
    }

    /// What waited could not be written: if that is because the file does not wait, as much as there is room for waits behind
    /// it.
    fn put_behind(&self, vm: &mut Vm, bytes: &[u8], raised: Raised) -> Result<usize, Raised> {
        if !vm.is_pending(|classes| &classes.blocking_io_error) {
            return Err(raised);
        }
        self.forget_read();
        let Some(waiting) = self.waiting.get() else { return Err(raised) };
        let length = waiting.end - waiting.start;
        if let Some(memory) = self.memory.borrow_mut().get_mut(..waiting.end) {
            memory.copy_within(waiting.start.., 0);
        }
        let moved = |place: usize| place.saturating_sub(waiting.start);
        self.raw_position.set(self.raw_position.get().map(moved));
        let put = bytes.len().min(self.size.get().saturating_sub(length));
        self.waiting.set(Some(Stretch { start: 0, end: length + put }));
        self.position.set(moved(self.position.get()) + put);
        self.put(vm, length, bytes.get(..put).unwrap_or_default())?;
        if put == bytes.len() {
            vm.clear_pending();
            return Ok(put);
        }
        Err(self.blocked(vm, put))
    }

    /// Writes bytes of which there are too many for the memory; nothing waits before them. The last ones wait.
    fn write_past(&self, vm: &mut Vm, bytes: &[u8]) -> Result<usize, Raised> {
        let size = self.size.get();
        let mut rest = bytes;
        while rest.len() >= size {
            match self.raw_write(vm, rest)? {
                Some(count) => rest = rest.get(count..).unwrap_or_default(),
                None if rest.len() == size => break,
                None => {
                    let kept = rest.get(..size).unwrap_or_default();
                    self.put(vm, 0, kept)?;
                    self.raw_position.set(Some(0));
                    self.move_to(size);
                    self.waiting.set(Some(Stretch { start: 0, end: size }));
                    return Err(self.blocked(vm, bytes.len() - rest.len() + size));
                }
            }
            // A part was written, perhaps because a signal came, which is answered before the next wait.
            vm.tick()?;
        }
        self.forget_read();
        self.put(vm, 0, rest)?;
        self.waiting.set(Some(Stretch { start: 0, end: rest.len() }));
        self.move_to(rest.len());
        self.raw_position.set(Some(0));
        Ok(bytes.len())
    }

    /// Writes out what waits; whoever calls is inside.
    pub(super) fn flush_waiting(&self, vm: &mut Vm) -> Result<(), Raised> {
        let Some(waiting) = self.waiting.get().filter(|waiting| waiting.start < waiting.end) else {
            self.waiting.set(None);
            return Ok(());
        };
        let behind = self.raw_offset() + self.position.get() as i64 - waiting.start as i64;
        if behind != 0 {
            self.raw_seek(vm, -behind, 1)?;
            self.raw_position.set(Some(waiting.start));
        }
        self.with_memory(vm, |vm, memory| {
            let mut start = waiting.start;
            while let Some(rest) = memory.get(start..waiting.end).filter(|rest| !rest.is_empty()) {
                let Some(count) = self.raw_write(vm, rest)? else { return Err(self.blocked(vm, 0)) };
                start += count;
                self.waiting.set(Some(Stretch { start, end: waiting.end }));
                self.raw_position.set(Some(start));
                vm.tick()?;
            }
            Ok(())
        })?;
        self.waiting.set(None);
        Ok(())
    }

    /// As [`Buffered::flush_waiting`]; then the raw file stands where the script does.
    pub(super) fn flush_and_rewind(&self, vm: &mut Vm) -> Result<(), Raised> {
        self.flush_waiting(vm)?;
        if !self.ways.reads() {
            return Ok(());
        }
        let sought = self.raw_seek(vm, -self.raw_offset(), 1);
        self.forget_read();
        sought.map(drop)
    }

    /// `flush()` of what can be written.
    pub(super) fn flush(&self, vm: &mut Vm, this: &Value) -> Result<(), Raised> {
        self.check(vm)?;
        if self.is_closed(vm)? && self.ahead() == 0 {
            return Err(vm.value_error("flush of closed file"));
        }
        let _inside = self.enter(vm, this)?;
        self.flush_and_rewind(vm)
    }

    /// `tell()`.
    pub(super) fn tell(&self, vm: &mut Vm) -> Result<i64, Raised> {
        self.check(vm)?;
        let at = self.raw_tell(vm)?;
        Ok((at - self.raw_offset()).max(0))
    }

    /// `seek(target, whence)`.
    pub(super) fn seek(&self, vm: &mut Vm, this: &Value, target: &Value, whence: i64) -> Result<i64, Raised> {
        self.check(vm)?;
        // What the system knows beyond 2 are places of data and of holes.
        if !(0..=4).contains(&whence) {
            return Err(vm.value_error(format!("whence value {whence} unsupported")));
        }
        self.check_open(vm, "seek of closed file")?;
        let raw = self.raw.get();
        base::check_able(vm, &raw, "seekable")?;
        let mut target = crate::io::offset(vm, target)?;
        let ahead = self.ahead() as i64;
        if whence < 2 && ahead > 0 {
            // What was read ahead, and before, is still there.
            let current = match self.absolute.get() {
                Some(current) => current,
                None => self.raw_tell(vm)?,
            };
            let here = current - self.raw_offset();
            let distance = if whence == 0 { target.saturating_sub(here) } else { target };
            let position = self.position.get() as i64;
            if -position <= distance && distance <= ahead {
                self.position.set(usize::try_from(position + distance).unwrap_or(0));
                return Ok((here + distance).max(0));
            }
        }
        let _inside = self.enter(vm, this)?;
        if self.ways.writes() {
            self.flush_waiting(vm)?;
        }
        if whence == 1 {
            target = target.saturating_sub(self.raw_offset());
        }
        let at = self.raw_seek(vm, target, whence)?;
        self.raw_position.set(None);
        self.forget_read();
        Ok(at)
    }

    /// `truncate(size)`.
    pub(super) fn truncate(&self, vm: &mut Vm, this: &Value, size: &Value) -> Result<Value, Raised> {
        self.check(vm)?;
        self.check_open(vm, "truncate of closed file")?;
        if !self.ways.writes() {
            return Err(unsupported(vm, "truncate"));
        }
        let _inside = self.enter(vm, this)?;
        self.flush_and_rewind(vm)?;
        let raw = self.raw.get();
        let length = vm.call_method(&raw, "truncate", std::slice::from_ref(size))?;
        crate::io::quietly(vm, |vm| self.raw_tell(vm))?;
        Ok(length)
    }
    /// Raises BlockingIOError: so many bytes were taken.
    fn blocked(&self, vm: &mut Vm, taken: usize) -> Raised {
        let class = vm.classes.blocking_io_error.value().clone();
        let code = if self.raw.with(Value::is_kind::<FileIo>) { EAGAIN } else { 0 };
        let args = (|| Ok([vm.int(code)?, vm.str("write could not complete without blocking")?, vm.size(taken)?]))();
        match args.and_then(|args| vm.call(&class, &args)) {
            Ok(exception) => vm.raise(exception),
            Err(raised) => raised,
        }
    }
}
