//! `#[derive(Trace)]`: every field is asked for its references, but for those marked `#[untraced]`.
//!
//! A container of a crate that knows nothing of references is marked `#[items]`: its items are asked. Its `iter` has to give
//! each item once, so the mark may stand only where unsafe code may.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Field, Fields, Result, Type};

use crate::root::Root;

/// The implementation of `Trace` for a struct or an enum.
pub(crate) fn implementation(input: &DeriveInput) -> Result<TokenStream> {
    let heap = Root::House.heap();
    let name = &input.ident;
    let (generics, arguments, conditions) = input.generics.split_for_impl();
    let (fields, body) = match &input.data {
        Data::Struct(data) => {
            let shown = data.fields.members().zip(&data.fields);
            let shown = shown.map(|(member, field)| ask(field, &quote! { &self.#member }, &heap));
            (data.fields.iter().collect::<Vec<_>>(), quote! { #(#shown)* })
        }
        Data::Enum(data) => {
            let arms = data.variants.iter().map(|variant| arm(&variant.ident, &variant.fields, &heap));
            (data.variants.iter().flat_map(|variant| &variant.fields).collect(), quote! { match self { #(#arms)* } })
        }
        Data::Union(_) => return Err(syn::Error::new_spanned(name, "a union does not say what it holds")),
    };
    let traced = fields.into_iter().map(|field| {
        let ty = &field.ty;
        match mark(field) {
            Mark::None => quote! { <#ty as #heap::trace::Trace>::TRACED },
            Mark::Items => quote! { true },
            Mark::Untraced => quote! { false },
        }
    });
    Ok(quote! {
        // SAFETY: every field is owned and asked at most once.
        #[allow(unsafe_code, unused_variables, reason = "the crate macros answers for it")]
        unsafe impl #generics #heap::trace::Trace for #name #arguments #conditions {
            const TRACED: bool = false #(|| #traced)*;

            fn trace(&self, visit: &mut dyn FnMut(#heap::word::Word)) {
                #body
            }
        }
    })
}

/// The arm of a variant: its fields get names.
fn arm(variant: &syn::Ident, fields: &Fields, heap: &TokenStream) -> TokenStream {
    let names: Vec<_> = (0..fields.len()).map(|index| format_ident!("field_{index}")).collect();
    let members = fields.members();
    let shown = names.iter().zip(fields).map(|(name, field)| ask(field, &quote! { #name }, heap));
    quote! { Self::#variant { #(#members: #names),* } => { #(#shown)* } }
}

/// Asks a field, given as a reference.
fn ask(field: &Field, place: &TokenStream, heap: &TokenStream) -> TokenStream {
    match mark(field) {
        Mark::None => quote! { #heap::trace::Trace::trace(#place, visit); },
        Mark::Items if is_cell(&field.ty) => quote! {
            if let Ok(items) = (#place).try_borrow() {
                items.iter().for_each(|item| #heap::trace::Trace::trace(item, visit));
            }
        },
        Mark::Items => quote! { (#place).iter().for_each(|item| #heap::trace::Trace::trace(item, visit)); },
        Mark::Untraced => TokenStream::new(),
    }
}

/// What is written at a field.
enum Mark {
    None,
    Items,
    Untraced,
}

fn mark(field: &Field) -> Mark {
    let has = |name: &str| field.attrs.iter().any(|attribute| attribute.path().is_ident(name));
    match (has("untraced"), has("items")) {
        (true, _) => Mark::Untraced,
        (false, true) => Mark::Items,
        (false, false) => Mark::None,
    }
}

/// Whether a type is a `RefCell`.
fn is_cell(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "RefCell"))
}

/// The item without the marks on its fields, which only this crate understands.
pub(crate) fn without_marks(input: &DeriveInput) -> DeriveInput {
    let mut bare = input.clone();
    let strip = |fields: &mut Fields| {
        for field in fields {
            field
                .attrs
                .retain(|attribute| !["untraced", "items", "py"].iter().any(|mark| attribute.path().is_ident(mark)));
        }
    };
    match &mut bare.data {
        Data::Struct(data) => strip(&mut data.fields),
        Data::Enum(data) => data.variants.iter_mut().for_each(|variant| strip(&mut variant.fields)),
        Data::Union(_) => {}
    }
    bare
}
