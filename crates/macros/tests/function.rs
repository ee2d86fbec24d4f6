//! Natives as the macro writes them, called through a small stand-in for the interpreter.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::len_without_is_empty,
    reason = "the stand-in shows only what the generated code uses"
)]

extern crate self as taipan_core;

/// What the macro fills in is the interpreter's own.
#[path = "../../core/src/protocol/signature.rs"]
pub mod signature;

/// As much of the interpreter as the generated code speaks to: values are integers.
pub mod protocol {
    /// The calling convention.
    pub mod native {
        use super::signature::{Fallback, Signature};

        /// The interpreter.
        pub struct Vm;
        /// A value: the caller's integer.
        pub type Value = i64;
        /// What the machine knows a native by.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Mark {
            No,
            Known,
        }
        /// An entry in a table of natives.
        pub struct NativeDef {
            pub name: &'static str,
            pub qualname: &'static str,
            pub doc: &'static str,
            pub signature: &'static Signature,
            pub mark: Mark,
            pub plain: fn(&mut Vm, &[Value]) -> Result<Value, String>,
            pub call: fn(&mut Vm, Args<'_>) -> Result<Value, String>,
        }
        /// What binding needs to know.
        #[derive(Clone, Copy)]
        pub struct Named {
            pub qualname: &'static str,
            pub signature: &'static Signature,
            pub mark: Mark,
        }
        /// The refusal of arguments whose number does not fit.
        pub fn refuse(_: &mut Vm, _: &[Value], def: Named) -> String {
            format!("{}() is short of arguments", def.qualname)
        }
        /// A call of what has no names.
        pub fn call_without_names(
            vm: &mut Vm,
            args: Args<'_>,
            def: Named,
            plain: fn(&mut Vm, &[Value]) -> Result<Value, String>,
        ) -> Result<Value, String> {
            match args.named.first() {
                Some((name, _)) => Err(format!("{}() has no parameter '{name}'", def.qualname)),
                None => plain(vm, args.positional),
            }
        }
        /// The arguments of a call.
        #[derive(Clone, Copy)]
        pub struct Args<'a> {
            pub positional: &'a [Value],
            pub named: &'a [(&'a str, Value)],
        }
        /// Arguments in the order of the parameters.
        pub struct Bound<'a> {
            slots: Vec<Option<Value>>,
            rest: &'a [Value],
            named: Keywords<'a>,
        }
        /// Where an argument stands.
        pub struct At {
            pub qualname: &'static str,
            pub signature: &'static Signature,
            pub index: usize,
        }
        /// `*args`
        pub struct Rest<'a>(pub &'a [Value]);
        /// `**kwargs`
        pub struct Keywords<'a>(pub Vec<(&'a str, Value)>);

        impl<'a> Args<'a> {
            pub fn has_keywords(&self) -> bool {
                !self.named.is_empty()
            }
            pub fn all(&self) -> &'a [Value] {
                self.positional
            }
            pub fn bind(self, _: &mut Vm, def: Named) -> Result<Bound<'a>, String> {
                let (name, signature) = (def.qualname, def.signature);
                let most = signature.positional.min(self.positional.len());
                let mut slots: Vec<Option<Value>> = self.positional[..most].iter().copied().map(Some).collect();
                slots.resize(signature.params.len(), None);
                let mut named = Keywords::none();
                for &(keyword, value) in self.named {
                    match signature.params.iter().position(|param| param.name == keyword) {
                        Some(index) => slots[index] = Some(value),
                        None => named.0.push((keyword, value)),
                    }
                }
                if slots[..signature.required].contains(&None) {
                    return Err(format!("{name}() is short of arguments"));
                }
                Ok(Bound { slots, rest: &self.positional[most..], named })
            }
        }
        impl<'a> Rest<'a> {
            pub fn of(args: &'a [Value], from: usize) -> Rest<'a> {
                Rest(args.get(from..).unwrap_or_default())
            }
        }
        impl Bound<'_> {
            pub fn get(&self, index: usize) -> Option<&Value> {
                self.slots[index].as_ref()
            }
            pub fn rest(&self) -> Rest<'_> {
                Rest(self.rest)
            }
            pub fn keywords(&self) -> Keywords<'_> {
                Keywords(self.named.0.clone())
            }
        }
        impl Keywords<'_> {
            pub fn none() -> Self {
                Keywords(Vec::new())
            }
        }
        pub trait FromArg<'a>: Sized {
            fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Self, String>;
        }
        impl<'a> FromArg<'a> for &'a Value {
            fn from_arg(_: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Self, String> {
                given.ok_or_else(|| format!("{}: {}", at.qualname, at.signature.params[at.index].name))
            }
        }
        impl FromArg<'_> for bool {
            fn from_arg(_: &mut Vm, given: Option<&Value>, _: At) -> Result<Self, String> {
                Ok(given.is_some_and(|&value| value != 0))
            }
        }
        impl<'a, T: FromArg<'a>> FromArg<'a> for Option<T> {
            fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Self, String> {
                given.map(|_| T::from_arg(vm, given, at)).transpose()
            }
        }
        pub trait IntoResult {
            fn into_result(self, vm: &mut Vm) -> Result<Value, String>;
        }
        impl IntoResult for i64 {
            fn into_result(self, _: &mut Vm) -> Result<Value, String> {
                Ok(self)
            }
        }
        impl IntoResult for Result<i64, String> {
            fn into_result(self, _: &mut Vm) -> Result<Value, String> {
                self
            }
        }
        pub fn immediate(fallback: Fallback) -> Value {
            match fallback {
                Fallback::Bool(value) => i64::from(value),
                Fallback::Int(value) => value,
                Fallback::None | Fallback::Absent | Fallback::Required => -1,
            }
        }
    }
    pub use crate::signature;
}

