//! What `Pattern.scanner` gives: one match after the other, each where the last one ended, or anywhere behind it.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_heap::value::Value;
use taipan_macros::function;

use super::find::{Finder, Places, Search, places};

/// Under this name the VM keeps the class.
pub(super) const CLASS: &str = "_sre.SRE_Scanner";

pub(super) static SPEC: ClassSpec = ClassSpec {
    methods: methods![scanner_match, scanner_search],
    attributes: &[Attribute { name: "pattern", doc: "The pattern.", get: pattern_of, set: Attribute::READ_ONLY }],
    ..ClassSpec::EMPTY
};

/// A scanner of a string.
#[function("Pattern.scanner(self, /, string, pos=0, endpos=9223372036854775807)")]
pub(super) fn pattern_scanner(
    vm: &mut Vm,
    this: &Value,
    string: &Value,
    pos: &Value,
    endpos: &Value,
) -> Result<Value, Raised> {
    let (pos, endpos) = places(vm, pos, endpos)?;
    let search = Search::new(vm, this, string, pos, endpos)?;
    Finder::make(vm, CLASS, search)
}

/// The match that begins where the last one ended, or None.
#[function("SRE_Scanner.match(self, /)")]
fn scanner_match(vm: &mut Vm, this: &Finder) -> Result<Value, Raised> {
    go_on(vm, this, Search::next_here)
}

/// The next match, or None.
#[function("SRE_Scanner.search(self, /)")]
fn scanner_search(vm: &mut Vm, this: &Finder) -> Result<Value, Raised> {
    go_on(vm, this, Search::next)
}

fn go_on(
    vm: &mut Vm,
    this: &Finder,
    next: impl FnOnce(&mut Search, &mut Vm) -> Result<Option<Places>, Raised>,
) -> Result<Value, Raised> {
    Ok(this.step(vm, next)?.unwrap_or(Value::NONE))
}

fn pattern_of(_: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(this.payload::<Finder>().map_or(Value::NONE, |finder| finder.pattern.value().clone()))
}
