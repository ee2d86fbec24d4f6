//! Module `_re`, on which `re` stands: regular expressions as Python writes them, with an engine of our own.
//!
//! Reading order: `syntax` (the tree), `case`, `set`, `parse` (text to tree), `program`, `compile` (tree to instructions),
//! `machine` (the matcher); then what scripts see: `subject`, `pattern`, `matched`, `find`, `replace`,
//! `scanner`.

mod syntax;
mod case;
mod set;
mod parse;
mod parse_escape;
mod parse_group;
mod program;
mod compile;
mod machine;
mod subject;
mod pattern;
mod matched;
mod find;
mod replace;
mod scanner;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::class::{Instances, flags};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::typing::generic_alias;

/// Bytes that are escaped between two looks.
const STRETCH: usize = 1 << 12;

const FUNCTIONS: &[NativeDef] = methods![compile_pattern, set_error, purge, escape];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let classes = [
        (pattern::CLASS, "Pattern", Instances::of::<pattern::Pattern>(), &pattern::SPEC),
        (matched::CLASS, "Match", Instances::of::<matched::Found>(), &matched::SPEC),
        (find::FINDER, "callable_iterator", Instances::of::<find::Finder>(), &find::FINDER_SPEC),
        (scanner::CLASS, "SRE_Scanner", Instances::of::<find::Finder>(), &scanner::SPEC),
    ];
    for (kept, name, instances, table) in classes {
        let dotted = if name == "callable_iterator" { name } else { kept };
        let class = define_native_class(vm, dotted, &[], instances, flags::NO_NEW, table)?.into_value();
        vm.world.kept.borrow_mut().insert(kept, class.clone());
        dict::set_text(vm, namespace, name, class)?;
    }
    for table in [FUNCTIONS, find::FUNCTIONS, replace::FUNCTIONS] {
        spec::install_functions(vm, namespace, "re", table)?;
    }
    Ok(())
}

/// A compiled pattern, or the one that was given.
#[function("compile(pattern, flags=0)")]
fn compile_pattern(vm: &mut Vm, pattern: &Value, flags: i64) -> Result<Value, Raised> {
    pattern::compiled(vm, pattern, flags)
}

/// Say which exception wrong patterns raise: it takes the message, the pattern and the place.
#[function("set_error(error, /)")]
fn set_error(vm: &mut Vm, error: Value) {
    let before = vm.world.kept.borrow_mut().insert(pattern::ERROR, error);
    drop(before);
}

/// Forget all patterns that were kept.
#[function("purge()")]
fn purge(vm: &mut Vm) {
    pattern::purge(vm);
}

/// The text as a pattern that matches just this text.
#[function("escape(pattern)")]
fn escape(vm: &mut Vm, pattern: &Value) -> Result<Value, Raised> {
    let subject = subject::Subject::of(vm, pattern)?;
    let mut escaped = Draft::new();
    for stretch in subject.bytes().chunks(STRETCH) {
        vm.charge(stretch.len() as u64 / 16)?;
        escaped.reserve(vm, stretch.len() * 2)?;
        escaped.write(vm, |escaped, _| {
            for byte in stretch {
                if b"()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c".contains(byte) {
                    escaped.push(b'\\');
                }
                escaped.push(*byte);
            }
        })?;
    }
    if subject.is_text() { escaped.into_str(vm) } else { escaped.into_bytes(vm) }
}

/// `re.Pattern[str]`
fn alias(vm: &mut Vm, class: &Value, item: &Value) -> Result<Value, Raised> {
    generic_alias::make(vm, class.clone(), item)
}
