//! Weak proxies: they do whatever is asked of them with their target, as long as it is there.

use std::cell::Cell;

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary, Unary};
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{item, iterate, repr as reprs};
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::weak;
use taipan_core::protocol::{call, lookup, name, truth};
use taipan_core::value::class::flags;
use taipan_core::value::function::WeakRef;
use taipan_heap::header::flags as header_flags;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::class::class_new::flatten;
use crate::function::method::is_callable;

/// `weakref.ProxyType`
pub(crate) static SPEC: ClassSpec = ClassSpec { doc: "A weak proxy.", methods: METHODS, ..ClassSpec::EMPTY };

/// `weakref.CallableProxyType`
pub(crate) static CALLABLE_SPEC: ClassSpec =
    ClassSpec { doc: "A weak proxy of something that can be called.", methods: CALLABLE_METHODS, ..ClassSpec::EMPTY };

macro_rules! tables {
    ($($method:ident)*) => {
        const METHODS: &[taipan_core::protocol::native::NativeDef] = methods![$($method),*];
        const CALLABLE_METHODS: &[taipan_core::protocol::native::NativeDef] = methods![call_proxy, $($method),*];
    };
}

tables! {
    getattribute setattr delattr repr str bool_ len getitem setitem delitem contains iter next hash
    lt le eq ne gt ge neg pos abs invert int_ float_ index
    add radd iadd sub rsub isub mul rmul imul truediv rtruediv itruediv floordiv rfloordiv ifloordiv
    mod_ rmod imod divmod rdivmod pow rpow ipow matmul rmatmul imatmul lshift rlshift ilshift rshift rrshift irshift
    and rand iand or ror ior xor rxor ixor
}

/// A proxy of an object.
pub fn make(vm: &mut Vm, target: &Value, callback: Value) -> Result<Value, Raised> {
    let of_target = vm.classes.of(target);
    let Some(header) = target.header().filter(|_| of_target.has(flags::HAS_WEAK)) else {
        let given = of_target.full_name();
        return Err(vm.type_error(format!("cannot create weak reference to '{given}' object")));
    };
    let callable = is_callable(vm, target);
    let class = if callable { vm.classes.weak_callable_proxy.clone() } else { vm.classes.weak_proxy.clone() };
    if callback.is_none()
        && let Some(shared) = weak::shareable(vm, target, &class)
    {
        return Ok(shared.into_value());
    }
    let proxy = WeakRef { target: Cell::new(target.word()), callback: Slot::new(callback), hash: Cell::new(None) };
    let proxy = vm.allocate(&class, proxy)?;
    proxy.header().set(header_flags::FINALIZER);
    header.set(header_flags::WEAK);
    vm.world.weak.borrow_mut().entry(target.word().bits()).or_default().push(proxy.value().word());
    Ok(proxy.into_value())
}

fn target(vm: &mut Vm, this: &WeakRef) -> Result<Value, Raised> {
    match vm.weak_target(this) {
        Some(target) => Ok(target),
        None => Err(vm.raise_message(|classes| &classes.reference_error, "weakly-referenced object no longer exists")),
    }
}

/// The target of a proxy; any other value as it is.
fn unwrapped(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let class = vm.classes.of(value);
    let proxy =
        class.value().is(vm.classes.weak_proxy.value()) || class.value().is(vm.classes.weak_callable_proxy.value());
    match value.payload::<WeakRef>().filter(|_| proxy) {
        Some(proxy) => target(vm, proxy),
        None => Ok(value.clone()),
    }
}

/// Calls the object.
#[function("CallableProxyType.__call__(self, /, *args, **kwargs)")]
fn call_proxy(vm: &mut Vm, this: &WeakRef, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let target = target(vm, this)?;
    let (values, names) = flatten(&args, &keywords);
    call::call(vm, &target, Call { values: &values, keywords: &names })
}

/// The value of an attribute. Raises AttributeError if there is none.
#[function("ProxyType.__getattribute__(self, name, /)")]
fn getattribute(vm: &mut Vm, this: &WeakRef, name: &Value) -> Result<Value, Raised> {
    let target = target(vm, this)?;
    let name = name::attribute(vm, name)?;
    lookup::get_attr(vm, &target, &name)
}

/// Give an attribute a value.
#[function("ProxyType.__setattr__(self, name, value, /)")]
fn setattr(vm: &mut Vm, this: &WeakRef, name: &Value, value: Value) -> Result<(), Raised> {
    let target = target(vm, this)?;
    let name = name::attribute(vm, name)?;
    lookup::set_attr(vm, &target, &name, Some(value))
}

/// Remove an attribute. Raises AttributeError if there is none.
#[function("ProxyType.__delattr__(self, name, /)")]
fn delattr(vm: &mut Vm, this: &WeakRef, name: &Value) -> Result<(), Raised> {
    let target = target(vm, this)?;
    let name = name::attribute(vm, name)?;
    lookup::set_attr(vm, &target, &name, None)
}

