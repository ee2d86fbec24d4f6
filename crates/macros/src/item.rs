//! The head of the Rust function under the attribute; its body is never parsed.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprLit, FnArg, Ident, Lit, Meta, Result, Signature, Type, Visibility};

/// What the macro needs to know about the function.
pub(crate) struct Head {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    /// Whether the first parameter is `&mut Vm`.
    pub(crate) takes_vm: bool,
    /// The types of the parameters after `vm`.
    pub(crate) params: Vec<Type>,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature: Signature = input.parse()?;
        // The body is of no interest: the function is kept as it was written.
        input.step(|cursor| {
            let mut rest = *cursor;
            while let Some((_, next)) = rest.token_tree() {
                rest = next;
            }
            Ok(((), rest))
        })?;
        if let Some(word) = &signature.asyncness {
            return Err(syn::Error::new(word.span, "a native is an ordinary function: return an awaitable instead"));
        }
        let mut params = Vec::with_capacity(signature.inputs.len());
        for input in signature.inputs {
            match input {
                FnArg::Typed(param) => params.push(*param.ty),
                FnArg::Receiver(receiver) => {
                    return Err(syn::Error::new(receiver.self_token.span, "a native is a free function"));
                }
            }
        }
        let takes_vm = params.first().is_some_and(is_vm);
        if takes_vm {
            params.remove(0);
        }
        Ok(Head { attributes, visibility, name: signature.ident, takes_vm, params })
    }
}

impl Head {
    /// The text of the doc comment.
    pub(crate) fn doc(&self) -> String {
        documentation(&self.attributes)
    }

    /// The conditions under which the function exists.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"))
    }

    /// How visible the contents of the module are: as much as the function, and at least in the crate.
    pub(crate) fn contents_visibility(&self) -> TokenStream {
        match &self.visibility {
            Visibility::Public(public) => quote::quote!(#public),
            Visibility::Restricted(_) | Visibility::Inherited => quote::quote!(pub(crate)),
        }
    }
}

/// Whether a type is `&mut Vm`, under any path.
fn is_vm(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) if reference.mutability.is_some() => {
            last_name(&reference.elem).as_deref() == Some("Vm")
        }
        _ => false,
    }
}

/// Whether a type is an `Option`.
pub(crate) fn is_option(ty: &Type) -> bool {
    last_name(ty).as_deref() == Some("Option")
}

fn last_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// The text of a doc comment.
pub(crate) fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) => Some(line.value()),
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned()).collect();
    lines.join("\n").trim().to_owned()
}
