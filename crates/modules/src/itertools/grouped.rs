//! Several items as one: `accumulate`, `batched`, `pairwise`, `zip_longest`, `groupby`.

use std::cell::Cell;

use smallvec::SmallVec;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::{compare, iterate};
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::pipe::{Pipe, Runs};
use taipan_core::value::sequence::List;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use super::{answer, asked, class_named, drawing, drawn, item_of, iter, next_method, next_of, tuple_of};

/// Tuples of up to so many items are put together on the stack.
const FEW: usize = 8;

/// `accumulate`
pub(super) static ACCUMULATE: ClassSpec = ClassSpec {
    doc: "Sums so far, or other results of a function of two arguments: accumulate(iterable, func=None, *, initial=None).",
    methods: methods![accumulate_new, iter, accumulate_next],
    next: Some(accumulate_step),
    ..ClassSpec::EMPTY
};

/// `batched`
pub(super) static BATCHED: ClassSpec = ClassSpec {
    doc: "Tuples of n items, the last one perhaps shorter: batched(iterable, n, *, strict=False).",
    methods: methods![batched_new, iter, batched_next],
    next: Some(batched_step),
    ..ClassSpec::EMPTY
};

/// `pairwise`
pub(super) static PAIRWISE: ClassSpec = ClassSpec {
    doc: "Each item with the one that follows it: pairwise(iterable).",
    methods: methods![pairwise_new, iter, pairwise_next],
    next: Some(pairwise_step),
    ..ClassSpec::EMPTY
};

/// `zip_longest`
pub(super) static ZIP_LONGEST: ClassSpec = ClassSpec {
    doc: "Tuples of items, as many as the longest iterable has: zip_longest(*iterables, fillvalue=None).",
    methods: methods![zip_longest_new, iter, zip_longest_next],
    next: Some(zip_longest_step),
    ..ClassSpec::EMPTY
};

/// `groupby`
pub(super) static GROUPBY: ClassSpec = ClassSpec {
    doc: "Runs of items with the same key, as pairs of key and iterator: groupby(iterable, key=None).",
    methods: methods![groupby_new, iter, groupby_next],
    next: Some(groupby_step),
    make: Some(groupby_make),
    ..ClassSpec::EMPTY
};

/// `_grouper`
pub(super) static GROUPER: ClassSpec = ClassSpec {
    doc: "The items of one run.",
    methods: methods![iter, grouper_next],
    next: Some(grouper_step),
    ..ClassSpec::EMPTY
};

/// Make an iterator over sums.
#[function("accumulate.__new__(cls, iterable, func=None, *, initial=None)")]
fn accumulate_new(
    vm: &mut Vm,
    class: Ref<Class>,
    iterable: &Value,
    func: Value,
    initial: Value,
) -> Result<Ref<Pipe>, Raised> {
    let pipe = drawing(vm, func, iterable)?;
    if !initial.is_none() {
        pipe.held.set(initial);
        pipe.next.set(1);
    }
    vm.allocate(&class, pipe)
}

fn accumulate_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    if pipe.next.replace(0) == 1 {
        return Ok(Some(pipe.held.get()));
    }
    let Some(item) = asked(vm, pipe)? else { return Ok(None) };
    // The source may have asked this very iterator.
    let total = pipe.held.get();
    let total = if total.is_unbound() {
        item
    } else if pipe.function.word().is_none() {
        sum(vm, &total, &item)?
    } else {
        let function = pipe.function.get();
        answer(vm, &function, &[total, item])?
    };
    pipe.held.set(total.clone());
    Ok(Some(total))
}

/// What `+` gives; at once for integers whose sum is one of 63 bits.
#[inline]
fn sum(vm: &mut Vm, a: &Value, b: &Value) -> Result<Value, Raised> {
    let small = a.word().as_int().zip(b.word().as_int());
    match small.and_then(|(a, b)| Value::from_small_int(a + b)) {
        Some(sum) => Ok(sum),
        None => arithmetic::binary(vm, Binary::Add, a, b),
    }
}

next_method!(accumulate_next, "accumulate.__next__(self, /)", accumulate_step);

