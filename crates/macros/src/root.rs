//! Where generated code finds the crates that it speaks to: at their names, or inside of package `taipan` in host programs,
//! which depend on nothing else.

use proc_macro2::TokenStream;
use quote::quote;

/// Who uses a macro.
#[derive(Clone, Copy)]
pub(crate) enum Root {
    /// A crate of the house.
    House,
    /// A program that embeds the package `taipan`.
    Host,
}

impl Root {
    /// The path of crate `heap`.
    pub(crate) fn heap(self) -> TokenStream {
        match self {
            Root::House => quote! { ::taipan_heap },
            Root::Host => quote! { ::taipan::declared::heap },
        }
    }

    /// The path of crate `core`.
    pub(crate) fn core(self) -> TokenStream {
        match self {
            Root::House => quote! { ::taipan_core },
            Root::Host => quote! { ::taipan::declared::core },
        }
    }
}
