//! Ways to choose items: `product`, `combinations`, `combinations_with_replacement`, `permutations`.

use std::cell::{Cell, RefCell};

use smallvec::{SmallVec, smallvec};
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::pipe::{Choice, Progress};
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::buffer::Buffer;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::{class_named, iter, next_method, tuple_of};

/// `product`
pub(super) static PRODUCT: ClassSpec = ClassSpec {
    doc: "All tuples with one item of each pool: product(*iterables, repeat=1).",
    methods: methods![product_new, iter, product_next],
    next: Some(product_step),
    make: Some(product_make),
    ..ClassSpec::EMPTY
};

/// `combinations`
pub(super) static COMBINATIONS: ClassSpec = ClassSpec {
    doc: "All ways to choose r items, in order of their places: combinations(iterable, r).",
    methods: methods![combinations_new, iter, combinations_next],
    next: Some(combinations_step),
    ..ClassSpec::EMPTY
};

/// `combinations_with_replacement`
pub(super) static WITH_REPLACEMENT: ClassSpec = ClassSpec {
    doc: "All ways to choose r items, each as often as wanted: combinations_with_replacement(iterable, r).",
    methods: methods![replacing_new, iter, replacing_next],
    next: Some(replacing_step),
    ..ClassSpec::EMPTY
};

/// `permutations`
pub(super) static PERMUTATIONS: ClassSpec = ClassSpec {
    doc: "All ways to put r items (None: all) in a row: permutations(iterable, r=None).",
    methods: methods![permutations_new, iter, permutations_next],
    next: Some(permutations_step),
    ..ClassSpec::EMPTY
};

/// What a choice chooses from: seldom more than a few.
type Pools = SmallVec<[Value; 4]>;

/// A tuple of the items of an iterable.
fn pool(vm: &mut Vm, iterable: &Value) -> Result<Value, Raised> {
    if vm.classes.is_exactly(iterable, &vm.classes.tuple) {
        return Ok(iterable.clone());
    }
    if let Some(list) = iterable.payload::<List>().filter(|_| vm.classes.is_exactly(iterable, &vm.classes.list)) {
        return vm.tuple(list.items.borrow().iter().cloned());
    }
    let items = iterate::collect(vm, iterable)?;
    vm.tuple(items)
}

/// A choice that begins with these places.
fn starting<I>(vm: &mut Vm, pools: Pools, places: I, cycles: Buffer<usize>) -> Result<Choice, Raised>
where
    I: IntoIterator<Item = usize>,
    I::IntoIter: ExactSizeIterator,
{
    let places = Buffer::collect(&vm.heap, places).or_memory_error(vm)?;
    let pools = vm.tuple(pools)?;
    Ok(Choice {
        pools,
        places: RefCell::new(places),
        cycles: RefCell::new(cycles),
        progress: Cell::new(Progress::Fresh),
    })
}

fn tuple_items(value: &Value) -> &[Value] {
    value.payload::<Tuple>().map(Tuple::items).unwrap_or_default()
}

/// The number of items in the only pool.
fn pool_length(choice: &Choice) -> usize {
    tuple_items(&choice.pools).first().map_or(0, |pool| tuple_items(pool).len())
}

/// The tuple of the items in the first `count` places.
#[inline]
fn chosen(vm: &mut Vm, choice: &Choice, count: usize) -> Result<Option<Value>, Raised> {
    let places = choice.places.borrow();
    let places = places.get(..count).unwrap_or(&places);
    let item = |pool: &Value, place: &usize| tuple_items(pool).get(*place).cloned().unwrap_or(Value::NONE);
    let row = match (tuple_items(&choice.pools), places) {
        ([only], [one, two]) => tuple_of(vm, &mut [item(only, one), item(only, two)]),
        ([only], [one, two, three]) => tuple_of(vm, &mut [item(only, one), item(only, two), item(only, three)]),
        ([first, second], [one, two]) => tuple_of(vm, &mut [item(first, one), item(second, two)]),
        ([only], places) => vm.tuple(places.iter().map(|place| item(only, place))),
        (pools, places) => {
            let mut pools = pools.iter().cycle();
            vm.tuple(places.iter().map(|place| pools.next().map_or(Value::NONE, |pool| item(pool, place))))
        }
    };
    row.map(Some)
}