/// Make an iterator over tuples of n items.
#[function("batched.__new__(cls, iterable, n, *, strict=False)")]
fn batched_new(vm: &mut Vm, class: Ref<Class>, iterable: &Value, n: i64, strict: bool) -> Result<Ref<Pipe>, Raised> {
    if n < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let pipe = drawing(vm, Value::UNBOUND, iterable)?;
    vm.allocate(&class, Pipe { step: Cell::new(n), next: Cell::new(i64::from(strict)), ..pipe })
}

fn batched_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    let wanted = usize::try_from(pipe.step.get()).unwrap_or(usize::MAX);
    if wanted > FEW {
        let mut batch = Gathering::new();
        let count = draw(vm, pipe, wanted, |vm, item| batch.push(vm, item))?;
        return if count == 0 { Ok(None) } else { vm.tuple(batch).map(Some) };
    }
    let mut batch = [const { Value::UNBOUND }; FEW];
    let mut places = batch.iter_mut();
    let count = draw(vm, pipe, wanted, |_, item| {
        if let Some(place) = places.next() {
            *place = item;
        }
        Ok(())
    })?;
    match batch.get_mut(..count) {
        Some(batch) if count > 0 => tuple_of(vm, batch).map(Some),
        _ => Ok(None),
    }
}

/// Draws a batch, and says how many items it has.
#[inline(always)]
fn draw(
    vm: &mut Vm,
    pipe: &Pipe,
    wanted: usize,
    mut keep: impl FnMut(&mut Vm, Value) -> Result<(), Raised>,
) -> Result<usize, Raised> {
    let mut count = 0;
    while count < wanted
        && let Some(item) = asked(vm, pipe).inspect_err(|_| drop(pipe.source.take()))?
    {
        keep(vm, item)?;
        count += 1;
    }
    if count == 0 {
        drop(pipe.source.take());
    } else if count < wanted && pipe.next.get() == 1 {
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    Ok(count)
}

next_method!(batched_next, "batched.__next__(self, /)", batched_step);

/// Make an iterator over neighbours.
#[function("pairwise.__new__(cls, iterable, /)")]
fn pairwise_new(vm: &mut Vm, class: Ref<Class>, iterable: &Value) -> Result<Ref<Pipe>, Raised> {
    let pipe = drawing(vm, Value::UNBOUND, iterable)?;
    vm.allocate(&class, pipe)
}

fn pairwise_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    if pipe.held.is_unbound() {
        let Some(first) = drawn(vm, pipe)? else { return Ok(None) };
        pipe.held.set(first);
    }
    // The source may ask this very iterator, which goes on meanwhile.
    let before = pipe.held.get();
    let item = drawn(vm, pipe);
    let Ok(Some(item)) = item else {
        drop(pipe.held.take());
        return item;
    };
    pipe.held.set(item.clone());
    tuple_of(vm, &mut [before, item]).map(Some)
}

next_method!(pairwise_next, "pairwise.__next__(self, /)", pairwise_step);

/// Make an iterator over tuples with an item of each iterable.
#[function("zip_longest.__new__(cls, /, *iterables, fillvalue=None)")]
fn zip_longest_new(vm: &mut Vm, class: Ref<Class>, iterables: Rest<'_>, fillvalue: Value) -> Result<Ref<Pipe>, Raised> {
    let mut sources = Vec::with_capacity(iterables.len());
    for iterable in iterables.iter() {
        sources.push(iterate::iter(vm, iterable)?);
    }
    let left = i64::try_from(sources.len()).unwrap_or(0);
    let sources = vm.list(sources)?;
    let pipe = Pipe { source: Slot::new(sources), function: Slot::new(fillvalue), ..Pipe::default() };
    pipe.place.set(left);
    vm.allocate(&class, pipe)
}

