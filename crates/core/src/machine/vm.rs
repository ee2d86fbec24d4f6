//! The virtual machine: everything that one interpreter owns.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::marker::PhantomPinned;
use std::rc::Rc;

use smallvec::SmallVec;
use taipan_heap::header::Layout;
use taipan_heap::heap::Heap;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;

use crate::machine::budget::{Budget, attention};
use crate::machine::classes::Classes;
use crate::machine::hooks::Hooks;
use crate::machine::host::Host;
use crate::machine::lookups::Lookups;
use crate::machine::names::Names;
use crate::machine::pending::Pending;
use crate::machine::settings::Settings;
use crate::machine::sources::Sources;
use crate::machine::stack::Stack;
use crate::machine::threads::Threads;
use crate::value::class::Class;
use crate::value::mapping::Dict;
use crate::value::text_places::TextPlaces;

/// One interpreter: a heap, a stack, and what scripts can reach.
///
/// It can move between threads as a whole, and is never used by two at a time.
pub struct Vm {
    /// Frames and registers.
    pub stack: Stack,
    /// The exception on its way, if any.
    pub pending: Pending,
    /// The exception that is being handled (`sys.exception()`), or None.
    pub handled: Slot,
    /// Classes that Rust code knows by name.
    pub classes: Classes,
    /// Interned strings.
    pub names: Names,
    /// What lookups of attributes found lately.
    pub lookups: Lookups,
    /// What scripts share: modules, builtins.
    pub world: World,
    /// Fuel, interrupts and depth.
    pub budget: Budget,
    /// The threads of the script.
    pub threads: Threads,
    /// What crates above fill in.
    pub hooks: Hooks,
    /// The outside: files, clocks, output.
    pub host: Box<dyn Host>,
    /// Threads of a script hand the VM to each other while their frames hold `&mut Vm`: what is pinned, the optimiser does
    /// not take for unaliased (until `UnsafePinned` says so better).
    pub shared: PhantomPinned,
    /// The objects. Last, because it must outlive all references above.
    pub heap: Box<Heap>,
}

// SAFETY: a VM owns all objects that its values point to, and hands out none that another thread could count; moving the
// whole moves them all. Nothing in it is tied to a thread.
#[allow(unsafe_code, reason = "values are not Send by themselves, the whole VM is")]
unsafe impl Send for Vm {}

// One thread at a time has a VM, and frames of others hold references to it meanwhile.
taipan_heap::has_not!(Vm: Sync Unpin);

/// What all modules of a VM share.
pub struct World {
    /// The namespace of module `builtins`.
    pub builtins: Ref<Dict>,
    /// `sys.modules`.
    pub modules: Ref<Dict>,
    /// Weak references by the address of their target, not counted.
    pub weak: RefCell<HashMap<u64, SmallVec<[Word; 2]>, BuildHasherDefault<ShortHash>>>,
    /// What other crates keep with the VM, by its type (see [`World::extension`]).
    extensions: RefCell<HashMap<TypeId, Rc<dyn Any>, BuildHasherDefault<AddressHash>>>,
    /// Values that other crates keep with the VM, by name: native modules' state.
    pub kept: RefCell<Kept>,
    /// The same of the thread that runs.
    pub here: RefCell<Kept>,
    /// Addresses of the containers whose repr is being made, to stop at cycles.
    pub in_repr: RefCell<Vec<u64>>,
    /// Classes that were declared beside their payloads, by the address of the declaration.
    pub declared: RefCell<HashMap<usize, Ref<Class>, BuildHasherDefault<AddressHash>>>,
    /// Source text that no file holds.
    pub sources: RefCell<Sources>,
    /// Where the code points of long strings begin, of the strings asked last.
    pub text_places: TextPlaces,
    /// The current context of `contextvars`, or None while nobody has asked for it.
    pub context: Slot,
    /// Code replaced while frames may run it; kept to the end.
    pub retired: RefCell<Vec<Value>>,
    /// What was asked of the machine for all its life.
    pub settings: Settings,
}

impl World {
    /// What a crate keeps with the VM, by its type.
    pub fn extension<T: Any>(&self) -> Option<Rc<T>> {
        let kept = self.extensions.borrow().get(&TypeId::of::<T>()).cloned()?;
        kept.downcast().ok()
    }

    /// Keeps a crate's own with the VM; another one of the type goes.
    pub fn extend<T: Any>(&self, own: T) {
        let before = self.extensions.borrow_mut().insert(TypeId::of::<T>(), Rc::new(own));
        drop(before);
    }
}

/// Values under short names.
pub type Kept = HashMap<&'static str, Value, BuildHasherDefault<ShortHash>>;

/// A quick hash of the few names under which things are kept; no script chooses them.
#[derive(Default)]
pub struct ShortHash(u64);

impl Hasher for ShortHash {
    fn write(&mut self, bytes: &[u8]) {
        // Names differ in their first or last bytes.
        let ends = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29),
            _ => bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        self.0 = (self.0 ^ ends ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// The end of a string says nothing more.
    fn write_u8(&mut self, _end: u8) {}

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// A quick hash of addresses, and of hashes.
#[derive(Default)]
pub struct AddressHash(u64);

impl Hasher for AddressHash {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_usize(usize::from(*byte)));
    }

    fn write_usize(&mut self, address: usize) {
        self.write_u64(address as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// How a VM begins.
pub struct Beginning {
    /// The kinds of this crate and of those above.
    pub layouts: &'static [Layout],
    /// The outside.
    pub host: Box<dyn Host>,
    /// What crates above fill in.
    pub hooks: Hooks,
    /// Key of string hashes.
    pub hash_key: (u64, u64),
}

impl Vm {
    /// A VM whose builtin classes exist but have no methods yet: `object::install` gives them.
    pub fn bare(beginning: Beginning) -> Result<Box<Vm>, taipan_heap::heap::OutOfMemory> {
        let mut heap = Heap::new(beginning.layouts);
        let mut names = Names::new(beginning.hash_key);
        let classes = Classes::create(&heap, &mut names)?;
        let dict = || heap.allocate(classes.dict.value().clone(), Dict::default());
        let world = World {
            builtins: dict()?,
            modules: dict()?,
            weak: RefCell::default(),
            kept: RefCell::default(),
            here: RefCell::default(),
            extensions: RefCell::default(),
            in_repr: RefCell::default(),
            declared: RefCell::default(),
            sources: RefCell::default(),
            text_places: TextPlaces::default(),
            context: Slot::new(Value::NONE),
            retired: RefCell::default(),
            settings: Settings::default(),
        };
        let budget = Budget::default();
        heap.heed(budget.flag(), attention::STOP | attention::TIME_UP);
        Ok(Box::new(Vm {
            stack: Stack::new()?,
            pending: Pending::default(),
            handled: Slot::new(Value::NONE),
            classes,
            names,
            lookups: Lookups::default(),
            world,
            budget,
            threads: Threads::default(),
            hooks: beginning.hooks,
            host: beginning.host,
            shared: PhantomPinned,
            heap,
        }))
    }
}

impl Drop for Vm {
    fn drop(&mut self) {
        self.threads.end();
        if std::thread::panicking() {
            self.stack.abandon();
        }
        self.stack.clear();
    }
}