/// Takes the step from one choice to the next: `turn` moves the places on, and says whether it could.
#[inline(always)]
fn go_on(choice: &Choice, turn: impl FnOnce(&mut [usize]) -> bool) -> bool {
    match choice.progress.get() {
        Progress::Over => return false,
        Progress::Fresh => choice.progress.set(Progress::Going),
        Progress::Going => {
            if !turn(&mut choice.places.borrow_mut()) {
                choice.progress.set(Progress::Over);
                return false;
            }
        }
    }
    true
}

/// Make an iterator over tuples with one item of each pool.
#[function("product.__new__(cls, /, *iterables, repeat=1)")]
fn product_new(vm: &mut Vm, class: Ref<Class>, iterables: Rest<'_>, repeat: i64) -> Result<Ref<Choice>, Raised> {
    let Ok(repeat) = usize::try_from(repeat) else {
        return Err(vm.value_error("repeat argument cannot be negative"));
    };
    let choice = product_of(vm, &iterables, repeat)?;
    vm.allocate(&class, choice)
}

/// `product(a, b)`
fn product_make(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let choice = product_of(vm, values, 1)?;
    let class = class_named(vm, "itertools.product")?;
    Ok(Some(vm.allocate(&class, choice)?.into_value()))
}

fn product_of(vm: &mut Vm, iterables: &[Value], repeat: usize) -> Result<Choice, Raised> {
    let mut pools = Pools::with_capacity(iterables.len());
    if repeat > 0 {
        for iterable in iterables.iter() {
            pools.push(pool(vm, iterable)?);
        }
    }
    let Some(length) = pools.len().checked_mul(repeat) else {
        return Err(vm.overflow_error("repeat argument too large"));
    };
    let empty = pools.iter().any(|pool| tuple_items(pool).is_empty());
    let cycles = Buffer::new();
    let choice = starting(vm, pools, std::iter::repeat_n(0, length), cycles)?;
    if empty {
        choice.progress.set(Progress::Over);
    }
    Ok(choice)
}

fn product_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(choice) = iterator.payload::<Choice>() else { return Ok(None) };
    let pools = tuple_items(&choice.pools);
    let found = go_on(choice, |places| {
        // There are as many places as pools, or a multiple.
        let mut left = pools.len();
        for place in places.iter_mut().rev() {
            left = if left == 0 { pools.len() } else { left } - 1;
            *place += 1;
            if pools.get(left).is_some_and(|pool| *place < tuple_items(pool).len()) {
                return true;
            }
            *place = 0;
        }
        false
    });
    if found { chosen(vm, choice, usize::MAX) } else { Ok(None) }
}

next_method!(product_next, "product.__next__(self, /)", product_step);

/// How many items are wanted.
fn wanted(vm: &mut Vm, r: i64) -> Result<usize, Raised> {
    usize::try_from(r).map_err(|_| vm.value_error("r must be non-negative"))
}

/// Make an iterator over combinations.
#[function("combinations.__new__(cls, iterable, r)")]
fn combinations_new(vm: &mut Vm, class: Ref<Class>, iterable: &Value, r: i64) -> Result<Ref<Choice>, Raised> {
    let pool = pool(vm, iterable)?;
    let r = wanted(vm, r)?;
    let enough = r <= tuple_items(&pool).len();
    let choice = starting(vm, smallvec![pool], 0..if enough { r } else { 0 }, Buffer::new())?;
    if !enough {
        choice.progress.set(Progress::Over);
    }
    vm.allocate(&class, choice)
}

