//! What natives make piece by piece without knowing how much it becomes: text and items, until they are an object.
//!
//! The heap counts them while they grow, as if they were objects already: a script that makes a native write far more
//! than it was given, or many natives inside each other, gets a MemoryError instead of the machine's last byte.

use std::ops::Deref;

use taipan_heap::claim::Claim;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::Value;
use taipan_text::pieces::{self, PIECE};

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::value::sequence::List;

/// Drafts of up to so many bytes are not counted: most never grow beyond.
const SMALL: usize = 1 << 10;

/// The bytes of a `str` or `bytes` to come.
#[derive(Default)]
pub struct Draft {
    bytes: Vec<u8>,
    claim: Claim,
}

impl Draft {
    /// An empty draft without memory.
    #[must_use]
    pub const fn new() -> Draft {
        Draft { bytes: Vec::new(), claim: Claim::NONE }
    }

    /// Appends bytes. A long piece is paid for while it is copied.
    #[inline]
    pub fn push(&mut self, vm: &mut Vm, piece: &[u8]) -> Result<(), Raised> {
        self.reserve(vm, piece.len())?;
        if piece.len() > PIECE {
            return pieces::append(&mut self.bytes, piece, vm);
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// Makes room for so many further bytes.
    #[inline]
    pub fn reserve(&mut self, vm: &mut Vm, more: usize) -> Result<(), Raised> {
        if more > self.bytes.capacity() - self.bytes.len() {
            return grow(vm, &mut self.bytes, &mut self.claim, more);
        }
        Ok(())
    }

    /// Lets an algorithm write that knows no VM. Where it writes more than there is room for, that is counted afterwards:
    /// it must not be much more than something that is counted already.
    #[inline]
    pub fn write<T>(&mut self, vm: &mut Vm, write: impl FnOnce(&mut Vec<u8>, &Heap) -> T) -> Result<T, Raised> {
        let before = self.bytes.capacity();
        let written = write(&mut self.bytes, &vm.heap);
        if self.bytes.capacity() != before {
            cover::<u8>(vm, &mut self.claim, self.bytes.capacity()).or_memory_error(vm)?;
        }
        Ok(written)
    }

    /// The string of these bytes, which are WTF-8.
    pub fn into_str(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.wtf8(&self.bytes)
    }

    /// The `bytes` of these bytes.
    pub fn into_bytes(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.bytes(&self.bytes)
    }

    /// The bytes, counted no longer: for a native that makes an object of them at once.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.bytes
    }
}

impl Deref for Draft {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The items of a list, tuple or call to come.
#[derive(Default)]
pub struct Gathering {
    items: Vec<Value>,
    claim: Claim,
}

impl Gathering {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Gathering {
        Gathering { items: Vec::new(), claim: Claim::NONE }
    }

    /// The items that a list has now.
    pub fn of(vm: &mut Vm, list: &List) -> Result<Gathering, Raised> {
        let mut items = Gathering::new();
        items.extend(vm, &list.items.borrow())?;
        Ok(items)
    }

    /// Appends an item.
    #[inline]
    pub fn push(&mut self, vm: &mut Vm, item: Value) -> Result<(), Raised> {
        if self.items.len() == self.items.capacity() {
            grow(vm, &mut self.items, &mut self.claim, 1)?;
        }
        self.items.push(item);
        Ok(())
    }

    /// Appends further references to items, paying for many of them as it goes. Runs no Python code: they may be borrowed.
    pub fn extend(&mut self, vm: &mut Vm, items: &[Value]) -> Result<(), Raised> {
        if items.len() > self.items.capacity() - self.items.len() {
            grow(vm, &mut self.items, &mut self.claim, items.len())?;
        }
        for piece in items.chunks(PIECE / size_of::<Value>()) {
            vm.charge_pass(size_of_val(piece))?;
            self.items.extend_from_slice(piece);
        }
        Ok(())
    }

    /// The list of these items.
    pub fn into_list(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.list(self.into_vec())
    }

    /// The items, counted no longer: for a native that makes an object of them at once.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Value> {
        std::mem::take(&mut self.items)
    }
}

impl Drop for Gathering {
    fn drop(&mut self) {
        if !self.items.is_empty() {
            self.claim.drop_values(std::mem::take(&mut self.items));
        }
    }
}

impl IntoIterator for Gathering {
    type Item = Value;
    type IntoIter = std::vec::IntoIter<Value>;

    fn into_iter(self) -> std::vec::IntoIter<Value> {
        self.into_vec().into_iter()
    }
}

impl Deref for Gathering {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.items
    }
}

/// Makes room for `more` items, generously if memory allows it.
#[cold]
#[inline(never)]
fn grow<T>(vm: &mut Vm, items: &mut Vec<T>, claim: &mut Claim, more: usize) -> Result<(), Raised> {
    let needed = items.len().checked_add(more).ok_or(OutOfMemory).or_memory_error(vm)?;
    let generous = needed.max(items.capacity().saturating_mul(2)).max(64 / size_of::<T>());
    let mut take = |capacity| {
        cover::<T>(vm, claim, capacity)?;
        items.try_reserve_exact(capacity - items.len()).map_err(|_| OutOfMemory)
    };
    let taken = take(generous).or_else(|_| take(needed));
    taken.or_memory_error(vm)
}

/// Counts the memory of so many items, if they are many.
fn cover<T>(vm: &Vm, claim: &mut Claim, capacity: usize) -> Result<(), OutOfMemory> {
    let bytes = capacity.checked_mul(size_of::<T>()).ok_or(OutOfMemory)?;
    if bytes <= SMALL { Ok(()) } else { claim.cover(&vm.heap, bytes) }
}
