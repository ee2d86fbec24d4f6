//! `#[methods] impl Counter { .. }`: the functions of a block become the methods of a host program's class.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, LitStr, Pat, Result, ReturnType, Type};

use crate::expand::{self, Converted};
use crate::item::documentation;
use crate::root::Root;
use crate::text::{Slot, Text};

/// How a method takes its object.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// `#[new]`: it makes one.
    New,
    /// It takes none.
    Static,
    /// `&self`.
    Shared,
    /// `&mut self`.
    Changed,
}

/// The block without the marks on its functions, and the table of methods.
pub(crate) fn methods(item: TokenStream) -> Result<TokenStream> {
    let mut block: ItemImpl = syn::parse2(item)?;
    if let Some((_, path, _)) = &block.trait_ {
        return Err(syn::Error::new_spanned(path, "a class has one block of methods of its own"));
    }
    let core = Root::Host.core();
    let owner = (*block.self_ty).clone();
    let (mut bound, mut free) = (Vec::new(), Vec::new());
    for item in &mut block.items {
        let ImplItem::Fn(function) = item else { continue };
        let way = way(function)?;
        let definition = definition(function, &owner, way)?;
        if way == Way::Static {
            free.push(definition)
        } else {
            bound.push(definition)
        }
        function.attrs.retain(|attribute| !["new", "function"].iter().any(|mark| attribute.path().is_ident(mark)));
    }
    Ok(quote! {
        #block

        impl ::taipan::class::Methods for #owner {
            const METHODS: &'static [#core::protocol::native::NativeDef] = &[#(#bound),*];
            const STATIC_METHODS: &'static [#core::protocol::native::NativeDef] = &[#(#free),*];
        }
    })
}

fn way(function: &ImplItemFn) -> Result<Way> {
    let made = function.attrs.iter().any(|attribute| attribute.path().is_ident("new"));
    match function.sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) if made || receiver.reference.is_none() => {
            Err(syn::Error::new_spanned(receiver, "a method takes `&self` or `&mut self`, a constructor neither"))
        }
        Some(FnArg::Receiver(receiver)) if receiver.mutability.is_some() => Ok(Way::Changed),
        Some(FnArg::Receiver(_)) => Ok(Way::Shared),
        _ if made => Ok(Way::New),
        _ => Ok(Way::Static),
    }
}