/// What repr() shows.
#[function("ProxyType.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Ref<WeakRef>) -> String {
    let at = this.value().word().bits();
    match vm.weak_target(&this) {
        Some(target) => {
            format!("<weakproxy at {at:#x}; to '{}' at {:#x}>", vm.classes.name_of(&target), target.word().bits())
        }
        None => format!("<weakproxy at {at:#x}; dead>"),
    }
}

/// What str() and print() show.
#[function("ProxyType.__str__(self, /)")]
fn str(vm: &mut Vm, this: &WeakRef) -> Result<Value, Raised> {
    let target = target(vm, this)?;
    Ok(reprs::str(vm, &target)?.into_value())
}

/// The truth of the object.
#[function("ProxyType.__bool__(self, /)")]
fn bool_(vm: &mut Vm, this: &WeakRef) -> Result<bool, Raised> {
    let target = target(vm, this)?;
    truth::is_true(vm, &target)
}

/// The number of items.
#[function("ProxyType.__len__(self, /)")]
fn len(vm: &mut Vm, this: &WeakRef) -> Result<usize, Raised> {
    let target = target(vm, this)?;
    item::length(vm, &target)
}

/// What the object gives for a key.
#[function("ProxyType.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &WeakRef, key: &Value) -> Result<Value, Raised> {
    let target = target(vm, this)?;
    item::get(vm, &target, key)
}

/// Have the object take a value for a key.
#[function("ProxyType.__setitem__(self, key, value, /)")]
fn setitem(vm: &mut Vm, this: &WeakRef, key: &Value, value: Value) -> Result<(), Raised> {
    let target = target(vm, this)?;
    item::set(vm, &target, key, value)
}

/// Have the object delete what a key names.
#[function("ProxyType.__delitem__(self, key, /)")]
fn delitem(vm: &mut Vm, this: &WeakRef, key: &Value) -> Result<(), Raised> {
    let target = target(vm, this)?;
    item::delete(vm, &target, key)
}

/// Whether something is among the items.
#[function("ProxyType.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &WeakRef, key: &Value) -> Result<bool, Raised> {
    let target = target(vm, this)?;
    item::contains(vm, &target, key)
}

/// An iterator over the items.
#[function("ProxyType.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: &WeakRef) -> Result<Value, Raised> {
    let target = target(vm, this)?;
    iterate::iter(vm, &target)
}

