//! What the prompt shows of a value: its `repr()`, and containers that are longer than a line in lines that fit.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::class::Class;
use taipan_core::value::mapping::{Dict, Set};
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::session::of_sys;
use crate::terminal;

const FUNCTIONS: &[NativeDef] = methods![displayhook];

/// Makes `sys.displayhook` one that knows the terminal, unless a script has put its own there. Gives the one before.
pub(crate) fn begin(vm: &mut Vm) -> Result<Option<Value>, Raised> {
    let sys = of_sys(vm)?;
    let (hook, original) = (dict::get_text(vm, &sys, "displayhook"), dict::get_text(vm, &sys, "__displayhook__"));
    let (Some(hook), Some(original)) = (hook, original) else { return Ok(None) };
    if !hook.is(&original) {
        return Ok(None);
    }
    let namespace = vm.dict()?;
    spec::install_functions(vm, &namespace, "sys", FUNCTIONS)?;
    let own = dict::get_text(vm, &namespace, "displayhook").unwrap_or(Value::NONE);
    for name in ["displayhook", "__displayhook__"] {
        dict::set_text(vm, &sys, name, own.clone())?;
    }
    Ok(Some(original))
}

/// Puts the one before back, unless a script has put its own there.
pub(crate) fn end(vm: &mut Vm, before: Value) -> Result<(), Raised> {
    let sys = of_sys(vm)?;
    let own = dict::get_text(vm, &sys, "__displayhook__");
    let hook = dict::get_text(vm, &sys, "displayhook");
    if let (Some(own), Some(hook)) = (own, hook)
        && own.is(&hook)
    {
        dict::set_text(vm, &sys, "displayhook", before.clone())?;
    }
    dict::set_text(vm, &sys, "__displayhook__", before)
}

/// Print a value, unless it is None, and keep it as `builtins._`. What is longer than a line is laid out in several.
#[function("displayhook(object, /)")]
fn displayhook(vm: &mut Vm, object: &Value) -> Result<(), Raised> {
    if object.is_none() {
        return Ok(());
    }
    let builtins = vm.world.builtins.clone();
    dict::set_text(vm, &builtins, "_", Value::NONE)?;
    let text = repr::repr(vm, object)?.into_value();
    let columns = terminal::size().columns;
    let fits = |text: &str| text.chars().count() <= columns;
    let long = text.payload::<taipan_core::value::text::Str>().is_some_and(|text| !fits(&text.to_lossy()));
    let shown = match long.then(|| parts(vm, object)).flatten() {
        Some(_) => {
            let mut layout = Layout { columns, out: String::new() };
            layout.value(vm, object, 0, 0)?;
            vm.str(&layout.out)?
        }
        None => text,
    };
    let print = dict::get_text(vm, &builtins, "print").unwrap_or(Value::NONE);
    vm.call(&print, &[shown])?;
    dict::set_text(vm, &builtins, "_", object.clone())
}

/// What a container holds.
struct Parts {
    open: &'static str,
    close: &'static str,
    /// Keys, of a dict.
    items: Vec<(Option<Value>, Value)>,
    /// A comma stands behind the only item.
    alone: bool,
}

/// The parts of a container whose `repr()` is that of its type.
fn parts(vm: &Vm, value: &Value) -> Option<Parts> {
    let class = vm.classes.of(value);
    let is = |wanted: &Ref<Class>| class.value().is(wanted.value());
    let plain = |items: Vec<Value>| items.into_iter().map(|item| (None, item)).collect::<Vec<_>>();
    let made = |open, close, items: Vec<(Option<Value>, Value)>| {
        (!items.is_empty()).then_some(Parts { open, close, items, alone: false })
    };
    if is(&vm.classes.list) {
        made("[", "]", plain(value.payload::<List>()?.snapshot()))
    } else if is(&vm.classes.tuple) {
        let parts = made("(", ")", plain(value.payload::<Tuple>()?.items().to_vec()))?;
        Some(Parts { alone: parts.items.len() == 1, ..parts })
    } else if is(&vm.classes.set) || is(&vm.classes.frozenset) {
        let items = value.payload::<Set>()?.table.borrow().iter().map(|entry| entry.key.clone()).collect();
        let (open, close) = if is(&vm.classes.set) { ("{", "}") } else { ("frozenset({", "})") };
        made(open, close, plain(items))
    } else if is(&vm.classes.dict) {
        let table = value.payload::<Dict>()?.table.borrow();
        made("{", "}", table.iter().map(|entry| (Some(entry.key.clone()), entry.value.clone())).collect())
    } else {
        None
    }
}

struct Layout {
    columns: usize,
    out: String,
}

impl Layout {
    /// Writes a value that begins at a column, and has so many characters behind it on its last line.
    fn value(&mut self, vm: &mut Vm, value: &Value, column: usize, behind: usize) -> Result<(), Raised> {
        vm.check_depth()?;
        let text = repr::repr(vm, value)?.to_lossy().into_owned();
        let room = self.columns.saturating_sub(column + behind);
        let parts = if text.chars().count() > room { parts(vm, value) } else { None };
        let Some(parts) = parts else {
            self.out.push_str(&text);
            return Ok(());
        };
        if !repr::enter(vm, value) {
            self.out.push_str("...");
            return Ok(());
        }
        let done = self.parts(vm, &parts, column, behind);
        repr::leave(vm);
        done
    }

    fn parts(&mut self, vm: &mut Vm, parts: &Parts, column: usize, behind: usize) -> Result<(), Raised> {
        self.out.push_str(parts.open);
        let inner = column + parts.open.len();
        let mut at = inner;
        let last = parts.items.len() - 1;
        for (index, (key, value)) in parts.items.iter().enumerate() {
            vm.tick()?;
            let key = match key {
                Some(key) => format!("{}: ", repr::repr(vm, key)?.to_lossy()),
                None => String::new(),
            };
            let text = repr::repr(vm, value)?.to_lossy().into_owned();
            let length = key.chars().count() + text.chars().count();
            let end = if index == last { parts.close.len() + behind + usize::from(parts.alone) } else { 1 };
            // Short items share a line; those with a key, and long ones, have one of their own.
            let shares = key.is_empty() && length <= self.columns / 3 && at + 1 + length + end <= self.columns;
            if index > 0 {
                if shares && at > inner {
                    self.out.push(' ');
                    at += 1;
                } else {
                    self.out.push('\n');
                    self.out.push_str(&" ".repeat(inner));
                    at = inner;
                }
            }
            self.out.push_str(&key);
            self.value(vm, value, at + key.chars().count(), end)?;
            at += length;
            if index < last || parts.alone {
                self.out.push(',');
                at += 1;
            }
            // Behind what has taken several lines, a new one begins.
            if length > self.columns / 3 {
                at = self.columns;
            }
        }
        self.out.push_str(parts.close);
        Ok(())
    }
}
