//! The source lines of a traceback entry, with markers under the part that failed.

use taipan_bytecode::positions::Position;

use crate::anchors::{Anchors, Shape, anchors};
use crate::style::Style;
use crate::width::width;

/// The lines of an entry, indented and each with its line end; nothing if the source is not known.
///
/// `lines` are the source lines from the position's first to its last one.
pub(super) fn marked_lines(lines: &[String], position: Option<Position>, style: Style) -> String {
    let original: Vec<Vec<char>> = lines.iter().map(|line| line.trim_end().chars().collect()).collect();
    let dedented = dedent(&original);
    if dedented.iter().all(|line| line.iter().all(|c| c.is_whitespace())) {
        return String::new();
    }
    let Some(position) = position else {
        let first: String = original.first().map(|line| line.iter().collect()).unwrap_or_default();
        return format!("    {}\n", first.trim());
    };
    match Extent::of(&original, dedented, position) {
        Some(extent) => extent.show(style),
        None => String::new(),
    }
}

/// The part of a call that names what is called.
pub(super) fn without_arguments(lines: &[String], position: Position) -> Position {
    let lines: Vec<Vec<char>> = lines.iter().map(|line| line.trim_end().chars().collect()).collect();
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return position };
    let start = characters(first, position.column);
    let part = segment(&lines, start, characters(last, position.end_column));
    let Some(Anchors { shape: Shape::Call | Shape::CallOfName, left: (line, column), .. }) = anchors(&part) else {
        return position;
    };
    let shift = if line == 0 { position.column as usize } else { 0 };
    let callee: String = part.get(line).and_then(|line| line.get(..column)).unwrap_or_default().iter().collect();
    let end = shift + callee.trim_end().len();
    Position {
        end_line: position.line.saturating_add(u32::try_from(line).unwrap_or(0)),
        end_column: u32::try_from(end).unwrap_or(position.end_column),
        ..position
    }
}

/// The failing part: its lines without their common indentation, and the columns where it begins and ends in characters.
struct Extent {
    lines: Vec<Vec<char>>,
    start: usize,
    end: usize,
    anchors: Option<Anchors>,
    marked: bool,
}

impl Extent {
    fn of(original: &[Vec<char>], lines: Vec<Vec<char>>, position: Position) -> Option<Extent> {
        let (first, last) = (original.first()?, original.last()?);
        let removed = first.len().saturating_sub(lines.first()?.len());
        let start = characters(first, position.column).saturating_sub(removed);
        let end = characters(last, position.end_column).saturating_sub(removed);
        let anchors = anchors(&segment(&lines, start, end));
        let mut extent = Extent { lines, start, end, anchors, marked: false };
        extent.marked = extent.deserves_markers();
        Some(extent)
    }

    fn first(&self) -> &[char] {
        self.lines.first().map(Vec::as_slice).unwrap_or_default()
    }

    fn last(&self) -> &[char] {
        self.lines.last().map(Vec::as_slice).unwrap_or_default()
    }

    fn before(&self) -> &[char] {
        self.first().get(..self.start).unwrap_or(self.first())
    }

    fn behind(&self) -> &[char] {
        self.last().get(self.end..).unwrap_or_default()
    }

    /// Markers that say no more than the line itself are left out.
    fn deserves_markers(&self) -> bool {
        if self.is_plain_call() {
            return false;
        }
        let text = |part: &[char]| part.iter().any(|c| !c.is_whitespace());
        self.anchors.is_some() || text(self.before()) || text(self.behind())
    }

