//! `str.format` and `str.format_map`: filling the fields of a template.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{format as formatting, item, repr};
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::format_template::{self, Field, MAX_DEPTH, Numbering, Piece, Pieces, Step, TemplateError};
use taipan_text::int_text::Decimal;

/// The string with arguments in place of its fields: {} {0} {name} {0.attribute} {0[key]} {0!r} {0:specification}.
#[function("str.format(self, /, *args, **kwargs)")]
pub(crate) fn format(vm: &mut Vm, this: &Str, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    filled(vm, this, Arguments::Call { positional: args.0, named: kwargs })
}

/// As format, but all names are looked up in one mapping.
#[function("str.format_map(self, mapping, /)")]
pub(crate) fn format_map(vm: &mut Vm, this: &Str, mapping: &Value) -> Result<Value, Raised> {
    filled(vm, this, Arguments::Mapping(mapping))
}

/// Where the values of fields come from.
enum Arguments<'a> {
    /// The arguments of a call.
    Call { positional: &'a [Value], named: Keywords<'a> },
    /// A mapping.
    Mapping(&'a Value),
}

fn filled(vm: &mut Vm, template: &Str, arguments: Arguments<'_>) -> Result<Value, Raised> {
    let mut filling = Filling { arguments, numbering: Numbering::default() };
    let mut out = Draft::new();
    out.reserve(vm, template.as_bytes().len() + 64)?;
    filling.template(vm, template.as_bytes(), 0, &mut out)?;
    out.into_str(vm)
}

struct Filling<'a> {
    arguments: Arguments<'a>,
    numbering: Numbering,
}

impl Filling<'_> {
    fn template(&mut self, vm: &mut Vm, template: &[u8], depth: usize, out: &mut Draft) -> Result<(), Raised> {
        if depth >= MAX_DEPTH {
            return Err(wrong(vm, TemplateError::TooDeep));
        }
        for piece in Pieces::new(template) {
            match piece {
                Ok(Piece::Literal(text)) => out.push(vm, text)?,
                Ok(Piece::Field(field)) => self.field(vm, field, depth, out)?,
                Err(error) => return Err(wrong(vm, error)),
            }
        }
        Ok(())
    }

    fn field(&mut self, vm: &mut Vm, field: Field<'_>, depth: usize, out: &mut Draft) -> Result<(), Raised> {
        let value = self.value(vm, field.name)?;
        let value = match field.conversion.map(char::from_u32) {
            None => value,
            Some(Some('r')) => repr::repr(vm, &value)?.into_value(),
            Some(Some('s')) => repr::str(vm, &value)?.into_value(),
            Some(Some('a')) => repr::ascii(vm, &value)?.into_value(),
            Some(_) => {
                let unknown = TemplateError::UnknownConversion(field.conversion.unwrap_or_default());
                return Err(wrong(vm, unknown));
            }
        };
        if field.spec.is_empty() {
            // The texts that need no object of their own.
            if let Some(int) = value.word().as_int() {
                return out.push(vm, Decimal::of(int).as_bytes());
            }
            if let Some(text) = value.payload::<Str>()
                && vm.classes.is_exactly(&value, &vm.classes.str)
            {
                return out.push(vm, text.as_bytes());
            }
        }
        let text = if field.nested {
            let mut spec = Draft::new();
            self.template(vm, field.spec, depth + 1, &mut spec)?;
            formatting::format_wtf8(vm, &value, &spec)?
        } else {
            formatting::format_wtf8(vm, &value, field.spec)?
        };
        out.push(vm, text.as_bytes())
    }

    /// The value that a field's name says.
    fn value(&mut self, vm: &mut Vm, name: &[u8]) -> Result<Value, Raised> {
        let (first, steps) = format_template::split_name(name).map_err(|error| wrong(vm, error))?;
        let index = self.numbering.index(first).map_err(|error| wrong(vm, error))?;
        let mut value = match (index, first) {
            (Some(index), _) => self.positional(vm, index)?,
            (None, format_template::First::Key(key)) => self.named(vm, key)?,
            (None, _) => return Err(vm.value_error("Format string contains positional fields")),
        };
        for step in steps {
            value = match step.map_err(|error| wrong(vm, error))? {
                Step::Attribute(name) => {
                    let name = vm.intern_bytes(name)?;
                    lookup::get_attr(vm, &value, &name)?
                }
                Step::Index(index) => {
                    let index = vm.size(index)?;
                    item::get(vm, &value, &index)?
                }
                Step::Key(key) => {
                    let key = vm.wtf8(key)?;
                    item::get(vm, &value, &key)?
                }
            };
        }
        Ok(value)
    }

    fn positional(&self, vm: &mut Vm, index: usize) -> Result<Value, Raised> {
        match &self.arguments {
            Arguments::Mapping(_) => Err(vm.value_error("Format string contains positional fields")),
            Arguments::Call { positional, .. } => positional.get(index).cloned().ok_or_else(|| {
                vm.index_error(format!("Replacement index {index} out of range for positional args tuple"))
            }),
        }
    }

    fn named(&self, vm: &mut Vm, key: &[u8]) -> Result<Value, Raised> {
        let named = match &self.arguments {
            Arguments::Mapping(mapping) => {
                let key = vm.wtf8(key)?;
                return item::get(vm, mapping, &key);
            }
            Arguments::Call { named, .. } => named,
        };
        let is_key = |name: &Value| name.payload::<Str>().is_some_and(|name| name.as_bytes() == key);
        match named.iter().find(|(name, _)| is_key(name)) {
            Some((_, value)) => Ok(value.clone()),
            None => {
                let key = vm.wtf8(key)?;
                Err(vm.key_error(&key))
            }
        }
    }
}

fn wrong(vm: &mut Vm, error: TemplateError) -> Raised {
    vm.value_error(error.to_string())
}
