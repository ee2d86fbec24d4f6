//! Names the compiler adds to the tree's own: implicit ones and mangled ones.

use std::collections::HashMap;

use taipan_ast::name::{Name, Names};

/// The tree's names, with more behind them.
pub(crate) struct Interner<'a> {
    tree: &'a Names,
    added: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Name>,
}

impl<'a> Interner<'a> {
    pub(crate) fn new(tree: &'a Names) -> Interner<'a> {
        Interner { tree, added: Vec::new(), numbers: HashMap::new() }
    }

    pub(crate) fn text(&self, name: Name) -> &str {
        match (name.0 as usize).checked_sub(self.tree.len()) {
            None => self.tree.text(name),
            Some(index) => self.added.get(index).map_or("", |text| text),
        }
    }

    pub(crate) fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.tree.find(text).or_else(|| self.numbers.get(text).copied()) {
            return name;
        }
        let name = Name((self.tree.len() + self.added.len()) as u32);
        self.added.push(text.into());
        self.numbers.insert(text.into(), name);
        name
    }

    /// A name as code inside the class `class` sees it: private names carry the class's.
    pub(crate) fn mangle(&mut self, class: Option<Name>, name: Name) -> Name {
        let Some(class) = class else { return name };
        let text = self.text(name);
        if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
            return name;
        }
        let owner = self.text(class).trim_start_matches('_');
        if owner.is_empty() {
            return name;
        }
        let mangled = format!("_{owner}{text}");
        self.intern(&mangled)
    }
}

/// The names that the language itself uses.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    pub(crate) class_cell: Name,
    pub(crate) class_dict: Name,
    pub(crate) super_: Name,
    pub(crate) debug: Name,
    pub(crate) iterator: Name,
    pub(crate) namespace: Name,
}

impl Known {
    pub(crate) fn new(names: &mut Interner<'_>) -> Known {
        Known {
            class_cell: names.intern("__class__"),
            class_dict: names.intern("__classdict__"),
            super_: names.intern("super"),
            debug: names.intern("__debug__"),
            iterator: names.intern(".0"),
            namespace: names.intern(".namespace"),
        }
    }
}
