//! Source lines for tracebacks: from files, or from text that was never in a file.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use taipan_core::machine::vm::Vm;

/// The lines of the files that one traceback shows, each read once.
#[derive(Default)]
pub(crate) struct SourceLines {
    files: Vec<(Arc<str>, Rc<[String]>)>,
}

impl SourceLines {
    /// Lines `first..=last`, counted from 1; those that do not exist are empty.
    pub(crate) fn get(&mut self, vm: &Vm, filename: &Arc<str>, first: u32, last: u32) -> Vec<String> {
        let lines = self.file(vm, filename);
        // A damaged table of positions must not ask for millions of lines.
        let last = last.clamp(first, first.saturating_add(10_000));
        let line = |at: u32| (at as usize).checked_sub(1).and_then(|at| lines.get(at)).cloned().unwrap_or_default();
        (first..=last).map(line).collect()
    }

    /// A line of a text that no file holds, if this is the name of one.
    pub(crate) fn get_kept(&mut self, vm: &Vm, filename: &Arc<str>, line: u32) -> Option<String> {
        vm.world.sources.borrow().text(filename)?;
        self.get(vm, filename, line, line).pop()
    }

    /// All lines; none if the source is not known.
    pub(crate) fn all(&mut self, vm: &Vm, filename: &Arc<str>) -> Vec<String> {
        self.file(vm, filename).to_vec()
    }

    fn file(&mut self, vm: &Vm, filename: &Arc<str>) -> Rc<[String]> {
        if let Some((_, lines)) = self.files.iter().find(|(name, _)| Arc::ptr_eq(name, filename)) {
            return lines.clone();
        }
        let lines = match vm.world.sources.borrow().text(filename) {
            Some(text) => split(&text),
            None if filename.starts_with('<') => Rc::default(),
            None => match vm.host.read_file(Path::new(&**filename)) {
                Ok(bytes) => split(&String::from_utf8_lossy(&bytes)),
                Err(_) => Rc::default(),
            },
        };
        self.files.push((filename.clone(), lines.clone()));
        lines
    }
}

fn split(text: &str) -> Rc<[String]> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect()
}
