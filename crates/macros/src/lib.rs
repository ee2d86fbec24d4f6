//! What is said once about a native: `#[function]` about a function, `#[class]` about a type.
//!
//! `#[function("sort(self, /, *, key=None, reverse=False)")]`: a typed Rust function becomes a Python native.
//!
//! It adds a module of the same name beside the function, with one constant, `DEF`, for the table of a type or module. The
//! Rust parameters after `vm` (which may be left out) take those of the text in order; the doc comment becomes `__doc__`.
//!
//! | in the text | in Rust |
//! |---|---|
//! | `self`, `cls` first | the receiver, which messages do not count |
//! | `key`, `key=None`, `key=True`, `key=-1` | anything that converts from an argument |
//! | `key=<absent>`, `key='strict'`, other defaults | `Option<T>`, `None` when nothing was given |
//! | `*args` | `Rest<'_>` |
//! | `**kwargs` | `Keywords<'_>` |
//! | `list.append(..)`, `math.gcd(..)` | the name as messages qualify it; `list.__new__(cls, ..)` is a constructor |
//!
//! `mark = Name` behind the text names a variant of `native::Mark`, by which the machine knows the function.
//!
//! `#[class("array.array", methods = [append, ..])]` stands at the struct behind the instances of a class: payload, trace and
//! the declaration of the class come from it. `#[payload(kind, "name")]` is the same without a class, for kinds of the
//! machine, and `#[derive(Trace)]` for what is part of a payload.
//!
//! In reading order: `text` reads a signature, `item` the head of the Rust function, `expand` writes the module beside it;
//! `traced` writes how references are found, `payload` and `class` the rest, `root` knows where generated code finds the
//! crates that it speaks to.

mod text;
mod item;
mod expand;
mod root;
mod traced;
mod payload;
mod class;
mod host_class;
mod methods;

use proc_macro::TokenStream;

/// Turns a typed Rust function into a native with the Python signature given as text.
#[proc_macro_attribute]
pub fn function(signature: TokenStream, item: TokenStream) -> TokenStream {
    or_as_it_was(expand::function(signature.into(), item.clone().into()), item)
}

/// Declares the class whose instances have the struct behind them.
///
/// First the dotted name; then any of `flags = A | B` (of `class::flags`), `base = |classes| &classes.one`
/// or `extends = DeclaredType`,
/// `kind = number` (of the machine's table; else the type has an extension), `unhashable`, `methods = [..]`,
/// `static_methods = [..]`, `attributes = &[..]`, `next`, `awaited`, `make`. The doc comment becomes `__doc__`. Fields whose
/// type is not known to the collector are marked `#[untraced]`.
#[proc_macro_attribute]
pub fn class(head: TokenStream, item: TokenStream) -> TokenStream {
    or_as_it_was(class::class(head.into(), item.clone().into()), item)
}

/// Makes the struct the payload of a kind: `#[payload(kinds::LIST, "list")]`. Further words: `traces_itself` for a type that
/// implements `Trace`, `let_go = method` for large objects that are let go of in pieces.
#[proc_macro_attribute]
pub fn payload(head: TokenStream, item: TokenStream) -> TokenStream {
    or_as_it_was(payload::payload(head.into(), item.clone().into()), item)
}

/// Asks every field for its references, but for those marked `#[untraced]`.
#[proc_macro_derive(Trace, attributes(untraced, items))]
pub fn trace(item: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(item as syn::DeriveInput);
    traced::implementation(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares a class of a host program: package `taipan` shows it as `taipan::class`.
#[proc_macro_attribute]
pub fn host_class(head: TokenStream, item: TokenStream) -> TokenStream {
    or_as_it_was(host_class::class(head.into(), item.clone().into()), item)
}

/// Gives a class of a host program its methods: package `taipan` shows it as `taipan::methods`.
#[proc_macro_attribute]
pub fn methods(_: TokenStream, item: TokenStream) -> TokenStream {
    or_as_it_was(methods::methods(item.clone().into()), item)
}

/// What was generated, or the mistake beside the item as it was: then the one real mistake is not buried under others.
fn or_as_it_was(generated: syn::Result<proc_macro2::TokenStream>, item: TokenStream) -> TokenStream {
    match generated {
        Ok(generated) => generated.into(),
        Err(error) => {
            let mut tokens = TokenStream::from(error.into_compile_error());
            tokens.extend(item);
            tokens
        }
    }
}
