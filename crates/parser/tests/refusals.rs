//! Refused sources get the message of CPython 3.13 and its place; `refusals.txt` holds what CPython said.

use taipan_parser::{Mode, parse};

#[test]
fn refused_sources_get_the_words_of_cpython() {
    let mut wrong = Vec::new();
    for line in include_str!("refusals.txt").lines().filter(|line| line.starts_with('"')) {
        let (source, expected) = divide(line);
        let found = match parse(&source, Mode::Module) {
            Ok(_) => "accepted".to_owned(),
            Err(it) => {
                format!("{} {}:{}-{}:{} {}", it.kind.name(), it.line, it.offset, it.end_line, it.end_offset, it.message)
            }
        };
        if found != expected {
            wrong.push(format!("{source:?}\n    expected {expected}\n    found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// A JSON string, and what follows it.
fn divide(line: &str) -> (String, &str) {
    let mut source = String::new();
    let mut rest = line.chars();
    rest.next();
    loop {
        match rest.next().expect("the string ends") {
            '"' => return (source, rest.as_str().trim_start()),
            '\\' => match rest.next().expect("an escape has a letter") {
                'n' => source.push('\n'),
                't' => source.push('\t'),
                'u' => {
                    let digits: String = rest.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&digits, 16).expect("four digits");
                    source.push(char::from_u32(code).expect("a character"));
                }
                other => source.push(other),
            },
            other => source.push(other),
        }
    }
}
