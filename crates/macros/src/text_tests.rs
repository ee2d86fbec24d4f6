//! What the signature parser accepts and refuses.

use super::*;

fn parse(text: &str) -> Text {
    Text::parse(text).unwrap_or_else(|mistake| panic!("{mistake}"))
}

fn mistake(text: &str) -> String {
    Text::parse(text).expect_err("a mistake").to_string()
}

fn param(name: &str, fallback: Fallback) -> Param {
    Param { name: name.to_owned(), fallback }
}

#[test]
fn a_method_has_its_receiver_first() {
    let sort = parse("sort(self, /, *, key=None, reverse=False)");
    assert_eq!(sort.name(), "sort");
    assert_eq!(sort.receiver, Receiver::Instance);
    assert_eq!((sort.positional_only, sort.positional, sort.required), (1, 1, 1));
    assert_eq!(
        sort.params,
        [param("self", Fallback::Required), param("key", Fallback::None), param("reverse", Fallback::Bool(false)),]
    );
    assert_eq!(sort.order, [Slot::Param(0), Slot::Param(1), Slot::Param(2)]);
    assert_eq!(sort.shown, "($self, /, *, key=None, reverse=False)");
}

#[test]
fn a_receiver_is_positional_only_without_a_slash() {
    let split = parse("split(self, sep=None, maxsplit=-1)");
    assert_eq!((split.positional_only, split.positional, split.required), (1, 3, 1));
    assert_eq!(split.params[2].fallback, Fallback::Int(-1));
}

#[test]
fn a_function_without_parameters_is_fine() {
    let locals = parse("locals()");
    assert_eq!(locals.params, []);
    assert_eq!(locals.shown, "()");
}

#[test]
fn stars_collect() {
    let print = parse("print(*args, sep=' ', **kwargs)");
    assert_eq!(print.rest.as_deref(), Some("args"));
    assert_eq!(print.keywords.as_deref(), Some("kwargs"));
    assert_eq!(print.order, [Slot::Rest, Slot::Param(0), Slot::Keywords]);
    assert_eq!(print.positional, 0);
}

#[test]
fn other_defaults_are_absent() {
    let text = parse("f(a=<absent>, b='x, (', c=(1, 2), d=1_000)");
    let fallbacks: Vec<Fallback> = text.params.iter().map(|param| param.fallback).collect();
    assert_eq!(fallbacks, [Fallback::Absent, Fallback::Absent, Fallback::Absent, Fallback::Int(1000)]);
    assert_eq!(text.shown, "(a=<unrepresentable>, b='x, (', c=(1, 2), d=1_000)");
}

#[test]
fn a_dotted_name_qualifies() {
    let text = parse("dict.fromkeys(cls, iterable, value=None, /)");
    assert_eq!((text.name(), text.qualname.as_str()), ("fromkeys", "dict.fromkeys"));
    assert_eq!(text.receiver, Receiver::Class);
    assert_eq!((text.positional_only, text.required), (3, 2));
    assert_eq!(text.shown, "($type, iterable, value=None, /)");
}

#[test]
fn a_mistake_is_marked_in_the_text() {
    assert_eq!(
        mistake("get(self, key=None, default, /)"),
        "a parameter without a default cannot follow one with a default\n  \
         get(self, key=None, default, /)\n  \
         \u{20}                   ^^^^^^^"
    );
    assert!(mistake("get").starts_with("expected `name(parameters)`"));
    assert!(mistake("get(a").starts_with("expected `)` at the end"));
    assert!(mistake("get(a, *)").starts_with("a named parameter must follow the bare `*`"));
    assert!(mistake("get(*, **k)").starts_with("a named parameter must follow the bare `*`"));
    assert!(mistake("get(/, a)").starts_with("`/` stands once"));
    assert!(mistake("get(a, a)").starts_with("this name is taken"));
    assert!(mistake("get(a, , b)").starts_with("expected a parameter"));
    assert!(mistake("get(**k, a)").starts_with("nothing can follow `**`"));
    assert!(mistake("get(a=(1)").starts_with("this is not closed"));
    assert!(mistake("a b(c)").starts_with("this is not a Python name"));
}

#[test]
fn required_parameters_can_be_keyword_only() {
    let text = parse("f(a=1, *, b)");
    assert_eq!(text.params[1], param("b", Fallback::Required));
    assert_eq!((text.positional, text.required), (1, 0));
}
