//! What `set` answers, and what it shares with `frozenset`.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::mapping;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Set;
use taipan_core::value::members;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::class::reduce as reducing;
use crate::mapping::set_algebra::{self, Members};
use crate::mapping::table_iterator;
use crate::sequence::items::{self, write_repr};

/// `set`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A collection of different hashable objects: set(), set(iterable), {1, 2, 3}.",
    methods: methods![
        new,
        init,
        repr_,
        eq,
        ne,
        lt,
        le,
        gt,
        ge,
        len,
        contains,
        iter,
        and,
        rand,
        or,
        ror,
        sub,
        rsub,
        xor,
        rxor,
        iand,
        ior,
        isub,
        ixor,
        add,
        clear,
        copy,
        difference,
        difference_update,
        discard,
        intersection,
        intersection_update,
        isdisjoint,
        issubset,
        issuperset,
        pop,
        remove,
        symmetric_difference,
        symmetric_difference_update,
        union,
        update,
        reduce,
    ],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `set()` and `set(iterable)`.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let made = match values {
        [] => vm.set_of(Default::default())?,
        [iterable] => {
            let members = members::Members::with_room(&vm.heap).or_memory_error(vm)?;
            let made = vm.set_of(members)?;
            set_algebra::update(vm, &made.table, iterable)?;
            made
        }
        _ => return Ok(None),
    };
    Ok(Some(made.into_value()))
}

/// `frozenset`
pub(crate) static FROZEN_SPEC: ClassSpec = ClassSpec {
    doc: "A set that never changes: frozenset(), frozenset(iterable).",
    methods: methods![
        frozen_new,
        repr_,
        hash_,
        eq,
        ne,
        lt,
        le,
        gt,
        ge,
        len,
        contains,
        iter,
        and,
        rand,
        or,
        ror,
        sub,
        rsub,
        xor,
        rxor,
        frozen_copy,
        difference,
        intersection,
        isdisjoint,
        issubset,
        issuperset,
        symmetric_difference,
        union,
        reduce,
    ],
    ..ClassSpec::EMPTY
};

/// Make a set; the members come with __init__.
#[function("set.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<Set>, Raised> {
    vm.allocate(&class, Set::default())
}

/// Fill the set with the members of an iterable.
#[function("set.__init__(self, iterable=<absent>, /)")]
fn init(vm: &mut Vm, this: &Set, iterable: Option<&Value>) -> Result<(), Raised> {
    clear(vm, this);
    match iterable {
        Some(iterable) => set_algebra::update(vm, &this.table, iterable),
        None => Ok(()),
    }
}

/// Make a frozenset of the members of an iterable.
#[function("frozenset.__new__(cls, iterable=<absent>, /)")]
fn frozen_new(vm: &mut Vm, class: Ref<Class>, iterable: Option<&Value>) -> Result<Value, Raised> {
    let members = match iterable {
        Some(given) if class.value().is(vm.classes.frozenset.value()) && vm.classes.is_exactly(given, &class) => {
            return Ok(given.clone());
        }
        Some(iterable) => set_algebra::collect(vm, iterable)?,
        None => Members::default(),
    };
    Ok(vm.allocate(&class, Set { table: members })?.into_value())
}

/// A new set or frozenset, as `model` is one (never of a subclass).
fn alike(vm: &mut Vm, model: &Value, members: Members) -> Result<Value, Raised> {
    let frozen = !vm.classes.is_exactly(model, &vm.classes.set) && vm.classes.is_instance(model, &vm.classes.frozenset);
    let class = if frozen { &vm.classes.frozenset } else { &vm.classes.set };
    let class = class.value().clone();
    Ok(vm.heap.allocate(class, Set { table: members }).or_memory_error(vm)?.into_value())
}

/// What repr() shows.
#[function("set.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: Ref<Set>) -> Result<Value, Raised> {
    let name = vm.classes.name_of(this.value());
    if this.length() == 0 {
        return vm.str(&format!("{name}()"));
    }
    let again = format!("{name}(...)");
    items::repr_of(vm, this.value(), &again, |vm, text| {
        let plain = vm.classes.is_exactly(this.value(), &vm.classes.set);
        text.push(vm, if plain { "{".to_owned() } else { format!("{name}({{") }.as_bytes())?;
        let mut first = true;
        set_algebra::each_key(vm, &this.table, &mut |vm, _, member| {
            vm.tick()?;
            if !std::mem::take(&mut first) {
                text.push(vm, b", ")?;
            }
            write_repr(vm, text, member)?;
            Ok(set_algebra::Walk::On)
        })?;
        text.push(vm, if plain { b"}" } else { b"})" })?;
        Ok(())
    })
}

