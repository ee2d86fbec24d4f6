//! What `collections.deque` answers. Its iterators are in `deque_iterator`.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{item, iterate};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::{Draft, Gathering};
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::deque::Deque;
use taipan_core::value::number::BigInt;
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::class::reduce as reducing;
use crate::sequence::{deque_iterator, items};

/// `collections.deque`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A sequence that is quick at both ends: deque(), deque(iterable), deque(iterable, maxlen).",
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
        getitem,
        setitem,
        delitem,
        contains,
        iter,
        reversed,
        add,
        mul,
        rmul,
        iadd,
        imul,
        append,
        appendleft,
        pop,
        popleft,
        extend,
        extendleft,
        insert,
        remove,
        clear,
        index,
        count,
        reverse,
        rotate,
        copy,
        dunder_copy,
        reduce,
    ],
    attributes: &[Attribute {
        name: "maxlen",
        doc: "The most items there may be, or None.",
        get: |vm, this| {
            this.payload::<Deque>().and_then(|deque| deque.most.get()).map_or(Ok(Value::NONE), |most| vm.size(most))
        },
        set: None,
    }],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `deque()` and `deque(iterable)`.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    if values.len() > 1 {
        return Ok(None);
    }
    let class = vm.classes.deque.clone();
    let made = vm.allocate(&class, Deque::default())?;
    if let [iterable] = values {
        extend(vm, &made, iterable)?;
    }
    Ok(Some(made.into_value()))
}

/// Make a deque; the items come with __init__.
#[function("deque.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<Deque>, Raised> {
    vm.allocate(&class, Deque::default())
}

/// Fill the deque with the items of an iterable, and bound its length.
#[function("deque.__init__(self, iterable=<absent>, maxlen=None)")]
fn init(vm: &mut Vm, this: Ref<Deque>, iterable: Option<&Value>, maxlen: &Value) -> Result<(), Raised> {
    let most = bound(vm, maxlen)?;
    this.most.set(most);
    clear(&this);
    match iterable {
        Some(iterable) => extend(vm, &this, iterable),
        None => Ok(()),
    }
}

/// What `maxlen` says.
fn bound(vm: &mut Vm, maxlen: &Value) -> Result<Option<usize>, Raised> {
    if maxlen.is_none() {
        return Ok(None);
    }
    let Some(most) = small_int(maxlen) else {
        return Err(match maxlen.is_kind::<BigInt>() {
            true => vm.overflow_error("Python int too large to convert to C ssize_t"),
            false => vm.type_error("an integer is required"),
        });
    };
    usize::try_from(most).map(Some).map_err(|_| vm.value_error("maxlen must be non-negative"))
}

/// What repr() shows.
#[function("deque.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: Ref<Deque>) -> Result<Value, Raised> {
    items::repr_of(vm, this.value(), "[...]", |vm, text| {
        text.push(vm, vm.classes.of(this.value()).text_name().as_bytes())?;
        text.push(vm, b"([")?;
        for (place, item) in snapshot(vm, &this)?.iter().enumerate() {
            if place > 0 {
                text.push(vm, b", ")?;
            }
            vm.tick()?;
            items::write_repr(vm, text, item)?;
        }
        text.push(vm, b"]")?;
        if let Some(most) = this.most.get() {
            text.push(vm, format!(", maxlen={most}").as_bytes())?;
        }
        text.push(vm, b")")?;
        Ok(())
    })
}

/// Further references to all items.
fn snapshot(vm: &mut Vm, deque: &Deque) -> Result<Gathering, Raised> {
    let mut items = Gathering::new();
    let ring = deque.ring.borrow();
    let (first, second) = ring.halves();
    items.extend(vm, first)?;
    items.extend(vm, second)?;
    Ok(items)
}

/// RuntimeError if the deque is no longer what it was when its changes were counted.
fn check_same(vm: &mut Vm, deque: &Deque, changes: u64) -> Result<(), Raised> {
    if deque.changes.get() == changes {
        return Ok(());
    }
    Err(vm.runtime_error("deque mutated during iteration"))
}

