//! Finding attributes: along the bases of a class, on objects, through descriptors.

use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::machine::hooks::Call;
use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::protocol::descriptor::{Behaviour, Descriptor};
use crate::protocol::native::{BoundNative, Mark, NativeFunction, Role};
use crate::protocol::{attributes, call, dict, module};
use crate::value::class::{Class, flags};
use crate::value::function::{BoundMethod, Function, WeakRef};
use crate::value::kinds;
use crate::value::module::Module;
use crate::value::sequence::Tuple;
use crate::value::special::Special;
use crate::value::text::Str;

/// What a class or one of its ancestors holds under a name. `name` is interned.
#[allow(unsafe_code, reason = "the class keeps what the table remembers alive as long as its stamp stands")]
pub fn find(vm: &Vm, class: &Class, name: &Value) -> Option<Value> {
    if !name.payload::<Str>().is_some_and(Str::is_interned) {
        return find_with_owner(vm, class, name).map(|(value, _)| value);
    }
    let (stamp, key) = (class.stamp.get() | OF_FIND, name.word().bits());
    if let Some((_, known)) = vm.lookups.get(stamp, key) {
        // SAFETY: see the reason above; an absent name is remembered as an unbound word.
        let value = unsafe { Value::from_borrowed(Word::from_bits(known)) };
        return (!value.is_unbound()).then_some(value);
    }
    let found = find_with_owner(vm, class, name).map(|(value, _)| value);
    vm.lookups.insert(stamp, key, 0, found.as_ref().map_or(Word::UNBOUND, Value::word).bits());
    found
}

/// Set in a class's stamp where the table remembers what [`find`] found.
const OF_FIND: u64 = 1 << 61;

/// As [`find`], with the position of the class that holds it: 0 is the class itself, then its ancestors.
fn find_with_owner(vm: &Vm, class: &Class, name: &Value) -> Option<(Value, usize)> {
    if let Some(value) = dict::get(vm, &class.namespace, name) {
        return Some((value, 0));
    }
    let ancestors = class.ancestors.borrow();
    ancestors
        .iter()
        .enumerate()
        .find_map(|(index, base)| dict::get(vm, &base.namespace, name).map(|value| (value, index + 1)))
}

/// Brings up to date what a class and its subclasses know by heart, after its namespace or its bases changed.
pub fn refresh(vm: &mut Vm, class: &Ref<Class>) {
    for class in line_of(vm, class) {
        learn_specials(vm, &class);
        settle_flags(&class);
        restamp(vm, &class);
    }
}

/// As [`refresh`], after one name changed.
pub fn refresh_name(vm: &mut Vm, class: &Ref<Class>, name: &Value) {
    match name.payload::<Str>() {
        // Of an ordinary name nothing is known by heart: caches must look again.
        Some(text) if vm.names.special_of(text).is_none() => {
            for class in line_of(vm, class) {
                restamp(vm, &class);
            }
        }
        _ => refresh(vm, class),
    }
}

/// A class and all that derive from it, each once and behind its bases. However deep they derive, this is a list.
pub fn line_of(vm: &Vm, class: &Ref<Class>) -> Vec<Ref<Class>> {
    let mut found = vec![class.clone()];
    if class.subclasses.borrow().is_empty() {
        return found;
    }
    let mut seen = std::collections::HashSet::from([class.value().word().bits()]);
    let mut next = 0;
    while let Some(class) = found.get(next).cloned() {
        for subclass in class.subclasses.borrow().values().filter_map(|word| vm.live_class(*word)) {
            if seen.insert(subclass.value().word().bits()) {
                found.push(subclass);
            }
        }
        next += 1;
    }
    // A class has more ancestors than each of its bases.
    found.sort_by_key(|class| class.ancestors.borrow().len());
    found
}

