//! How the arguments of natives become Rust values, and their results values again.

use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Value};

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::signature::{Fallback, Receiver, Signature};
use crate::protocol::{arity, lookup, truth};
use crate::value::kinds::Kind;
use crate::value::number::{BigInt, BoxedInt, Float};
use crate::value::text::Str;

/// Where an argument stands, for messages.
#[derive(Clone, Copy)]
pub struct At {
    /// The native's name with that of its class.
    pub qualname: &'static str,
    /// What it accepts.
    pub signature: &'static Signature,
    /// Which parameter this is.
    pub index: usize,
}

impl At {
    /// The native's own name; that of the class where it makes instances.
    pub fn function(&self) -> &'static str {
        match self.qualname.rsplit_once('.') {
            Some((class, "__new__" | "__init__")) => class,
            Some((_, name)) => name,
            None => self.qualname,
        }
    }

    /// TypeError because the argument is not what it must be.
    #[cold]
    pub fn wrong_type(&self, vm: &mut Vm, wanted: &str, given: &Value) -> Raised {
        let name = vm.classes.name_of(given);
        let name = if given.is_none() { "None".to_owned() } else { name };
        let function = self.function();
        if self.index == 0 && self.signature.receiver == Receiver::Instance {
            let given = vm.classes.name_of(given);
            if arity::is_slot(self.qualname, self.signature) {
                return vm.type_error(format!(
                    "descriptor '{function}' requires a '{wanted}' object but received a '{given}'"
                ));
            }
            return vm.type_error(format!(
                "descriptor '{function}' for '{wanted}' objects doesn't apply to a '{given}' object"
            ));
        }
        let number = self.index + 1 - self.signature.uncounted();
        let single = self.signature.params.len() - self.signature.uncounted() == 1;
        if single && self.signature.positional_only == self.signature.params.len() {
            return vm.type_error(format!("{function}() argument must be {wanted}, not {name}"));
        }
        match self.signature.params.get(self.index) {
            Some(param) if self.index >= self.signature.positional_only => {
                vm.type_error(format!("{function}() argument '{}' must be {wanted}, not {name}", param.name))
            }
            _ => vm.type_error(format!("{function}() argument {number} must be {wanted}, not {name}")),
        }
    }
}

/// A type that an argument can become.
pub trait FromArg<'a>: Sized {
    /// Converts; nothing given means that the parameter is optional and the caller left it out.
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Self, Raised>;
}

fn required<'a>(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<&'a Value, Raised> {
    given.ok_or_else(|| vm.type_error(format!("{}() is missing an argument", at.function())))
}

impl<'a> FromArg<'a> for &'a Value {
    #[inline(always)]
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<&'a Value, Raised> {
        match given {
            Some(value) => Ok(value),
            None => required(vm, given, at),
        }
    }
}

impl<'a> FromArg<'a> for Value {
    #[inline(always)]
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Value, Raised> {
        required(vm, given, at).cloned()
    }
}

/// An optional argument: explicit `None` counts as given.
impl<'a> FromArg<'a> for Option<Value> {
    fn from_arg(_: &mut Vm, given: Option<&'a Value>, _: At) -> Result<Option<Value>, Raised> {
        Ok(given.cloned())
    }
}

/// An optional argument: explicit `None` counts as given.
impl<'a> FromArg<'a> for Option<&'a Value> {
    fn from_arg(_: &mut Vm, given: Option<&'a Value>, _: At) -> Result<Option<&'a Value>, Raised> {
        Ok(given)
    }
}

/// The truth of any object.
impl<'a> FromArg<'a> for bool {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<bool, Raised> {
        let value = required(vm, given, at)?;
        truth::is_true(vm, value)
    }
}

/// An integer that fits 64 bits.
impl<'a> FromArg<'a> for i64 {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<i64, Raised> {
        let value = required(vm, given, at)?;
        if let Some(small) = value.word().as_int() {
            return Ok(small);
        }
        let index = lookup::index(vm, value)?;
        match small_int(&index) {
            Some(small) => Ok(small),
            None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }
}

impl<'a> FromArg<'a> for isize {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<isize, Raised> {
        i64::from_arg(vm, given, at).map(|value| value as isize)
    }
}

/// The value of an integer object if 64 bits hold it.
pub fn small_int(value: &Value) -> Option<i64> {
    if let Some(small) = value.word().as_int() {
        return Some(small);
    }
    if let Some(truth) = value.word().as_bool() {
        return Some(i64::from(truth));
    }
    if let Some(boxed) = value.payload::<BoxedInt>() {
        return Some(boxed.0);
    }
    value.payload::<BigInt>()?.look().to_i64()
}

/// A float, or anything with `__float__` or `__index__`.
impl<'a> FromArg<'a> for f64 {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<f64, Raised> {
        let value = required(vm, given, at)?;
        if let Some(float) = value.word().as_float() {
            return Ok(float);
        }
        if let Some(float) = value.payload::<Float>() {
            return Ok(float.0);
        }
        if let Some(small) = value.word().as_int() {
            return Ok(small as f64);
        }
        if let Some(result) = crate::protocol::call::special(vm, value, crate::value::special::Special::Float, &[])? {
            if let Some(float) = result.word().as_float() {
                return Ok(float);
            }
            if let Some(float) = result.payload::<Float>() {
                return Ok(float.0);
            }
        }
        let given = vm.classes.name_of(value);
        Err(vm.type_error(format!("must be real number, not {given}")))
    }
}

/// A string without lone surrogates.
impl<'a> FromArg<'a> for &'a str {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<&'a str, Raised> {
        let value = required(vm, given, at)?;
        let Some(text) = value.payload::<Str>() else { return Err(at.wrong_type(vm, "str", value)) };
        match text.as_str() {
            Some(text) => Ok(text),
            None => Err(vm.value_error("surrogates not allowed")),
        }
    }
}

