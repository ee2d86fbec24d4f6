//! `str.translate` and the tables it takes.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, mapping};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::draft::Draft;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::wtf8;

use crate::text::str::single;

/// The string with every character replaced by what the table holds under its number: a string, a number, or None to
/// leave it out. What the table lacks (LookupError) stays.
#[function("str.translate(self, table, /)")]
pub(crate) fn translate(vm: &mut Vm, this: &Str, table: &Value) -> Result<Value, Raised> {
    let mut out = Draft::new();
    out.reserve(vm, this.as_bytes().len())?;
    // What the table said about ASCII characters is not asked again: text has few different ones.
    let mut known: [Option<Replacement>; 128] = [const { None }; 128];
    for (number, code_point) in wtf8::code_points(this.as_bytes()).enumerate() {
        if number % 64 == 0 {
            vm.charge_pass(1 << 10)?;
        }
        if let Some(Some(replacement)) = known.get(code_point as usize) {
            replacement.write(vm, &mut out)?;
            continue;
        }
        let replacement = replacement(vm, table, code_point)?;
        replacement.write(vm, &mut out)?;
        if let Some(place) = known.get_mut(code_point as usize) {
            *place = Some(replacement);
        }
    }
    out.into_str(vm)
}

/// What stands in the place of a character.
enum Replacement {
    Nothing,
    Character(u32),
    Text(Ref<Str>),
}

impl Replacement {
    fn write(&self, vm: &mut Vm, out: &mut Draft) -> Result<(), Raised> {
        match self {
            Replacement::Nothing => Ok(()),
            Replacement::Character(code_point) => out.write(vm, |bytes, _| wtf8::push(bytes, *code_point)),
            Replacement::Text(text) => out.push(vm, text.as_bytes()),
        }
    }
}

fn replacement(vm: &mut Vm, table: &Value, code_point: u32) -> Result<Replacement, Raised> {
    let key = vm.int(i64::from(code_point))?;
    let found = match table.to_ref::<Dict>() {
        Some(dict) if vm.classes.is_exactly(table, &vm.classes.dict) => mapping::get(vm, &dict, &key)?,
        _ => match item::get(vm, table, &key) {
            Ok(found) => Some(found),
            Err(_) if vm.is_pending(|classes| &classes.lookup_error) => {
                vm.clear_pending();
                None
            }
            Err(raised) => return Err(raised),
        },
    };
    let Some(found) = found else {
        return Ok(Replacement::Character(code_point));
    };
    if found.is_none() {
        return Ok(Replacement::Nothing);
    }
    if let Some(text) = found.to_ref::<Str>() {
        return Ok(Replacement::Text(text));
    }
    if !vm.classes.is_instance(&found, &vm.classes.int) {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    match small_int(&found).and_then(|number| u32::try_from(number).ok()).filter(|number| *number < 0x11_0000) {
        Some(number) => Ok(Replacement::Character(number)),
        None => Err(vm.value_error("character mapping must be in range(0x110000)")),
    }
}

/// A table for translate: from a dict whose keys are characters or their numbers; from two strings of the same length;
/// and of a third one, all characters of which are left out.
#[function("str.maketrans(x, y=<absent>, z=<absent>, /)")]
pub(crate) fn maketrans(vm: &mut Vm, x: &Value, y: Option<&Value>, z: Option<&Str>) -> Result<Value, Raised> {
    let table = vm.dict()?;
    let Some(y) = y else {
        let Some(given) = x.payload::<Dict>().filter(|_| vm.classes.is_instance(x, &vm.classes.dict)) else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        let entries: Vec<(Value, Value)> =
            given.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
        for (key, value) in entries {
            vm.tick()?;
            let key = match key.payload::<Str>().map(single) {
                Some(Some(code_point)) => vm.int(i64::from(code_point))?,
                Some(None) => return Err(vm.value_error("string keys in translate table must be of length 1")),
                None if vm.classes.is_instance(&key, &vm.classes.int) => key,
                None => return Err(vm.type_error("keys in translate table must be strings or integers")),
            };
            mapping::set(vm, &table, &key, value)?;
        }
        return Ok(table.into_value());
    };
    let Some(from) = x.payload::<Str>() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let Some(to) = y.payload::<Str>() else {
        let given = vm.classes.name_of(y);
        return Err(vm.type_error(format!("maketrans() argument 2 must be str, not {given}")));
    };
    if from.length() != to.length() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in wtf8::code_points(from.as_bytes()).zip(wtf8::code_points(to.as_bytes())) {
        vm.tick()?;
        let (from, to) = (vm.int(i64::from(from))?, vm.int(i64::from(to))?);
        mapping::set(vm, &table, &from, to)?;
    }
    for gone in wtf8::code_points(z.map(Str::as_bytes).unwrap_or_default()) {
        vm.tick()?;
        let gone = vm.int(i64::from(gone))?;
        mapping::set(vm, &table, &gone, Value::NONE)?;
    }
    Ok(table.into_value())
}