fn restamp(vm: &mut Vm, class: &Ref<Class>) {
    class.stamp.set(vm.heap.fresh_stamp());
    class.shapes.restamp(&vm.heap);
    // `type` itself never changes once there is code to run.
    if class.has(flags::METACLASS) && !class.value().is(vm.classes.type_.value()) {
        // What is known about the attributes of classes holds as long as their metaclass stays as it is.
        let all = line_of(vm, &vm.classes.object);
        for made in all.iter().filter(|made| vm.classes.of(made.value()).value().is(class.value())) {
            made.stamp.set(vm.heap.fresh_stamp());
        }
    }
}

/// Fills the places of the special methods.
fn learn_specials(vm: &Vm, class: &Class) {
    if let Some(base) = only_line(class) {
        // Everything behind the class is what its base knows already.
        for (own, inherited) in class.specials.iter().zip(base.specials.iter()) {
            own.set(inherited.get());
        }
        for entry in class.namespace.table.borrow().iter() {
            if let Some(special) = entry.key.payload::<Str>().and_then(|name| vm.names.special_of(name)) {
                class.special(special).set(entry.value.clone());
            }
        }
        return;
    }
    for special in Special::ALL {
        let name = vm.names.special(*special);
        let found = find(vm, class, name).unwrap_or(Value::UNBOUND);
        class.special(*special).set(found);
    }
}

/// The class after this one in the resolution order, if the rest of the order is that of this base.
fn only_line(class: &Class) -> Option<Ref<Class>> {
    let ancestors = class.ancestors.borrow();
    let (base, rest) = ancestors.split_first()?;
    let of_base = base.ancestors.borrow();
    let same = of_base.len() == rest.len() && of_base.iter().zip(rest).all(|(a, b)| a.value().is(b.value()));
    same.then(|| base.clone())
}

fn settle_flags(class: &Class) {
    let other_than = |special: Special, native: Mark| {
        let found = class.special(special).get();
        !found.is_unbound() && !NativeFunction::is(&found, native)
    };
    let own_get = other_than(Special::GetAttribute, Mark::ObjectGetAttribute);
    let custom_get = own_get || !class.special(Special::GetAttr).is_unbound();
    let custom_set =
        other_than(Special::SetAttr, Mark::ObjectSetAttr) || other_than(Special::DelAttr, Mark::ObjectDelAttr);
    let set = |flag, on| if on { class.set_flags(flag) } else { class.clear_flags(flag) };
    set(flags::CUSTOM_GET, custom_get);
    set(flags::OWN_GET, own_get);
    set(flags::CUSTOM_SET, custom_set);
    set(flags::HAS_DEL, !class.special(Special::Del).is_unbound());
}

impl Vm {
    /// A class from the uncounted list of its base.
    #[allow(
        unsafe_code,
        reason = "a class strikes itself off its bases' lists when it ends, so those listed are alive"
    )]
    pub fn live_class(&self, word: Word) -> Option<Ref<Class>> {
        // SAFETY: see the reason above.
        unsafe { Value::from_borrowed(word) }.cast().ok()
    }
}

impl Vm {
    /// A weak reference from the uncounted list of its target.
    #[allow(unsafe_code, reason = "a weak reference strikes itself off its target's list when it ends")]
    pub fn live_reference(&self, word: Word) -> Option<Ref<WeakRef>> {
        // SAFETY: see the reason above.
        unsafe { Value::from_borrowed(word) }.cast().ok()
    }

    /// What a weak reference points to, unless it is gone or about to go.
    #[allow(unsafe_code, reason = "the machine clears weak references before their target ends")]
    pub fn weak_target(&self, reference: &WeakRef) -> Option<Value> {
        let word = reference.target.get();
        if !word.is_pointer() {
            return None;
        }
        // SAFETY: see the reason above.
        let target = unsafe { Value::from_borrowed(word) };
        let dying = target.header().is_some_and(|header| header.has(taipan_heap::header::flags::DYING));
        if dying { None } else { Some(target) }
    }
}

