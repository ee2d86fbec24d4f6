//! Looking at values: `?name`, `:type`, `:doc`, `:dis`, `:vars`; and forgetting them, `:reset`.

use taipan_bytecode::disassembler::Disassembly;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, repr};
use taipan_core::protocol::{dict, name};
use taipan_core::value::function::{BoundMethod, Function};
use taipan_core::value::module::Module;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_modules::import;

use crate::complete::resolve::Found;
use crate::complete::signature;
use crate::session::{Session, say};
use crate::{statement, terminal};

/// Tells what is known of an expression, with its source where `source` is wanted.
pub(super) fn about(vm: &mut Vm, session: &mut Session, text: &str, source: bool) -> Result<(), Raised> {
    if text.is_empty() {
        say(vm, "Of what? `?NAME` tells what is known of a name, `??NAME` shows its source.\n");
        return Ok(());
    }
    let value = statement::evaluate(vm, session, text)?;
    let mut lines = Vec::new();
    if let Some((signature, _)) = signature::describe(vm, &Found { value: value.clone(), bound: false }) {
        lines.push(("Signature", signature));
    }
    lines.push(("Type", type_of(vm, &value)));
    if value.header().is_none_or(|_| !value.is_kind::<Function>() && !value.is_kind::<Module>()) {
        lines.push(("Value", short(vm, &value, 70)?));
    }
    if let Ok(length) = item::length(vm, &value) {
        lines.push(("Length", length.to_string()));
    } else {
        vm.clear_pending();
    }
    if let Some(file) = place(&value) {
        lines.push(("Defined", file));
    }
    let mut text: String = lines.iter().map(|(what, text)| format!("{what:<10} {text}\n")).collect();
    let doc = asked(vm, "inspect", "getdoc", &value);
    if let Some(doc) = doc {
        text.push_str(&format!("\n{}\n", doc.trim_end()));
    }
    if source {
        match asked(vm, "inspect", "getsource", &value) {
            Some(source) => text.push_str(&format!("\n{}\n", source.trim_end())),
            None => text.push_str("\nThere is no source in Python.\n"),
        }
    }
    terminal::page(vm, &text)
}

/// What a function of the library says of a value, as text; `None` where it says nothing.
fn asked(vm: &mut Vm, module: &str, function: &str, value: &Value) -> Option<String> {
    let answer =
        import::import(vm, module).and_then(|module| vm.call_method(&module, function, std::slice::from_ref(value)));
    match answer {
        Ok(text) => text.payload::<Str>().map(|text| text.to_lossy().into_owned()),
        Err(_) => {
            vm.clear_pending();
            None
        }
    }
}

/// The file and the line of a function.
fn place(value: &Value) -> Option<String> {
    let of_method = value.payload::<BoundMethod>().map(|method| method.function.get());
    let function = of_method.unwrap_or_else(|| value.clone()).to_ref::<Function>()?;
    let code = function.code_object().code.clone();
    Some(format!("{}:{}", code.filename, code.first_line))
}

/// The whole name of a value's type.
fn type_of(vm: &Vm, value: &Value) -> String {
    let class = vm.classes.of(value);
    match name::module_of(vm, &class).filter(|module| module != "builtins") {
        Some(module) => format!("{module}.{}", vm.classes.name_of(value)),
        None => vm.classes.name_of(value).to_string(),
    }
}

/// A value in so many characters.
fn short(vm: &mut Vm, value: &Value, most: usize) -> Result<String, Raised> {
    let text = repr::repr(vm, value)?.to_lossy().replace('\n', "\\n");
    if text.chars().count() <= most {
        return Ok(text);
    }
    Ok(text.chars().take(most - 3).collect::<String>() + "...")
}

/// Tells the type of a value.
pub(super) fn kind(vm: &mut Vm, session: &mut Session, text: &str) -> Result<(), Raised> {
    let value = statement::evaluate(vm, session, text)?;
    let text = type_of(vm, &value);
    say(vm, &format!("{text}\n"));
    Ok(())
}

/// Shows the documentation of a value.
pub(super) fn doc(vm: &mut Vm, session: &mut Session, text: &str) -> Result<(), Raised> {
    let value = statement::evaluate(vm, session, text)?;
    let helper = import::import(vm, "_sitebuiltins")?;
    vm.call_method(&helper, "help", &[value]).map(drop)
}

/// Shows the instructions of a function, or else those of statements.
pub(super) fn dis(vm: &mut Vm, session: &mut Session, text: &str) -> Result<(), Raised> {
    let found = crate::place::at(text, text.len()).is_some() && !text.contains(['\n', '=', '(']);
    let function = match found.then(|| statement::evaluate(vm, session, text)) {
        Some(Ok(value)) => {
            let of_method = value.payload::<BoundMethod>().map(|method| method.function.get());
            of_method.unwrap_or(value).to_ref::<Function>()
        }
        Some(Err(_)) => {
            vm.clear_pending();
            None
        }
        None => None,
    };
    let function = match function {
        Some(function) => function,
        None => statement::compile(vm, session, &format!("{text}\n"), "<dis>", &text.into())?,
    };
    let shown = Disassembly(&function.code_object().code).to_string();
    terminal::page(vm, &shown)
}

/// Lists the names of the session.
pub(super) fn vars(vm: &mut Vm, session: &mut Session, _: &str) -> Result<(), Raised> {
    let entries: Vec<(Value, Value)> =
        session.namespace.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    let mut rows = Vec::new();
    for (key, value) in entries {
        let name = name::text(&key);
        if !name.starts_with('_') && !value.is_kind::<Module>() {
            rows.push((name, type_of(vm, &value), short(vm, &value, 50)?));
        }
    }
    let wide = |column: fn(&(String, String, String)) -> &String| {
        rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0)
    };
    let (names, types) = (wide(|row| &row.0), wide(|row| &row.1));
    let text: String =
        rows.iter().map(|(name, kind, shown)| format!("{name:<names$}  {kind:<types$}  {shown}\n")).collect();
    terminal::page(vm, if text.is_empty() { "Nothing has a name yet.\n" } else { &text })
}

/// Forgets the names of the session.
pub(super) fn reset(vm: &mut Vm, session: &mut Session, _: &str) -> Result<(), Raised> {
    let keys: Vec<Value> = session.namespace.table.borrow().iter().map(|entry| entry.key.clone()).collect();
    for key in keys {
        if !name::text(&key).starts_with("__") {
            drop(dict::remove(vm, &session.namespace, &key));
        }
    }
    session.future = 0;
    say(vm, "All names are forgotten; tasks go on.\n");
    Ok(())
}
