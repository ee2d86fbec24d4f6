//! What could stand at the cursor, and what a call that is being typed takes. Nothing of the script's runs.
//!
//! In reading order: `resolve` (from a chain of names to a value), `attributes`, `imports`, `files`, `signature`.

pub(crate) mod resolve;
mod attributes;
mod imports;
pub(crate) mod files;
pub(crate) mod signature;

use taipan_core::machine::vm::Vm;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;

use crate::place::{self, Kind, Place};
use crate::session::Session;

/// Most candidates that are of use to a person.
const MOST: usize = 20_000;

/// Keywords, soft ones too.
const KEYWORDS: [&str; 39] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "type", "while", "with", "yield", "_",
];

/// Texts that could replace what stands between a place and the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Candidates {
    pub(crate) start: usize,
    pub(crate) texts: Vec<String>,
}

/// What could stand at a cursor.
pub(crate) fn candidates(vm: &mut Vm, session: &Session, text: &str, cursor: usize) -> Candidates {
    if let Some(found) = crate::commands::candidates(text, cursor) {
        return found;
    }
    let Some(Place { start, part, kind }) = place::at(text, cursor) else { return Candidates::default() };
    let (start, mut texts) = match kind {
        Kind::Name { call } => {
            let mut texts = names(vm, session, &part);
            if let Some(call) = call
                && let Some(callee) = resolve::resolve(vm, session, &call)
            {
                let named = signature::keywords(vm, &callee);
                texts.extend(named.into_iter().filter(|name| name.starts_with(&part)).map(|name| format!("{name}=")));
            }
            (start, texts)
        }
        Kind::Attribute { of } => match resolve::resolve(vm, session, &of) {
            Some(found) => (start, attributes::names(vm, &found.value, &part)),
            None => (start, Vec::new()),
        },
        Kind::Key { of, quotes } => match resolve::resolve(vm, session, &of) {
            Some(found) => (start, keys(&found.value, &part, &quotes)),
            None => (start, Vec::new()),
        },
        Kind::Path if vm.host.allows_system() => {
            let folder = part.rfind('/').map_or(0, |slash| slash + 1);
            (start + folder, files::paths(&part))
        }
        Kind::Path => (start, Vec::new()),
        Kind::Module => (start, imports::modules(vm, &part)),
        Kind::Member { module } => (start, imports::members(vm, &module, &part)),
    };
    texts.sort_unstable();
    texts.dedup();
    texts.truncate(MOST);
    Candidates { start, texts }
}

/// Names in scope, and keywords.
fn names(vm: &Vm, session: &Session, part: &str) -> Vec<String> {
    let mut texts: Vec<String> =
        KEYWORDS.iter().filter(|word| word.starts_with(part) && **word != "_").map(|word| (*word).to_owned()).collect();
    for scope in [&session.namespace, &vm.world.builtins] {
        texts.extend(texts_of(scope, part));
    }
    if "asyncio".starts_with(part) {
        texts.push("asyncio".to_owned());
    }
    texts
}

/// The keys of a namespace that are names; those that begin with an underscore only where one is typed.
fn texts_of(dict: &Dict, part: &str) -> Vec<String> {
    let table = dict.table.borrow();
    let keys = table.iter().filter_map(|entry| plain(&entry.key));
    keys.filter(|key| key.starts_with(part) && fits(key, part)).collect()
}

/// Whether a name is meant where this part of it is typed.
fn fits(name: &str, part: &str) -> bool {
    !name.starts_with('_') || part.starts_with('_')
}

/// The text of a string.
fn plain(value: &Value) -> Option<String> {
    value.payload::<Str>()?.as_str().map(str::to_owned)
}

/// Keys of a dict, in quotes where there are none yet. The only one gets its end.
fn keys(of: &Value, part: &str, quotes: &str) -> Vec<String> {
    let Some(dict) = of.payload::<Dict>() else { return Vec::new() };
    let table = dict.table.borrow();
    let mut found: Vec<String> = Vec::new();
    for entry in table.iter() {
        if let Some(key) = plain(&entry.key) {
            if key.starts_with(part) && !key.contains(['\'', '"', '\\', '\n']) {
                found.push(if quotes.is_empty() { format!("'{key}'") } else { key });
            }
        } else if quotes.is_empty()
            && let Some(number) = entry.key.word().as_int()
        {
            found.push(number.to_string());
        }
    }
    if let [only] = found.as_mut_slice() {
        only.push_str(quotes);
        only.push(']');
    }
    found
}