use protocol::native::{Args, Keywords, NativeDef, Rest, Vm};
use taipan_macros::function;

/// Add the numbers.
///
/// Twice when asked.
#[function("add(self, other, /, *, twice=False)")]
fn add(_vm: &mut Vm, this: &i64, other: &i64, twice: bool) -> Result<i64, String> {
    Ok((this + other) * if twice { 2 } else { 1 })
}

#[function("thing.get(key, default=<absent>, limit=10)")]
pub(crate) fn r#get(key: &i64, default: Option<&i64>, limit: &i64) -> i64 {
    default.map_or(*key, |default| key + default).min(*limit)
}

#[function("count(first, *args, offset=0, **kwargs)")]
fn count(first: &i64, args: Rest<'_>, offset: &i64, kwargs: Keywords<'_>) -> i64 {
    first * 1000 + args.0.len() as i64 * 100 + kwargs.0.len() as i64 * 10 + offset
}

#[function("answer()", mark = Known)]
fn answer() -> i64 {
    42
}

fn call(def: NativeDef, positional: &[i64], named: &[(&str, i64)]) -> Result<i64, String> {
    (def.call)(&mut Vm, Args { positional, named })
}

#[test]
fn positional_arguments_are_read_where_they_lie() {
    assert_eq!(call(add::DEF, &[1, 2], &[]), Ok(3));
    assert_eq!(call(answer::DEF, &[], &[]), Ok(42));
}

#[test]
fn a_mark_stands_in_the_definition() {
    use protocol::native::Mark;
    assert_eq!((answer::DEF.mark, add::DEF.mark), (Mark::Known, Mark::No));
}

#[test]
fn keywords_are_bound() {
    assert_eq!(call(add::DEF, &[1, 2], &[("twice", 1)]), Ok(6));
    assert_eq!(call(r#get::DEF, &[1], &[("limit", 0)]), Ok(0));
}

#[test]
fn defaults_stand_in() {
    assert_eq!(call(r#get::DEF, &[7], &[]), Ok(7));
    assert_eq!(call(r#get::DEF, &[7, 8], &[]), Ok(10));
}

#[test]
fn stars_take_what_is_left() {
    assert_eq!(call(count::DEF, &[1, 2, 3], &[]), Ok(1200));
    assert_eq!(call(count::DEF, &[1, 2, 3], &[("x", 1), ("offset", 5)]), Ok(1215));
}

#[test]
fn too_few_arguments_are_the_business_of_bind() {
    assert_eq!(call(add::DEF, &[1], &[]), Err("add() is short of arguments".to_owned()));
}

#[test]
fn the_definition_carries_names_and_doc() {
    assert_eq!(add::DEF.doc, "Add the numbers.\n\nTwice when asked.");
    assert_eq!((get::DEF.name, get::DEF.qualname), ("get", "thing.get"));
    assert_eq!(add::DEF.signature.text, "($self, other, /, *, twice=False)");
}
