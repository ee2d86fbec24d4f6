//! Names put together and taken apart, as `posixpath` does all the time: where they are plain strings. Everything else, and
//! every mistake, is for the functions written in Python.

use smallvec::SmallVec;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::call;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::NativeDef;
use taipan_core::value::sequence::{Bytes, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;

pub(super) const FUNCTIONS: &[NativeDef] = methods![fspath, join, split, parts];

/// The name that an object stands for, as str or bytes.
#[function("fspath(path)")]
pub(crate) fn fspath(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    if path.is_kind::<Str>() || path.is_kind::<Bytes>() {
        return Ok(path.clone());
    }
    let class = vm.classes.of(path);
    let given = class.text_name();
    let method = lookup::find(vm, &class, &vm.names.known.fspath).filter(|method| !method.is_none());
    let Some(method) = method else {
        return Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {given}")));
    };
    let nothing = taipan_core::machine::hooks::Call { values: &[], keywords: &[] };
    let found = call::method_call(vm, &method, path, nothing)?;
    if found.is_kind::<Str>() || found.is_kind::<Bytes>() {
        return Ok(found);
    }
    let found = vm.classes.name_of(&found);
    Err(vm.type_error(format!("expected {given}.__fspath__() to return str or bytes, not {found}")))
}

/// The bytes of a string of the builtin class.
fn plain<'a>(vm: &Vm, value: &'a Value) -> Option<&'a [u8]> {
    let text = value.payload::<Str>().filter(|_| vm.classes.is_exactly(value, &vm.classes.str))?;
    Some(text.as_bytes())
}

/// Names one below the other, from the last one on that begins at the root; None if they are not all plain strings.
#[function("_path_join(path, parts, /)")]
fn join(vm: &mut Vm, path: &Value, parts: &Value) -> Result<Value, Raised> {
    let parts = parts.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let Some(first) = plain(vm, path) else { return Ok(Value::NONE) };
    let mut pieces: SmallVec<[&[u8]; 16]> = SmallVec::new();
    let (mut last, mut only) = (first, Some(path));
    pieces.push(first);
    for part in parts {
        vm.charge(1)?;
        let Some(text) = plain(vm, part) else { return Ok(Value::NONE) };
        if text.starts_with(b"/") || last.is_empty() {
            pieces.clear();
            only = Some(part);
        } else {
            if !last.ends_with(b"/") {
                pieces.push(b"/");
            }
            only = None;
        }
        pieces.push(text);
        // What stands last ends the name, unless it is empty: then that is the slash before it.
        last = if text.is_empty() && only.is_none() { b"/" } else { text };
    }
    match only {
        Some(only) => Ok(only.clone()),
        None => vm.wtf8_concat(&pieces),
    }
}

/// What stands before the last slash, without slashes at its end, and what stands behind; None if the name is no plain
/// string.
#[function("_path_split(path, /)")]
fn split(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    let Some(text) = plain(vm, path) else { return Ok(Value::NONE) };
    vm.charge_pass(text.len())?;
    let Some(slash) = memchr::memrchr(b'/', text) else {
        let empty = vm.wtf8(b"")?;
        return vm.tuple([empty, path.clone()]);
    };
    let (head, tail) = text.split_at(slash + 1);
    let kept = head.iter().rposition(|byte| *byte != b'/').map_or(head.len(), |last| last + 1);
    let head = vm.wtf8(head.get(..kept).unwrap_or_default())?;
    let tail = vm.wtf8(tail)?;
    vm.tuple([head, tail])
}

/// The root of a name (two slashes are one of their own) and the list of its parts, without empty ones and dots.
#[function("_path_parts(path, /)")]
fn parts(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    let Some(text) = path.payload::<Str>() else {
        let given = vm.classes.name_of(path);
        return Err(vm.type_error(format!("expected str, not {given}")));
    };
    let text = text.as_bytes();
    vm.charge_pass(text.len())?;
    let slashes = text.iter().take(3).take_while(|byte| **byte == b'/').count();
    let root: &[u8] = match slashes {
        0 => b"",
        2 => b"//",
        _ => b"/",
    };
    let mut parts = Gathering::new();
    for part in text.split(|byte| *byte == b'/') {
        vm.charge(1)?;
        if !matches!(part, b"" | b".") {
            let part = vm.wtf8(part)?;
            parts.push(vm, part)?;
        }
    }
    let (root, parts) = (vm.intern_bytes(root)?, parts.into_list(vm)?);
    vm.tuple([root, parts])
}
