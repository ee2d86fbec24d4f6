//! `functools.partial`.

use smallvec::SmallVec;
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::call;
use taipan_core::protocol::native::{Keywords, NativeDef, NativeFunction, Rest};
use taipan_core::value::class::Class;
use taipan_core::value::instance::Instance;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::function::method;

pub(super) const METHODS: &[(&str, NativeDef)] = &[("call_partial", call_partial::DEF)];

/// Places of `partial`.
const ARGS: usize = 0;
const FUNC: usize = 1;
const KEYWORDS: usize = 2;
const PLACES: usize = 3;

/// Make a function of another one and of arguments to give it.
#[function("partial.__new__(cls, func, /, *args, **keywords)")]
pub(super) fn new_partial(
    vm: &mut Vm,
    class: Ref<Class>,
    func: &Value,
    args: Rest<'_>,
    keywords: Keywords<'_>,
) -> Result<Value, Raised> {
    if !method::is_callable(vm, func) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let named = vm.dict()?;
    let mut func = func.clone();
    let mut before = Value::UNBOUND;
    if let Some(inner) = bare_partial(vm, &func) {
        before = inner.get_place(ARGS);
        if let Some(held) = inner.get_place(KEYWORDS).to_ref::<Dict>() {
            mapping::update(vm, &named, &held)?;
        }
        func = inner.get_place(FUNC);
    }
    for (name, value) in keywords.iter() {
        mapping::set(vm, &named, name, value.clone())?;
    }
    let before = before.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let given: SmallVec<[Value; 8]> = before.iter().chain(args.iter()).cloned().collect();
    let given = vm.tuple(given)?;
    super::instance_of(vm, &class, [given, func, named.into_value()])
}

/// A partial object without attributes of its own, which is called as all of them are: another around it takes its parts.
fn bare_partial(vm: &Vm, func: &Value) -> Option<Ref<Instance>> {
    let instance = func.to_ref::<Instance>()?;
    let call = vm.classes.of(func).special(Special::Call).get();
    let known = call.payload::<NativeFunction>().is_some_and(|call| call.def.qualname == call_partial::DEF.qualname);
    let bare = match instance.dict() {
        Some(dict) => dict.length() == 0,
        None => instance.shape().places() == PLACES,
    };
    (known && bare).then_some(instance)
}

/// Call the function with the arguments given before, and with more.
#[function("partial.__call__(self, /, *args, **keywords)")]
fn call_partial(vm: &mut Vm, this: &Instance, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let (function, held) = (this.get_place(FUNC), this.get_place(ARGS));
    let named = this.get_place(KEYWORDS);
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
