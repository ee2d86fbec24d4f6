//! Native functions: how Rust code looks to scripts, and how arguments reach it.

use taipan_heap::value::{Slot, Value};
use taipan_macros::{Trace, payload};

use crate::machine::hooks::Call;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::arity::{self, Given};
use crate::protocol::signature::{Fallback, Signature};
use crate::value::class::Class;
use crate::value::kinds;
use crate::value::special::Special;
use crate::value::text::Str;

pub use crate::protocol::argument::{At, FromArg, IntoResult, Keywords, Rest, immediate};

/// The Rust side of a native: arguments in, value or pending exception out.
pub type NativeCode = fn(&mut Vm, Args<'_>) -> Result<Value, Raised>;

/// The same for arguments that all come by position.
pub type PlainCode = fn(&mut Vm, &[Value]) -> Result<Value, Raised>;

/// What a native iterator's class gives besides `__next__`: the same without the exception at the end.
pub type NextCode = fn(&mut Vm, &Value) -> Result<Option<Value>, Raised>;

/// What a call of a native class with these positional arguments makes; `None` leaves it to `__new__` and `__init__`.
pub type MakeCode = fn(&mut Vm, &[Value]) -> Result<Option<Value>, Raised>;

/// What a native awaitable's class gives besides `__await__`: a look whether it is ready.
pub type AwaitCode = fn(&mut Vm, &Value) -> Result<Awaited, Raised>;

/// The state of a native awaitable.
pub enum Awaited {
    /// It is done, and this is its result.
    Ready(Value),
    /// It is not done: the frame suspends, and whoever runs it hears of this value.
    Pending(Value),
}

/// Natives that the machine itself must recognise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// None of them.
    No,
    /// `list.append`, which the machine does in place.
    Append,
    /// `+` and `*` of a builtin sequence, which give the other operand no chance.
    OfSequence,
    /// `next()`, which enters the frame of a generator or of a `__next__` in Python.
    Next,
    /// `generator.send`, likewise.
    Send,
    /// `len()`, which enters the frame of a `__len__` in Python.
    Len,
    /// `hash()`, likewise.
    Hash,
    /// `print`, of which somebody tries to make the statement that it was.
    Print,
    /// `object.__new__`
    ObjectNew,
    /// `object.__init__`
    ObjectInit,
    /// `object.__hash__`
    ObjectHash,
    /// `object.__getattribute__`
    ObjectGetAttribute,
    /// `object.__setattr__`
    ObjectSetAttr,
    /// `object.__delattr__`
    ObjectDelAttr,
    /// `type.__new__`
    TypeNew,
    /// `type.__init__`
    TypeInit,
}

/// An entry in a table of natives, as the `#[function]` macro writes it.
#[derive(Clone, Copy)]
pub struct NativeDef {
    /// The name in Python.
    pub name: &'static str,
    /// The name with that of its class, as messages show it.
    pub qualname: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// What it accepts.
    pub signature: &'static Signature,
    /// What the machine knows it by.
    pub mark: Mark,
    /// What it does with positional arguments.
    pub plain: PlainCode,
    /// What it does.
    pub call: NativeCode,
}

/// What binding needs to know of a native. Each entry makes it anew: as a part of the table it would be one more thing that
/// is put into its place whenever the program starts.
#[derive(Clone, Copy)]
pub struct Named {
    /// The name with that of its class.
    pub qualname: &'static str,
    /// What it accepts.
    pub signature: &'static Signature,
    /// What the machine knows it by.
    pub mark: Mark,
}

/// The call of a native none of whose parameters can be named.
pub fn call_without_names(vm: &mut Vm, args: Args<'_>, named: Named, plain: PlainCode) -> Result<Value, Raised> {
    if args.has_keywords() && !args.keywords_are_elsewhere(vm, named) {
        args.bind(vm, named)?;
    }
    plain(vm, args.positional)
}

