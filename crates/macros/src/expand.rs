//! The module written beside the function.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Ident, LitStr, Result, Token};

use crate::item::{self, Head};
use crate::text::{Fallback, Receiver, Slot, Text};

/// What stands in the attribute: the signature, and what the machine knows the function by, if it does.
struct Given {
    signature: LitStr,
    mark: Option<Ident>,
}

impl Parse for Given {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let signature = input.parse()?;
        let mut mark = None;
        if input.parse::<Option<Token![,]>>()?.is_some() {
            let word: Ident = input.parse()?;
            if word != "mark" {
                return Err(syn::Error::new(word.span(), "expected `mark = Name`"));
            }
            input.parse::<Token![=]>()?;
            mark = Some(input.parse()?);
        }
        Ok(Given { signature, mark })
    }
}

/// The function as it was, and its module.
pub(crate) fn function(given: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let Given { signature: literal, mark } = syn::parse2(given)?;
    let mark = mark.unwrap_or_else(|| Ident::new("No", Span::call_site()));
    let text = Text::parse(&literal.value()).map_err(|mistake| syn::Error::new(literal.span(), mistake))?;
    let head: Head = syn::parse2(item.clone())?;
    agree(&text, &head)?;

    let (visibility, name) = (&head.visibility, &head.name);
    let contents = head.contents_visibility();
    let conditions = head.conditions();
    let python_name = text.name();
    let qualname = &text.qualname;
    let doc = head.doc();
    let about = format!("`{python_name}` as a native function.");
    let data = signature_data(&text);
    let Converted { plain, call } = entries(&text, &body(&text, &head));
    Ok(quote! {
        #item

        #(#conditions)*
        #[doc = #about]
        #visibility mod #name {
            use ::taipan_core::protocol::native;
            use ::taipan_core::protocol::signature;

            static SIGNATURE: signature::Signature = #data;

            const NAMED: native::Named =
                native::Named { qualname: #qualname, signature: &SIGNATURE, mark: native::Mark::#mark };

            #[doc = #about]
            #contents const DEF: native::NativeDef = native::NativeDef {
                name: #python_name,
                qualname: #qualname,
                doc: #doc,
                signature: &SIGNATURE,
                mark: native::Mark::#mark,
                plain: #plain,
                call: #call,
            };
        }
    })
}

/// Refuses a function whose parameters are not those of the text.
fn agree(text: &Text, head: &Head) -> Result<()> {
    if text.order.len() != head.params.len() {
        let (python, rust) = (text.order.len(), head.params.len());
        let message = format!("the signature has {python} parameters, the function takes {rust} besides `vm`");
        return Err(syn::Error::new(head.name.span(), message));
    }
    for (slot, ty) in text.order.iter().zip(&head.params) {
        if let Slot::Param(index) = *slot
            && text.params[index].fallback == Fallback::Absent
            && !item::is_option(ty)
        {
            let message = format!("`{}` can be absent: its type has to be an `Option`", text.params[index].name);
            return Err(syn::Error::new(ty.span(), message));
        }
    }
    Ok(())
}

