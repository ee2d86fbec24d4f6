//! From an exception to its causes and contexts, and into groups.

use std::collections::HashSet;

use taipan_core::machine::vm::Vm;
use taipan_core::ops::groups;
use taipan_core::value::exception::Exception;
use taipan_heap::value::Value;

use crate::frames::{self, Limit};
use crate::message;
use crate::style::Style;

/// More exceptions of one group are only counted.
const GROUP_WIDTH: usize = 15;
/// Groups nested deeper are left out.
const GROUP_DEPTH: usize = 10;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// How much is written, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Colours.
    pub style: Style,
    /// Which entries of each traceback.
    pub limit: Limit,
    /// Whether causes and contexts are written, too.
    pub chain: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { style: Style::default(), limit: None, chain: true }
    }
}

/// The text about an exception.
pub fn format(vm: &mut Vm, exception: &Value, options: Options) -> String {
    let traceback = exception.payload::<Exception>().map_or(Value::NONE, |payload| payload.traceback.get());
    format_with(vm, exception, &traceback, options)
}

/// The text about an exception with another traceback than its own.
pub fn format_with(vm: &mut Vm, exception: &Value, traceback: &Value, options: Options) -> String {
    pieces(vm, exception, traceback, options).concat()
}

/// The same in the pieces of which `traceback.format_exception` makes a list.
pub fn pieces(vm: &mut Vm, exception: &Value, traceback: &Value, options: Options) -> Vec<String> {
    let nodes = collect(vm, exception, traceback);
    let mut writer = Writer { nodes, options, pieces: Vec::new(), depth: 0, needs_close: false };
    writer.exception(vm, 0);
    writer.pieces
}

/// An exception and those it leads to, as indices.
struct Node {
    exception: Value,
    traceback: Value,
    cause: Option<usize>,
    context: Option<usize>,
    parts: Option<Vec<usize>>,
    /// How many groups it is inside of.
    depth: usize,
}

/// All exceptions that will be written. One that was met before is not followed again: chains may be circular. What lies
/// deeper than groups are shown is left out: groups may share their parts, so that there is no end of them.
fn collect(vm: &Vm, exception: &Value, traceback: &Value) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![push(&mut nodes, &mut seen, exception, Some(traceback), 0)];
    while let Some(at) = open.pop()
        && vm.heap.goes_on().is_ok()
    {
        let Some((exception, depth)) = nodes.get(at).map(|node| (node.exception.clone(), node.depth)) else { continue };
        let Some(payload) = exception.payload::<Exception>() else { continue };
        let mut follow = |value: Value, wanted: bool| {
            let fresh = wanted && value.is_kind::<Exception>() && !seen.contains(&value.word().bits());
            fresh.then(|| push(&mut nodes, &mut seen, &value, None, depth))
        };
        let cause = follow(payload.cause.get(), true);
        let context = follow(payload.context.get(), cause.is_none() && !payload.suppress_context.get());
        let parts: Option<Vec<usize>> = groups::is_group(vm, &exception).then(|| {
            let all = groups::exceptions_of(vm, &exception);
            let shown = all.iter().filter(|_| depth <= GROUP_DEPTH);
            shown.map(|part| push(&mut nodes, &mut seen, part, None, depth + 1)).collect()
        });
        open.extend(cause.iter().chain(&context).chain(parts.iter().flatten()));
        if let Some(node) = nodes.get_mut(at) {
            (node.cause, node.context, node.parts) = (cause, context, parts);
        }
    }
    nodes
}

fn push(
    nodes: &mut Vec<Node>,
    seen: &mut HashSet<u64>,
    exception: &Value,
    traceback: Option<&Value>,
    depth: usize,
) -> usize {
    seen.insert(exception.word().bits());
    let own = || exception.payload::<Exception>().map_or(Value::NONE, |payload| payload.traceback.get());
    let traceback = traceback.cloned().unwrap_or_else(own);
    nodes.push(Node { exception: exception.clone(), traceback, cause: None, context: None, parts: None, depth });
    nodes.len() - 1
}