/// Binds what a class holds to an object (`None`: looked up on the class itself), as `__get__` does.
pub fn bind(vm: &mut Vm, attribute: &Value, object: Option<&Value>, class: &Value) -> Result<Value, Raised> {
    let Some(header) = attribute.header() else { return Ok(attribute.clone()) };
    match header.kind() {
        kinds::FUNCTION => match object {
            Some(object) => vm.bound_method(attribute.clone(), object.clone()),
            None => Ok(attribute.clone()),
        },
        kinds::NATIVE_FUNCTION => {
            let Some(function) = attribute.payload::<NativeFunction>() else { return Ok(attribute.clone()) };
            let receiver = match (function.role, object) {
                (Role::Method | Role::Special, Some(object)) => object.clone(),
                (Role::ClassMethod, _) => class.clone(),
                _ => return Ok(attribute.clone()),
            };
            let bound_class = match function.role {
                Role::Special => vm.classes.method_wrapper.value().clone(),
                _ => vm.classes.builtin_function.value().clone(),
            };
            let bound = BoundNative { function: attribute.clone(), receiver };
            Ok(vm.heap.allocate(bound_class, bound).or_memory_error(vm)?.into_value())
        }
        kinds::DESCRIPTOR => {
            let Some(descriptor) = attribute.to_ref::<Descriptor>() else { return Ok(attribute.clone()) };
            bind_descriptor(vm, &descriptor, object, class)
        }
        kinds::INSTANCE | kinds::EXTENSION | kinds::CLASS => {
            let get = vm.classes.of(attribute).special(Special::Get).get();
            if get.is_unbound() {
                return Ok(attribute.clone());
            }
            // The function is not bound: it may be a descriptor itself.
            let values = [attribute.clone(), object.cloned().unwrap_or(Value::NONE), class.clone()];
            call::call(vm, &get, Call { values: &values, keywords: &[] })
        }
        _ => Ok(attribute.clone()),
    }
}

fn bind_descriptor(
    vm: &mut Vm,
    descriptor: &Ref<Descriptor>,
    object: Option<&Value>,
    class: &Value,
) -> Result<Value, Raised> {
    let heap_class = vm.classes.of(descriptor.value());
    if heap_class.has(flags::HEAP)
        && let get = heap_class.special(Special::Get).get()
        && get.is_kind::<Function>()
    {
        // A subclass of property and the like with a `__get__` of its own.
        let object = object.cloned().unwrap_or(Value::NONE);
        return call::method_call(
            vm,
            &get,
            descriptor.value(),
            Call { values: &[object, class.clone()], keywords: &[] },
        );
    }
    native_get(vm, descriptor, object, class)
}

/// What the `__get__` of builtin descriptors does.
pub fn native_get(
    vm: &mut Vm,
    descriptor: &Ref<Descriptor>,
    object: Option<&Value>,
    class: &Value,
) -> Result<Value, Raised> {
    vm.check_depth()?;
    match (&descriptor.behaviour, object) {
        (Behaviour::Static(function), _) => Ok(function.get()),
        (Behaviour::Class(function), _) => vm.bound_method(function.get(), class.clone()),
        (Behaviour::GetSet(attribute), Some(object)) => {
            check_owner(vm, descriptor, object)?;
            (attribute.get)(vm, object)
        }
        (Behaviour::Member(place), Some(object)) => {
            check_owner(vm, descriptor, object)?;
            let value = member_home(object).map_or(Value::UNBOUND, |home| place_of(&home, usize::from(*place)));
            if value.is_unbound() {
                let name = descriptor.name.get();
                return Err(vm.attribute_error(object, &name));
            }
            Ok(value)
        }
        (Behaviour::Item { place, .. }, Some(object)) => match object.payload::<Tuple>() {
            Some(tuple) => match tuple.items().get(*place) {
                Some(item) => Ok(item.clone()),
                None => Err(vm.index_error("tuple index out of range")),
            },
            None => {
                let given = vm.classes.name_of(object);
                Err(vm.type_error(format!(
                    "descriptor for index '{place}' for tuple subclasses doesn't apply to '{given}' object"
                )))
            }
        },
        (Behaviour::Property { get, name, .. }, Some(object)) => {
            let getter = get.get();
            if getter.is_none() {
                let message = property_message(vm, &name.get(), object, "getter");
                let name = name.get();
                return Err(vm.attribute_error_with(object, &name, message));
            }
            vm.call(&getter, std::slice::from_ref(object))
        }
        (Behaviour::Super { class: start, object: held, .. }, Some(object)) if held.is_unbound() => {
            let callable = vm.classes.of(descriptor.value()).into_value();
            let start = start.get();
            vm.call(&callable, &[start, object.clone()])
        }
        _ => Ok(descriptor.value().clone()),
    }
}

