//! Calling whatever can be called, from Rust code.

use smallvec::SmallVec;
use taipan_heap::value::{Ref, Value};

use crate::machine::hooks::Call;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::lookup;
use crate::protocol::native::{Args, BoundNative, NativeFunction, Role, Shortcut};
use crate::value::class::Class;
use crate::value::function::{BoundMethod, Function, LibraryFunction};
use crate::value::kinds;
use crate::value::number::BigInt;
use crate::value::special::Special;

impl Vm {
    /// Calls with positional arguments.
    pub fn call(&mut self, callable: &Value, args: &[Value]) -> Result<Value, Raised> {
        call(self, callable, Call { values: args, keywords: &[] })
    }

    /// Calls a method with positional arguments; `name` is interned.
    pub fn call_method(&mut self, object: &Value, name: &str, args: &[Value]) -> Result<Value, Raised> {
        let name = self.intern(name)?;
        let method = lookup::get_attr(self, object, &name)?;
        self.call(&method, args)
    }
}

/// Python's `callable(*values, **keywords)`.
pub fn call(vm: &mut Vm, callable: &Value, call: Call<'_>) -> Result<Value, Raised> {
    vm.check_depth_for(CALLING)?;
    let Some(header) = callable.header() else { return Err(not_callable(vm, callable)) };
    match header.kind() {
        kinds::FUNCTION => match callable.to_ref::<Function>() {
            Some(function) => (vm.hooks.run_function)(vm, &function, call),
            None => Err(not_callable(vm, callable)),
        },
        kinds::NATIVE_FUNCTION => native(vm, callable, call),
        kinds::LIBRARY_FUNCTION => {
            let Some(held) = callable.payload::<LibraryFunction>() else { return Err(not_callable(vm, callable)) };
            let function = held.function.clone();
            (vm.hooks.run_function)(vm, &function, call)
        }
        kinds::BOUND_METHOD => {
            let Some(method) = callable.payload::<BoundMethod>() else { return Err(not_callable(vm, callable)) };
            let (function, receiver) = (method.function.get(), method.receiver.get());
            match function.is_kind::<BoundMethod>() {
                true => with_receivers(vm, function, receiver, call),
                false => with_receiver(vm, &function, &receiver, call),
            }
        }
        kinds::BOUND_NATIVE => {
            let Some(method) = callable.payload::<BoundNative>() else { return Err(not_callable(vm, callable)) };
            let (function, receiver) = (method.function.clone(), method.receiver.clone());
            with_receiver(vm, &function, &receiver, call)
        }
        kinds::CLASS => match callable.to_ref::<Class>() {
            Some(class) => class_call(vm, &class, call),
            None => Err(not_callable(vm, callable)),
        },
        _ => {
            let class = vm.classes.of(callable);
            let method = class.special(Special::Call).get();
            if method.is_unbound() {
                return Err(not_callable(vm, callable));
            }
            vm.enter_native_for(CALLING)?;
            let result = method_call(vm, &method, callable, call);
            vm.leave_native();
            result
        }
    }
}

fn native(vm: &mut Vm, callable: &Value, call: Call<'_>) -> Result<Value, Raised> {
    let Some(function) = callable.payload::<NativeFunction>() else { return Err(not_callable(vm, callable)) };
    let def = function.def;
    if function.role == Role::Function && function.owner.word().is_pointer() {
        check_constructed(vm, callable, call.values.first())?;
    }
    if call.keywords.is_empty() {
        return (def.plain)(vm, call.values);
    }
    (def.call)(vm, Args::of(call))
}

