//! Reading: what was read ahead first, then the raw file.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::lookup;
use taipan_core::value::sequence::Bytes;
use taipan_heap::value::Value;
use taipan_objects::buffer::Target;

use super::Buffered;
use crate::io::file_io::FileIo;

/// What is more than the memory holds is read in pieces of at most so many bytes.
const PIECE: usize = 1 << 20;

impl Buffered {
    /// Looks at the next bytes of those that were read ahead, at most so many; nothing while another thread reads.
    fn look<T>(&self, most: usize, act: impl FnOnce(&[u8]) -> T) -> T {
        let (start, length) = (self.position.get(), self.ahead().min(most));
        act(self.memory.borrow().get(start..start + length).unwrap_or_default())
    }

    /// Takes so many bytes of those that were read ahead.
    fn take(&self, vm: &mut Vm, length: usize) -> Result<Value, Raised> {
        let taken = self.look(length, |bytes| vm.bytes(bytes))?;
        self.position.set(self.position.get() + length);
        Ok(taken)
    }

    /// Moves all that was read ahead into a draft.
    fn take_ahead(&self, vm: &mut Vm, most: usize, all: &mut Draft) -> Result<(), Raised> {
        let length = self.ahead().min(most);
        self.look(length, |bytes| all.push(vm, bytes))?;
        self.position.set(self.position.get() + length);
        Ok(())
    }

    /// What was read is valid no more.
    pub(super) fn forget_read(&self) {
        self.read_end.set(None);
    }

    /// Writes out what waits before something is read.
    fn settle(&self, vm: &mut Vm) -> Result<(), Raised> {
        if self.ways.writes() { self.flush_and_rewind(vm) } else { Ok(()) }
    }

    /// Reads into the memory, behind what is valid there; gives the number of bytes.
    fn fill(&self, vm: &mut Vm) -> Result<Option<usize>, Raised> {
        let start = self.read_end.get().unwrap_or(0);
        let found = self.with_memory(vm, |vm, memory| match memory.get_mut(start..) {
            Some(target) => self.raw_read(vm, target),
            None => Ok(Some(0)),
        })?;
        if let Some(count) = found.filter(|count| *count > 0) {
            self.read_end.set(Some(start + count));
            self.raw_position.set(Some(start + count));
        }
        Ok(found)
    }

    /// `read(size)`; None where nothing is there and the file does not wait.
    pub(super) fn read(&self, vm: &mut Vm, this: &Value, size: Option<usize>) -> Result<Value, Raised> {
        self.check_open(vm, "read of closed file")?;
        match size {
            Some(size) if size <= self.ahead() => self.take(vm, size),
            Some(size) => {
                let _inside = self.enter(vm, this)?;
                self.read_more(vm, size)
            }
            None => {
                let _inside = self.enter(vm, this)?;
                self.read_all(vm)
            }
        }
    }

    fn read_more(&self, vm: &mut Vm, size: usize) -> Result<Value, Raised> {
        if size <= self.ahead() {
            return self.take(vm, size);
        }
        let mut all = Draft::new();
        self.take_ahead(vm, size, &mut all)?;
        self.settle(vm)?;
        self.forget_read();
        // Whole blocks go around the memory.
        let block = self.size.get();
        let mut piece = Vec::new();
        while size - all.len() >= block {
            let most = (size - all.len()) / block * block;
            piece.resize(most.min(PIECE.max(block)), 0);
            match self.raw_read(vm, &mut piece)? {
                None if all.is_empty() => return Ok(Value::NONE),
                None | Some(0) => return all.into_bytes(vm),
                Some(found) if found == size => return vm.bytes(&piece),
                Some(found) => all.push(vm, piece.get(..found).unwrap_or_default())?,
            }
            vm.tick()?;
        }
        self.position.set(0);
        self.raw_position.set(Some(0));
        self.read_end.set(Some(0));
        while all.len() < size && self.read_end.get().is_some_and(|end| end < block) {
            match self.fill(vm)? {
                None if all.is_empty() => return Ok(Value::NONE),
                None | Some(0) => break,
                Some(_) if all.is_empty() && self.ahead() >= size => return self.take(vm, size),
                Some(_) => self.take_ahead(vm, size - all.len(), &mut all)?,
            }
            vm.tick()?;
        }
        all.into_bytes(vm)
    }

    fn read_all(&self, vm: &mut Vm) -> Result<Value, Raised> {
        let mut all = Draft::new();
        self.take_ahead(vm, usize::MAX, &mut all)?;
        self.settle(vm)?;
        self.forget_read();
        let raw = self.raw.get();
        let name = vm.intern("readall")?;
        let rest = match self.system_file(vm, "readall")? {
            Some(raw) => match raw.payload::<FileIo>() {
                Some(file) => file.read_all(vm)?.unwrap_or(Value::NONE),
                None => Value::NONE,
            },
            None => match lookup::try_get_attr_quiet(vm, &raw, &name)? {
                Some(readall) => {
                    let rest = vm.call(&readall, &[])?;
                    if !rest.is_none() && !rest.is_kind::<Bytes>() {
                        return Err(vm.type_error("readall() should return bytes"));
                    }
                    rest
                }
                None => return self.read_by_pieces(vm, all),
            },
        };
        // Where the raw file stands now is not known.
        self.absolute.set(None);
        if all.is_empty() {
            return Ok(rest);
        }
        all.push(vm, crate::io::bytes_of(&rest))?;
        all.into_bytes(vm)
    }

