//! Module `_copy`: copies of what `copy` meets most. NotImplemented leaves an object to the functions written in Python.

use dashu_int::IBig;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::mapping;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::{attributes, lookup, spec};
use taipan_core::value::class::flags;
use taipan_core::value::instance::Instance;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::special::Special;
use taipan_heap::buffer::Buffer;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_copy", methods![shallow, deep])
}

/// Whether an object is of one of the builtin classes whose objects never change.
fn is_unchanging(vm: &Vm, x: &Value) -> bool {
    let classes = &vm.classes;
    let Some(header) = x.header() else { return !x.is_unbound() };
    [&classes.str, &classes.int, &classes.float, &classes.bytes, &classes.function, &classes.type_]
        .into_iter()
        .any(|class| class.value().word() == header.class())
}

/// What `id()` gives.
fn id(vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
    let word = x.word().bits();
    match i64::try_from(word) {
        Ok(word) => vm.int(word),
        Err(_) => vm.big_int(IBig::from(word)),
    }
}

/// A new object with the same parts.
#[function("shallow(x, /)")]
fn shallow(vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
    let classes = &vm.classes;
    if classes.is_exactly(x, &classes.list)
        && let Some(list) = x.payload::<List>()
    {
        let items = list.items.borrow().duplicate(&vm.heap).or_memory_error(vm)?;
        return Ok(vm.list_of(items)?.into_value());
    }
    if classes.is_exactly(x, &classes.dict)
        && let Some(dict) = x.payload::<Dict>()
    {
        return copied_dict(vm, dict);
    }
    if classes.is_exactly(x, &classes.tuple) || is_unchanging(vm, x) {
        return Ok(x.clone());
    }
    match x.to_ref::<Instance>() {
        Some(instance) if is_plain(vm, &instance)? => copied_instance(vm, &instance),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Methods by which a class says how its instances are copied and pickled.
const RECIPES: [&str; 7] =
    ["__copy__", "__reduce_ex__", "__reduce__", "__getstate__", "__setstate__", "__getnewargs__", "__getnewargs_ex__"];

/// Whether a copy of an instance is one of its class with the same attributes: the class says nothing else about copies and
/// pickles, and has no `__slots__`.
fn is_plain(vm: &mut Vm, instance: &Ref<Instance>) -> Result<bool, Raised> {
    if instance.has_dict() || instance.shape().names().iter().any(Value::is_unbound) {
        return Ok(false);
    }
    let (class, object) = (vm.classes.of(instance.value()), vm.classes.object.clone());
    if class.special(Special::New).word() != object.special(Special::New).word() || class.has(flags::ABSTRACT) {
        return Ok(false);
    }
    for name in RECIPES {
        let name = vm.intern(name)?;
        let (own, usual) = (lookup::find(vm, &class, &name), lookup::find(vm, &object, &name));
        if own.map(|own| own.word()) != usual.map(|usual| usual.word()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn copied_instance(vm: &mut Vm, instance: &Ref<Instance>) -> Result<Value, Raised> {
    let class = vm.classes.of(instance.value());
    let made = vm.instance(&class)?;
    for name in attributes::names(instance.value()) {
        if let Some(value) = attributes::get(vm, instance.value(), &name) {
            attributes::set(vm, &made, &name, value)?;
        }
    }
    Ok(made)
}

fn copied_dict(vm: &mut Vm, dict: &Dict) -> Result<Value, Raised> {
    let made = vm.dict()?;
    mapping::update(vm, &made, dict)?;
    Ok(made.into_value())
}

/// A new object with copies of the parts, as far as lists, dicts and tuples go; for other parts, `deepcopy` is called.
#[function("deep(x, memo, deepcopy, /)")]
fn deep(vm: &mut Vm, x: &Value, memo: &Value, deepcopy: &Value) -> Result<Value, Raised> {
    let Some(held) = memo.to_ref::<Dict>().filter(|_| vm.classes.is_exactly(memo, &vm.classes.dict)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let copying = Copying { memo: held, deepcopy };
    copying.copy(vm, x).map(|copied| copied.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// One call of `deepcopy`.
struct Copying<'a> {
    /// The copies by the `id()` of what they were made of.
    memo: Ref<Dict>,
    /// The function written in Python.
    deepcopy: &'a Value,
}

impl Copying<'_> {
    /// The copy; `None` of what is none of the classes known here.
    fn copy(&self, vm: &mut Vm, x: &Value) -> Result<Option<Value>, Raised> {
        if self.memo.length() > 0
            && let Some(known) = self.known(vm, x)?
        {
            return Ok(Some(known));
        }
        if is_unchanging(vm, x) {
            return Ok(Some(x.clone()));
        }
        vm.check_depth()?;
        let classes = &vm.classes;
        if let Some(list) = x.to_ref::<List>().filter(|_| classes.is_exactly(x, &classes.list)) {
            self.list(vm, x, &list).map(Some)
        } else if let Some(dict) = x.to_ref::<Dict>().filter(|_| classes.is_exactly(x, &classes.dict)) {
            self.dict(vm, x, &dict).map(Some)
        } else if let Some(tuple) = x.to_ref::<Tuple>().filter(|_| classes.is_exactly(x, &classes.tuple)) {
            self.tuple(vm, x, &tuple).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The copy of a part.
    fn part(&self, vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
        vm.tick()?;
        match self.copy(vm, x)? {
            Some(copy) => Ok(copy),
            None => vm.call(self.deepcopy, &[x.clone(), self.memo.value().clone()]),
        }
    }

    /// What the memo says about an object.
    fn known(&self, vm: &mut Vm, x: &Value) -> Result<Option<Value>, Raised> {
        let id = id(vm, x)?;
        mapping::get(vm, &self.memo, &id)
    }

    /// Enters a copy.
    fn note(&self, vm: &mut Vm, x: &Value, copy: &Value) -> Result<(), Raised> {
        let id = id(vm, x)?;
        mapping::set(vm, &self.memo, &id, copy.clone())
    }

    /// Keeps an object alive as long as the memo: else its id could be given again.
    fn keep(&self, vm: &mut Vm, x: &Value) -> Result<(), Raised> {
        let id = id(vm, self.memo.value())?;
        let kept = match mapping::get(vm, &self.memo, &id)? {
            Some(kept) => kept,
            None => {
                let kept = vm.list([])?;
                mapping::set(vm, &self.memo, &id, kept.clone())?;
                kept
            }
        };
        match kept.payload::<List>() {
            Some(kept) => kept.items.borrow_mut().push(&vm.heap, x.clone()).or_memory_error(vm),
            None => Ok(()),
        }
    }

    fn list(&self, vm: &mut Vm, x: &Value, list: &List) -> Result<Value, Raised> {
        let made = vm.list_of(Buffer::new())?;
        self.note(vm, x, made.value())?;
        let mut place = 0;
        while let Some(item) = list.get(place) {
            let item = self.part(vm, &item)?;
            made.items.borrow_mut().push(&vm.heap, item).or_memory_error(vm)?;
            place += 1;
        }
        self.keep(vm, x)?;
        Ok(made.into_value())
    }

    fn dict(&self, vm: &mut Vm, x: &Value, dict: &Dict) -> Result<Value, Raised> {
        let made = vm.dict()?;
        self.note(vm, x, made.value())?;
        let (length, mut place) = (dict.length(), 0);
        loop {
            let entry = {
                let table = dict.table.borrow();
                let Some((number, entry)) = table.next_live(place) else { break };
                place = number + 1;
                entry.clone()
            };
            let key = self.part(vm, &entry.key)?;
            let value = self.part(vm, &entry.value)?;
            if key.is(&entry.key) {
                mapping::set_hashed(vm, &made, entry.hash, &key, value)?;
            } else {
                mapping::set(vm, &made, &key, value)?;
            }
            if dict.length() != length {
                return Err(vm.runtime_error("dictionary changed size during iteration"));
            }
        }
        self.keep(vm, x)?;
        Ok(made.into_value())
    }

    fn tuple(&self, vm: &mut Vm, x: &Value, tuple: &Tuple) -> Result<Value, Raised> {
        let (mut parts, mut changed) = (Gathering::new(), false);
        for item in tuple.items() {
            let part = self.part(vm, item)?;
            changed |= !part.is(item);
            parts.push(vm, part)?;
        }
        // A cycle through the tuple may have copied it meanwhile.
        if let Some(known) = self.known(vm, x)? {
            return Ok(known);
        }
        if !changed {
            return Ok(x.clone());
        }
        let made = vm.tuple(parts)?;
        self.note(vm, x, &made)?;
        self.keep(vm, x)?;
        Ok(made)
    }
}