/// A `__new__` makes instances of its own class and of those derived from it only: others look different in memory.
pub fn check_constructed(vm: &mut Vm, callable: &Value, first: Option<&Value>) -> Result<(), Raised> {
    let owner = callable.payload::<NativeFunction>().and_then(|function| function.owner.get().to_ref::<Class>());
    let (Some(owner), Some(first)) = (owner, first) else { return Ok(()) };
    let Some(class) = first.payload::<Class>() else {
        let (name, given) = (owner.text_name(), vm.classes.name_of(first));
        return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({given})")));
    };
    if class.is_subclass_of(&owner) {
        return Ok(());
    }
    let (name, given) = (owner.full_name(), class.full_name());
    Err(vm.type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")))
}

/// Calls with one more positional argument in front.
pub fn with_receiver(vm: &mut Vm, callable: &Value, receiver: &Value, rest: Call<'_>) -> Result<Value, Raised> {
    let keywords = rest.keywords;
    // Most calls of special methods have an argument or two: their list needs no counting.
    match rest.values {
        [] => call(vm, callable, Call { values: std::slice::from_ref(receiver), keywords }),
        [one] => call(vm, callable, Call { values: &[receiver.clone(), one.clone()], keywords }),
        [one, two] => call(vm, callable, Call { values: &[receiver.clone(), one.clone(), two.clone()], keywords }),
        all => {
            let mut values: SmallVec<[Value; 8]> = SmallVec::with_capacity(all.len() + 1);
            values.push(receiver.clone());
            values.extend(all.iter().cloned());
            call(vm, callable, Call { values: &values, keywords })
        }
    }
}

/// Calls the function of a method that is bound again and again, with all receivers in front. Each level by itself would
/// copy the arguments of those above it.
fn with_receivers(vm: &mut Vm, mut function: Value, receiver: Value, rest: Call<'_>) -> Result<Value, Raised> {
    let mut values = vec![receiver];
    while let Some(method) = function.payload::<BoundMethod>() {
        vm.tick()?;
        values.push(method.receiver.get());
        let inner = method.function.get();
        function = inner;
    }
    values.reverse();
    values.extend(rest.values.iter().cloned());
    call(vm, &function, Call { values: &values, keywords: rest.keywords })
}

/// Calls what a lookup on the class of `receiver` found, bound to it.
pub fn method_call(vm: &mut Vm, method: &Value, receiver: &Value, rest: Call<'_>) -> Result<Value, Raised> {
    vm.check_depth_for(CALLING)?;
    if method.is_kind::<Function>() {
        return with_receiver(vm, method, receiver, rest);
    }
    if let Some(function) = method.payload::<NativeFunction>()
        && matches!(function.role, Role::Method | Role::Special)
    {
        let code = function.def.plain;
        return match rest.values {
            [] if rest.keywords.is_empty() => code(vm, std::slice::from_ref(receiver)),
            [one] if rest.keywords.is_empty() => code(vm, &[receiver.clone(), one.clone()]),
            _ => with_receiver(vm, method, receiver, rest),
        };
    }
    let class = vm.classes.of(receiver);
    let bound = lookup::bind(vm, method, Some(receiver), class.value())?;
    call(vm, &bound, rest)
}

/// Calls a special method, if the class of `receiver` has it.
pub fn special(vm: &mut Vm, receiver: &Value, special: Special, args: &[Value]) -> Result<Option<Value>, Raised> {
    let method = vm.classes.of(receiver).special(special).get();
    if method.is_unbound() || method.is_none() {
        return Ok(None);
    }
    method_call(vm, &method, receiver, Call { values: args, keywords: &[] }).map(Some)
}

/// `type.__call__`: makes an instance.
pub fn class_call(vm: &mut Vm, class: &Ref<Class>, rest: Call<'_>) -> Result<Value, Raised> {
    let meta = vm.classes.of(class.value());
    if !meta.value().is(vm.classes.type_.value()) {
        let method = meta.special(Special::Call).get();
        if method.is_kind::<Function>() || !method.is_kind::<NativeFunction>() {
            return method_call(vm, &method, class.value(), rest);
        }
    }
    construct(vm, class, rest)
}

/// Makes an instance with `__new__` and `__init__`.
pub fn construct(vm: &mut Vm, class: &Ref<Class>, rest: Call<'_>) -> Result<Value, Raised> {
    vm.check_depth_for(CALLING)?;
    if class.value().is(vm.classes.type_.value()) && rest.values.len() == 1 && rest.keywords.is_empty() {
        return Ok(vm.classes.of(&rest.values[0]).into_value());
    }
    let new = class.special(Special::New).get();
    if new.is_unbound() || class.has(crate::value::class::flags::NO_NEW) {
        let name = class.text_name();
        return Err(vm.type_error(format!("cannot create '{name}' instances")));
    }
    if let Some(NativeFunction { shortcut: Shortcut::Make(make), owner, .. }) = new.payload()
        && rest.keywords.is_empty()
        && owner.word() == class.value().word()
        && let Some(made) = make(vm, rest.values)?
    {
        return Ok(made);
    }
    let new = lookup::unwrap_static(&new);
    let object = with_receiver(vm, &new, class.value(), rest)?;
    let made = vm.classes.of(&object);
    if made.is_subclass_of(class) {
        let init = made.special(Special::Init).get();
        if !init.is_unbound() {
            let result = method_call(vm, &init, &object, rest)?;
            if !result.is_none() {
                let given = vm.classes.name_of(&result);
                return Err(vm.type_error(format!("__init__() should return None, not '{given}'")));
            }
        }
    }
    Ok(object)
}

/// What `__len__` must give.
pub fn length_result(vm: &mut Vm, result: &Value) -> Result<usize, Raised> {
    let index = lookup::index(vm, result)?;
    let large = index.payload::<BigInt>().map(BigInt::look);
    let Some(length) = index.word().as_int().or(match large {
        Some(large) if large.is_negative() => Some(-1),
        Some(large) => large.to_i64(),
        None => None,
    }) else {
        return Err(vm.overflow_error("cannot fit 'int' into an index-sized integer"));
    };
    usize::try_from(length).map_err(|_| vm.value_error("__len__() should return >= 0"))
}

fn not_callable(vm: &mut Vm, callable: &Value) -> Raised {
    let given = vm.classes.name_of(callable);
    vm.type_error(format!("'{given}' object is not callable"))
}

/// What a call says that nests too deep without Python code in between.
pub const CALLING: &str = " while calling a Python object";
