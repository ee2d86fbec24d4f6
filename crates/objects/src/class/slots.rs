//! `__slots__`: the places that a class gives its instances, and whether they also take other attributes.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::protocol::descriptor::{Attribute, Behaviour, Descriptor};
use taipan_core::protocol::{attributes, dict, name};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::kinds;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_text::classify;

/// What a class adds to its instances.
pub(crate) struct Plan {
    /// Names of the places, mangled.
    places: Vec<Value>,
    /// `HAS_DICT` and `HAS_WEAK`, where the class adds them.
    pub(crate) flags: u32,
}

static DICT: Attribute =
    Attribute { name: "__dict__", doc: "The attributes of the object, by name.", get: get_dict, set: Some(set_dict) };

static WEAKREF: Attribute = Attribute {
    name: "__weakref__",
    doc: "The first weak reference to the object, or None.",
    get: |vm, object| Ok(taipan_core::protocol::weak::shared(vm, object).unwrap_or(Value::NONE)),
    set: None,
};

/// Reads `__slots__` of a class in the making.
pub(crate) fn plan(
    vm: &mut Vm,
    class_name: &Value,
    base: &Ref<Class>,
    bases: &[Ref<Class>],
    namespace: &Ref<Dict>,
) -> Result<Plan, Raised> {
    let inherited = bases.iter().fold(0, |all, base| all | base.flags.get());
    let sized = matches!(base.instances.kind, kinds::TUPLE | kinds::BIG_INT | kinds::BYTES);
    let may_add_dict = inherited & flags::HAS_DICT == 0;
    let may_add_weak = inherited & flags::HAS_WEAK == 0 && !sized;
    let key = vm.names.known.slots.clone();
    let Some(given) = dict::get(vm, namespace, &key) else {
        let dict = if may_add_dict { flags::HAS_DICT } else { 0 };
        let weak = if may_add_weak { flags::HAS_WEAK } else { 0 };
        return Ok(Plan { places: Vec::new(), flags: dict | weak });
    };
    let names = match given.is_kind::<Str>() {
        true => vec![given],
        false => iterate::collect(vm, &given)?.into_vec(),
    };
    if !names.is_empty() && sized {
        let base = base.text_name();
        return Err(vm.type_error(format!("nonempty __slots__ not supported for subtype of '{base}'")));
    }
    let mut plan = Plan { places: Vec::new(), flags: 0 };
    for place in &names {
        let text = check_name(vm, place)?;
        let (flag, allowed) = match text.as_str() {
            "__dict__" => (flags::HAS_DICT, may_add_dict),
            "__weakref__" => (flags::HAS_WEAK, may_add_weak),
            _ => {
                plan.places.push(vm.intern(&mangled(&name::text(class_name), &text))?);
                continue;
            }
        };
        if !allowed || plan.flags & flag != 0 {
            return Err(vm.type_error(format!("{text} slot disallowed: we already got one")));
        }
        plan.flags |= flag;
    }
    for place in &plan.places {
        if dict::find(vm, namespace, place).is_some() {
            let shown = name::text(place);
            return Err(vm.value_error(format!("'{shown}' in __slots__ conflicts with class variable")));
        }
    }
    plan.places.sort_by_key(name::text);
    Ok(plan)
}

fn check_name(vm: &mut Vm, place: &Value) -> Result<String, Raised> {
    let Some(text) = place.payload::<Str>() else {
        let given = vm.classes.name_of(place);
        return Err(vm.type_error(format!("__slots__ items must be strings, not '{given}'")));
    };
    match text.as_str() {
        Some(text) if classify::is_name(text.as_bytes()) => Ok(text.to_owned()),
        _ => Err(vm.type_error("__slots__ must be identifiers")),
    }
}

/// The name that a private name in a class body stands for.
fn mangled(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if class.is_empty() || !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.to_owned();
    }
    format!("_{class}{name}")
}

impl Plan {
    /// Number of places that instances have, those of the base counted.
    pub(crate) fn count(&self, base: &Class) -> u16 {
        base.slot_count.saturating_add(u16::try_from(self.places.len()).unwrap_or(u16::MAX))
    }

    /// Puts the descriptors into the namespace of the class.
    pub(crate) fn install(&self, vm: &mut Vm, class: &Ref<Class>, base: &Class) -> Result<(), Raised> {
        for (index, place) in self.places.iter().enumerate() {
            let Some(number) = u16::try_from(index).ok().and_then(|index| base.slot_count.checked_add(index)) else {
                return Err(vm.type_error("too many __slots__"));
            };
            put(vm, class, place, Behaviour::Member(number))?;
        }
        for (flag, attribute) in [(flags::HAS_DICT, &DICT), (flags::HAS_WEAK, &WEAKREF)] {
            let name = vm.intern(attribute.name)?;
            if self.flags & flag != 0 && dict::find(vm, &class.namespace, &name).is_none() {
                put(vm, class, &name, Behaviour::GetSet(attribute))?;
            }
        }
        Ok(())
    }
}

fn put(vm: &mut Vm, class: &Ref<Class>, name: &Value, behaviour: Behaviour) -> Result<(), Raised> {
    let of = match behaviour {
        Behaviour::Member(_) => vm.classes.member_descriptor.value().clone(),
        _ => vm.classes.getset_descriptor.value().clone(),
    };
    let descriptor = Descriptor {
        behaviour,
        name: Slot::new(name.clone()),
        owner: Slot::new(class.value().clone()),
        dict: Slot::default(),
    };
    let descriptor = vm.heap.allocate(of, descriptor).or_memory_error(vm)?;
    dict::set(vm, &class.namespace, name, descriptor.into_value())
}

/// `object.__dict__`.
pub fn get_dict(vm: &mut Vm, object: &Value) -> Result<Value, Raised> {
    match attributes::dict(vm, object)? {
        Some(dict) => Ok(dict.into_value()),
        None => {
            let name = vm.names.known.dict.clone();
            Err(vm.attribute_error(object, &name))
        }
    }
}

/// `object.__dict__ = {..}`.
pub fn set_dict(vm: &mut Vm, object: &Value, value: Option<Value>) -> Result<(), Raised> {
    let fresh = match value {
        None => vm.dict()?,
        Some(value) => match value.to_ref::<Dict>() {
            Some(dict) => dict,
            None => {
                let given = vm.classes.name_of(&value);
                return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{given}'")));
            }
        },
    };
    attributes::set_dict(vm, object, fresh).map(drop)
}
