//! Interned strings: one object for each name, so that names are compared by address.

use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Ref, Value};
use taipan_text::hash::Key;

use crate::value::members::Members;
use crate::value::special::{self, Special};
use crate::value::table::Keyed;
use crate::value::text::Str;

macro_rules! well_known {
    ($( $field:ident $text:literal )*) => {
        /// Names that Rust code uses often.
        pub struct WellKnown { $( #[doc = concat!("The name `", $text, "`.")] pub $field: Value, )* }

        impl WellKnown {
            fn unbound() -> WellKnown {
                WellKnown { $( $field: Value::UNBOUND, )* }
            }

            fn fill(names: &mut Names, heap: &Heap, class: &Value) -> Result<(), OutOfMemory> {
                $( names.known.$field = names.intern(heap, class, $text.as_bytes())?.into_value(); )*
                Ok(())
            }
        }
    };
}

well_known! {
    dict "__dict__" class "__class__" name "__name__" qualname "__qualname__" module "__module__" doc "__doc__"
    builtins "__builtins__" file "__file__" path "__path__" all "__all__" spec "__spec__" package "__package__"
    loader "__loader__" annotations "__annotations__" slots "__slots__" weakref "__weakref__"
    classcell "__classcell__" set_name "__set_name__" init_subclass "__init_subclass__" mro_entries "__mro_entries__"
    orig_bases "__orig_bases__" prepare "__prepare__" class_getitem "__class_getitem__" match_args "__match_args__"
    build_class "__build_class__" import "__import__" abstract_methods "__abstractmethods__"
    type_params "__type_params__" wrapped "__wrapped__" notes "__notes__" metaclass "metaclass" mro "mro"
    first_line "__firstlineno__" static_attributes "__static_attributes__" fspath "__fspath__"
    subclass_hook "__subclasshook__" empty "" send "send" throw "throw" close "close" value "value" main "__main__"
    path_attribute "path" stdout "stdout" stderr "stderr" write "write" flush "flush" displayhook "displayhook"
    plain_name "name" obj "obj" underscore "_" super_name "super" lambda "<lambda>" keys "keys" getattr "__getattr__"
    randbelow "_randbelow" randrange "randrange"
    is_enabled_for "isEnabledFor" disabled "disabled" cache "_cache"
}

/// Bytes of names that are never swept.
const CROWD: usize = 1 << 20;

/// Bytes that a name takes, its place in the table included.
fn weight(name: &Str) -> usize {
    name.as_bytes().len() + 64
}

/// The table of interned strings.
pub struct Names {
    table: Members,
    /// Bytes that the names take.
    weight: usize,
    /// From how many on names are swept.
    crowd: usize,
    /// Key of string hashes.
    pub hash_key: Key,
    /// Names that Rust code uses often.
    pub known: WellKnown,
    specials: Vec<Value>,
    /// The special methods by the address of their name, in the order of the addresses.
    special_places: Vec<(u64, Special)>,
    ascii: Vec<Value>,
}

impl Names {
    /// An empty table.
    pub fn new(hash_key: (u64, u64)) -> Names {
        let hash_key = Key(hash_key.0, hash_key.1);
        Names {
            table: Members::default(),
            weight: 0,
            crowd: CROWD,
            hash_key,
            known: WellKnown::unbound(),
            specials: Vec::new(),
            special_places: Vec::new(),
            ascii: Vec::new(),
        }
    }

    /// Interns all well-known names; `class` is `str`.
    pub fn fill(&mut self, heap: &Heap, class: &Value) -> Result<(), OutOfMemory> {
        WellKnown::fill(self, heap, class)?;
        for special in Special::ALL {
            let name = self.intern(heap, class, special.name().as_bytes())?;
            self.special_places.push((name.value().word().bits(), *special));
            self.specials.push(name.into_value());
        }
        self.special_places.sort_unstable_by_key(|(address, _)| *address);
        debug_assert_eq!(self.specials.len(), special::COUNT);
        for byte in 0..128 {
            let character = self.intern(heap, class, &[byte])?;
            self.ascii.push(character.into_value());
        }
        Ok(())
    }

    /// The string of one ASCII character.
    #[inline(always)]
    pub fn ascii(&self, byte: u8) -> Option<&Value> {
        self.ascii.get(usize::from(byte))
    }

    /// The one string of a text; `class` is `str`.
    pub fn intern(&mut self, heap: &Heap, class: &Value, text: &[u8]) -> Result<Ref<Str>, OutOfMemory> {
        let hash = self.hash_key.hash(text) as u64;
        if let Some(name) = self.known_string(hash, text) {
            return Ok(name);
        }
        let name = Str::from_wtf8(heap, class.clone(), text)?;
        name.cache_hash(hash);
        self.adopt(heap, name.clone())?;
        Ok(name)
    }

    /// The one string of a string's text: the string itself if it is the first.
    pub fn intern_str(&mut self, heap: &Heap, text: Ref<Str>) -> Result<Ref<Str>, OutOfMemory> {
        if text.is_interned() {
            return Ok(text);
        }
        if let Some(name) = self.known_string(self.hash(&text), text.as_bytes()) {
            return Ok(name);
        }
        self.adopt(heap, text.clone())?;
        Ok(text)
    }

    fn adopt(&mut self, heap: &Heap, name: Ref<Str>) -> Result<(), OutOfMemory> {
        let hash = self.hash(&name);
        self.table.insert_new(heap, hash, name.value().clone())?;
        self.weight += weight(&name);
        name.set_interned();
        Ok(())
    }

    /// True if names have so grown that it is time for [`sweep`](Names::sweep).
    #[inline]
    pub fn is_crowded(&self) -> bool {
        self.weight >= self.crowd
    }

    /// Forgets names that nobody else holds. What is remembered by the address of a name has to go, too.
    pub fn sweep(&mut self, heap: &Heap) {
        let (mut from, mut kept) = (0, 0);
        while let Some((slot, held)) = self.table.next_live(from) {
            if held.key.header().is_some_and(|header| header.refs() == 1) {
                drop(self.table.remove(heap, slot));
            } else {
                kept += held.key.payload::<Str>().map_or(0, weight);
            }
            from = slot + 1;
        }
        (self.weight, self.crowd) = (kept, (kept * 2).max(CROWD));
    }

    fn known_string(&self, hash: u64, text: &[u8]) -> Option<Ref<Str>> {
        let place = self.table.find(hash, |key| key.payload::<Str>().is_some_and(|key| key.as_bytes() == text))?;
        self.table.key(place)?.to_ref()
    }

    /// The interned string of a text, if somebody interned it before.
    pub fn find(&self, text: &[u8]) -> Option<Value> {
        self.known_string(self.hash_key.hash(text) as u64, text).map(Ref::into_value)
    }

    /// The special method of a name, if it is one.
    pub fn special_of(&self, name: &Str) -> Option<Special> {
        if !name.is_interned() {
            return std::str::from_utf8(name.as_bytes()).ok().and_then(special::by_name);
        }
        let address = taipan_heap::value::address_of_payload(name);
        let place = self.special_places.binary_search_by_key(&address, |(address, _)| *address).ok()?;
        self.special_places.get(place).map(|(_, special)| *special)
    }

    /// The name of a special method.
    #[inline(always)]
    pub fn special(&self, special: Special) -> &Value {
        &self.specials[special as usize]
    }

    /// A string's hash.
    #[inline(always)]
    pub fn hash(&self, text: &Str) -> u64 {
        match text.cached_hash() {
            Some(hash) => hash,
            None => self.hash_anew(text),
        }
    }

    #[inline(never)]
    fn hash_anew(&self, text: &Str) -> u64 {
        let hash = self.hash_key.hash(text.as_bytes()) as u64;
        text.cache_hash(hash);
        hash
    }
}