/// The signature as the constant that the interpreter reads.
pub(crate) fn signature_data(text: &Text) -> TokenStream {
    let (shown, declared) = (&text.shown, text.declared);
    let receiver = match text.receiver {
        Receiver::None => quote!(None),
        Receiver::Instance => quote!(Instance),
        Receiver::Class => quote!(Class),
    };
    let params = text.params.iter().map(|param| {
        let (name, fallback) = (&param.name, fallback_data(param.fallback));
        quote!(signature::Param { name: #name, fallback: #fallback })
    });
    let [positional_only, positional, required] =
        [text.positional_only, text.positional, text.required].map(Literal::usize_unsuffixed);
    let (rest, keywords) = (optional(text.rest.as_deref()), optional(text.keywords.as_deref()));
    quote! {
        signature::Signature {
            text: #shown,
            receiver: signature::Receiver::#receiver,
            params: &[#(#params),*],
            positional_only: #positional_only,
            positional: #positional,
            required: #required,
            rest: #rest,
            keywords: #keywords,
            declared: #declared,
        }
    }
}

fn fallback_data(fallback: Fallback) -> TokenStream {
    match fallback {
        Fallback::Required => quote!(signature::Fallback::Required),
        Fallback::Absent => quote!(signature::Fallback::Absent),
        Fallback::None => quote!(signature::Fallback::None),
        Fallback::Bool(value) => quote!(signature::Fallback::Bool(#value)),
        Fallback::Int(value) => {
            let value = Literal::i64_suffixed(value);
            quote!(signature::Fallback::Int(#value))
        }
    }
}

fn optional(name: Option<&str>) -> TokenStream {
    match name {
        Some(name) => quote!(::core::option::Option::Some(#name)),
        None => quote!(::core::option::Option::None),
    }
}

/// The conversion of all arguments, and the call of the function with them.
fn body(text: &Text, head: &Head) -> TokenStream {
    let function = &head.name;
    let mut conversions = TokenStream::new();
    let mut handed = Vec::new();
    if head.takes_vm {
        handed.push(quote!(vm));
    }
    for (slot, ty) in text.order.iter().zip(&head.params) {
        match *slot {
            Slot::Rest => handed.push(quote!(rest)),
            Slot::Keywords => handed.push(quote!(keywords)),
            Slot::Param(index) => {
                let argument = format_ident!("argument_{index}");
                conversions.extend(conversion(text, index, &argument, ty));
                handed.push(quote!(#argument));
            }
        }
    }
    quote! {
        #conversions
        native::IntoResult::into_result(super::#function(#(#handed),*), vm)
    }
}

/// The two entries of a native. They are closures, so that their types need not be named.
pub(crate) struct Converted {
    pub(crate) plain: TokenStream,
    pub(crate) call: TokenStream,
}

/// The entries around a body that finds its arguments in `slots`, `rest` and `keywords`.
///
/// `plain` takes arguments that come by position, and reads them where they lie. `call` takes named ones, too, which are
/// bound first; where no parameter has a name there is nothing to bind.
pub(crate) fn entries(text: &Text, run: &TokenStream) -> Converted {
    let fits = fits(text);
    let direct = gather(text, Source::Positional);
    let plain = quote! {
        |vm, args| {
            if !(#fits) {
                return ::core::result::Result::Err(native::refuse(vm, args, NAMED));
            }
            #direct
            #run
        }
    };
    if text.positional_only == text.params.len() && text.keywords.is_none() {
        let call = quote!(|vm, args| native::call_without_names(vm, args, NAMED, DEF.plain));
        return Converted { plain, call };
    }
    let bound = gather(text, Source::Bound);
    let call = quote! {
        |vm, args| {
            if !args.has_keywords() {
                return (DEF.plain)(vm, args.all());
            }
            let bound = args.bind(vm, NAMED)?;
            #bound
            #run
        }
    };
    Converted { plain, call }
}

/// Whether so many positional arguments fit.
fn fits(text: &Text) -> TokenStream {
    let [required, positional] = [text.required, text.positional].map(Literal::usize_unsuffixed);
    match (&text.rest, text.required) {
        (Some(_), 0) => quote!(true),
        (Some(_), _) => quote!(args.len() >= #required),
        (None, 0) => quote!(args.len() <= #positional),
        (None, all) if all == text.positional => quote!(args.len() == #required),
        (None, _) => quote!((#required..=#positional).contains(&args.len())),
    }
}

/// Where an entry finds its arguments.
#[derive(Clone, Copy)]
enum Source {
    /// In the slice `args` that the caller gave, which has as many as fit.
    Positional,
    /// In `bound`.
    Bound,
}

/// Names `slots`, `rest` and `keywords`, as far as the signature has them.
fn gather(text: &Text, source: Source) -> TokenStream {
    let slot = |index: usize| {
        let place = Literal::usize_unsuffixed(index);
        match source {
            Source::Bound => quote!(bound.get(#place)),
            Source::Positional if index < text.required => quote!(::core::option::Option::Some(&args[#place])),
            Source::Positional if index < text.positional => quote!(args.get(#place)),
            Source::Positional => quote!(::core::option::Option::None),
        }
    };
    let (mut names, mut values) = (Vec::new(), Vec::new());
    if !text.params.is_empty() {
        let slots = (0..text.params.len()).map(slot);
        names.push(quote!(slots));
        values.push(quote!([#(#slots),*]));
    }
    if text.rest.is_some() {
        let positional = Literal::usize_unsuffixed(text.positional);
        names.push(quote!(rest));
        values.push(match source {
            Source::Positional => quote!(native::Rest::of(args, #positional)),
            Source::Bound => quote!(bound.rest()),
        });
    }
    if text.keywords.is_some() {
        names.push(quote!(keywords));
        values.push(match source {
            Source::Positional => quote!(native::Keywords::none()),
            Source::Bound => quote!(bound.keywords()),
        });
    }
    quote!(#(let #names = #values;)*)
}

/// Where the argument of a parameter is, and before that, what stands in where it was left out.
pub(crate) fn slot(text: &Text, index: usize) -> (Option<TokenStream>, TokenStream) {
    let place = Literal::usize_unsuffixed(index);
    match text.params[index].fallback {
        Fallback::Required | Fallback::Absent => (None, quote!(slots[#place])),
        fallback @ (Fallback::None | Fallback::Bool(_) | Fallback::Int(_)) => {
            let data = fallback_data(fallback);
            (
                Some(quote!(let fallback = native::immediate(#data);)),
                quote!(slots[#place].or(::core::option::Option::Some(&fallback))),
            )
        }
    }
}

/// Converts one argument; errors of type point at the Rust parameter.
fn conversion(text: &Text, index: usize, argument: &syn::Ident, ty: &syn::Type) -> TokenStream {
    let qualname = &text.qualname;
    let place = Literal::usize_unsuffixed(index);
    let (stand_in, slot) = slot(text, index);
    quote_spanned! { ty.span().resolved_at(Span::call_site()) =>
        #stand_in
        let #argument = native::FromArg::from_arg(
            vm,
            #slot,
            native::At { qualname: #qualname, signature: &SIGNATURE, index: #place },
        )?;
    }
}
