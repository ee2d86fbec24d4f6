//! `#[class("array.array", flags = BASE, methods = [append, ..])]`: the struct lies behind the instances of a class.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, Expr, ExprArray, Ident, LitStr, Result, Token, Type};

use crate::item::documentation;
use crate::payload;
use crate::root::Root;
use crate::traced;

/// What the attribute says.
struct Head {
    name: LitStr,
    /// A number of the machine's table of kinds; without it the type has an extension.
    kind: Option<Expr>,
    /// Bits of `class::flags`, by their names.
    flags: Option<Expr>,
    /// Picks the class of the machine that this one derives from.
    base: Option<Expr>,
    /// The declared payload whose class this one derives from.
    extends: Option<Type>,
    unhashable: bool,
    methods: Option<ExprArray>,
    static_methods: Option<ExprArray>,
    /// Other fields of `ClassSpec`.
    fields: Vec<(Ident, Expr)>,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut head = Head {
            name: input.parse()?,
            kind: None,
            flags: None,
            base: None,
            extends: None,
            unhashable: false,
            methods: None,
            static_methods: None,
            fields: Vec::new(),
        };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let word: Ident = input.parse()?;
            if word == "unhashable" {
                head.unhashable = true;
                continue;
            }
            input.parse::<Token![=]>()?;
            match word.to_string().as_str() {
                "kind" => head.kind = Some(input.parse()?),
                "flags" => head.flags = Some(input.parse()?),
                "base" => head.base = Some(input.parse()?),
                "extends" => head.extends = Some(input.parse()?),
                "methods" => head.methods = Some(input.parse()?),
                "static_methods" => head.static_methods = Some(input.parse()?),
                "attributes" | "next" | "awaited" | "make" => head.fields.push((word, input.parse()?)),
                _ => return Err(syn::Error::new(word.span(), "a class has no such part")),
            }
        }
        Ok(head)
    }
}

/// The struct, its implementation of `Payload`, and the declaration of its class.
pub(crate) fn class(head: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let head: Head = syn::parse2(head)?;
    let input: DeriveInput = syn::parse2(item)?;
    let core = Root::House.core();
    let (name, shown) = (&input.ident, &head.name);
    let bare = traced::without_marks(&input).into_token_stream();
    let trace = traced::implementation(&input)?;
    let doc = documentation(&input.attrs);
    let flags =
        head.flags.map(|flags| quote! { { use #core::value::class::flags::*; #flags } }).unwrap_or(quote! { 0 });
    let base = match (head.base, head.extends) {
        (Some(pick), _) => quote! { Known(#pick) },
        (None, Some(base)) => quote! { Declared(<#base as #core::protocol::declaration::Declared>::DECLARATION) },
        (None, None) => quote! { Object },
    };
    let unhashable = head.unhashable;
    let tables = [("methods", head.methods), ("static_methods", head.static_methods)];
    let tables = tables.into_iter().filter_map(|(field, list)| Some((Ident::new(field, name.span()), list?.elems)));
    let tables = tables.map(|(field, list)| quote! { #field: #core::methods![#list], });
    let fields = head.fields.iter().map(|(field, value)| quote! { #field: #value, });
    let payload = payload::implementation(name, head.kind.as_ref(), &head.name, None);
    Ok(quote! {
        #bare
        #trace

        const _: () = {
            #payload

            static DECLARATION: #core::protocol::declaration::Declaration = #core::protocol::declaration::Declaration {
                name: #shown,
                instances: #core::value::class::Instances::of::<#name>(),
                flags: #flags,
                base: #core::protocol::declaration::Base::#base,
                unhashable: #unhashable,
                spec: #core::protocol::spec::ClassSpec {
                    doc: #doc,
                    #(#tables)*
                    #(#fields)*
                    ..#core::protocol::spec::ClassSpec::EMPTY
                },
            };

            impl #core::value::kinds::Kind for #name {}

            impl #core::protocol::declaration::Declared for #name {
                const DECLARATION: &'static #core::protocol::declaration::Declaration = &DECLARATION;
            }
        };
    })
}