fn combinations_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(choice) = iterator.payload::<Choice>() else { return Ok(None) };
    let length = pool_length(choice);
    let found = go_on(choice, |places| {
        let count = places.len();
        // The last place that can move on; those behind it follow one after the other.
        let Some(turn) = (0..count).rev().find(|turn| places.get(*turn).is_some_and(|at| *at + count < turn + length))
        else {
            return false;
        };
        let Some(([first], rest)) = places.get_mut(turn..).and_then(|places| places.split_at_mut_checked(1)) else {
            return false;
        };
        *first += 1;
        let mut following = *first;
        for place in rest {
            following += 1;
            *place = following;
        }
        true
    });
    if found { chosen(vm, choice, usize::MAX) } else { Ok(None) }
}

next_method!(combinations_next, "combinations.__next__(self, /)", combinations_step);

/// Make an iterator over combinations with replacement.
#[function("combinations_with_replacement.__new__(cls, iterable, r)")]
fn replacing_new(vm: &mut Vm, class: Ref<Class>, iterable: &Value, r: i64) -> Result<Ref<Choice>, Raised> {
    let pool = pool(vm, iterable)?;
    let r = wanted(vm, r)?;
    let possible = r == 0 || !tuple_items(&pool).is_empty();
    let choice = starting(vm, smallvec![pool], std::iter::repeat_n(0, if possible { r } else { 0 }), Buffer::new())?;
    if !possible {
        choice.progress.set(Progress::Over);
    }
    vm.allocate(&class, choice)
}

fn replacing_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(choice) = iterator.payload::<Choice>() else { return Ok(None) };
    let length = pool_length(choice);
    let found = go_on(choice, |places| {
        let Some(turn) = places.iter().rposition(|place| *place + 1 < length) else { return false };
        let following = places.get(turn).map_or(0, |at| at + 1);
        places.iter_mut().skip(turn).for_each(|place| *place = following);
        true
    });
    if found { chosen(vm, choice, usize::MAX) } else { Ok(None) }
}

next_method!(replacing_next, "combinations_with_replacement.__next__(self, /)", replacing_step);

/// Make an iterator over permutations.
#[function("permutations.__new__(cls, iterable, r=None)")]
fn permutations_new(vm: &mut Vm, class: Ref<Class>, iterable: &Value, r: &Value) -> Result<Ref<Choice>, Raised> {
    let pool = pool(vm, iterable)?;
    let length = tuple_items(&pool).len();
    let r = match (r.is_none(), small_int(r)) {
        (true, _) => length,
        (false, Some(r)) => wanted(vm, r)?,
        (false, None) => return Err(vm.type_error("Expected int as r")),
    };
    let enough = r <= length;
    // Place `turn` goes through all that stand behind it, too, which takes as many steps as its cycle says.
    let cycles = (0..if enough { r } else { 0 }).map(|turn| length - turn);
    let cycles = Buffer::collect(&vm.heap, cycles).or_memory_error(vm)?;
    let choice = starting(vm, smallvec![pool], 0..length, cycles)?;
    if !enough {
        choice.progress.set(Progress::Over);
    }
    vm.allocate(&class, choice)
}

fn permutations_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(choice) = iterator.payload::<Choice>() else { return Ok(None) };
    let count = choice.cycles.borrow().len();
    let found = go_on(choice, |places| {
        let mut cycles = choice.cycles.borrow_mut();
        for (turn, cycle) in cycles.iter_mut().enumerate().rev() {
            let Some(rest) = places.get_mut(turn..) else { return false };
            *cycle -= 1;
            if *cycle > 0 {
                let last = rest.len() - *cycle;
                rest.swap(0, last);
                return true;
            }
            rest.rotate_left(1);
            *cycle = rest.len();
        }
        false
    });
    if found { chosen(vm, choice, count) } else { Ok(None) }
}

next_method!(permutations_next, "permutations.__next__(self, /)", permutations_step);
