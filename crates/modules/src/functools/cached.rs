//! Functions and properties that remember what they gave: `functools.lru_cache` and `cached_property`.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{mapping, repr};
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::protocol::{attributes, call, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::instance::Instance;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Value;
use taipan_macros::function;

pub(super) const METHODS: &[(&str, NativeDef)] =
    &[("call_cached", call_cached::DEF), ("bind", bind::DEF), ("get_property", get_property::DEF)];

/// Places of `_lru_cache_wrapper`.
const FUNCTION: usize = 0;
const HITS: usize = 1;
const MAXSIZE: usize = 2;
const MISSES: usize = 3;
const RESULTS: usize = 4;
const TYPED: usize = 5;

/// What the arguments of a call are remembered under.
fn key(vm: &mut Vm, this: &Instance, args: &[Value], keywords: &Keywords<'_>) -> Result<Value, Raised> {
    let typed = this.get_place(TYPED).word().as_bool() == Some(true);
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
        parts.push(this.get_place(FUNCTION));
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
    let held = this.get_place(RESULTS);
    let Some(results) = held.payload::<Dict>() else { return Err(vm.type_error("a cache is needed")) };
    let function = this.get_place(FUNCTION);
    // None: no bound.
    let most = this.get_place(MAXSIZE).word().as_int().map(|most| usize::try_from(most).unwrap_or(0));
    if most == Some(0) {
        count(vm, this, MISSES)?;
        return forward(vm, &function, &args, &keywords);
    }
    let key = key(vm, this, &args, &keywords)?;
    let hash = mapping::hash_of(vm, &key)?;
    if let Some(entry) = mapping::find(vm, &results.table, hash, &key)? {
        let value = results.table.borrow().entry_value(entry).clone();
        count(vm, this, HITS)?;
        if most.is_some() {
            // The order is that of the last use.
            mapping::move_to_end(vm, results, entry)?;
        }
        return Ok(value);
    }
    count(vm, this, MISSES)?;
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

/// Give what the instance holds under the property's name; where there is nothing, what the function computes.
#[function("cached_property.__get__(self, instance, owner=None, /)")]
fn get_property(vm: &mut Vm, this: &Value, instance: &Value, owner: &Value) -> Result<Value, Raised> {
    let _ = owner;
    if instance.is_none() {
        return Ok(this.clone());
    }
    let name = part(vm, this, "attrname")?;
    if name.is_none() {
        return Err(vm.type_error("Cannot use cached_property instance without calling __set_name__ on it."));
    }
    if let Some(known) = attributes::get(vm, instance, &name) {
        return Ok(known);
    }
    let class = vm.classes.of(instance);
    let is_class = instance.is_kind::<Class>();
    if is_class || !attributes::takes_any(&class) {
        let (given, name) = (class.text_name(), repr::repr(vm, &name)?.to_lossy().into_owned());
        return Err(vm.type_error(if is_class {
            format!(
                "The '__dict__' attribute on '{given}' instance does not support item assignment for caching {name} property."
            )
        } else {
            format!("No '__dict__' attribute on '{given}' instance to cache {name} property.")
        }));
    }
    let function = part(vm, this, "func")?;
    let value = vm.call(&function, std::slice::from_ref(instance))?;
    attributes::set(vm, instance, &name, value.clone())?;
    Ok(value)
}

/// What the property itself holds under a name.
fn part(vm: &mut Vm, this: &Value, name: &str) -> Result<Value, Raised> {
    let name = vm.intern(name)?;
    match attributes::get(vm, this, &name) {
        Some(part) => Ok(part),
        None => lookup::get_attr(vm, this, &name),
    }
}
