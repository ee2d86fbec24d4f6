//! How far the next line is indented, and whether a text is whole.

use taipan_parser::spelling::{self, Class};

use crate::commands;

/// One level.
pub(super) const LEVEL: usize = 4;

/// Statements behind which a block ends.
const LAST: [&str; 5] = ["return", "pass", "break", "continue", "raise"];

/// Whether Enter behind the last character runs the text.
pub(super) fn is_whole(text: &str) -> bool {
    let text = match commands::statements(text) {
        Some(statements) => statements,
        None if text.starts_with([':', '?']) => return true,
        None => text,
    };
    if taipan_parser::is_open(text) {
        return false;
    }
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    // An empty line ends whatever it can end.
    text.contains('\n') && last_line.trim().is_empty() || !taipan_parser::is_unfinished(text)
}

/// The columns of the line that follows a text.
pub(super) fn after(text: &str) -> usize {
    let line = text.rsplit('\n').next().unwrap_or_default();
    let own = line.len() - line.trim_start_matches(' ').len();
    // What is no comment: a `#` may stand in quotes.
    let comment = spelling::words(text).last().filter(|word| word.class == Class::Comment).map(|word| word.span.start);
    let end = comment.map_or(text.len(), |start| start as usize);
    let code = text.get(text.len() - line.len()..end).unwrap_or_default().trim();
    if taipan_parser::is_open(text) {
        return if code.ends_with(['(', '[', '{']) { own + LEVEL } else { own };
    }
    if code.ends_with(':') {
        return own + LEVEL;
    }
    let first = code.split([' ', ';']).next().unwrap_or_default();
    if LAST.contains(&first) { own.saturating_sub(LEVEL) } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_indented_and_end() {
        assert_eq!(after("def f():"), 4);
        assert_eq!(after("def f():  # why"), 4);
        assert_eq!(after("if a == '#':"), 4);
        assert_eq!(after("if a == '#':  # why:"), 4);
        assert_eq!(after("x = '#'  # why:"), 0);
        assert_eq!(after("if a:\n    if b:\n        return 1"), 4);
        assert_eq!(after("x = ["), 4);
        assert_eq!(after("x = [\n    1,"), 4);
        assert_eq!(after("x = 1"), 0);
    }

    #[test]
    fn a_text_is_whole_where_python_says_so() {
        assert!(is_whole("x = 1"));
        assert!(!is_whole("x = [1,\n"));
        assert!(!is_whole("x = '''a\n"));
        assert!(!is_whole("x = '''a\n\n"));
        assert!(!is_whole("def f():"));
        assert!(!is_whole("def f():\n    return 1"));
        assert!(is_whole("def f():\n    return 1\n"));
        assert!(is_whole("def f():\n    return 1\n    "));
        assert!(is_whole("def f():\n\n    return 1\n\nf()"));
        assert!(is_whole("1 +* 2"));
    }
}
