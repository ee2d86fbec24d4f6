//! Module `_functools`: `reduce`, and methods of the classes that `functools` and `operator` write in Python, where calls
//! go through them all the time. The places of `__slots__` are numbered in the order of the alphabet.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{item, iterate, mapping};
use taipan_core::protocol::native::{Keywords, NativeDef, NativeFunction, Rest};
use taipan_core::protocol::{call, lookup, spec};
use taipan_core::value::instance::Instance;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const METHODS: &[(&str, NativeDef)] = &[
    ("call_partial", call_partial::DEF),
    ("call_cached", call_cached::DEF),
    ("bind", bind::DEF),
    ("call_itemgetter", call_itemgetter::DEF),
    ("call_attrgetter", call_attrgetter::DEF),
    ("call_methodcaller", call_methodcaller::DEF),
    ("make_key", make_key::DEF),
    ("key_lt", key_lt::DEF),
    ("key_le", key_le::DEF),
    ("key_eq", key_eq::DEF),
    ("key_gt", key_gt::DEF),
    ("key_ge", key_ge::DEF),
];

const FUNCTIONS: &[NativeDef] = methods![reduce];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_methods(vm, namespace, METHODS)?;
    spec::install_functions(vm, namespace, "_functools", FUNCTIONS)
}

/// Combine the items from left to right with a function of two arguments.
#[function("reduce(function, iterable, initial=<absent>, /)")]
fn reduce(vm: &mut Vm, function: &Value, iterable: &Value, initial: Option<Value>) -> Result<Value, Raised> {
    if !iterate::is_iterable(vm, iterable) {
        return Err(vm.type_error("reduce() arg 2 must support iteration"));
    }
    let mut combined = initial;
    let plain = function.payload::<NativeFunction>().filter(|native| native.owner.is_unbound());
    let plain = plain.map(|native| native.def.plain);
    vm.check_depth()?;
    iterate::each(vm, iterable, |vm, item| {
        combined = Some(match (combined.take(), plain) {
            (Some(before), Some(plain)) => plain(vm, &[before, item])?,
            (Some(before), None) => vm.call(function, &[before, item])?,
            (None, _) => item,
        });
        Ok(())
    })?;
    combined.ok_or_else(|| vm.type_error("reduce() of empty iterable with no initial value"))
}

/// Places of `partial`.
mod partial {
    pub(super) const ARGS: usize = 0;
    pub(super) const FUNC: usize = 1;
    pub(super) const KEYWORDS: usize = 2;
}

/// Places of `_lru_cache_wrapper`.
mod cached {
    pub(super) const FUNCTION: usize = 0;
    pub(super) const HITS: usize = 1;
    pub(super) const MAXSIZE: usize = 2;
    pub(super) const MISSES: usize = 3;
    pub(super) const RESULTS: usize = 4;
    pub(super) const TYPED: usize = 5;
}

/// TypeError: the object is none of the class whose method this is.
#[cold]
fn stranger(vm: &mut Vm, this: &Value) -> Raised {
    let given = vm.classes.name_of(this);
    vm.type_error(format!("the method does not apply to a '{given}' object"))
}

/// Call the function with the arguments given before, and with more.
#[function("partial.__call__(self, /, *args, **keywords)")]
fn call_partial(vm: &mut Vm, this: &Instance, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let (function, held) = (this.get_place(partial::FUNC), this.get_place(partial::ARGS));
    let named = this.get_place(partial::KEYWORDS);
    let before = held.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    if keywords.is_empty() && named.payload::<Dict>().is_none_or(|named| named.length() == 0) {
        return match (before, &*args) {
            ([first], []) => vm.call(&function, std::slice::from_ref(first)),
            ([first], [second]) => vm.call(&function, &[first.clone(), second.clone()]),
            ([], all) => vm.call(&function, all),
            _ => {
                let values: smallvec::SmallVec<[Value; 8]> = before.iter().chain(args.iter()).cloned().collect();
                vm.call(&function, &values)
            }
        };
    }
    let mut values: smallvec::SmallVec<[Value; 8]> = before.iter().chain(args.iter()).cloned().collect();
    let mut names: smallvec::SmallVec<[Value; 4]> = smallvec::SmallVec::new();
    let first = values.len();
    if let Some(named) = named.payload::<Dict>() {
        let named = named.table.borrow();
        values.extend(named.iter().map(|entry| entry.value.clone()));
        names.extend(named.iter().map(|entry| entry.key.clone()));
    }
    for name in &mut names {
        let Some(text) = name.to_ref::<Str>() else { return Err(vm.type_error("keywords must be strings")) };
        if !text.is_interned() {
            *name = vm.intern_str(text)?;
        }
    }
    for (name, value) in keywords.iter() {
        match names.iter().position(|known| known.is(name)) {
            // What is given now takes the place of what was given before.
            Some(place) => values[first + place] = value.clone(),
            None => {
                names.push(name.clone());
                values.push(value.clone());
            }
        }
    }
    call::call(vm, &function, Call { values: &values, keywords: &names })
}