    fn read_by_pieces(&self, vm: &mut Vm, mut all: Draft) -> Result<Value, Raised> {
        loop {
            let piece = self.call_raw(vm, "read", &[])?;
            let Some(bytes) = piece.payload::<Bytes>().map(Bytes::as_slice).or(piece.is_none().then_some(&[])) else {
                return Err(vm.type_error("read() should return bytes"));
            };
            if bytes.is_empty() {
                return if all.is_empty() { Ok(piece) } else { all.into_bytes(vm) };
            }
            all.push(vm, bytes)?;
            if let Some(at) = self.absolute.get() {
                self.absolute.set(Some(at.saturating_add(bytes.len() as i64)));
            }
            vm.tick()?;
        }
    }

    /// `read1(size)`: what was read ahead, or one read of the raw file.
    pub(super) fn read1(&self, vm: &mut Vm, this: &Value, size: Option<usize>) -> Result<Value, Raised> {
        self.check(vm)?;
        let size = size.unwrap_or(self.size.get());
        self.check_open(vm, "read of closed file")?;
        if size == 0 {
            return vm.bytes(b"");
        }
        if self.ahead() > 0 {
            return self.take(vm, size.min(self.ahead()));
        }
        let _inside = self.enter(vm, this)?;
        if self.ahead() > 0 {
            return self.take(vm, size.min(self.ahead()));
        }
        self.settle(vm)?;
        self.forget_read();
        let mut piece = vec![0; size.min(PIECE)];
        let found = self.raw_read(vm, &mut piece)?.unwrap_or(0);
        vm.bytes(piece.get(..found).unwrap_or_default())
    }

    /// `readinto(target)`, or `readinto1`, which reads the raw file only once; `None` where nothing is there and the file
    /// does not wait.
    pub(super) fn readinto(
        &self,
        vm: &mut Vm,
        this: &Value,
        target: &Target,
        once: bool,
    ) -> Result<Option<usize>, Raised> {
        self.check_open(vm, "readinto of closed file")?;
        let (size, mut all) = (target.length(), Draft::new());
        let ahead = self.ahead();
        self.take_ahead(vm, size, &mut all)?;
        if ahead == 0 || ahead < size {
            let _inside = self.enter(vm, this)?;
            self.settle(vm)?;
            self.forget_read();
            self.position.set(0);
            while all.len() < size {
                let wanted = size - all.len();
                let found = if wanted > self.size.get() {
                    let mut piece = vec![0; wanted.min(PIECE.max(self.size.get()))];
                    let found = self.raw_read(vm, &mut piece)?;
                    all.push(vm, piece.get(..found.unwrap_or(0)).unwrap_or_default())?;
                    found
                } else if once && !all.is_empty() {
                    break;
                } else {
                    let found = self.fill(vm)?;
                    self.take_ahead(vm, wanted, &mut all)?;
                    found
                };
                match found {
                    None if all.is_empty() => return Ok(None),
                    None | Some(0) => break,
                    Some(_) if once => break,
                    Some(_) => {}
                }
                vm.tick()?;
            }
        }
        target.write(vm, &all)?;
        Ok(Some(all.len()))
    }

    /// `peek()`: what was read ahead, or else what one read of the raw file finds.
    pub(super) fn peek(&self, vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
        self.check_open(vm, "peek of closed file")?;
        let _inside = self.enter(vm, this)?;
        self.settle(vm)?;
        if self.ahead() == 0 {
            self.forget_read();
            self.position.set(0);
            self.fill(vm)?;
        }
        self.look(usize::MAX, |bytes| vm.bytes(bytes))
    }

    /// `readline(limit)`.
    pub(super) fn readline(&self, vm: &mut Vm, this: &Value, limit: Option<usize>) -> Result<Value, Raised> {
        self.check_open(vm, "readline of closed file")?;
        if let Some(length) = self.line_ahead(limit) {
            return self.take(vm, length);
        }
        let _inside = self.enter(vm, this)?;
        let mut line = Draft::new();
        self.take_ahead(vm, usize::MAX, &mut line)?;
        self.settle(vm)?;
        loop {
            self.forget_read();
            self.position.set(0);
            if self.fill(vm)?.is_none_or(|found| found == 0) {
                return line.into_bytes(vm);
            }
            let found = self.line_ahead(limit.map(|limit| limit - line.len()));
            match found {
                Some(length) if line.is_empty() => return self.take(vm, length),
                Some(length) => {
                    self.take_ahead(vm, length, &mut line)?;
                    return line.into_bytes(vm);
                }
                None => self.take_ahead(vm, usize::MAX, &mut line)?,
            }
            vm.tick()?;
        }
    }

    /// The length of the next line, or of so much of it, if it was read ahead.
    fn line_ahead(&self, limit: Option<usize>) -> Option<usize> {
        let most = limit.unwrap_or(usize::MAX);
        self.look(most, |bytes| match memchr::memchr(b'\n', bytes) {
            Some(at) => Some(at + 1),
            None if Some(bytes.len()) == limit => limit,
            None => None,
        })
    }

    /// The next line; `None` at the end.
    pub(super) fn step(&self, vm: &mut Vm, this: &Value) -> Result<Option<Value>, Raised> {
        let line = if super::is_derived(vm, this) {
            // A class of a script may have a readline of its own.
            self.check(vm)?;
            let line = vm.call_method(this, "readline", &[])?;
            if !line.is_kind::<Bytes>() {
                let name = vm.classes.name_of(&line);
                let message = format!("readline() should have returned a bytes object, not '{name}'");
                return Err(vm.raise_message(|classes| &classes.os_error, message));
            }
            line
        } else {
            self.readline(vm, this, None)?
        };
        Ok(if crate::io::bytes_of(&line).is_empty() { None } else { Some(line) })
    }
}
