//! Module `_collections`: the containers that `collections` does not write in Python.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::{item, iterate, mapping};
use taipan_core::protocol::native::{Keywords, NativeDef, NativeFunction, Rest};
use taipan_core::protocol::{call, dict, lookup, spec};
use taipan_core::value::mapping::Dict;
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::function::method;

/// Methods of the classes that `collections` derives from dict.
const METHODS: &[(&str, NativeDef)] = &[
    ("default_init", default_init::DEF),
    ("default_missing", default_missing::DEF),
    ("count_missing", count_missing::DEF),
    ("ordered_popitem", ordered_popitem::DEF),
    ("ordered_move", ordered_move::DEF),
];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let classes = &vm.classes;
    let classes = [
        ("_tuplegetter", &classes.tuple_getter),
        ("deque", &classes.deque),
        ("_deque_iterator", &classes.deque_iterator),
        ("_deque_reverse_iterator", &classes.deque_reverse_iterator),
    ]
    .map(|(name, class)| (name, class.value().clone()));
    for (name, class) in classes {
        dict::set_text(vm, namespace, name, class)?;
    }
    spec::install_methods(vm, namespace, METHODS)?;
    spec::install_functions(vm, namespace, "_collections", methods![count_elements])
}

/// Count the items of an iterable in a dict.
#[function("_count_elements(mapping, iterable, /)")]
fn count_elements(vm: &mut Vm, mapping: Ref<Dict>, iterable: &Value) -> Result<(), Raised> {
    let one = vm.int(1)?;
    iterate::each(vm, iterable, |vm, key| {
        let hash = mapping::hash_of(vm, &key)?;
        let Some(found) = mapping::find(vm, &mapping.table, hash, &key)? else {
            let inserted = mapping.table.borrow_mut().insert_new(&vm.heap, hash, key, one.clone());
            return inserted.or_memory_error(vm).map(drop);
        };
        let Some(before) = mapping.table.borrow().entry(found).map(|entry| entry.value.clone()) else { return Ok(()) };
        if let Some(count) = before.word().as_int().and_then(|count| Value::from_small_int(count + 1)) {
            // Nothing has run since the entry was found.
            drop(mapping.table.borrow_mut().set_entry_value(found, count));
            return Ok(());
        }
        let count = arithmetic::binary(vm, Binary::Add, &before, &one)?;
        mapping::set_hashed(vm, &mapping, hash, &key, count)
    })
}

/// Take over the factory of missing values, and the items of a dict.
#[function("defaultdict.__init__(self, default_factory=None, /, *args, **kwargs)")]
fn default_init(
    vm: &mut Vm,
    this: Ref<Dict>,
    default_factory: Value,
    args: Rest<'_>,
    kwargs: Keywords<'_>,
) -> Result<(), Raised> {
    if !default_factory.is_none() && !method::is_callable(vm, &default_factory) {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    let name = vm.intern("default_factory")?;
    lookup::set_attr(vm, this.value(), &name, Some(default_factory))?;
    if args.is_empty() && kwargs.is_empty() {
        return Ok(());
    }
    let init = vm.classes.dict.special(Special::Init).get();
    let named = kwargs.iter();
    let (names, named): (Vec<_>, Vec<_>) = named.map(|(name, value)| (name.clone(), value.clone())).unzip();
    let values: Vec<Value> = std::iter::once(this.value()).chain(args.iter()).chain(&named).cloned().collect();
    call::call(vm, &init, Call { values: &values, keywords: &names }).map(drop)
}

/// What is not counted has been seen 0 times.
#[function("Counter.__missing__(self, key, /)")]
fn count_missing(_this: &Value, _key: &Value) -> i64 {
    0
}

/// Make the value of a missing key, and keep it. Without a factory, a KeyError.
#[function("defaultdict.__missing__(self, key, /)")]
fn default_missing(vm: &mut Vm, this: Ref<Dict>, key: &Value) -> Result<Value, Raised> {
    let name = vm.intern("default_factory")?;
    let factory = lookup::get_attr(vm, this.value(), &name)?;
    if factory.is_none() {
        return Err(vm.key_error(key));
    }
    let value = vm.call(&factory, &[])?;
    let class = vm.classes.of(this.value());
    if class.special(Special::SetItem).get().is_kind::<NativeFunction>() {
        mapping::set(vm, &this, key, value.clone())?;
    } else {
        item::set(vm, this.value(), key, value.clone())?;
    }
    Ok(value)
}

/// Remove the last pair, or the first, and give it. An empty dict is a KeyError.
#[function("OrderedDict.popitem(self, /, last=True)")]
fn ordered_popitem(vm: &mut Vm, this: Ref<Dict>, last: bool) -> Result<Value, Raised> {
    let pair = {
        let table = this.table.borrow();
        let found = if last { table.previous_live(usize::MAX) } else { table.next_live(0) };
        found.map(|(_, entry)| (entry.key.clone(), entry.value.clone()))
    };
    let Some((key, value)) = pair else {
        let message = vm.str("dictionary is empty")?;
        return Err(vm.key_error(&message));
    };
    drop(mapping::remove(vm, &this, &key)?);
    vm.tuple([key, value])
}

/// Move a key to the end, or to the beginning. A missing one is a KeyError.
#[function("OrderedDict.move_to_end(self, /, key, last=True)")]
fn ordered_move(vm: &mut Vm, this: Ref<Dict>, key: &Value, last: bool) -> Result<(), Raised> {
    let hash = mapping::hash_of(vm, key)?;
    let found = mapping::find(vm, &this.table, hash, key)?;
    let Some(number) = found else { return Err(vm.key_error(key)) };
    if !last {
        let moved = this.table.borrow_mut().move_to_front(&vm.heap, number);
        return moved.or_memory_error(vm);
    }
    mapping::move_to_end(vm, &this, number)
}