/// The TypeError for arguments whose number does not fit.
#[cold]
#[inline(never)]
pub fn refuse(vm: &mut Vm, args: &[Value], named: Named) -> Raised {
    match Args::positional(args).bind(vm, named) {
        Err(raised) => raised,
        Ok(_) => vm.type_error(format!("{}() takes no such number of arguments", named.qualname)),
    }
}

/// What a native function is to Python.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Trace)]
pub enum Role {
    /// A function of a module, or a static method: never bound.
    Function,
    /// A method of a class: bound to the instance.
    Method,
    /// A special method of a class: bound to the instance, `slot wrapper` in its repr.
    Special,
    /// A class method: bound to the class.
    ClassMethod,
}

/// Ways around the general calling convention.
#[derive(Clone, Copy, Trace)]
pub enum Shortcut {
    /// None.
    No,
    /// `__next__` of a native iterator.
    Next(#[untraced] NextCode),
    /// `__await__` of a native awaitable.
    Await(#[untraced] AwaitCode),
    /// `__new__` of a native class, and `__init__` with it: for the class itself, not for those derived from it.
    Make(#[untraced] MakeCode),
}

/// A function written in Rust.
#[payload(kinds::NATIVE_FUNCTION, "builtin_function_or_method")]
pub struct NativeFunction {
    /// Its entry in the table.
    pub def: &'static NativeDef,
    /// What it is to Python.
    pub role: Role,
    /// A way around the general convention.
    pub shortcut: Shortcut,
    /// The class it belongs to; unbound if none.
    pub owner: Slot,
    /// `__module__` of a function; else unbound.
    pub module: Slot,
}

impl NativeFunction {
    /// True if a value is the native that the machine knows by this mark.
    #[inline]
    pub fn is(value: &Value, mark: Mark) -> bool {
        value.payload::<NativeFunction>().is_some_and(|function| function.def.mark == mark)
    }
}

/// A native method together with the object (or class) it was looked up on.
#[payload(kinds::BOUND_NATIVE, "builtin_function_or_method")]
pub struct BoundNative {
    /// The function.
    pub function: Value,
    /// The first argument.
    pub receiver: Value,
}

/// The arguments of a native call.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    positional: &'a [Value],
    keywords: &'a [Value],
    named: &'a [Value],
}

/// Arguments in the order of the parameters; `None` where the caller gave nothing.
pub struct Bound<'a> {
    slots: smallvec::SmallVec<[Option<&'a Value>; 8]>,
    rest: &'a [Value],
    keywords: Keywords<'a>,
}

impl<'a> Args<'a> {
    /// Positional arguments alone.
    pub fn positional(values: &'a [Value]) -> Args<'a> {
        Args { positional: values, keywords: &[], named: &[] }
    }

    /// The arguments of a call.
    pub fn of(call: Call<'a>) -> Args<'a> {
        let split = call.values.len() - call.keywords.len().min(call.values.len());
        let (positional, named) = call.values.split_at(split);
        Args { positional, keywords: call.keywords, named }
    }

    /// Whether keyword arguments were given.
    #[inline(always)]
    pub fn has_keywords(&self) -> bool {
        !self.keywords.is_empty()
    }

    /// The positional arguments.
    #[inline(always)]
    pub fn all(&self) -> &'a [Value] {
        self.positional
    }

    /// The keyword arguments.
    pub fn keywords(&self) -> Keywords<'a> {
        Keywords { names: self.keywords, values: self.named, taken: Vec::new() }
    }

    /// Whether keywords of this call are for the other half of making an instance, which a derived class has written
    /// in Python: `__new__` and `__init__` get the same arguments.
    fn keywords_are_elsewhere(&self, vm: &Vm, named: Named) -> bool {
        let Some(first) = self.positional.first().filter(|_| !named.signature.takes_keywords()) else { return false };
        let other = match (named.qualname.rsplit_once('.'), first.payload::<Class>()) {
            (Some((_, "__new__")), Some(class)) => class.special(Special::Init).get(),
            (Some((_, "__init__")), _) => vm.classes.of(first).special(Special::New).get(),
            _ => return false,
        };
        other.word().is_pointer() && !other.is_kind::<NativeFunction>()
    }

    /// The arguments in the order of the parameters; raises TypeError in CPython's words if they do not fit.
    pub fn bind(mut self, vm: &mut Vm, named: Named) -> Result<Bound<'a>, Raised> {
        if let Some(bound) = self.bind_fitting(named) {
            return Ok(bound);
        }
        let (qualname, signature) = (named.qualname, named.signature);
        if self.has_keywords() && self.keywords_are_elsewhere(vm, named) {
            (self.keywords, self.named) = (&[], &[]);
        }
        let texts: smallvec::SmallVec<[std::borrow::Cow<'_, str>; 4]> =
            self.keywords.iter().map(|name| name.payload::<Str>().map(Str::to_lossy).unwrap_or_default()).collect();
        let names: smallvec::SmallVec<[&str; 4]> = texts.iter().map(AsRef::as_ref).collect();
        let given = Given { positional: self.positional.len(), keywords: &names };
        if let Some(message) = arity::arity_error(qualname, signature, given) {
            return Err(vm.type_error(message));
        }
        let most = signature.positional.min(self.positional.len());
        let mut slots: smallvec::SmallVec<[Option<&'a Value>; 8]> = self.positional[..most].iter().map(Some).collect();
        slots.resize(signature.params.len(), None);
        let mut taken = Vec::new();
        for (at, name) in names.iter().enumerate() {
            if let Some(index) = signature.index_of_keyword(name) {
                slots[index] = self.named.get(at);
                taken.push(at);
            }
        }
        let rest = self.positional.get(most..).unwrap_or_default();
        Ok(Bound { slots, rest, keywords: Keywords { names: self.keywords, values: self.named, taken } })
    }

    /// The same where every argument has its parameter and every parameter its argument; `None` leaves it to the one
    /// who knows the messages, and two constructors that refuse more than their signatures say.
    fn bind_fitting(self, named: Named) -> Option<Bound<'a>> {
        let signature = named.signature;
        let most = signature.positional.min(self.positional.len());
        let strict = matches!(named.mark, Mark::ObjectNew | Mark::ObjectInit | Mark::TypeNew | Mark::TypeInit);
        if strict || (most < self.positional.len() && signature.rest.is_none()) {
            return None;
        }
        let mut slots: smallvec::SmallVec<[Option<&'a Value>; 8]> = self.positional[..most].iter().map(Some).collect();
        slots.resize(signature.params.len(), None);
        let mut taken = Vec::new();
        for (at, (name, value)) in self.keywords.iter().zip(self.named).enumerate() {
            match signature.index_of_keyword(name.payload::<Str>()?.as_str()?) {
                Some(index) => {
                    let slot = slots.get_mut(index).filter(|slot| slot.is_none())?;
                    *slot = Some(value);
                    taken.push(at);
                }
                None => _ = signature.keywords?,
            }
        }
        let whole = signature.params.iter().zip(&slots).all(|(param, slot)| slot.is_some() || !param.is_required());
        if !whole {
            return None;
        }
        let rest = self.positional.get(most..).unwrap_or_default();
        Some(Bound { slots, rest, keywords: Keywords { names: self.keywords, values: self.named, taken } })
    }
}

impl<'a> Bound<'a> {
    /// The argument for a parameter.
    pub fn get(&self, index: usize) -> Option<&'a Value> {
        self.slots.get(index).copied().flatten()
    }

    /// What `*args` receives.
    pub fn rest(&self) -> Rest<'a> {
        Rest(self.rest)
    }

    /// What `**kwargs` receives.
    pub fn keywords(&self) -> Keywords<'a> {
        self.keywords.clone()
    }
}

/// A table of natives: `methods![append, extend]`.
#[macro_export]
macro_rules! methods {
    ($($function:ident),* $(,)?) => { &[$($function::DEF),*] };
}

impl Fallback {
    /// True if something stands in.
    pub fn is_some(self) -> bool {
        !matches!(self, Fallback::Required | Fallback::Absent)
    }
}