fn property_message(vm: &Vm, name: &Value, object: &Value, missing: &str) -> String {
    let class = vm.classes.of(object);
    let owner = class.qualname.get();
    let owner = owner.payload::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default();
    match name.payload::<Str>() {
        Some(name) => format!("property '{}' of '{owner}' object has no {missing}", name.to_lossy()),
        None => format!("property of '{owner}' object has no {missing}"),
    }
}

fn check_owner(vm: &mut Vm, descriptor: &Descriptor, object: &Value) -> Result<(), Raised> {
    let Some(owner) = descriptor.owner.get().to_ref::<Class>() else { return Ok(()) };
    if vm.classes.is_instance(object, &owner) {
        return Ok(());
    }
    let name = descriptor.name.get();
    let name = name.payload::<Str>().map(Str::to_lossy).unwrap_or_default().into_owned();
    let (owner, given) = (owner.text_name(), vm.classes.name_of(object));
    Err(vm.type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")))
}

/// The shaped object that holds the places of an object's `__slots__`.
fn member_home(object: &Value) -> Option<Value> {
    if object.is_kind::<crate::value::instance::Instance>() {
        return Some(object.clone());
    }
    let side = object.header()?.side()?;
    if side.is_unbound() { None } else { Some(side.get()) }
}

fn place_of(home: &Value, place: usize) -> Value {
    home.payload::<crate::value::instance::Instance>().map_or(Value::UNBOUND, |instance| instance.get_place(place))
}

/// What a special method found on a class really calls: the function inside a static method.
pub fn unwrap_static(attribute: &Value) -> Value {
    match attribute.payload::<Descriptor>() {
        Some(Descriptor { behaviour: Behaviour::Static(function), .. }) => function.get(),
        _ => attribute.clone(),
    }
}

/// Python's `object.name`. `name` is interned.
pub fn get_attr(vm: &mut Vm, object: &Value, name: &Value) -> Result<Value, Raised> {
    match try_get_attr(vm, object, name) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(vm.attribute_error(object, name)),
        Err(raised) => Err(vm.explain_attribute_error(raised, object, name)),
    }
}

/// Python's `object.name`, or `None` where it would raise AttributeError.
pub fn try_get_attr(vm: &mut Vm, object: &Value, name: &Value) -> Result<Option<Value>, Raised> {
    let class = vm.classes.of(object);
    if !class.has(flags::CUSTOM_GET) {
        return default_get_attr(vm, object, &class, name);
    }
    let found = custom_get_attr(vm, object, &class, name);
    match found {
        Ok(value) => Ok(Some(value)),
        Err(raised) => {
            if vm.is_pending(|classes| &classes.attribute_error) {
                vm.clear_pending();
                return Ok(None);
            }
            Err(raised)
        }
    }
}

/// As [`try_get_attr`], also where the lookup itself raises AttributeError (modules, `__getattr__`).
pub fn try_get_attr_quiet(vm: &mut Vm, object: &Value, name: &Value) -> Result<Option<Value>, Raised> {
    match try_get_attr(vm, object, name) {
        Err(_) if vm.is_pending(|classes| &classes.attribute_error) => {
            vm.clear_pending();
            Ok(None)
        }
        other => other,
    }
}