/// What the arguments of a call are remembered under.
fn key(vm: &mut Vm, this: &Instance, args: &[Value], keywords: &Keywords<'_>) -> Result<Value, Raised> {
    let typed = this.get_place(cached::TYPED).word().as_bool() == Some(true);
    if let [only] = args
        && !typed
        && keywords.is_empty()
        && (only.word().is_int() || vm.classes.is_exactly(only, &vm.classes.str))
    {
        return Ok(only.clone());
    }
    if !typed && keywords.is_empty() {
        return vm.tuple(args.iter().cloned());
    }
    let mut parts = args.to_vec();
    if !keywords.is_empty() {
        // The function itself stands between the positional arguments and the named ones.
        parts.push(this.get_place(cached::FUNCTION));
        parts.extend(keywords.iter().flat_map(|(name, value)| [name.clone(), value.clone()]));
    }
    if typed {
        let named = keywords.iter().map(|(_, value)| value);
        parts.extend(args.iter().chain(named).map(|value| vm.classes.of(value).into_value()));
    }
    vm.tuple(parts)
}

/// Adds one to a counter.
fn count(vm: &mut Vm, this: &Instance, place: usize) -> Result<(), Raised> {
    let counted = this.get_place(place).word().as_int().unwrap_or(0).saturating_add(1);
    let counted = vm.int(counted)?;
    drop(this.set_place(&vm.heap, place, counted).or_memory_error(vm)?);
    Ok(())
}

/// Calls a function with the same arguments.
fn forward(vm: &mut Vm, function: &Value, args: &[Value], keywords: &Keywords<'_>) -> Result<Value, Raised> {
    if keywords.is_empty() {
        return vm.call(function, args);
    }
    let values: Vec<Value> = args.iter().chain(keywords.iter().map(|(_, value)| value)).cloned().collect();
    let names: Vec<Value> = keywords.iter().map(|(name, _)| name.clone()).collect();
    call::call(vm, function, Call { values: &values, keywords: &names })
}

/// Give the remembered result of a call with these arguments, or call the function.
#[function("_lru_cache_wrapper.__call__(self, /, *args, **keywords)")]
fn call_cached(vm: &mut Vm, this: &Instance, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let held = this.get_place(cached::RESULTS);
    let Some(results) = held.payload::<Dict>() else { return Err(vm.type_error("a cache is needed")) };
    let function = this.get_place(cached::FUNCTION);
    // None: no bound.
    let most = this.get_place(cached::MAXSIZE).word().as_int().map(|most| usize::try_from(most).unwrap_or(0));
    if most == Some(0) {
        count(vm, this, cached::MISSES)?;
        return forward(vm, &function, &args, &keywords);
    }
    let key = key(vm, this, &args, &keywords)?;
    let hash = mapping::hash_of(vm, &key)?;
    if let Some(entry) = mapping::find(vm, &results.table, hash, &key)? {
        let value = results.table.borrow().entry_value(entry).clone();
        count(vm, this, cached::HITS)?;
        if most.is_some() {
            // The order is that of the last use.
            mapping::move_to_end(vm, results, entry)?;
        }
        return Ok(value);
    }
    count(vm, this, cached::MISSES)?;
    let value = forward(vm, &function, &args, &keywords)?;
    if let Some(most) = most {
        if mapping::find(vm, &results.table, hash, &key)?.is_some() {
            // The call itself has made the same call.
            return Ok(value);
        }
        while results.length() >= most {
            let oldest = results.table.borrow().next_live(0).map(|(_, entry)| entry.key.clone());
            let Some(oldest) = oldest else { break };
            if mapping::remove(vm, results, &oldest)?.is_none() {
                break;
            }
        }
    }
    mapping::set_hashed(vm, results, hash, &key, value.clone())?;
    Ok(value)
}

/// Bind to an instance, as functions do.
#[function("_lru_cache_wrapper.__get__(self, instance, owner=None, /)")]
fn bind(vm: &mut Vm, this: &Value, instance: Value, owner: &Value) -> Result<Value, Raised> {
    let _ = owner;
    if instance.is_none() { Ok(this.clone()) } else { vm.bound_method(this.clone(), instance) }
}

