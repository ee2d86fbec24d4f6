//! `#[class]` for host programs: a Rust struct that scripts see as a class.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Field, Ident, LitStr, Result};

use crate::item::documentation;
use crate::root::Root;
use crate::traced;

/// The struct without the marks on its fields, and the declaration of its class.
pub(crate) fn class(head: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(item)?;
    let (heap, core) = (Root::Host.heap(), Root::Host.core());
    let name = &input.ident;
    let shown = if head.is_empty() { name.to_string() } else { syn::parse2::<LitStr>(head)?.value() };
    let doc = documentation(&input.attrs);
    let bare = traced::without_marks(&input).into_token_stream();
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new_spanned(name, "a class is a struct; an enum may stand in its fields"));
    };
    let mut attributes = Vec::new();
    for field in &data.fields {
        attributes.extend(attribute(name, field)?);
    }
    Ok(quote! {
        #bare

        const _: () = {
            #[doc = "What lies behind the objects."]
            pub struct Behind(::taipan::class::Shared<#name>);

            static EXTENSION: #heap::extension::Extension = #heap::extension::Extension::of::<Behind>();
            static DECLARATION: #core::protocol::declaration::Declaration = #core::protocol::declaration::Declaration {
                name: #shown,
                instances: #core::value::class::Instances::of::<Behind>(),
                flags: #core::value::class::flags::BASE | #core::value::class::flags::HAS_WEAK,
                base: #core::protocol::declaration::Base::Object,
                unhashable: false,
                spec: #core::protocol::spec::ClassSpec {
                    doc: #doc,
                    methods: <#name as ::taipan::class::Methods>::METHODS,
                    static_methods: <#name as ::taipan::class::Methods>::STATIC_METHODS,
                    attributes: &[#(#attributes),*],
                    ..#core::protocol::spec::ClassSpec::EMPTY
                },
            };

            // SAFETY: a value of the host holds no references that the heap counts, and none is shown.
            #[allow(unsafe_code, reason = "the crate macros answers for it")]
            unsafe impl #heap::trace::Trace for Behind {
                const TRACED: bool = false;

                fn trace(&self, _: &mut dyn FnMut(#heap::word::Word)) {}
            }

            // SAFETY: the extension belongs to this type alone.
            #[allow(unsafe_code, reason = "the crate macros answers for it")]
            unsafe impl #heap::header::Payload for Behind {
                const KIND: u8 = #heap::extension::KIND;
                const NAME: &'static str = #shown;
                const EXTENSION: Option<&'static #heap::extension::Extension> = Some(&EXTENSION);
            }

            impl #core::protocol::declaration::Declared for Behind {
                const DECLARATION: &'static #core::protocol::declaration::Declaration = &DECLARATION;
            }

            impl ::taipan::class::Behind<#name> for Behind {
                fn of(value: ::taipan::class::Shared<#name>) -> Self {
                    Behind(value)
                }

                fn value(&self) -> &::taipan::class::Shared<#name> {
                    &self.0
                }
            }

            impl ::taipan::class::HostClass for #name {
                const NAME: &'static str = #shown;
                type Behind = Behind;
            }

            impl ::taipan::convert::IntoPython for #name {
                fn into_python(
                    self,
                    machine: &mut #core::machine::vm::Vm,
                ) -> ::core::result::Result<#heap::value::Value, #core::machine::pending::Raised> {
                    ::taipan::class::Shared::new(self).into_python(machine)
                }
            }
        };
    })
}

/// The attribute of a field that is marked `#[py(get)]`, `#[py(set)]` or both.
fn attribute(owner: &Ident, field: &Field) -> Result<Option<TokenStream>> {
    let core = Root::Host.core();
    let Some(mark) = field.attrs.iter().find(|attribute| attribute.path().is_ident("py")) else { return Ok(None) };
    let Some(name) = &field.ident else { return Err(syn::Error::new_spanned(field, "an attribute has a name")) };
    let (mut get, mut set) = (false, false);
    mark.parse_nested_meta(|meta| {
        match meta.path.get_ident().map(ToString::to_string).as_deref() {
            Some("get") => get = true,
            Some("set") => set = true,
            _ => return Err(meta.error("expected `get` or `set`")),
        }
        Ok(())
    })?;
    let (ty, shown, doc) = (&field.ty, name.to_string(), documentation(&field.attrs));
    let get = if get {
        quote! { |vm, this| ::taipan::class::got::<#owner, #ty>(vm, this, |object| object.#name.clone()) }
    } else {
        quote! { |vm, _| ::core::result::Result::Err(::taipan::class::unreadable(vm, #shown)) }
    };
    let set = if set {
        quote! {
            ::core::option::Option::Some(|vm, this, value| {
                ::taipan::class::put::<#owner, #ty>(vm, this, #shown, value, |object, value| object.#name = value)
            })
        }
    } else {
        quote! { ::core::option::Option::None }
    };
    Ok(Some(quote! {
        #core::protocol::descriptor::Attribute { name: #shown, doc: #doc, get: #get, set: #set }
    }))
}