/// `object.name` where the class has `__getattribute__` or `__getattr__` of its own; AttributeErrors keep their text.
pub fn custom_get_attr(vm: &mut Vm, object: &Value, class: &Ref<Class>, name: &Value) -> Result<Value, Raised> {
    vm.enter_native()?;
    let result = custom_get(vm, object, class, name);
    vm.leave_native();
    result.map_err(|raised| vm.explain_attribute_error(raised, object, name))
}

fn custom_get(vm: &mut Vm, object: &Value, class: &Ref<Class>, name: &Value) -> Result<Value, Raised> {
    let ask = Call { values: std::slice::from_ref(name), keywords: &[] };
    let getattribute = class.special(Special::GetAttribute).get();
    let found = if NativeFunction::is(&getattribute, Mark::ObjectGetAttribute) {
        match default_get_attr(vm, object, class, name) {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => Err(vm.attribute_error(object, name)),
            Err(raised) => Err(raised),
        }
    } else {
        call::method_call(vm, &getattribute, object, ask)
    };
    let raised = match found {
        Ok(value) => return Ok(value),
        Err(raised) => raised,
    };
    let getattr = class.special(Special::GetAttr).get();
    if getattr.is_unbound() || !vm.is_pending(|classes| &classes.attribute_error) {
        return Err(raised);
    }
    vm.clear_pending();
    call::method_call(vm, &getattr, object, ask)
}

/// What `object.__getattribute__` (and that of classes, modules and `super`) finds.
pub fn default_get_attr(
    vm: &mut Vm,
    object: &Value,
    class: &Ref<Class>,
    name: &Value,
) -> Result<Option<Value>, Raised> {
    match object.header().map(|header| header.kind()) {
        Some(kinds::CLASS) => match object.to_ref::<Class>() {
            Some(subject) => class_get_attr(vm, &subject, class, name),
            None => Ok(None),
        },
        Some(kinds::DESCRIPTOR) => {
            if let Some(Descriptor { behaviour: Behaviour::Super { class: start, object: held, object_class }, .. }) =
                object.payload::<Descriptor>()
                && !held.is_unbound()
                && !name.is(&vm.names.known.class)
            {
                let (start, held, object_class) = (start.get(), held.get(), object_class.get());
                if let Some(value) = super_get(vm, &start, &held, &object_class, name)? {
                    return Ok(Some(value));
                }
            }
            instance_get_attr(vm, object, class, name)
        }
        Some(kinds::MODULE) => module_get_attr(vm, object, class, name),
        Some(kinds::BOUND_METHOD) => match instance_get_attr(vm, object, class, name)? {
            Some(value) => Ok(Some(value)),
            None => {
                // A method has the attributes of its function; the function answers for what is missing. It may be a
                // method itself.
                vm.check_depth()?;
                let function = object.payload::<BoundMethod>().map(|method| method.function.get());
                function.map(|function| get_attr(vm, &function, name)).transpose()
            }
        },
        _ => instance_get_attr(vm, object, class, name),
    }
}

/// What stands under a name in the classes behind `start` in the order of resolution, unbound.
pub fn super_find(vm: &Vm, start: &Value, object_class: &Value, name: &Value) -> Option<Value> {
    let searched = object_class.payload::<Class>()?;
    let mut passed = object_class.is(start);
    for base in searched.ancestors.borrow().iter() {
        if passed && let Some(value) = dict::get(vm, &base.namespace, name) {
            return Some(value);
        }
        passed |= base.value().is(start);
    }
    None
}

/// What `super(start, object)` finds under a name.
pub fn super_get(
    vm: &mut Vm,
    start: &Value,
    object: &Value,
    object_class: &Value,
    name: &Value,
) -> Result<Option<Value>, Raised> {
    match super_find(vm, start, object_class, name) {
        None => Ok(None),
        Some(found) if object.is(object_class) => bind(vm, &found, None, object_class).map(Some),
        Some(found) => bind(vm, &found, Some(object), object_class).map(Some),
    }
}

