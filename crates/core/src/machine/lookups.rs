//! The table behind the inline caches: what lookups found lately, for sites that see objects of many shapes.

use std::cell::Cell;

/// Entries. A power of two.
const ENTRIES: usize = 4096;

/// What lookups found, by the stamp of where they looked and the name they looked for.
///
/// A stamp is never given twice, and nothing is remembered here when names are swept: an entry is right as long as its key
/// can be asked for.
pub struct Lookups {
    /// Stamp, name, mode and value of each entry; all 0 where there is none. Zeroed memory that nobody touched is free.
    entries: Box<[Cell<[u64; 4]>; ENTRIES]>,
}

impl Default for Lookups {
    fn default() -> Lookups {
        let entries = vec![Cell::new([0; 4]); ENTRIES].into_boxed_slice();
        Lookups {
            entries: entries
                .try_into()
                .unwrap_or_else(|_| unreachable!("made with that many entries just now, at the start of the VM")),
        }
    }
}

impl Lookups {
    #[inline(always)]
    fn place(stamp: u64, name: u64) -> usize {
        // Stamps count up; names are addresses, whose low bits are all the same.
        (stamp.wrapping_mul(5) ^ (name >> 4)) as usize & (ENTRIES - 1)
    }

    /// What is known under a stamp, which must not be 0, about a name: mode and value.
    #[inline(always)]
    pub fn get(&self, stamp: u64, name: u64) -> Option<(u64, u64)> {
        let [known, key, mode, value] = self.entries[Lookups::place(stamp, name)].get();
        if known == stamp && key == name { Some((mode, value)) } else { None }
    }

    /// Remembers what was found, in the place of what was there.
    #[inline]
    pub fn insert(&self, stamp: u64, name: u64, mode: u64, value: u64) {
        self.entries[Lookups::place(stamp, name)].set([stamp, name, mode, value]);
    }
}
