//! Colours of a traceback on a terminal.

/// How a traceback is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// With escape sequences for colours.
    pub color: bool,
}

const RED: &str = "\x1b[31m";
const BOLD_RED: &str = "\x1b[1;31m";
const MAGENTA: &str = "\x1b[35m";
const BOLD_MAGENTA: &str = "\x1b[1;35m";
const RESET: &str = "\x1b[0m";

impl Style {
    fn within(self, before: &str, text: &str) -> String {
        if self.color { format!("{before}{text}{RESET}") } else { text.to_owned() }
    }

    /// A name, a place, or a message.
    pub(super) fn name(self, text: &str) -> String {
        self.within(MAGENTA, text)
    }

    /// Appends the same to a line.
    pub(super) fn add_name(self, line: &mut String, text: &str) {
        if self.color {
            line.push_str(&self.name(text));
        } else {
            line.push_str(text);
        }
    }

    /// The name of an exception's class.
    pub(super) fn class(self, text: &str) -> String {
        self.within(BOLD_MAGENTA, text)
    }

    /// Text that is wrong, and the markers under it.
    pub(super) fn error(self, text: &str) -> String {
        self.within(BOLD_RED, text)
    }

    /// A source line and its markers, both coloured where the markers are.
    pub(super) fn paint(self, line: &[char], markers: &[char]) -> (Vec<char>, Vec<char>) {
        let (mut painted, mut marks) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < line.len().max(markers.len()) {
            let marker = markers.get(at).copied();
            let length = (at..line.len().max(markers.len())).take_while(|&i| markers.get(i).copied() == marker).count();
            let part = |of: &[char]| -> Vec<char> { of.iter().skip(at).take(length).copied().collect() };
            let color = match marker {
                Some('^') => Some(BOLD_RED),
                Some('~') => Some(RED),
                _ => None,
            };
            for (target, part) in [(&mut painted, part(line)), (&mut marks, part(markers))] {
                target.extend(color.into_iter().flat_map(str::chars));
                target.extend(part);
                target.extend(color.into_iter().flat_map(|_| RESET.chars()));
            }
            at += length;
        }
        (painted, marks)
    }
}