/// A number for dicts and sets: equal objects have the same.
#[function("frozenset.__hash__(self, /)")]
fn hash_(this: &Set) -> i64 {
    mapping::frozen_hash(this) as i64
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("set.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Set, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Set>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let equal = this.length() == other.length() && set_algebra::is_subset(vm, &this.table, &other.table)?;
    Ok(Value::from_bool(equal))
}

/// The opposite of ==.
#[function("set.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Set, value: &Value) -> Result<Value, Raised> {
    let equal = eq(vm, this, value)?;
    Ok(equal.word().as_bool().map_or(equal, |equal| Value::from_bool(!equal)))
}

/// Whether the other has all members of this, and more.
#[function("set.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Set, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Set>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let less = this.length() < other.length() && set_algebra::is_subset(vm, &this.table, &other.table)?;
    Ok(Value::from_bool(less))
}

/// Whether the other has all members of this.
#[function("set.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Set, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Set>() else { return Ok(Value::NOT_IMPLEMENTED) };
    set_algebra::is_subset(vm, &this.table, &other.table).map(Value::from_bool)
}

/// Whether this has all members of the other, and more.
#[function("set.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Set, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Set>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let greater = other.length() < this.length() && set_algebra::is_subset(vm, &other.table, &this.table)?;
    Ok(Value::from_bool(greater))
}

/// Whether this has all members of the other.
#[function("set.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Set, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Set>() else { return Ok(Value::NOT_IMPLEMENTED) };
    set_algebra::is_subset(vm, &other.table, &this.table).map(Value::from_bool)
}

/// The number of members.
#[function("set.__len__(self, /)")]
fn len(this: &Set) -> usize {
    this.length()
}

/// Whether something is among the items.
#[function("set.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &Set, key: &Value) -> Result<bool, Raised> {
    mapping::set_contains(vm, this, key)
}

/// An iterator over the items.
#[function("set.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<Set>) -> Result<Value, Raised> {
    table_iterator::over_set(vm, &this)
}

/// A set and others make a new one.
type Operation = fn(&mut Vm, &Ref<Set>, &[Value]) -> Result<Value, Raised>;

/// An operator of two sets; `NotImplemented` if one of them is none.
fn operator(vm: &mut Vm, left: &Value, right: &Value, operation: Operation) -> Result<Value, Raised> {
    match left.to_ref::<Set>() {
        Some(left) if right.is_kind::<Set>() => operation(vm, &left, std::slice::from_ref(right)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// The members of both.
#[function("set.__and__(self, value, /)")]
fn and(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, intersected)
}

/// As &, with this on the right.
#[function("set.__rand__(self, value, /)")]
fn rand(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, intersected)
}

/// The members of either.
#[function("set.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, united)
}

/// As |, with this on the right.
#[function("set.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, united)
}

/// The members that the other does not have.
#[function("set.__sub__(self, value, /)")]
fn sub(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, subtracted)
}

/// As -, with this on the right.
#[function("set.__rsub__(self, value, /)")]
fn rsub(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, subtracted)
}

/// The members of exactly one of both.
#[function("set.__xor__(self, value, /)")]
fn xor(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, this, value, toggled)
}

/// As ^, with this on the right.
#[function("set.__rxor__(self, value, /)")]
fn rxor(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    operator(vm, value, this, toggled)
}

/// An operator that changes its left side; `NotImplemented` if the right one is no set.
fn in_place(
    vm: &mut Vm,
    this: &Ref<Set>,
    value: &Value,
    change: impl FnOnce(&mut Vm) -> Result<(), Raised>,
) -> Result<Value, Raised> {
    if !value.is_kind::<Set>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    change(vm)?;
    Ok(this.value().clone())
}

/// Keep what the other has too.
#[function("set.__iand__(self, value, /)")]
fn iand(vm: &mut Vm, this: Ref<Set>, value: &Value) -> Result<Value, Raised> {
    in_place(vm, &this, value, |vm| intersect_with(vm, &this, std::slice::from_ref(value)))
}