fn instance_get_attr(vm: &mut Vm, object: &Value, class: &Ref<Class>, name: &Value) -> Result<Option<Value>, Raised> {
    let found = find(vm, class, name);
    if let Some(found) = &found
        && is_data_descriptor(vm, found)
    {
        return bind(vm, found, Some(object), class.value()).map(Some);
    }
    if let Some(value) = attributes::get(vm, object, name) {
        return Ok(Some(value));
    }
    match found {
        Some(found) => bind(vm, &found, Some(object), class.value()).map(Some),
        None => Ok(None),
    }
}

fn module_get_attr(vm: &mut Vm, object: &Value, class: &Ref<Class>, name: &Value) -> Result<Option<Value>, Raised> {
    if let Some(value) = instance_get_attr(vm, object, class, name)? {
        return Ok(Some(value));
    }
    let Some(module) = object.payload::<Module>() else { return Ok(None) };
    let dict = module.dict.clone();
    if let Some(getattr) = dict::get(vm, &dict, &vm.names.known.getattr.clone()) {
        return vm.call(&getattr, std::slice::from_ref(name)).map(Some);
    }
    let text = super::name::text(name);
    let message = module::missing(vm, object, &text)?;
    Err(vm.attribute_error_with(object, name, message))
}

fn class_get_attr(vm: &mut Vm, subject: &Ref<Class>, meta: &Ref<Class>, name: &Value) -> Result<Option<Value>, Raised> {
    let on_meta = find(vm, meta, name);
    if let Some(found) = &on_meta
        && is_data_descriptor(vm, found)
    {
        return bind(vm, found, Some(subject.value()), meta.value()).map(Some);
    }
    if let Some(found) = find(vm, subject, name) {
        return bind(vm, &found, None, subject.value()).map(Some);
    }
    match on_meta {
        Some(found) => bind(vm, &found, Some(subject.value()), meta.value()).map(Some),
        None => Ok(None),
    }
}

/// True if the attribute of a class also decides about setting.
pub fn is_data_descriptor(vm: &Vm, attribute: &Value) -> bool {
    match attribute.header().map(|header| header.kind()) {
        Some(kinds::DESCRIPTOR) => attribute.payload::<Descriptor>().is_some_and(Descriptor::is_data),
        Some(kinds::INSTANCE | kinds::EXTENSION) => {
            let class = vm.classes.of(attribute);
            !class.special(Special::Set).is_unbound() || !class.special(Special::Delete).is_unbound()
        }
        _ => false,
    }
}

/// Python's `object.name = value`, or `del object.name` without a value. `name` is interned.
pub fn set_attr(vm: &mut Vm, object: &Value, name: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = vm.classes.of(object);
    if !class.has(flags::CUSTOM_SET) {
        return default_set_attr(vm, object, name, value);
    }
    let special = if value.is_some() { Special::SetAttr } else { Special::DelAttr };
    let method = class.special(special).get();
    let extended = object.header().is_some_and(|header| header.kind() == kinds::EXTENSION);
    if method.is_kind::<NativeFunction>() && !extended {
        return default_set_attr(vm, object, name, value);
    }
    vm.enter_native()?;
    let result = match value {
        Some(value) => call::method_call(vm, &method, object, Call { values: &[name.clone(), value], keywords: &[] }),
        None => call::method_call(vm, &method, object, Call { values: std::slice::from_ref(name), keywords: &[] }),
    };
    vm.leave_native();
    result.map(drop)
}

