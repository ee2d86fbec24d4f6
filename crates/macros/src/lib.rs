//! `#[function("sort(self, /, *, key=None, reverse=False)")]`: a typed Rust function becomes a Python native.
//!
//! The attribute leaves the function as it is and adds a module of the same name beside it (functions and modules do
//! not clash) with one constant, `DEF`, that a type or library module lists in its table. The text is the Python
//! signature; the Rust parameters after `vm` (which may be left out) take its parameters in the same order; the doc
//! comment becomes `__doc__`.
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
//! In reading order: `text` reads the signature, `item` the head of the Rust function, `expand` writes the module.
//! What is generated speaks only to `taipan_core::protocol::{native, signature}`.

mod text;
mod item;
mod expand;

use proc_macro::TokenStream;

/// Turns a typed Rust function into a native with the Python signature given as text.
#[proc_macro_attribute]
pub fn function(signature: TokenStream, item: TokenStream) -> TokenStream {
    match expand::function(signature.into(), item.clone().into()) {
        Ok(expanded) => expanded.into(),
        Err(error) => {
            // The function stays, so that the one real mistake is not buried under "cannot find function".
            let mut tokens = TokenStream::from(error.into_compile_error());
            tokens.extend(item);
            tokens
        }
    }
}
