//! Text that was copied out of a program or out of documentation: its indentation and its prompts are no part of it.

use std::borrow::Cow;

/// What is before statements in documentation, and before the lines that go on with one.
const PROMPTS: [&str; 2] = [">>>", "..."];

/// The program that a text holds.
pub(crate) fn program(text: &str) -> Cow<'_, str> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match margin(text) {
        // Nothing of Python begins so.
        margin if first.trim_start().starts_with(PROMPTS[0]) => Cow::Owned(without_prompts(text, margin)),
        0 => Cow::Borrowed(text),
        margin => Cow::Owned(
            text.split('\n').map(|line| line.get(margin..).unwrap_or_default()).collect::<Vec<_>>().join("\n"),
        ),
    }
}

/// Blanks and tabs with which all lines begin.
fn margin(text: &str) -> usize {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let white = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let Some(first) = lines.next() else { return 0 };
    lines.fold(white(first), |margin, line| {
        let same = first.bytes().zip(line.bytes()).take_while(|(one, other)| one == other).count();
        margin.min(same).min(white(line))
    })
}

/// The lines behind prompts; all others are what was printed, and stay empty, so that the numbers of lines are those on the
/// screen.
fn without_prompts(text: &str, margin: usize) -> String {
    let lines = text.split('\n').map(|line| line.get(margin..).and_then(prompted).unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// What stands behind a prompt.
fn prompted(line: &str) -> Option<&str> {
    let rest = PROMPTS.iter().find_map(|prompt| line.strip_prefix(prompt))?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

#[cfg(test)]
mod tests {
    use super::program;

    #[test]
    fn indentation_that_all_lines_have_is_taken_away() {
        assert_eq!(program("    x = 1\n\n    if x:\n        y\n"), "x = 1\n\nif x:\n    y\n");
        assert_eq!(program("  s = \'\'\'\na\'\'\'"), "  s = \'\'\'\na\'\'\'");
        assert_eq!(program("\tx\n    y"), "\tx\n    y");
        assert_eq!(program("x = 1\n"), "x = 1\n");
        assert_eq!(program("  \n"), "  \n");
    }

    #[test]
    fn prompts_and_what_was_printed_are_taken_away() {
        assert_eq!(program("  >>> if x:\n  ...     5\n  ...\n  5\n  >>> y"), "if x:\n    5\n\n\ny");
        assert_eq!(program("..."), "...");
    }
}