/// What `object.__setattr__` and `type.__setattr__` do.
pub fn default_set_attr(vm: &mut Vm, object: &Value, name: &Value, value: Option<Value>) -> Result<(), Raised> {
    if let Some(subject) = object.to_ref::<Class>() {
        return class_set_attr(vm, &subject, name, value);
    }
    let class = vm.classes.of(object);
    let found = find(vm, &class, name);
    if let Some(found) = &found
        && let Some(result) = set_through(vm, found, object, value.as_ref())
    {
        return result;
    }
    if attributes::takes_any(&class) {
        return match value {
            Some(value) => attributes::set(vm, object, name, value),
            None if attributes::delete(vm, object, name)? => Ok(()),
            None => Err(vm.attribute_error(object, name)),
        };
    }
    let text = super::name::text(name);
    let given = class.full_name();
    let message = if found.is_some() {
        format!("'{given}' object attribute '{text}' is read-only")
    } else {
        format!("'{given}' object has no attribute '{text}' and no __dict__ for setting new attributes")
    };
    Err(vm.attribute_error_with(object, name, message))
}

/// Sets through a data descriptor; `None` if the attribute is none.
fn set_through(vm: &mut Vm, attribute: &Value, object: &Value, value: Option<&Value>) -> Option<Result<(), Raised>> {
    if let Some(descriptor) = attribute.to_ref::<Descriptor>()
        && !vm.classes.of(attribute).has(flags::HEAP)
    {
        return native_set(vm, &descriptor, object, value);
    }
    let class = vm.classes.of(attribute);
    let special = if value.is_some() { Special::Set } else { Special::Delete };
    let method = class.special(special).get();
    if method.is_unbound() {
        if !is_data_descriptor(vm, attribute) {
            return None;
        }
        let missing = if value.is_some() { "__set__" } else { "__delete__" };
        return Some(Err(vm.attribute_error_plain(missing)));
    }
    let result = match value {
        Some(value) => {
            let args = [object.clone(), value.clone()];
            call::method_call(vm, &method, attribute, Call { values: &args, keywords: &[] })
        }
        None => call::method_call(vm, &method, attribute, Call { values: std::slice::from_ref(object), keywords: &[] }),
    };
    Some(result.map(drop))
}

impl Vm {
    #[cold]
    fn attribute_error_plain(&mut self, message: &str) -> Raised {
        self.raise_message(|classes| &classes.attribute_error, message)
    }
}

/// What the `__set__` and `__delete__` of builtin descriptors do; `None` if the descriptor does not decide.
pub fn native_set(
    vm: &mut Vm,
    descriptor: &Ref<Descriptor>,
    object: &Value,
    value: Option<&Value>,
) -> Option<Result<(), Raised>> {
    if let Err(raised) = vm.check_depth() {
        return Some(Err(raised));
    }
    match &descriptor.behaviour {
        Behaviour::GetSet(attribute) => {
            if let Err(raised) = check_owner(vm, descriptor, object) {
                return Some(Err(raised));
            }
            match attribute.set {
                Some(set) => Some(set(vm, object, value.cloned())),
                None => {
                    let owner =
                        descriptor.owner.get().to_ref::<Class>().map(|owner| owner.full_name()).unwrap_or_default();
                    let name = descriptor.name.get();
                    let message = format!("attribute '{}' of '{owner}' objects is not writable", attribute.name);
                    Some(Err(vm.attribute_error_with(object, &name, message)))
                }
            }
        }
        Behaviour::Member(place) => {
            if let Err(raised) = check_owner(vm, descriptor, object) {
                return Some(Err(raised));
            }
            Some(set_member(vm, descriptor, object, usize::from(*place), value))
        }
        Behaviour::Item { .. } => {
            let message = if value.is_some() { "can't set attribute" } else { "can't delete attribute" };
            Some(Err(vm.attribute_error_plain(message)))
        }
        Behaviour::Property { set, delete, name, .. } => {
            let (function, missing) = if value.is_some() { (set.get(), "setter") } else { (delete.get(), "deleter") };
            if function.is_none() {
                let message = property_message(vm, &name.get(), object, missing);
                let name = name.get();
                return Some(Err(vm.attribute_error_with(object, &name, message)));
            }
            let result = match value {
                Some(value) => vm.call(&function, &[object.clone(), value.clone()]),
                None => vm.call(&function, std::slice::from_ref(object)),
            };
            Some(result.map(drop))
        }
        _ => None,
    }
}