/// Fetch the item, or a tuple of the items.
#[function("itemgetter.__call__(self, obj, /)")]
fn call_itemgetter(vm: &mut Vm, this: &Value, obj: &Value) -> Result<Value, Raised> {
    let held = this.payload::<Instance>().map_or(Value::NONE, |this| this.get_place(0));
    let Some(keys) = held.payload::<Tuple>() else { return Err(stranger(vm, this)) };
    if let [key] = keys.items() {
        return item::get(vm, obj, key);
    }
    let mut found = Vec::with_capacity(keys.length());
    for key in keys.items() {
        found.push(item::get(vm, obj, key)?);
    }
    vm.tuple(found)
}

/// Fetch the attribute, or a tuple of the attributes.
#[function("attrgetter.__call__(self, obj, /)")]
fn call_attrgetter(vm: &mut Vm, this: &Value, obj: &Value) -> Result<Value, Raised> {
    let held = this.payload::<Instance>().map_or(Value::NONE, |this| this.get_place(1));
    let Some(paths) = held.payload::<Tuple>() else { return Err(stranger(vm, this)) };
    if let [path] = paths.items() {
        return followed(vm, obj, path);
    }
    let mut found = Vec::with_capacity(paths.length());
    for path in paths.items() {
        found.push(followed(vm, obj, path)?);
    }
    vm.tuple(found)
}

/// The attribute at the end of a path of names.
fn followed(vm: &mut Vm, obj: &Value, path: &Value) -> Result<Value, Raised> {
    let names = path.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    if let [name] = names {
        return lookup::get_attr(vm, obj, name);
    }
    let mut value = obj.clone();
    for name in names {
        value = lookup::get_attr(vm, &value, name)?;
    }
    Ok(value)
}

/// Call the method of an object with the arguments given before.
#[function("methodcaller.__call__(self, obj, /)")]
fn call_methodcaller(vm: &mut Vm, this: &Instance, obj: &Value) -> Result<Value, Raised> {
    let (args, named, name) = (this.get_place(0), this.get_place(1), this.get_place(2));
    if !name.is_kind::<Str>() {
        return Err(vm.type_error("method name must be a string"));
    }
    let method = lookup::get_attr(vm, obj, &name)?;
    let args = args.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let pairs: Vec<(Value, Value)> = match named.payload::<Dict>() {
        Some(named) if named.length() > 0 => {
            named.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
        }
        _ => return vm.call(&method, args),
    };
    let values: Vec<Value> = args.iter().chain(pairs.iter().map(|(_, value)| value)).cloned().collect();
    let mut names = Vec::with_capacity(pairs.len());
    for (name, _) in &pairs {
        let Some(text) = name.to_ref::<Str>() else { return Err(vm.type_error("keywords must be strings")) };
        names.push(vm.intern_str(text)?);
    }
    call::call(vm, &method, Call { values: &values, keywords: &names })
}

/// Make a key of an object.
#[function("KeyWrapper.__call__(self, /, obj)")]
fn make_key(vm: &mut Vm, this: Ref<Instance>, obj: Value) -> Result<Value, Raised> {
    let compare = this.get_place(0);
    let class = vm.classes.of(this.value());
    let key = vm.instance(&class)?;
    if let Some(places) = key.payload::<Instance>() {
        for (place, value) in [compare, obj].into_iter().enumerate() {
            drop(places.set_place(&vm.heap, place, value).or_memory_error(vm)?);
        }
    }
    Ok(key)
}

/// What the comparing function says about two keys, compared with zero.
fn compared(vm: &mut Vm, this: &Value, other: &Value, comparison: Comparison) -> Result<Value, Raised> {
    let (Some(a), Some(b)) = (this.payload::<Instance>(), other.payload::<Instance>()) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    if !vm.classes.of(this).value().is(vm.classes.of(other).value()) {
        return Err(vm.type_error("other argument must be K instance"));
    }
    let (compare, x, y) = (a.get_place(0), a.get_place(1), b.get_place(1));
    if x.is_unbound() || y.is_unbound() {
        return Err(vm.raise_message(|classes| &classes.attribute_error, "object"));
    }
    let order = vm.call(&compare, &[x, y])?;
    let zero = vm.int(0)?;
    compare::compare(vm, comparison, &order, &zero)
}

/// Whether the comparing function says that this item comes before the other.
#[function("KeyWrapper.__lt__(self, value, /)")]
fn key_lt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Lt)
}

/// Whether the comparing function says that this item comes before, or is equal to the other.
#[function("KeyWrapper.__le__(self, value, /)")]
fn key_le(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Le)
}

/// Whether the comparing function says that this item is equal to the other.
#[function("KeyWrapper.__eq__(self, value, /)")]
fn key_eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Eq)
}

/// Whether the comparing function says that this item comes after the other.
#[function("KeyWrapper.__gt__(self, value, /)")]
fn key_gt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Gt)
}

/// Whether the comparing function says that this item comes after, or is equal to the other.
#[function("KeyWrapper.__ge__(self, value, /)")]
fn key_ge(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ge)
}