/// Compares as lists do: the first items that differ decide, or else the lengths.
fn compared(vm: &mut Vm, this: &Value, value: &Value, comparison: Comparison) -> Result<Value, Raised> {
    let (Some(a), Some(b)) = (this.to_ref::<Deque>(), value.to_ref::<Deque>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
    if equality && (this.is(value) || a.length() != b.length()) {
        return Ok(Value::from_bool(this.is(value) == (comparison == Comparison::Eq)));
    }
    vm.enter_native()?;
    let different = first_different(vm, &a, &b);
    vm.leave_native();
    match different? {
        Some((x, y)) => compare::compare(vm, comparison, &x, &y),
        None => Ok(Value::from_bool(comparison.holds(a.length().cmp(&b.length())))),
    }
}

/// The first items in the same place that are not equal.
fn first_different(vm: &mut Vm, a: &Deque, b: &Deque) -> Result<Option<(Value, Value)>, Raised> {
    let changes = (a.changes.get(), b.changes.get());
    let mut place = 0;
    while let (Some(x), Some(y)) = (a.get(place), b.get(place)) {
        vm.tick()?;
        if !compare::equals(vm, &x, &y)? {
            return Ok(Some((x, y)));
        }
        check_same(vm, a, changes.0)?;
        check_same(vm, b, changes.1)?;
        place += 1;
    }
    Ok(None)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("deque.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Eq)
}

/// The opposite of ==.
#[function("deque.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ne)
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("deque.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Lt)
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("deque.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Le)
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("deque.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Gt)
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("deque.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ge)
}

/// The number of items.
#[function("deque.__len__(self, /)")]
fn len(this: &Deque) -> usize {
    this.length()
}

/// The place of an item that a subscript means.
#[inline]
fn place_of(vm: &mut Vm, this: &Deque, key: &Value) -> Result<usize, Raised> {
    let length = this.length();
    if let Some(place) = key.word().as_int() {
        let place = if place < 0 { place + length as i64 } else { place };
        if let Some(place) = usize::try_from(place).ok().filter(|place| *place < length) {
            return Ok(place);
        }
    }
    if !item::has_index(vm, key) {
        let given = vm.classes.name_of(key);
        return Err(vm.type_error(format!("sequence index must be integer, not '{given}'")));
    }
    match item::index_of(vm, key, length)? {
        Some(place) => Ok(place),
        None => Err(vm.index_error("deque index out of range")),
    }
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("deque.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &Deque, key: &Value) -> Result<Option<Value>, Raised> {
    let place = place_of(vm, this, key)?;
    Ok(this.get(place))
}

/// Replace the item at an index, or the part that a slice names.
#[function("deque.__setitem__(self, key, value, /)")]
fn setitem(vm: &mut Vm, this: &Deque, key: &Value, value: Value) -> Result<(), Raised> {
    let place = place_of(vm, this, key)?;
    let before = this.ring.borrow_mut().replace(place, value);
    drop(before);
    Ok(())
}

/// Remove the item at an index, or the part that a slice names.
#[function("deque.__delitem__(self, key, /)")]
fn delitem(vm: &mut Vm, this: &Deque, key: &Value) -> Result<(), Raised> {
    let place = place_of(vm, this, key)?;
    take(this, place);
    Ok(())
}

/// Removes an item in the middle.
fn take(this: &Deque, place: usize) {
    let gone = this.ring.borrow_mut().remove(place);
    this.changed();
    drop(gone);
}

/// Whether something is among the items.
#[function("deque.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: Ref<Deque>, key: &Value) -> Result<bool, Raised> {
    Ok(find(vm, &this, key, 0, usize::MAX)?.is_some())
}

/// The first place from `start` on (and before `stop`) of an item equal to `wanted`.
fn find(vm: &mut Vm, this: &Deque, wanted: &Value, start: usize, stop: usize) -> Result<Option<usize>, Raised> {
    let changes = this.changes.get();
    let mut place = start;
    while place < stop
        && let Some(item) = this.get(place)
    {
        vm.tick()?;
        if compare::equals(vm, &item, wanted)? {
            return Ok(Some(place));
        }
        check_same(vm, this, changes)?;
        place += 1;
    }
    Ok(None)
}

/// An iterator over the items.
#[function("deque.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<Deque>) -> Result<Value, Raised> {
    deque_iterator::over(vm, &this, false, 0)
}

/// An iterator from the last item to the first.
#[function("deque.__reversed__(self, /)")]
fn reversed(vm: &mut Vm, this: Ref<Deque>) -> Result<Value, Raised> {
    deque_iterator::over(vm, &this, true, 0)
}

/// The items of both, one after the other, with the left one's maxlen.
#[function("deque.__add__(self, value, /)", mark = OfSequence)]
fn add(vm: &mut Vm, this: Ref<Deque>, value: &Value) -> Result<Value, Raised> {
    if !value.is_kind::<Deque>() {
        let given = vm.classes.of(value).text_name();
        return Err(vm.type_error(format!("can only concatenate deque (not \"{given}\") to deque")));
    }
    let sum = copied(vm, &this)?;
    extend(vm, &sum, value)?;
    Ok(sum.into_value())
}

/// Repeats the items in place; what does not fit is not even added.
fn repeat(vm: &mut Vm, this: &Deque, times: usize) -> Result<(), Raised> {
    if times == 0 {
        clear(this);
        return Ok(());
    }
    let once = snapshot(vm, this)?;
    let Some(length) = once.len().checked_mul(times) else { return Err(vm.memory_error()) };
    let wanted = this.most.get().map_or(length, |most| most.div_ceil(once.len().max(1)).saturating_mul(once.len()));
    for item in once.iter().cycle().take(length.min(wanted).saturating_sub(once.len())) {
        vm.tick()?;
        this.push(&vm.heap, item.clone()).or_memory_error(vm)?;
    }
    Ok(())
}

/// The items so many times, as far as maxlen has room.
#[function("deque.__mul__(self, value, /)", mark = OfSequence)]
fn mul(vm: &mut Vm, this: Ref<Deque>, value: &Value) -> Result<Value, Raised> {
    let Some(times) = item::factor(vm, value)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let product = copied(vm, &this)?;
    repeat(vm, &product, times)?;
    Ok(product.into_value())
}

/// The items so many times, as far as maxlen has room.
#[function("deque.__rmul__(self, value, /)", mark = OfSequence)]
fn rmul(vm: &mut Vm, this: Ref<Deque>, value: &Value) -> Result<Value, Raised> {
    mul(vm, this, value)
}

/// Append the items of an iterable.
#[function("deque.__iadd__(self, value, /)", mark = OfSequence)]
fn iadd(vm: &mut Vm, this: Ref<Deque>, value: &Value) -> Result<Ref<Deque>, Raised> {
    extend(vm, &this, value)?;
    Ok(this)
}

/// Repeat the items in place.
#[function("deque.__imul__(self, value, /)", mark = OfSequence)]
fn imul(vm: &mut Vm, this: Ref<Deque>, value: &Value) -> Result<Value, Raised> {
    let Some(times) = item::factor(vm, value)? else { return Ok(Value::NOT_IMPLEMENTED) };
    repeat(vm, &this, times)?;
    Ok(this.into_value())
}

/// Add an item to the right.
#[function("deque.append(self, item, /)")]
fn append(vm: &mut Vm, this: &Deque, item: Value) -> Result<(), Raised> {
    this.push(&vm.heap, item).or_memory_error(vm)
}

/// Add an item to the left.
#[function("deque.appendleft(self, item, /)")]
fn appendleft(vm: &mut Vm, this: &Deque, item: Value) -> Result<(), Raised> {
    this.push_left(&vm.heap, item).or_memory_error(vm)
}

/// Take off the last item and give it. Raises IndexError if there is none.
#[function("deque.pop(self, /)")]
fn pop(vm: &mut Vm, this: &Deque) -> Result<Value, Raised> {
    this.pop(&vm.heap).ok_or_else(|| vm.index_error("pop from an empty deque"))
}

/// Take off the first item and give it. Raises IndexError if there is none.
#[function("deque.popleft(self, /)")]
fn popleft(vm: &mut Vm, this: &Deque) -> Result<Value, Raised> {
    this.pop_left(&vm.heap).ok_or_else(|| vm.index_error("pop from an empty deque"))
}

/// Items that are moved before the next look whether to go on.
const PIECE: usize = 1 << 12;

/// Gives every item of an iterable to `add`; those of the deque itself are taken first.
fn each(
    vm: &mut Vm,
    this: &Deque,
    iterable: &Value,
    add: impl Fn(&Deque, &mut Vm, Value) -> Result<(), Raised>,
) -> Result<(), Raised> {
    let itself = iterable.payload::<Deque>().is_some_and(|other| std::ptr::eq(this, other));
    if itself || iterable.is_kind::<List>() || iterable.is_kind::<Tuple>() {
        for item in iterate::collect(vm, iterable)? {
            vm.charge(1)?;
            add(this, vm, item)?;
        }
        return Ok(());
    }
    iterate::each(vm, iterable, |vm, item| add(this, vm, item))
}

/// Add the items of an iterable to the right, one after the other.
#[function("deque.extend(self, iterable, /)")]
fn extend(vm: &mut Vm, this: &Deque, iterable: &Value) -> Result<(), Raised> {
    if vm.classes.is_exactly(iterable, &vm.classes.list)
        && this.most.get().is_none()
        && let Some(list) = iterable.payload::<List>()
    {
        vm.charge_pass(list.length())?;
        this.changed();
        let (items, mut ring) = (list.items.borrow(), this.ring.borrow_mut());
        let pushed = items.chunks(PIECE).try_for_each(|piece| {
            vm.heap.goes_on()?;
            piece.iter().try_for_each(|item| ring.push(&vm.heap, item.clone()))
        });
        drop((items, ring));
        return pushed.or_memory_error(vm);
    }
    each(vm, this, iterable, |this, vm, item| append(vm, this, item))
}

/// Add the items of an iterable to the left, one after the other: their order is turned round.
#[function("deque.extendleft(self, iterable, /)")]
fn extendleft(vm: &mut Vm, this: &Deque, iterable: &Value) -> Result<(), Raised> {
    each(vm, this, iterable, |this, vm, item| appendleft(vm, this, item))
}

/// Put an item in front of the one at an index. Raises IndexError if the deque is full.
#[function("deque.insert(self, index, item, /)")]
fn insert(vm: &mut Vm, this: &Deque, index: i64, item: Value) -> Result<(), Raised> {
    let length = this.length();
    if this.most.get() == Some(length) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let place = if index < 0 { index.saturating_add(length as i64).max(0) } else { index };
    let place = usize::try_from(place).unwrap_or(0).min(length);
    this.changed();
    this.ring.borrow_mut().insert(&vm.heap, place, item).or_memory_error(vm)
}

/// Remove the first item equal to a value.
#[function("deque.remove(self, value, /)")]
fn remove(vm: &mut Vm, this: Ref<Deque>, value: &Value) -> Result<(), Raised> {
    let (length, changes) = (this.length(), this.changes.get());
    let mut place = 0;
    while place < length
        && let Some(item) = this.get(place)
    {
        vm.tick()?;
        let found = compare::equals(vm, &item, value)?;
        if this.changes.get() != changes {
            return Err(vm.index_error("deque mutated during iteration"));
        }
        if found {
            take(&this, place);
            return Ok(());
        }
        place += 1;
    }
    Err(not_in(vm, value))
}

/// ValueError: no item is equal to a value.
fn not_in(vm: &mut Vm, value: &Value) -> Raised {
    let mut message = Draft::new();
    match items::write_repr(vm, &mut message, value).and_then(|()| message.push(vm, b" is not in deque")) {
        Ok(()) => vm.value_error(String::from_utf8_lossy(&message)),
        Err(raised) => raised,
    }
}

/// Remove all items.
#[function("deque.clear(self, /)")]
fn clear(this: &Deque) {
    this.changed();
    // The items go when the deque no longer holds them: what they end may look at the deque.
    drop(this.ring.take());
}

/// Where an item equal to value stands first, looking from start to stop. Raises ValueError if none does.
#[function("deque.index(self, value, start=0, stop=<absent>, /)")]
fn index(vm: &mut Vm, this: Ref<Deque>, value: &Value, start: &Value, stop: Option<&Value>) -> Result<usize, Raised> {
    let start = item::search_bound(vm, start, this.length())?;
    let stop = stop.map_or(Ok(usize::MAX), |stop| item::search_bound(vm, stop, this.length()))?;
    match find(vm, &this, value, start, stop)? {
        Some(place) => Ok(place),
        None => Err(not_in(vm, value)),
    }
}

/// How many items are equal to value.
#[function("deque.count(self, value, /)")]
fn count(vm: &mut Vm, this: Ref<Deque>, value: &Value) -> Result<usize, Raised> {
    let changes = this.changes.get();
    let (mut place, mut found) = (0, 0);
    while let Some(item) = this.get(place) {
        vm.tick()?;
        found += usize::from(compare::equals(vm, &item, value)?);
        check_same(vm, &this, changes)?;
        place += 1;
    }
    Ok(found)
}

/// Reverse the deque in place.
#[function("deque.reverse(self, /)")]
fn reverse(vm: &mut Vm, this: &Deque) -> Result<(), Raised> {
    vm.charge_pass(this.length())?;
    this.ring.borrow_mut().reverse(&vm.heap).or_memory_error(vm)?;
    this.changed();
    Ok(())
}

/// Move n items from the right end to the left; from the left to the right where n is negative.
#[function("deque.rotate(self, n=1, /)")]
fn rotate(vm: &mut Vm, this: &Deque, n: i64) -> Result<(), Raised> {
    let length = i64::try_from(this.length()).unwrap_or(i64::MAX);
    if length < 2 {
        return Ok(());
    }
    let steps = usize::try_from(n.rem_euclid(length)).unwrap_or(0);
    vm.charge_pass(steps.min(this.length() - steps))?;
    this.ring.borrow_mut().rotate(steps);
    this.changed();
    Ok(())
}

/// A copy with the same items.
#[function("deque.copy(self, /)")]
fn copy(vm: &mut Vm, this: Ref<Deque>) -> Result<Value, Raised> {
    if vm.classes.is_exactly(this.value(), &vm.classes.deque) {
        return Ok(copied(vm, &this)?.into_value());
    }
    let class = vm.classes.of(this.value()).into_value();
    match this.most.get() {
        None => vm.call(&class, &[this.into_value()]),
        Some(most) => {
            let most = vm.size(most)?;
            vm.call(&class, &[this.into_value(), most])
        }
    }
}

/// A copy with the same items.
#[function("deque.__copy__(self, /)")]
fn dunder_copy(vm: &mut Vm, this: Ref<Deque>) -> Result<Value, Raised> {
    copy(vm, this)
}

/// A copy to go on with: a derived class makes it, which has to give a deque.
fn copied(vm: &mut Vm, this: &Ref<Deque>) -> Result<Ref<Deque>, Raised> {
    if !vm.classes.is_exactly(this.value(), &vm.classes.deque) {
        let made = copy(vm, this.clone())?;
        return made.cast().map_err(|made| {
            let (class, given) = (vm.classes.of(this.value()).text_name(), vm.classes.name_of(&made));
            vm.type_error(format!("{class}() must return a deque, not {given}"))
        });
    }
    let class = vm.classes.deque.clone();
    let made = vm.allocate(&class, Deque::default())?;
    made.most.set(this.most.get());
    for item in snapshot(vm, this)? {
        vm.charge(1)?;
        append(vm, &made, item)?;
    }
    Ok(made)
}

/// How to make a copy: class, arguments, attributes, items.
#[function("deque.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Deque>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let arguments = match this.most.get() {
        None => vm.tuple([])?,
        Some(most) => {
            let (none, most) = (vm.tuple([])?, vm.size(most)?);
            vm.tuple([none, most])?
        }
    };
    let attributes = reducing::state(vm, this.value())?;
    let items = iterate::iter(vm, this.value())?;
    vm.tuple([class, arguments, attributes, items])
}