fn set_member(
    vm: &mut Vm,
    descriptor: &Descriptor,
    object: &Value,
    place: usize,
    value: Option<&Value>,
) -> Result<(), Raised> {
    let home = match member_home(object) {
        Some(home) => home,
        None => {
            let class = vm.classes.of(object);
            let home = crate::value::instance::Instance::create(&vm.heap, class.value().clone(), &class.shapes);
            let home = home.or_memory_error(vm)?.into_value();
            if let Some(side) = object.header().and_then(|header| header.side()) {
                side.set(home.clone());
            }
            home
        }
    };
    let Some(instance) = home.payload::<crate::value::instance::Instance>() else { return Ok(()) };
    if value.is_none() && instance.get_place(place).is_unbound() {
        let name = descriptor.name.get();
        let text = super::name::text(&name);
        return Err(vm.attribute_error_with(object, &name, text));
    }
    let value = value.cloned().unwrap_or(Value::UNBOUND);
    let before = instance.set_place(&vm.heap, place, value).or_memory_error(vm)?;
    drop(before);
    Ok(())
}

fn class_set_attr(vm: &mut Vm, subject: &Ref<Class>, name: &Value, value: Option<Value>) -> Result<(), Raised> {
    let text = super::name::text(name);
    if !subject.has(flags::HEAP) {
        let class = subject.text_name();
        return Err(vm.type_error(format!("cannot set '{text}' attribute of immutable type '{class}'")));
    }
    let meta = vm.classes.of(subject.value());
    if let Some(found) = find(vm, &meta, name)
        && is_data_descriptor(vm, &found)
        && let Some(result) = set_through(vm, &found, subject.value(), value.as_ref())
    {
        return result;
    }
    let before = dict::get(vm, &subject.namespace, name);
    match value {
        Some(value) => dict::set(vm, &subject.namespace, name, value)?,
        None => {
            if dict::remove(vm, &subject.namespace, name).is_none() {
                return Err(vm.attribute_error(subject.value(), name));
            }
        }
    }
    refresh_name(vm, subject, name);
    drop(before);
    Ok(())
}

/// Python's `operator.index(value)`: an integer, immediate or large.
pub fn index(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    if value.word().is_int() || value.is_kind::<crate::value::number::BigInt>() {
        return Ok(value.clone());
    }
    if let Some(truth) = value.word().as_bool() {
        return vm.int(i64::from(truth));
    }
    if let Some(boxed) = value.payload::<crate::value::number::BoxedInt>() {
        return vm.int(boxed.0);
    }
    match call::special(vm, value, Special::Index, &[])? {
        Some(result)
            if result.word().is_int()
                || result.word().is_bool()
                || vm.classes.is_instance(&result, &vm.classes.int) =>
        {
            if !vm.classes.is_exactly(&result, &vm.classes.int) {
                warn_of_subclass(vm, "__index__ returned non-int", &result, "int")?;
            }
            index(vm, &result)
        }
        Some(result) => {
            let given = vm.classes.name_of(&result);
            Err(vm.type_error(format!("__index__ returned non-int (type {given})")))
        }
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.type_error(format!("'{given}' object cannot be interpreted as an integer")))
        }
    }
}

/// Warns that a conversion gave an instance of a class derived from the one that was asked for.
pub fn warn_of_subclass(vm: &mut Vm, complaint: &str, result: &Value, wanted: &str) -> Result<(), Raised> {
    let given = vm.classes.name_of(result);
    let message = format!(
        "{complaint} (type {given}).  The ability to return an instance of a strict subclass of {wanted} is \
         deprecated, and may be removed in a future version of Python."
    );
    vm.warn(|classes| &classes.deprecation_warning, &message, 1)
}
