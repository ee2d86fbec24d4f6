//! `#[payload(kinds::LIST, "list")]`: the struct lies behind objects of a kind of the machine's table; `#[payload("finder")]`:
//! it has an extension instead.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, Expr, Ident, LitStr, Result, Token};

use crate::root::Root;
use crate::traced;

/// What the attribute says.
struct Head {
    kind: Option<Expr>,
    name: LitStr,
    /// The type implements `Trace` itself.
    traces_itself: bool,
    /// A method that lets go of what a large object holds, piece by piece.
    let_go: Option<Expr>,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let kind = if input.peek(LitStr) { None } else { Some(input.parse()?) };
        if kind.is_some() {
            input.parse::<Token![,]>()?;
        }
        let name = input.parse()?;
        let mut head = Head { kind, name, traces_itself: false, let_go: None };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            let word: syn::Ident = input.parse()?;
            if word == "traces_itself" {
                head.traces_itself = true;
            } else if word == "let_go" {
                input.parse::<Token![=]>()?;
                head.let_go = Some(input.parse()?);
            } else {
                return Err(syn::Error::new(word.span(), "expected `traces_itself` or `let_go = method`"));
            }
        }
        Ok(head)
    }
}

/// The struct, and its implementation of `Payload`.
pub(crate) fn payload(head: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let head: Head = syn::parse2(head)?;
    let input: DeriveInput = syn::parse2(item)?;
    let heap = Root::House.heap();
    let name = &input.ident;
    let bare = traced::without_marks(&input).into_token_stream();
    let trace = if head.traces_itself { TokenStream::new() } else { traced::implementation(&input)? };
    let let_go = head.let_go.map(|method| {
        quote! {
            fn let_go(&self, heap: &#heap::heap::Heap) -> bool {
                #method(self, heap)
            }
        }
    });
    // The table of kinds makes arguments of those that it names.
    let argument = head.kind.is_none().then(|| quote! { impl ::taipan_core::value::kinds::Kind for #name {} });
    let implementation = implementation(name, head.kind.as_ref(), &head.name, let_go);
    Ok(quote! {
        #bare
        #trace

        #argument

        const _: () = { #implementation };
    })
}

/// The implementation of `Payload`, with the extension of a type that has no kind of its own.
pub(crate) fn implementation(
    name: &Ident,
    kind: Option<&Expr>,
    shown: &LitStr,
    let_go: Option<TokenStream>,
) -> TokenStream {
    let heap = Root::House.heap();
    let (kind, own, extension) = match kind {
        Some(kind) => (quote! { #kind }, None, quote! { None }),
        None => (
            quote! { #heap::extension::KIND },
            Some(
                quote! { static EXTENSION: #heap::extension::Extension = #heap::extension::Extension::of::<#name>(); },
            ),
            quote! { Some(&EXTENSION) },
        ),
    };
    quote! {
        #own

        // SAFETY: the table of kinds gives each number to one type, or the extension is this type's own.
        #[allow(unsafe_code, reason = "the crate macros answers for it")]
        unsafe impl #heap::header::Payload for #name {
            const KIND: u8 = #kind;
            const NAME: &'static str = #shown;
            const EXTENSION: Option<&'static #heap::extension::Extension> = #extension;

            #let_go
        }
    }
}