struct Writer {
    nodes: Vec<Node>,
    options: Options,
    pieces: Vec<String>,
    /// How many boxes we are in.
    depth: usize,
    /// Whether the innermost box still has to be closed.
    needs_close: bool,
}

impl Writer {
    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    /// Writes lines inside of the present box.
    fn emit(&mut self, text: &str, margin: char) {
        let indent = if self.depth > 0 { format!("{}{margin} ", self.indent()) } else { String::new() };
        self.pieces.push(text.split_inclusive('\n').flat_map(|line| [&indent, line]).collect());
    }

    /// Writes an exception after those that led to it.
    fn exception(&mut self, vm: &mut Vm, first: usize) {
        let mut chain = Vec::new();
        let mut cursor = Some(first);
        while let Some(at) = cursor {
            let Some(node) = self.nodes.get(at) else { break };
            let (sentence, next) = match (node.cause, node.context) {
                _ if !self.options.chain => (None, None),
                (Some(cause), _) => (Some(CAUSE), Some(cause)),
                (None, Some(context)) => (Some(CONTEXT), Some(context)),
                (None, None) => (None, None),
            };
            chain.push((sentence, at));
            cursor = next;
        }
        for (sentence, at) in chain.into_iter().rev() {
            if let Some(sentence) = sentence {
                self.emit(sentence, '|');
            }
            match self.nodes.get(at).and_then(|node| node.parts.clone()) {
                None => self.body(vm, at, "Traceback (most recent call last):\n", '|'),
                Some(_) if self.depth > GROUP_DEPTH => {
                    self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
                }
                Some(parts) => self.group(vm, at, &parts),
            }
        }
    }

    /// Traceback and message of one exception.
    fn body(&mut self, vm: &mut Vm, at: usize, header: &str, margin: char) {
        let Some(node) = self.nodes.get(at) else { return };
        let (exception, traceback) = (node.exception.clone(), node.traceback.clone());
        let entries = frames::entries(&traceback, self.options.limit);
        if !entries.is_empty() {
            self.emit(header, margin);
            for text in frames::format(vm, &entries, self.options.style) {
                self.emit(&text, '|');
            }
        }
        for line in message::format(vm, &exception, &traceback, self.options.style) {
            self.emit(&line, '|');
        }
    }

    fn group(&mut self, vm: &mut Vm, at: usize, parts: &[usize]) {
        let outermost = self.depth == 0;
        self.depth += usize::from(outermost);
        let margin = if outermost { '+' } else { '|' };
        self.body(vm, at, "Exception Group Traceback (most recent call last):\n", margin);
        self.needs_close = false;
        let shown = parts.len().min(GROUP_WIDTH + 1);
        // CPython 3.13 paints a group and not what is in it.
        let style = std::mem::take(&mut self.options.style);
        for (index, &part) in parts.iter().take(shown).enumerate() {
            let is_last = index + 1 == shown;
            self.needs_close |= is_last;
            let cut = index >= GROUP_WIDTH;
            let title = if cut { "...".to_owned() } else { (index + 1).to_string() };
            let corner = if index == 0 { "+-" } else { "  " };
            let line = format!("{}{corner}+---------------- {title} ----------------\n", self.indent());
            self.pieces.push(line);
            self.depth += 1;
            if cut {
                let more = parts.len() - GROUP_WIDTH;
                let plural = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{plural}\n"), '|');
            } else {
                self.exception(vm, part);
            }
            if is_last && self.needs_close {
                let line = format!("{}+------------------------------------\n", self.indent());
                self.pieces.push(line);
                self.needs_close = false;
            }
            self.depth -= 1;
        }
        self.options.style = style;
        self.depth -= usize::from(outermost);
    }
}
