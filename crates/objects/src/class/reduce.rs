//! How an object is taken apart for `copy` and `pickle`: `__reduce_ex__` and `__getstate__`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::descriptor::{Behaviour, Descriptor};
use taipan_core::protocol::native::NativeFunction;
use taipan_core::protocol::{attributes, call, dict, lookup};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::kinds;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::special::Special;
use taipan_heap::value::Value;

/// `object.__reduce_ex__`: a `__reduce__` of the object's class comes first.
pub(crate) fn reduce_ex(vm: &mut Vm, this: &Value, protocol: i64) -> Result<Value, Raised> {
    let class = vm.classes.of(this);
    let name = vm.intern("__reduce__")?;
    if let Some(found) = lookup::find(vm, &class, &name)
        && found.payload::<NativeFunction>().is_none_or(|function| function.def.qualname != "object.__reduce__")
    {
        let method = lookup::get_attr(vm, this, &name)?;
        return vm.call(&method, &[]);
    }
    reduce(vm, this, protocol)
}

/// What an object is made of again: a function, its arguments, the state, list items and dict items.
pub(crate) fn reduce(vm: &mut Vm, this: &Value, protocol: i64) -> Result<Value, Raised> {
    let copyreg = (vm.hooks.import)(vm, "copyreg")?;
    if protocol < 2 {
        let number = vm.int(protocol)?;
        return vm.call_method(&copyreg, "_reduce_ex", &[this.clone(), number]);
    }
    let class = vm.classes.of(this);
    let (args, keywords) = new_arguments(vm, this)?;
    let has_args = args.is_some();
    let (is_list, is_dict) = (this.is_kind::<List>(), this.is_kind::<Dict>());
    if !has_args && !is_list && !is_dict {
        check_picklable(vm, this, &class)?;
    }
    let args = args.unwrap_or_default();
    let (function, arguments) = match keywords {
        None => {
            let function = member(vm, &copyreg, "__newobj__")?;
            let mut arguments = vec![class.value().clone()];
            arguments.extend(args);
            (function, vm.tuple(arguments)?)
        }
        Some(keywords) => {
            let args = vm.tuple(args)?;
            (member(vm, &copyreg, "__newobj_ex__")?, vm.tuple(vec![class.value().clone(), args, keywords])?)
        }
    };
    let state = vm.call_method(this, "__getstate__", &[])?;
    let list_items = if is_list { iterator(vm, this)? } else { Value::NONE };
    let dict_items = if is_dict {
        let items = vm.call_method(this, "items", &[])?;
        iterator(vm, &items)?
    } else {
        Value::NONE
    };
    vm.tuple(vec![function, arguments, state, list_items, dict_items])
}

fn member(vm: &mut Vm, object: &Value, name: &str) -> Result<Value, Raised> {
    let name = vm.intern(name)?;
    lookup::get_attr(vm, object, &name)
}

fn iterator(vm: &mut Vm, iterable: &Value) -> Result<Value, Raised> {
    Ok(call::special(vm, iterable, Special::Iter, &[])?.unwrap_or(Value::NONE))
}

/// What `__new__` is called with again: positional and keyword arguments, where the class says so.
fn new_arguments(vm: &mut Vm, this: &Value) -> Result<(Option<Vec<Value>>, Option<Value>), Raised> {
    let name = vm.intern("__getnewargs_ex__")?;
    if let Some(method) = lookup::try_get_attr_quiet(vm, this, &name)? {
        let given = vm.call(&method, &[])?;
        let Some(pair) = given.payload::<Tuple>() else {
            let given = vm.classes.name_of(&given);
            return Err(vm.type_error(format!("__getnewargs_ex__ should return a tuple, not '{given}'")));
        };
        let [args, keywords] = pair.items() else {
            let length = pair.length();
            return Err(vm.value_error(format!("__getnewargs_ex__ should return a tuple of length 2, not {length}")));
        };
        let Some(args) = args.payload::<Tuple>() else {
            let given = vm.classes.name_of(args);
            return Err(vm.type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{given}'"
            )));
        };
        let Some(named) = keywords.payload::<Dict>() else {
            let given = vm.classes.name_of(keywords);
            return Err(vm.type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{given}'"
            )));
        };
        let keywords = (named.length() > 0).then(|| keywords.clone());
        return Ok((Some(args.items().to_vec()), keywords));
    }
    let name = vm.intern("__getnewargs__")?;
    let Some(method) = lookup::try_get_attr_quiet(vm, this, &name)? else { return Ok((None, None)) };
    let given = vm.call(&method, &[])?;
    match given.payload::<Tuple>() {
        Some(args) => Ok((Some(args.items().to_vec()), None)),
        None => {
            let given = vm.classes.name_of(&given);
            Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{given}'")))
        }
    }
}

fn check_picklable(vm: &mut Vm, this: &Value, class: &Class) -> Result<(), Raised> {
    let exception = this.header().is_some_and(|header| header.kind() == kinds::EXCEPTION);
    if class.instances.kind == kinds::INSTANCE || exception {
        return Ok(());
    }
    let name = vm.intern("__getstate__")?;
    let is_own = |found: Value| {
        found.payload::<NativeFunction>().is_none_or(|function| function.def.qualname != "object.__getstate__")
    };
    if lookup::find(vm, class, &name).is_some_and(is_own) {
        return Ok(());
    }
    let given = class.text_name();
    Err(vm.type_error(format!("cannot pickle '{given}' object")))
}

/// `object.__getstate__`: the attributes, with those in places of `__slots__` apart.
pub(crate) fn state(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let class = vm.classes.of(this);
    let attributes = match class.has(flags::HAS_DICT) && !attributes::names(this).is_empty() {
        true => attributes::dict(vm, this)?.map_or(Value::NONE, taipan_heap::value::Ref::into_value),
        false => Value::NONE,
    };
    let mut slots: Vec<(Value, Value)> = Vec::new();
    let mut classes = vec![class.clone()];
    classes.extend(class.ancestors.borrow().iter().cloned());
    for class in classes.iter().filter(|class| class.has(flags::HEAP)) {
        let members: Vec<Value> = class.namespace.table.borrow().iter().map(|entry| entry.value.clone()).collect();
        for member in members {
            if let Some(Descriptor { behaviour: Behaviour::Member(_), name, .. }) = member.payload::<Descriptor>()
                && let Some(value) = lookup::try_get_attr_quiet(vm, this, &name.get())?
            {
                slots.push((name.get(), value));
            }
        }
    }
    if slots.is_empty() {
        return Ok(attributes);
    }
    let held = vm.dict()?;
    for (name, value) in slots {
        dict::set(vm, &held, &name, value)?;
    }
    vm.tuple(vec![attributes, held.into_value()])
}