/// The next item. Raises StopIteration at the end.
#[function("ProxyType.__next__(self, /)")]
fn next(vm: &mut Vm, this: &WeakRef) -> Result<Value, Raised> {
    let target = target(vm, this)?;
    if !iterate::is_iterator(vm, &target) {
        let given = vm.classes.name_of(&target);
        return Err(vm.type_error(format!("Weakref proxy referenced a non-iterator '{given}' object")));
    }
    match iterate::next(vm, &target)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// A number for dicts and sets: equal objects have the same.
#[function("ProxyType.__hash__(self, /)")]
fn hash(vm: &mut Vm, _this: &WeakRef) -> Result<Value, Raised> {
    Err(vm.type_error("unhashable type: 'weakref.ProxyType'"))
}

macro_rules! comparisons {
    ($($name:ident $text:literal $comparison:ident;)*) => { $(
        #[function($text)]
        fn $name(vm: &mut Vm, this: &WeakRef, value: &Value) -> Result<Value, Raised> {
            let (target, value) = (target(vm, this)?, unwrapped(vm, value)?);
            compare::compare(vm, Comparison::$comparison, &target, &value)
        }
    )* };
}

comparisons! {
    lt "ProxyType.__lt__(self, value, /)" Lt;
    le "ProxyType.__le__(self, value, /)" Le;
    eq "ProxyType.__eq__(self, value, /)" Eq;
    ne "ProxyType.__ne__(self, value, /)" Ne;
    gt "ProxyType.__gt__(self, value, /)" Gt;
    ge "ProxyType.__ge__(self, value, /)" Ge;
}

macro_rules! unaries {
    ($($name:ident $text:literal $op:ident;)*) => { $(
        #[function($text)]
        fn $name(vm: &mut Vm, this: &WeakRef) -> Result<Value, Raised> {
            let target = target(vm, this)?;
            arithmetic::unary(vm, Unary::$op, &target)
        }
    )* };
}

unaries! {
    neg "ProxyType.__neg__(self, /)" Neg;
    pos "ProxyType.__pos__(self, /)" Pos;
    abs "ProxyType.__abs__(self, /)" Abs;
    invert "ProxyType.__invert__(self, /)" Invert;
}

macro_rules! conversions {
    ($($name:ident $text:literal $class:ident;)*) => { $(
        #[function($text)]
        fn $name(vm: &mut Vm, this: &WeakRef) -> Result<Value, Raised> {
            let target = target(vm, this)?;
            let class = vm.classes.$class.value().clone();
            vm.call(&class, std::slice::from_ref(&target))
        }
    )* };
}

conversions! {
    int_ "ProxyType.__int__(self, /)" int;
    float_ "ProxyType.__float__(self, /)" float;
}

/// The object as an index.
#[function("ProxyType.__index__(self, /)")]
fn index(vm: &mut Vm, this: &WeakRef) -> Result<Value, Raised> {
    let target = target(vm, this)?;
    lookup::index(vm, &target)
}

macro_rules! operators {
    ($($name:ident $text:literal $reflected:ident $reflected_text:literal $in_place:ident $in_place_text:literal $op:ident;)*) => { $(
        #[function($text)]
        fn $name(vm: &mut Vm, this: &WeakRef, value: &Value) -> Result<Value, Raised> {
            let (target, value) = (target(vm, this)?, unwrapped(vm, value)?);
            arithmetic::binary(vm, Binary::$op, &target, &value)
        }

        #[function($reflected_text)]
        fn $reflected(vm: &mut Vm, this: &WeakRef, value: &Value) -> Result<Value, Raised> {
            let (target, value) = (target(vm, this)?, unwrapped(vm, value)?);
            arithmetic::binary(vm, Binary::$op, &value, &target)
        }

        #[function($in_place_text)]
        fn $in_place(vm: &mut Vm, this: &WeakRef, value: &Value) -> Result<Value, Raised> {
            let (target, value) = (target(vm, this)?, unwrapped(vm, value)?);
            arithmetic::in_place(vm, Binary::$op, &target, &value)
        }
    )* };
}

operators! {
    add "ProxyType.__add__(self, value, /)" radd "ProxyType.__radd__(self, value, /)" iadd "ProxyType.__iadd__(self, value, /)" Add;
    sub "ProxyType.__sub__(self, value, /)" rsub "ProxyType.__rsub__(self, value, /)" isub "ProxyType.__isub__(self, value, /)" Sub;
    mul "ProxyType.__mul__(self, value, /)" rmul "ProxyType.__rmul__(self, value, /)" imul "ProxyType.__imul__(self, value, /)" Mul;
    truediv "ProxyType.__truediv__(self, value, /)" rtruediv "ProxyType.__rtruediv__(self, value, /)" itruediv "ProxyType.__itruediv__(self, value, /)" TrueDiv;
    floordiv "ProxyType.__floordiv__(self, value, /)" rfloordiv "ProxyType.__rfloordiv__(self, value, /)" ifloordiv "ProxyType.__ifloordiv__(self, value, /)" FloorDiv;
    mod_ "ProxyType.__mod__(self, value, /)" rmod "ProxyType.__rmod__(self, value, /)" imod "ProxyType.__imod__(self, value, /)" Mod;
    pow "ProxyType.__pow__(self, value, /)" rpow "ProxyType.__rpow__(self, value, /)" ipow "ProxyType.__ipow__(self, value, /)" Pow;
    matmul "ProxyType.__matmul__(self, value, /)" rmatmul "ProxyType.__rmatmul__(self, value, /)" imatmul "ProxyType.__imatmul__(self, value, /)" MatMul;
    lshift "ProxyType.__lshift__(self, value, /)" rlshift "ProxyType.__rlshift__(self, value, /)" ilshift "ProxyType.__ilshift__(self, value, /)" LShift;
    rshift "ProxyType.__rshift__(self, value, /)" rrshift "ProxyType.__rrshift__(self, value, /)" irshift "ProxyType.__irshift__(self, value, /)" RShift;
    and "ProxyType.__and__(self, value, /)" rand "ProxyType.__rand__(self, value, /)" iand "ProxyType.__iand__(self, value, /)" And;
    or "ProxyType.__or__(self, value, /)" ror "ProxyType.__ror__(self, value, /)" ior "ProxyType.__ior__(self, value, /)" Or;
    xor "ProxyType.__xor__(self, value, /)" rxor "ProxyType.__rxor__(self, value, /)" ixor "ProxyType.__ixor__(self, value, /)" Xor;
}

/// Quotient and rest.
#[function("ProxyType.__divmod__(self, value, /)")]
fn divmod(vm: &mut Vm, this: &WeakRef, value: &Value) -> Result<Value, Raised> {
    let (target, value) = (target(vm, this)?, unwrapped(vm, value)?);
    arithmetic::binary(vm, Binary::DivMod, &target, &value)
}

/// Quotient and rest, with this as the divisor.
#[function("ProxyType.__rdivmod__(self, value, /)")]
fn rdivmod(vm: &mut Vm, this: &WeakRef, value: &Value) -> Result<Value, Raised> {
    let (target, value) = (target(vm, this)?, unwrapped(vm, value)?);
    arithmetic::binary(vm, Binary::DivMod, &value, &target)
}