fn zip_longest_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    let (held, fill) = (pipe.source.get(), pipe.function.get());
    let Some(sources) = held.payload::<List>() else { return Ok(None) };
    if pipe.place.get() == 0 {
        return Ok(None);
    }
    let mut row: SmallVec<[Value; FEW]> = SmallVec::new();
    let mut place = 0;
    while let Some(source) = sources.get(place) {
        let item = if source.is_none() { Ok(None) } else { item_of(vm, &source) };
        let item = item.inspect_err(|_| pipe.place.set(0))?;
        if item.is_none() && !source.is_none() {
            // An iterable that has ended is None from now on.
            let ended = sources.items.borrow_mut().get_mut(place).map(|held| std::mem::replace(held, Value::NONE));
            drop(ended);
            pipe.place.set((pipe.place.get() - 1).max(0));
            if pipe.place.get() == 0 {
                return Ok(None);
            }
        }
        row.push(item.unwrap_or_else(|| fill.clone()));
        place += 1;
    }
    tuple_of(vm, &mut row).map(Some)
}

next_method!(zip_longest_next, "zip_longest.__next__(self, /)", zip_longest_step);

/// Make an iterator over runs.
#[function("groupby.__new__(cls, iterable, key=None)")]
fn groupby_new(vm: &mut Vm, class: Ref<Class>, iterable: &Value, key: Value) -> Result<Ref<Runs>, Raised> {
    let runs = runs_of(vm, iterable, key)?;
    vm.allocate(&class, runs)
}

/// `groupby(iterable)`
fn groupby_make(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let (iterable, key) = match values {
        [iterable] => (iterable, Value::NONE),
        [iterable, key] => (iterable, key.clone()),
        _ => return Ok(None),
    };
    let runs = runs_of(vm, iterable, key)?;
    let class = class_named(vm, "itertools.groupby")?;
    Ok(Some(vm.allocate(&class, runs)?.into_value()))
}

fn runs_of(vm: &mut Vm, iterable: &Value, key: Value) -> Result<Runs, Raised> {
    let source = iterate::iter(vm, iterable)?;
    Ok(Runs {
        source: Slot::new(source),
        key: Slot::new(key),
        item: Slot::default(),
        item_key: Slot::default(),
        run_key: Slot::default(),
        run: Cell::new(0),
        class: class_named(vm, "itertools._grouper")?.into_value(),
    })
}

/// Draws an item and finds its key; false at the end.
fn advance(vm: &mut Vm, runs: &Runs) -> Result<bool, Raised> {
    vm.tick()?;
    let Some(item) = next_of(vm, &runs.source)? else { return Ok(false) };
    let key = if runs.key.word().is_none() {
        item.clone()
    } else {
        let function = runs.key.get();
        answer(vm, &function, std::slice::from_ref(&item))?
    };
    runs.item.set(item);
    runs.item_key.set(key);
    Ok(true)
}

fn groupby_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(runs) = iterator.payload::<Runs>() else { return Ok(None) };
    // Only the newest run may still be read.
    runs.run.set(runs.run.get().wrapping_add(1));
    loop {
        let (key, run_key) = (runs.item_key.get(), runs.run_key.get());
        if !key.is_unbound() && (run_key.is_unbound() || !compare::equals(vm, &run_key, &key)?) {
            break;
        }
        if !advance(vm, runs)? {
            return Ok(None);
        }
    }
    let key = runs.item_key.get();
    runs.run_key.set(key.clone());
    let Some(class) = runs.class.to_ref::<Class>() else { return Ok(None) };
    let run = Pipe { source: Slot::new(iterator.clone()), held: Slot::new(key.clone()), ..Pipe::default() };
    run.place.set(runs.run.get());
    let run = vm.allocate(&class, run)?.into_value();
    tuple_of(vm, &mut [key, run]).map(Some)
}

next_method!(groupby_next, "groupby.__next__(self, /)", groupby_step);

fn grouper_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(run) = iterator.payload::<Pipe>() else { return Ok(None) };
    let owner = run.source.get();
    let Some(runs) = owner.payload::<Runs>() else { return Ok(None) };
    if runs.run.get() != run.place.get() {
        return Ok(None);
    }
    if runs.item.is_unbound() && !advance(vm, runs)? {
        return Ok(None);
    }
    let (wanted, key) = (run.held.get(), runs.item_key.get());
    if !compare::equals(vm, &wanted, &key)? {
        return Ok(None);
    }
    Ok(Some(runs.item.take()).filter(|item| !item.is_unbound()))
}

next_method!(grouper_next, "_grouper.__next__(self, /)", grouper_step);
