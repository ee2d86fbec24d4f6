//! The parameters of a function: the grammar takes them in any order, this checks it.

use taipan_ast::expr::{Arg, Arguments, Expr};
use taipan_source::span::Span;

use super::{Failure, refuse};

/// One entry of a parameter list.
pub(crate) enum Parameter {
    Positional(Arg, Option<Expr>),
    Slash(Span),
    Star(Span),
    Variadic(Arg),
    Keywords(Arg),
}

/// Parameters in order.
pub(crate) fn collect(list: Vec<Parameter>) -> Result<Arguments, Failure> {
    let mut found = Arguments::default();
    // The `*`, alone or in front of a name, behind which names are keywords only.
    let mut star: Option<Span> = None;
    let mut bare: Option<Span> = None;
    let mut slash = false;
    for parameter in list {
        if let Some(kwarg) = &found.kwarg {
            return refuse(kwarg.span, "arguments cannot follow var-keyword argument");
        }
        match parameter {
            Parameter::Positional(arg, default) if star.is_some() => {
                bare = None;
                found.kwonlyargs.push(arg);
                found.kw_defaults.push(default);
            }
            Parameter::Positional(arg, None) if !found.defaults.is_empty() => {
                return refuse(arg.span, "parameter without a default follows parameter with a default");
            }
            Parameter::Positional(arg, default) => {
                found.args.push(arg);
                found.defaults.extend(default);
            }
            Parameter::Slash(span) => {
                if slash {
                    return refuse(span, "/ may appear only once");
                }
                if star.is_some() {
                    return refuse(span, "/ must be ahead of *");
                }
                if found.args.is_empty() {
                    return refuse(span, "at least one argument must precede /");
                }
                slash = true;
                found.posonlyargs = std::mem::take(&mut found.args);
            }
            Parameter::Star(span) => {
                if star.is_some() {
                    return refuse(span, "* argument may appear only once");
                }
                star = Some(span);
                bare = Some(span);
            }
            Parameter::Variadic(arg) => {
                if star.is_some() {
                    return refuse(arg.span, "* argument may appear only once");
                }
                star = Some(arg.span);
                found.vararg = Some(Box::new(arg));
            }
            Parameter::Keywords(arg) => found.kwarg = Some(Box::new(arg)),
        }
    }
    match bare {
        Some(span) => refuse(span, "named arguments must follow bare *"),
        None => Ok(found),
    }
}