/// The native of one function, as an expression.
fn definition(function: &ImplItemFn, owner: &Type, way: Way) -> Result<TokenStream> {
    let core = Root::Host.core();
    let name = &function.sig.ident;
    let params = params(function)?;
    let text = text(function, owner, way, &params)?;
    let receives = usize::from(way != Way::Static);
    if text.order.len() != params.len() + receives {
        let (python, rust) = (text.order.len() - receives.min(text.order.len()), params.len());
        let message = format!("the signature has {python} parameters, the function takes {rust}");
        return Err(syn::Error::new(name.span(), message));
    }
    let (mut conversions, mut handed) = (TokenStream::new(), Vec::new());
    for (slot, (_, ty)) in text.order.iter().skip(receives).zip(&params) {
        let Slot::Param(index) = *slot else {
            return Err(syn::Error::new(name.span(), "a method of the host takes no `*args` and no `**kwargs`"));
        };
        let argument = format_ident!("argument_{index}");
        let (stand_in, slot) = expand::slot(&text, index);
        conversions.extend(quote! {
            #stand_in
            let #argument: #ty = ::taipan::class::argument(vm, #slot)?;
        });
        handed.push(argument);
    }
    let called = called(function, owner, way, &handed, &text.qualname);
    let body = quote! { #conversions #called };
    let Converted { plain, call } = expand::entries(&text, &body);
    let (python_name, qualname, doc) = (text.name(), &text.qualname, documentation(&function.attrs));
    let data = expand::signature_data(&text);
    Ok(quote! {
        {
            use #core::protocol::{native, signature};

            static SIGNATURE: signature::Signature = #data;
            const NAMED: native::Named =
                native::Named { qualname: #qualname, signature: &SIGNATURE, mark: native::Mark::No };
            const DEF: native::NativeDef = native::NativeDef {
                name: #python_name,
                qualname: #qualname,
                doc: #doc,
                signature: &SIGNATURE,
                mark: native::Mark::No,
                plain: #plain,
                call: #call,
            };
            DEF
        }
    })
}

/// The names and types of the parameters behind the receiver.
fn params(function: &ImplItemFn) -> Result<Vec<(Ident, Type)>> {
    let mut params = Vec::new();
    for input in &function.sig.inputs {
        let FnArg::Typed(param) = input else { continue };
        let Pat::Ident(pattern) = &*param.pat else {
            return Err(syn::Error::new_spanned(&param.pat, "a parameter of a method has a name"));
        };
        params.push((pattern.ident.clone(), (*param.ty).clone()));
    }
    Ok(params)
}

/// The signature: the one that is written, or the names of the Rust parameters.
fn text(function: &ImplItemFn, owner: &Type, way: Way, params: &[(Ident, Type)]) -> Result<Text> {
    let owner = owner.to_token_stream().to_string().replace(' ', "");
    let written = function.attrs.iter().find(|attribute| attribute.path().is_ident("function"));
    let (span, text) = match written {
        Some(attribute) => {
            let literal: LitStr = attribute.parse_args()?;
            (literal.span(), format!("{owner}.{}", literal.value()))
        }
        None => {
            let name = if way == Way::New { "__new__".to_owned() } else { function.sig.ident.to_string() };
            let first = match way {
                Way::New => Some("cls".to_owned()),
                Way::Static => None,
                Way::Shared | Way::Changed => Some("self".to_owned()),
            };
            let names = first.into_iter().chain(params.iter().map(|(name, _)| name.to_string()));
            (function.sig.ident.span(), format!("{owner}.{name}({})", names.collect::<Vec<_>>().join(", ")))
        }
    };
    Text::parse(&text).map_err(|mistake| syn::Error::new(span, mistake))
}

/// The call of the Rust function with converted arguments, and what becomes of its result.
fn called(function: &ImplItemFn, owner: &Type, way: Way, handed: &[Ident], qualname: &str) -> TokenStream {
    let name = &function.sig.ident;
    let is_async = function.sig.asyncness.is_some();
    let gives = match &function.sig.output {
        ReturnType::Default => quote! { () },
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let this = quote! { ::taipan::class::receiver::<#owner>(vm, slots[0])? };
    match (way, is_async) {
        (Way::New, _) => quote! {
            let class = ::taipan::class::constructed(vm, slots[0])?;
            ::taipan::class::made::<#owner, #gives>(vm, &class, move || <#owner>::#name(#(#handed),*))
        },
        (Way::Static, false) => quote! {
            ::taipan::class::free(vm, move || <#owner>::#name(#(#handed),*))
        },
        (Way::Static, true) => quote! {
            ::taipan::class::begun(vm, #qualname, <#owner>::#name(#(#handed),*))
        },
        (Way::Shared, false) => quote! {
            let this = #this;
            ::taipan::class::shared(vm, &this, move |this| <#owner>::#name(this, #(#handed),*))
        },
        (Way::Changed, false) => quote! {
            let this = #this;
            ::taipan::class::changed(vm, &this, move |this| <#owner>::#name(this, #(#handed),*))
        },
        (Way::Shared, true) => quote! {
            let this = #this;
            let this = ::taipan::class::borrow(vm, &this)?;
            ::taipan::class::begun(vm, #qualname, async move { <#owner>::#name(&this, #(#handed),*).await })
        },
        (Way::Changed, true) => quote! {
            let this = #this;
            let mut this = ::taipan::class::borrow_mut(vm, &this)?;
            ::taipan::class::begun(vm, #qualname, async move { <#owner>::#name(&mut this, #(#handed),*).await })
        },
    }
}