    /// `return name(...)` and `name = call(...)`, when the call is what failed.
    fn is_plain_call(&self) -> bool {
        let ascii = self.before().is_ascii_text() && (self.lines.len() > 1 || self.last().is_ascii_text());
        let Some(anchors) = self.anchors.filter(|_| ascii) else { return false };
        let before: String = self.before().iter().collect();
        let behind: String = self.behind().iter().collect();
        let (mut before, mut behind) = (before.trim(), behind.trim_start());
        // Parentheses around the call do not count.
        while let (Some(outer), Some(rest)) = (before.strip_suffix('('), behind.strip_prefix(')')) {
            (before, behind) = (outer.trim_end(), rest.trim_start());
        }
        if !matches!(behind.chars().next(), None | Some('#' | ';')) {
            return false;
        }
        if before == "return" {
            return anchors.shape == Shape::CallOfName;
        }
        let target = before.strip_suffix('=').map(str::trim_end);
        let is_name = |name: &str| {
            !name.is_empty()
                && !name.starts_with(|c: char| c.is_ascii_digit())
                && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        target.is_some_and(is_name) && matches!(anchors.shape, Shape::Call | Shape::CallOfName)
    }

    /// The first line, the last one, and those around the anchors.
    fn shown_lines(&self) -> Vec<usize> {
        let mut shown = vec![0, self.lines.len().saturating_sub(1)];
        if let Some(anchors) = self.anchors {
            for near in [anchors.left.0, anchors.right.0] {
                shown.extend(near.saturating_sub(1)..near + 2);
            }
        }
        shown.retain(|&line| line < self.lines.len());
        shown.sort_unstable();
        shown.dedup();
        shown
    }

    fn show(&self, style: Style) -> String {
        let mut output: Vec<Vec<char>> = Vec::new();
        let mut before: Option<usize> = None;
        for line in self.shown_lines() {
            match before.map(|before| line - before) {
                Some(2) => self.show_line(line - 1, style, &mut output),
                Some(gap @ 3..) => output.push(format!("...<{} lines>...", gap - 1).chars().collect()),
                _ => {}
            }
            self.show_line(line, style, &mut output);
            before = Some(line);
        }
        dedent(&output).into_iter().map(|line| format!("    {}\n", line.into_iter().collect::<String>())).collect()
    }

    fn show_line(&self, at: usize, style: Style, output: &mut Vec<Vec<char>>) {
        let Some(line) = self.lines.get(at) else { return };
        if !self.marked {
            output.push(line.clone());
            return;
        }
        let markers = self.markers(at, line);
        if style.color {
            let (line, markers) = style.paint(line, &markers);
            output.push(line);
            output.push(markers);
        } else {
            output.push(line.clone());
            output.push(markers);
        }
    }

    fn markers(&self, at: usize, line: &[char]) -> Vec<char> {
        let is_last = at + 1 == self.lines.len();
        let count = width(line, if is_last { self.end } else { line.len() });
        let spaces = line.iter().take_while(|c| c.is_whitespace()).count();
        let start = width(self.first(), self.start);
        let anchors = self.anchors.map(|anchors| {
            let shift = |(line, column): (usize, usize)| {
                let column = if line == 0 { column + self.start } else { column };
                (line, width(self.lines.get(line).map(Vec::as_slice).unwrap_or_default(), column))
            };
            (shift(anchors.left), shift(anchors.right))
        });
        (0..count)
            .map(|column| match anchors {
                _ if column < spaces || (at == 0 && column < start) => ' ',
                Some((left, right)) if (at, column) >= left && (at, column) < right => '^',
                Some(_) => '~',
                None => '^',
            })
            .collect()
    }
}

trait AsciiText {
    fn is_ascii_text(&self) -> bool;
}

impl AsciiText for [char] {
    fn is_ascii_text(&self) -> bool {
        self.iter().all(char::is_ascii)
    }
}

fn segment(lines: &[Vec<char>], start: usize, end: usize) -> Vec<Vec<char>> {
    let last = lines.len().saturating_sub(1);
    let part = |(at, line): (usize, &Vec<char>)| {
        let from = if at == 0 { start.min(line.len()) } else { 0 };
        let to = if at == last { end.min(line.len()) } else { line.len() };
        line.get(from..to).unwrap_or_default().to_vec()
    };
    lines.iter().enumerate().map(part).collect()
}

/// How many characters of a line its first bytes are.
fn characters(line: &[char], bytes: u32) -> usize {
    let mut left = bytes as usize;
    line.iter()
        .take_while(|c| {
            let fits = left > 0;
            left = left.saturating_sub(c.len_utf8());
            fits
        })
        .count()
}

/// Lines without the whitespace that all of them begin with; lines of nothing else become empty.
fn dedent(lines: &[Vec<char>]) -> Vec<Vec<char>> {
    let is_blank = |line: &[char]| line.iter().all(|c| matches!(c, ' ' | '\t'));
    let mut margin: Option<&[char]> = None;
    for line in lines.iter().filter(|line| !is_blank(line)) {
        let indent = line.iter().take_while(|c| matches!(c, ' ' | '\t')).count();
        let indent = line.get(..indent).unwrap_or_default();
        let common = margin.unwrap_or(indent);
        let shared = common.iter().zip(indent).take_while(|(a, b)| a == b).count();
        margin = common.get(..shared);
    }
    let removed = margin.map_or(0, <[char]>::len);
    lines
        .iter()
        .map(|line| if is_blank(line) { vec![] } else { line.get(removed..).unwrap_or_default().to_vec() })
        .collect()
}
