//! What is wrong with the arguments of a call to a native that CPython has as a function of Python, in the words of such
//! functions: `f() missing 1 required positional argument: 'a'`. A receiver counts like any other parameter.

use taipan_text::suggest;

use crate::protocol::arity::Given;
use crate::protocol::signature::Signature;

/// The first complaint about a call, or `None` when the arguments fit: names are looked at before numbers.
pub(super) fn arity_error(name: &str, signature: &Signature, given: Given<'_>) -> Option<String> {
    let positional = given.positional.min(signature.positional);
    let named = |index: usize| {
        // `self` can be given by its name.
        let param = &signature.params[index];
        given.keywords.contains(&param.name).then_some(index)
    };
    for &keyword in given.keywords {
        match signature.index_of_keyword(keyword) {
            Some(index) if index < positional => {
                return Some(format!("{name}() got multiple values for argument '{keyword}'"));
            }
            None if signature.keywords.is_none() => return Some(unknown(name, signature, keyword)),
            Some(_) | None => {}
        }
    }
    if given.positional > signature.positional && signature.rest.is_none() {
        let keyword_only = (signature.positional..signature.params.len()).filter_map(named).count();
        return Some(too_many(name, signature, given.positional, keyword_only));
    }
    let missing = |from: usize, to: usize| -> Vec<&str> {
        let needed = (from..to).filter(|&index| signature.params[index].is_required() && named(index).is_none());
        needed.map(|index| signature.params[index].name).collect()
    };
    let absent = missing(positional, signature.positional);
    if !absent.is_empty() {
        return Some(lacking(name, "positional", &absent));
    }
    let absent = missing(signature.positional, signature.params.len());
    (!absent.is_empty()).then(|| lacking(name, "keyword-only", &absent))
}

fn unknown(name: &str, signature: &Signature, keyword: &str) -> String {
    let known = signature.params.iter().skip(signature.positional_only).map(|param| param.name);
    let hint = suggest::nearest(keyword, known).map(|near| format!(". Did you mean '{near}'?")).unwrap_or_default();
    format!("{name}() got an unexpected keyword argument '{keyword}'{hint}")
}

fn too_many(name: &str, signature: &Signature, given: usize, keyword_only: usize) -> String {
    let (least, most) = (signature.required, signature.positional);
    let takes = if least < most {
        format!("from {least} to {most} positional arguments")
    } else {
        format!("{most} positional argument{}", plural(most))
    };
    let given = if keyword_only > 0 {
        let (s, t) = (plural(given), plural(keyword_only));
        format!("{given} positional argument{s} (and {keyword_only} keyword-only argument{t}) were given")
    } else {
        format!("{given} {} given", if given == 1 { "was" } else { "were" })
    };
    format!("{name}() takes {takes} but {given}")
}

fn lacking(name: &str, kind: &str, absent: &[&str]) -> String {
    let quoted: Vec<String> = absent.iter().map(|name| format!("'{name}'")).collect();
    let list = match quoted.as_slice() {
        [one, other] => format!("{one} and {other}"),
        [first @ .., last] if !first.is_empty() => format!("{}, and {last}", first.join(", ")),
        few => few.concat(),
    };
    format!("{name}() missing {} required {kind} argument{}: {list}", absent.len(), plural(absent.len()))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::signature::{Fallback, Param, Receiver};

    const fn param(name: &'static str, fallback: Fallback) -> Param {
        Param { name, fallback }
    }

    /// `def Loop.call_at(self, when, callback, *args, context=None)`, with or without `*args`.
    fn complaint(rest: Option<&'static str>, positional: usize, keywords: &[&str]) -> Option<String> {
        const PARAMS: &[Param] = &[
            param("self", Fallback::Required),
            param("when", Fallback::Required),
            param("callback", Fallback::Required),
            param("context", Fallback::None),
        ];
        let signature = Signature {
            text: "",
            receiver: Receiver::Instance,
            params: PARAMS,
            positional_only: 1,
            positional: 3,
            required: 3,
            rest,
            keywords: None,
            declared: true,
        };
        arity_error("Loop.call_at", &signature, Given { positional, keywords })
    }

    #[test]
    fn a_call_that_fits_is_not_complained_of() {
        assert_eq!(complaint(None, 3, &[]), None);
        assert_eq!(complaint(None, 1, &["callback", "when", "context"]), None);
        assert_eq!(complaint(Some("args"), 9, &[]), None);
    }

    #[test]
    fn what_is_missing_is_listed() {
        let words = |text: &str| Some(format!("Loop.call_at() missing {text}"));
        assert_eq!(complaint(None, 2, &[]), words("1 required positional argument: 'callback'"));
        assert_eq!(complaint(None, 1, &[]), words("2 required positional arguments: 'when' and 'callback'"));
        assert_eq!(complaint(None, 0, &[]), words("3 required positional arguments: 'self', 'when', and 'callback'"));
        assert_eq!(complaint(None, 1, &["callback"]), words("1 required positional argument: 'when'"));
    }

    #[test]
    fn names_are_looked_at_before_numbers() {
        let words = |text: &str| Some(format!("Loop.call_at() {text}"));
        assert_eq!(complaint(None, 4, &[]), words("takes 3 positional arguments but 4 were given"));
        let both = "takes 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given";
        assert_eq!(complaint(None, 4, &["context"]), words(both));
        assert_eq!(complaint(None, 4, &["when"]), words("got multiple values for argument 'when'"));
        let wrong = "got an unexpected keyword argument 'callbac'. Did you mean 'callback'?";
        assert_eq!(complaint(None, 0, &["callbac"]), words(wrong));
    }
}