impl<'a> FromArg<'a> for Option<&'a str> {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Option<&'a str>, Raised> {
        match given {
            Some(value) if !value.is_none() => <&str>::from_arg(vm, given, at).map(Some),
            _ => Ok(None),
        }
    }
}

macro_rules! optional {
    ($($type:ty),*) => {
        $(
            /// Left out or `None`.
            impl<'a> FromArg<'a> for Option<$type> {
                fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Option<$type>, Raised> {
                    match given {
                        Some(value) if !value.is_none() => <$type>::from_arg(vm, given, at).map(Some),
                        _ => Ok(None),
                    }
                }
            }
        )*
    };
}

optional!(bool, i64, isize, f64);

/// The payload of an object of one kind.
impl<'a, T: Kind> FromArg<'a> for &'a T {
    #[inline(always)]
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<&'a T, Raised> {
        let value = required(vm, given, at)?;
        match value.payload::<T>() {
            Some(payload) => Ok(payload),
            None => Err(at.wrong_type(vm, T::NAME, value)),
        }
    }
}

/// A counted handle of an object of one kind.
impl<'a, T: Kind> FromArg<'a> for Ref<T> {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Ref<T>, Raised> {
        let value = required(vm, given, at)?;
        match value.to_ref::<T>() {
            Some(object) => Ok(object),
            None => Err(at.wrong_type(vm, T::NAME, value)),
        }
    }
}

/// Left out or `None`, else an object of one kind.
impl<'a, T: Kind> FromArg<'a> for Option<&'a T> {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Option<&'a T>, Raised> {
        match given {
            Some(value) if !value.is_none() => <&T>::from_arg(vm, given, at).map(Some),
            _ => Ok(None),
        }
    }
}

/// Left out or `None`, else an object of one kind.
impl<'a, T: Kind> FromArg<'a> for Option<Ref<T>> {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Option<Ref<T>>, Raised> {
        match given {
            Some(value) if !value.is_none() => Ref::<T>::from_arg(vm, given, at).map(Some),
            _ => Ok(None),
        }
    }
}

/// What `*args` receives.
#[derive(Clone, Copy)]
pub struct Rest<'a>(pub &'a [Value]);

impl<'a> Rest<'a> {
    /// The positional arguments from `index` on.
    #[inline(always)]
    pub fn of(args: &'a [Value], index: usize) -> Rest<'a> {
        Rest(args.get(index..).unwrap_or_default())
    }
}

impl<'a> std::ops::Deref for Rest<'a> {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        self.0
    }
}

/// What `**kwargs` receives.
#[derive(Clone)]
pub struct Keywords<'a> {
    pub(crate) names: &'a [Value],
    pub(crate) values: &'a [Value],
    pub(crate) taken: Vec<usize>,
}

impl<'a> Keywords<'a> {
    /// No keyword arguments.
    pub fn none() -> Keywords<'a> {
        Keywords { names: &[], values: &[], taken: Vec::new() }
    }

    /// Names (interned strings) and values.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Value, &'a Value)> + '_ {
        self.names
            .iter()
            .zip(self.values)
            .enumerate()
            .filter(|(index, _)| !self.taken.contains(index))
            .map(|(_, pair)| pair)
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

/// A type that a native can give back.
pub trait IntoResult {
    /// The value, or the exception that is pending.
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised>;
}

impl IntoResult for Value {
    #[inline(always)]
    fn into_result(self, _: &mut Vm) -> Result<Value, Raised> {
        Ok(self)
    }
}

impl IntoResult for () {
    #[inline(always)]
    fn into_result(self, _: &mut Vm) -> Result<Value, Raised> {
        Ok(Value::NONE)
    }
}

impl IntoResult for bool {
    #[inline(always)]
    fn into_result(self, _: &mut Vm) -> Result<Value, Raised> {
        Ok(Value::from_bool(self))
    }
}

impl IntoResult for i64 {
    #[inline(always)]
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.int(self)
    }
}

impl IntoResult for usize {
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.size(self)
    }
}

impl IntoResult for f64 {
    #[inline(always)]
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.float(self)
    }
}

impl IntoResult for &str {
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.str(self)
    }
}

impl IntoResult for String {
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised> {
        vm.str(&self)
    }
}

impl<T: Payload> IntoResult for Ref<T> {
    fn into_result(self, _: &mut Vm) -> Result<Value, Raised> {
        Ok(self.into_value())
    }
}

impl<T: IntoResult> IntoResult for Option<T> {
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised> {
        match self {
            Some(value) => value.into_result(vm),
            None => Ok(Value::NONE),
        }
    }
}

impl<T: IntoResult> IntoResult for Result<T, Raised> {
    #[inline(always)]
    fn into_result(self, vm: &mut Vm) -> Result<Value, Raised> {
        match self {
            Ok(value) => value.into_result(vm),
            Err(raised) => Err(raised),
        }
    }
}

/// The value that stands in for an argument that was left out.
pub fn immediate(fallback: Fallback) -> Value {
    match fallback {
        Fallback::Bool(value) => Value::from_bool(value),
        Fallback::Int(value) => Value::from_small_int(value).unwrap_or(Value::NONE),
        Fallback::None | Fallback::Absent | Fallback::Required => Value::NONE,
    }
}