/// Add the members of the other.
#[function("set.__ior__(self, value, /)")]
fn ior(vm: &mut Vm, this: Ref<Set>, value: &Value) -> Result<Value, Raised> {
    in_place(vm, &this, value, |vm| set_algebra::update(vm, &this.table, value))
}

/// Remove what the other has.
#[function("set.__isub__(self, value, /)")]
fn isub(vm: &mut Vm, this: Ref<Set>, value: &Value) -> Result<Value, Raised> {
    in_place(vm, &this, value, |vm| set_algebra::subtract(vm, &this.table, value))
}

/// Keep what exactly one of both has.
#[function("set.__ixor__(self, value, /)")]
fn ixor(vm: &mut Vm, this: Ref<Set>, value: &Value) -> Result<Value, Raised> {
    in_place(vm, &this, value, |vm| set_algebra::toggle(vm, &this.table, value))
}

fn united(vm: &mut Vm, set: &Ref<Set>, others: &[Value]) -> Result<Value, Raised> {
    let members = match others {
        [only] => set_algebra::copy_for(vm, &set.table, only)?,
        _ => set_algebra::copy(vm, &set.table)?,
    };
    for other in others {
        set_algebra::update(vm, &members, other)?;
    }
    alike(vm, set.value(), members)
}

fn subtracted(vm: &mut Vm, set: &Ref<Set>, others: &[Value]) -> Result<Value, Raised> {
    let (members, others) = match others.split_first() {
        Some((first, rest)) => (set_algebra::difference(vm, &set.table, first)?, rest),
        None => (set_algebra::copy(vm, &set.table)?, others),
    };
    for other in others {
        set_algebra::subtract(vm, &members, other)?;
    }
    alike(vm, set.value(), members)
}

fn common(vm: &mut Vm, set: &Set, others: &[Value]) -> Result<Members, Raised> {
    let Some((first, rest)) = others.split_first() else { return set_algebra::copy(vm, &set.table) };
    let mut members = set_algebra::intersection(vm, &set.table, first)?;
    for other in rest {
        members = set_algebra::intersection(vm, &members, other)?;
    }
    Ok(members)
}

fn intersected(vm: &mut Vm, set: &Ref<Set>, others: &[Value]) -> Result<Value, Raised> {
    let members = common(vm, set, others)?;
    alike(vm, set.value(), members)
}

fn toggled(vm: &mut Vm, set: &Ref<Set>, others: &[Value]) -> Result<Value, Raised> {
    let mut members = set_algebra::copy(vm, &set.table)?;
    for other in others {
        let result = set_algebra::collect(vm, other)?;
        set_algebra::toggle_members(vm, &result, &members)?;
        members = result;
    }
    alike(vm, set.value(), members)
}

fn intersect_with(vm: &mut Vm, set: &Set, others: &[Value]) -> Result<(), Raised> {
    let members = common(vm, set, others)?;
    let before = set.table.replace(members.into_inner());
    drop(before);
    Ok(())
}

/// Add a member.
#[function("set.add(self, object, /)")]
fn add(vm: &mut Vm, this: &Set, object: &Value) -> Result<(), Raised> {
    mapping::set_add(vm, this, object)?;
    Ok(())
}

/// Remove all members.
#[function("set.clear(self, /)")]
fn clear(vm: &mut Vm, this: &Set) {
    let before = this.table.borrow_mut().take(&vm.heap);
    drop(before);
}

/// A copy with the same members.
#[function("set.copy(self, /)")]
fn copy(vm: &mut Vm, this: Ref<Set>) -> Result<Value, Raised> {
    united(vm, &this, &[])
}

/// The same set, which cannot change; of a derived class, a frozenset with its members.
#[function("frozenset.copy(self, /)")]
fn frozen_copy(vm: &mut Vm, this: Ref<Set>) -> Result<Value, Raised> {
    if vm.classes.is_exactly(this.value(), &vm.classes.frozenset) {
        Ok(this.into_value())
    } else {
        united(vm, &this, &[])
    }
}

/// The members that are in none of the others.
#[function("set.difference(self, /, *others)")]
fn difference(vm: &mut Vm, this: Ref<Set>, others: Rest<'_>) -> Result<Value, Raised> {
    subtracted(vm, &this, &others)
}

