//! Module `_string`: the templates of `str.format` in pieces, for `string.Formatter`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::format_template::{self, First, Piece, Pieces, Step};

const FUNCTIONS: &[NativeDef] = methods![formatter_parser, formatter_field_name_split];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_string", FUNCTIONS)
}

/// Text, name of a field, specification and conversion, piece by piece; None for the latter where there is no field.
#[function("formatter_parser(format_string, /)")]
fn formatter_parser(vm: &mut Vm, template: &Str) -> Result<Value, Raised> {
    let mut pieces = Gathering::new();
    let mut literal: Option<&[u8]> = None;
    for piece in Pieces::new(template.as_bytes()) {
        vm.tick()?;
        let piece = match piece {
            Ok(piece) => piece,
            Err(error) => return Err(vm.value_error(error.to_string())),
        };
        match piece {
            Piece::Literal(text) => {
                if let Some(before) = literal.replace(text) {
                    let text = text_alone(vm, before)?;
                    pieces.push(vm, text)?;
                }
            }
            Piece::Field(field) => {
                let conversion = match field.conversion {
                    Some(code) => vm.char(code)?,
                    None => Value::NONE,
                };
                let items = [
                    vm.wtf8(literal.take().unwrap_or_default())?,
                    vm.wtf8(field.name)?,
                    vm.wtf8(field.spec)?,
                    conversion,
                ];
                let items = vm.tuple(items)?;
                pieces.push(vm, items)?;
            }
        }
    }
    if let Some(text) = literal {
        let text = text_alone(vm, text)?;
        pieces.push(vm, text)?;
    }
    let pieces = pieces.into_list(vm)?;
    iterate::iter(vm, &pieces)
}

fn text_alone(vm: &mut Vm, text: &[u8]) -> Result<Value, Raised> {
    let text = vm.wtf8(text)?;
    vm.tuple([text, Value::NONE, Value::NONE, Value::NONE])
}

/// What the name of a field begins with, and the steps from there: (True, attribute) or (False, key).
#[function("formatter_field_name_split(field_name, /)")]
fn formatter_field_name_split(vm: &mut Vm, name: &Str) -> Result<Value, Raised> {
    let (first, steps) = match format_template::split_name(name.as_bytes()) {
        Ok(split) => split,
        Err(error) => return Err(vm.value_error(error.to_string())),
    };
    let first = match first {
        First::Next => vm.str("")?,
        First::Index(index) => vm.size(index)?,
        First::Key(key) => vm.wtf8(key)?,
    };
    let mut items = Gathering::new();
    for step in steps {
        vm.tick()?;
        let (is_attribute, key) = match step {
            Ok(Step::Attribute(name)) => (true, vm.wtf8(name)?),
            Ok(Step::Index(index)) => (false, vm.size(index)?),
            Ok(Step::Key(key)) => (false, vm.wtf8(key)?),
            Err(error) => return Err(vm.value_error(error.to_string())),
        };
        let item = vm.tuple([Value::from_bool(is_attribute), key])?;
        items.push(vm, item)?;
    }
    let items = items.into_list(vm)?;
    let items = iterate::iter(vm, &items)?;
    vm.tuple([first, items])
}
