//! The pool of a unit's constants, each once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use taipan_bytecode::code::Const;

/// Constants in order of first use.
#[derive(Default)]
pub(crate) struct ConstantPool {
    pub(crate) list: Vec<Const>,
    by_hash: HashMap<u64, Vec<u32>>,
}

impl ConstantPool {
    /// The index of a constant, new if it was not there. Code objects are never shared.
    pub(crate) fn add(&mut self, constant: Const) -> u32 {
        let next = self.list.len() as u32;
        if !matches!(constant, Const::Code(_)) {
            let mut hasher = DefaultHasher::new();
            hash(&constant, &mut hasher);
            let candidates = self.by_hash.entry(hasher.finish()).or_default();
            let known = candidates.iter().find(|&&index| self.list.get(index as usize) == Some(&constant));
            if let Some(&index) = known {
                return index;
            }
            candidates.push(next);
        }
        self.list.push(constant);
        next
    }
}

fn hash(constant: &Const, hasher: &mut DefaultHasher) {
    std::mem::discriminant(constant).hash(hasher);
    match constant {
        Const::None | Const::Ellipsis | Const::Code(_) => {}
        Const::Bool(value) => value.hash(hasher),
        Const::Int(value) => value.hash(hasher),
        Const::BigInt(digits) => digits.hash(hasher),
        Const::Float(bits) => bits.hash(hasher),
        Const::Complex(real, imaginary) => (real, imaginary).hash(hasher),
        Const::Str(bytes) | Const::Bytes(bytes) => bytes.hash(hasher),
        Const::Tuple(items) | Const::FrozenSet(items) => items.iter().for_each(|item| hash(item, hasher)),
    }
}
