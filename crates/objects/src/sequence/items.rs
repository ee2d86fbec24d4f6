//! What lists and tuples have in common: comparing, searching and printing their items.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{compare, exact, repr};
use taipan_core::protocol::draft::Draft;
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::value::Value;
use taipan_text::int_text::Decimal;

/// A list or a tuple whose items are looked at one by one, because comparing them may run code that changes a list.
pub(crate) trait Items {
    /// A further reference to an item.
    fn item(&self, place: usize) -> Option<Value>;

    /// See [`exact::scan`].
    fn scan(&self, vm: &Vm, wanted: &Value, start: usize) -> usize;
}

impl Items for List {
    fn item(&self, place: usize) -> Option<Value> {
        self.get(place)
    }

    fn scan(&self, vm: &Vm, wanted: &Value, start: usize) -> usize {
        exact::scan(vm, &self.items.borrow(), wanted, start)
    }
}

impl Items for Tuple {
    fn item(&self, place: usize) -> Option<Value> {
        self.items().get(place).cloned()
    }

    fn scan(&self, vm: &Vm, wanted: &Value, start: usize) -> usize {
        exact::scan(vm, self.items(), wanted, start)
    }
}

/// The first place from `start` on (and before `stop`) of an item equal to `wanted`.
pub(crate) fn find(
    vm: &mut Vm,
    items: &impl Items,
    wanted: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>, Raised> {
    let mut place = start;
    while place < stop {
        vm.tick()?;
        place = scan(vm, items, wanted, place)?;
        if place >= stop {
            break;
        }
        let Some(item) = items.item(place) else { break };
        if compare::equals(vm, &item, wanted)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

/// How many items are equal to `wanted`.
pub(crate) fn count(vm: &mut Vm, items: &impl Items, wanted: &Value) -> Result<usize, Raised> {
    let (mut place, mut found) = (scan(vm, items, wanted, 0)?, 0);
    while let Some(item) = items.item(place) {
        vm.tick()?;
        found += usize::from(compare::equals(vm, &item, wanted)?);
        place = scan(vm, items, wanted, place + 1)?;
    }
    Ok(found)
}

fn scan(vm: &mut Vm, items: &impl Items, wanted: &Value, start: usize) -> Result<usize, Raised> {
    let place = items.scan(vm, wanted, start);
    // A comparison may have shortened the sequence.
    vm.charge_pass(place.saturating_sub(start))?;
    Ok(place)
}

/// Adds the reprs of the items to a text, with commas between them.
pub(crate) fn write_reprs(vm: &mut Vm, text: &mut Draft, items: &impl Items) -> Result<(), Raised> {
    let mut place = 0;
    while let Some(item) = items.item(place) {
        vm.tick()?;
        if place > 0 {
            text.push(vm, b", ")?;
        }
        write_repr(vm, text, &item)?;
        place += 1;
    }
    Ok(())
}

/// Adds the repr of a value to a text.
pub(crate) fn write_repr(vm: &mut Vm, text: &mut Draft, value: &Value) -> Result<(), Raised> {
    if let Some(int) = value.word().as_int() {
        return text.push(vm, Decimal::of(int).as_bytes());
    }
    let shown = repr::repr(vm, value)?;
    text.push(vm, shown.as_bytes())
}

/// The repr of a container, made by `write`; `dots` if it is being made already, further out.
pub(crate) fn repr_of(
    vm: &mut Vm,
    container: &Value,
    dots: &str,
    write: impl FnOnce(&mut Vm, &mut Draft) -> Result<(), Raised>,
) -> Result<Value, Raised> {
    if !repr::enter(vm, container) {
        return vm.str(dots);
    }
    let mut text = Draft::new();
    let written = write(vm, &mut text);
    repr::leave(vm);
    written?;
    text.into_str(vm)
}
