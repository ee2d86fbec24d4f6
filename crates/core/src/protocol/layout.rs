//! Which base decides what instances of a class look like in memory.

use taipan_heap::value::Ref;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::name;
use crate::value::class::{Class, flags};
use crate::value::sequence::Tuple;

/// The direct bases of a class.
pub fn bases(class: &Class) -> Vec<Ref<Class>> {
    let bases = class.bases.get();
    let items = bases.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    items.iter().filter_map(|base| base.to_ref::<Class>()).collect()
}

/// `__base__`: the base whose layout the class extends; `None` for `object`.
pub fn base(class: &Class) -> Option<Ref<Class>> {
    best(&bases(class)).ok().flatten()
}

/// The nearest ancestor (or the class itself) that adds something of its own to instances: another kind, or places.
///
/// All classes that have the same layout derive from the one that brought it: it stands behind them.
pub fn solid(class: &Ref<Class>) -> Ref<Class> {
    let same = |other: &Class| other.instances.same(class.instances) && other.slot_count == class.slot_count;
    class.ancestors.borrow().iter().rfind(|ancestor| same(ancestor)).unwrap_or(class).clone()
}

/// Two bases whose instances cannot be the same object.
struct Conflict;

fn best(bases: &[Ref<Class>]) -> Result<Option<Ref<Class>>, Conflict> {
    let Some(first) = bases.first() else { return Ok(None) };
    if bases.len() == 1 {
        return Ok(Some(first.clone()));
    }
    let mut winner = (solid(first), first.clone());
    for base in bases.iter().skip(1) {
        let candidate = solid(base);
        if winner.0.is_subclass_of(&candidate) {
            continue;
        }
        if !candidate.is_subclass_of(&winner.0) {
            return Err(Conflict);
        }
        winner = (candidate, base.clone());
    }
    Ok(Some(winner.1))
}

/// The base whose layout a new class with these bases extends.
pub fn best_base(vm: &mut Vm, bases: &[Ref<Class>]) -> Result<Ref<Class>, Raised> {
    for base in bases {
        if !base.has(flags::BASE) {
            let name = name::qualified(vm, base);
            return Err(vm.type_error(format!("type '{name}' is not an acceptable base type")));
        }
    }
    match best(bases) {
        Ok(Some(base)) => Ok(base),
        Ok(None) => Ok(vm.classes.object.clone()),
        Err(Conflict) => Err(vm.type_error("multiple bases have instance lay-out conflict")),
    }
}