/// Remove the members of the others.
#[function("set.difference_update(self, /, *others)")]
fn difference_update(vm: &mut Vm, this: &Set, others: Rest<'_>) -> Result<(), Raised> {
    others.iter().try_for_each(|other| set_algebra::subtract(vm, &this.table, other))
}

/// Remove a member, if it is one.
#[function("set.discard(self, object, /)")]
fn discard(vm: &mut Vm, this: &Set, object: &Value) -> Result<(), Raised> {
    mapping::set_discard(vm, this, object)?;
    Ok(())
}

/// The members that are in all of the others.
#[function("set.intersection(self, /, *others)")]
fn intersection(vm: &mut Vm, this: Ref<Set>, others: Rest<'_>) -> Result<Value, Raised> {
    intersected(vm, &this, &others)
}

/// Keep only the members that are in all of the others.
#[function("set.intersection_update(self, /, *others)")]
fn intersection_update(vm: &mut Vm, this: &Set, others: Rest<'_>) -> Result<(), Raised> {
    intersect_with(vm, this, &others)
}

/// True if the other has no member of this set.
#[function("set.isdisjoint(self, other, /)")]
fn isdisjoint(vm: &mut Vm, this: &Set, other: &Value) -> Result<bool, Raised> {
    set_algebra::is_disjoint(vm, &this.table, other)
}

/// True if the other has all members of this set.
#[function("set.issubset(self, other, /)")]
fn issubset(vm: &mut Vm, this: &Set, other: &Value) -> Result<bool, Raised> {
    if let Some(other) = other.payload::<Set>() {
        return set_algebra::is_subset(vm, &this.table, &other.table);
    }
    let other = set_algebra::collect(vm, other)?;
    set_algebra::is_subset(vm, &this.table, &other)
}

/// True if this set has all members of the other.
#[function("set.issuperset(self, other, /)")]
fn issuperset(vm: &mut Vm, this: &Set, other: &Value) -> Result<bool, Raised> {
    let other = set_algebra::collect(vm, other)?;
    set_algebra::is_subset(vm, &other, &this.table)
}

/// Remove any one member and give it. Raises KeyError on an empty set.
#[function("set.pop(self, /)")]
fn pop(vm: &mut Vm, this: &Set) -> Result<Value, Raised> {
    let popped = this.table.borrow_mut().pop(&vm.heap);
    match popped {
        Some(member) => Ok(member),
        None => {
            let message = vm.str("pop from an empty set")?;
            Err(vm.key_error(&message))
        }
    }
}

/// Remove a member. Raises KeyError if it is none.
#[function("set.remove(self, object, /)")]
fn remove(vm: &mut Vm, this: &Set, object: &Value) -> Result<(), Raised> {
    if mapping::set_discard(vm, this, object)? { Ok(()) } else { Err(vm.key_error(object)) }
}

/// The members that are in exactly one of both.
#[function("set.symmetric_difference(self, other, /)")]
fn symmetric_difference(vm: &mut Vm, this: Ref<Set>, other: &Value) -> Result<Value, Raised> {
    toggled(vm, &this, std::slice::from_ref(other))
}

/// Keep what is in exactly one of both.
#[function("set.symmetric_difference_update(self, other, /)")]
fn symmetric_difference_update(vm: &mut Vm, this: &Set, other: &Value) -> Result<(), Raised> {
    set_algebra::toggle(vm, &this.table, other)
}

/// The members of this set and all others.
#[function("set.union(self, /, *others)")]
fn union(vm: &mut Vm, this: Ref<Set>, others: Rest<'_>) -> Result<Value, Raised> {
    united(vm, &this, &others)
}

/// Add the members of all others.
#[function("set.update(self, /, *others)")]
fn update(vm: &mut Vm, this: &Set, others: Rest<'_>) -> Result<(), Raised> {
    others.iter().try_for_each(|other| set_algebra::update(vm, &this.table, other))
}

/// How to make a copy: class, members, attributes.
#[function("set.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Set>) -> Result<Value, Raised> {
    let members: Vec<Value> = this.table.borrow().iter().map(|entry| entry.key.clone()).collect();
    let members = vm.list(members)?;
    let arguments = vm.tuple([members])?;
    let class = vm.classes.of(this.value()).into_value();
    let attributes = reducing::state(vm, this.value())?;
    vm.tuple([class, arguments, attributes])
}
