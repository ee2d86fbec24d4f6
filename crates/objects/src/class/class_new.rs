//! `type.__new__`: a class from a name, bases and a namespace.

use taipan_bytecode::opcode::Op;
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::define::Blueprint;
use taipan_core::protocol::descriptor::{Behaviour, Descriptor};
use taipan_core::protocol::native::{Keywords, Mark, NativeFunction, Rest};
use taipan_core::protocol::{call, dict, layout, lookup, name};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::function::{Cell, Function};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};

use crate::class::{class_bases, slots};

/// Most attributes for which an instance gets room before it has them.
const MOST_EXPECTED: usize = 32;

/// `type.__new__(meta, name, bases, namespace, **keywords)`.
pub(crate) fn new(vm: &mut Vm, meta: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let Some(meta) = meta.to_ref::<Class>() else {
        let given = vm.classes.name_of(meta);
        return Err(vm.type_error(format!("type.__new__(X): X is not a type object ({given})")));
    };
    if !meta.has(flags::METACLASS) {
        let name = meta.text_name();
        return Err(vm.type_error(format!("type.__new__({name}): {name} is not a subtype of type")));
    }
    let [class_name, bases, namespace] = &*args else {
        let given = args.len();
        if meta.value().is(vm.classes.type_.value()) {
            return Err(vm.type_error("type() takes 1 or 3 arguments"));
        }
        return Err(vm.type_error(format!("type.__new__() takes exactly 3 arguments ({given} given)")));
    };
    let (Some(text), Some(tuple), Some(given)) =
        (class_name.payload::<Str>(), bases.payload::<Tuple>(), namespace.payload::<Dict>())
    else {
        return Err(wrong_arguments(vm, class_name, bases, namespace));
    };
    for base in tuple.items().iter().filter(|base| !base.is_kind::<Class>()) {
        let name = vm.names.known.mro_entries.clone();
        if lookup::try_get_attr_quiet(vm, base, &name)?.is_some() {
            return Err(vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    let winner = choose_metaclass(vm, &meta, tuple.items())?;
    if !winner.value().is(meta.value()) {
        let new = winner.special(Special::New).get();
        if !NativeFunction::is(&new, Mark::TypeNew) {
            return pass_on(vm, &new, &winner, &args, &keywords);
        }
    }
    if text.as_bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let mut parents = Vec::new();
    for base in tuple.items() {
        match base.to_ref::<Class>() {
            Some(base) => parents.push(base),
            None => return Err(vm.type_error("bases must be types")),
        }
    }
    if parents.is_empty() {
        parents.push(vm.classes.object.clone());
    }
    let copy = given.table.borrow().clone_into(&vm.heap).or_memory_error(vm)?;
    let class = vm.classes.dict.value().clone();
    let namespace = vm.heap.allocate(class, Dict { table: copy.into() }).or_memory_error(vm)?;
    let class = create(vm, winner, class_name.clone(), parents, &namespace)?;
    announce(vm, &class, &keywords)?;
    Ok(class.into_value())
}

fn wrong_arguments(vm: &mut Vm, name: &Value, bases: &Value, namespace: &Value) -> Raised {
    let (number, wanted, given) = if !name.is_kind::<Str>() {
        (1, "str", name)
    } else if !bases.is_kind::<Tuple>() {
        (2, "tuple", bases)
    } else {
        (3, "dict", namespace)
    };
    let given = vm.classes.name_of(given);
    vm.type_error(format!("type.__new__() argument {number} must be {wanted}, not {given}"))
}

/// The most derived of the metaclasses of the bases and the one that was asked for.
pub fn choose_metaclass(vm: &mut Vm, meta: &Ref<Class>, bases: &[Value]) -> Result<Ref<Class>, Raised> {
    let mut winner = meta.clone();
    for base in bases {
        let of_base = vm.classes.of(base);
        if winner.is_subclass_of(&of_base) {
            continue;
        }
        if !of_base.is_subclass_of(&winner) {
            return Err(vm.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses \
                 of all its bases",
            ));
        }
        winner = of_base;
    }
    Ok(winner)
}

/// Another metaclass than the one that was called is the right one, and it makes classes in its own way.
fn pass_on(
    vm: &mut Vm,
    new: &Value,
    winner: &Ref<Class>,
    args: &[Value],
    keywords: &Keywords<'_>,
) -> Result<Value, Raised> {
    let new = lookup::unwrap_static(new);
    let (values, names) = flatten(args, keywords);
    call::with_receiver(vm, &new, winner.value(), Call { values: &values, keywords: &names })
}

/// Arguments as a call takes them: values, and the names of the last ones.
pub fn flatten(args: &[Value], keywords: &Keywords<'_>) -> (Vec<Value>, Vec<Value>) {
    let mut values = args.to_vec();
    let (names, named): (Vec<Value>, Vec<Value>) =
        keywords.iter().map(|(name, value)| (name.clone(), value.clone())).unzip();
    values.extend(named);
    (values, names)
}

fn create(
    vm: &mut Vm,
    meta: Ref<Class>,
    class_name: Value,
    bases: Vec<Ref<Class>>,
    namespace: &Ref<Dict>,
) -> Result<Ref<Class>, Raised> {
    let base = layout::best_base(vm, &bases)?;
    let qualname = take_qualname(vm, namespace, &class_name)?;
    let plan = slots::plan(vm, &class_name, &base, &bases, namespace)?;
    let cell = take_cell(vm, namespace, "__classcell__")?;
    let names_cell = take_cell(vm, namespace, "__classdictcell__")?;
    fill_defaults(vm, namespace)?;
    let slot_count = plan.count(&base);
    let blueprint = Blueprint {
        meta,
        name: class_name,
        qualname,
        bases,
        namespace: namespace.clone(),
        instances: base.instances,
        flags: flags::BASE | flags::HEAP | plan.flags,
        slot_count,
    };
    let class = blueprint.build(vm)?;
    plan.install(vm, &class, &base)?;
    class_bases::ask_metaclass(vm, &class)?;
    lookup::refresh(vm, &class);
    expect_places(&class);
    if let Some(cell) = cell {
        cell.contents.set(class.value().clone());
    }
    if let Some(cell) = names_cell {
        // Annotation scopes see what the class becomes, not the namespace its body ran in.
        let key = vm.intern("__dict__")?;
        let names = lookup::get_attr(vm, class.value(), &key)?;
        cell.contents.set(names);
    }
    Ok(class)
}

/// Gives instances room for the attributes that `__init__` sets, and for as many as instances of the bases have.
fn expect_places(class: &Ref<Class>) {
    let of_bases = class.ancestors.borrow().iter().map(|base| base.shapes.room.get()).max().unwrap_or(0);
    let init = class.special(Special::Init).get();
    let own = init.payload::<Function>().map_or(0, |init| {
        let code = init.code_object();
        let sets = code.code.instructions.iter().filter(|instr| instr.op() == Op::SetAttr && instr.a() == 0);
        let mut names: Vec<u32> = sets.map(|instr| code.code.sites[usize::from(instr.c())]).collect();
        names.sort_unstable();
        names.dedup();
        names.len().min(MOST_EXPECTED) as u16
    });
    let room = class.shapes.room.get();
    class.shapes.room.set(room.max(of_bases).max(class.slot_count + own));
}

fn take_qualname(vm: &mut Vm, namespace: &Dict, class_name: &Value) -> Result<Value, Raised> {
    let key = vm.names.known.qualname.clone();
    match dict::remove(vm, namespace, &key) {
        None => Ok(class_name.clone()),
        Some(qualname) if qualname.is_kind::<Str>() => Ok(qualname),
        Some(other) => {
            let given = vm.classes.name_of(&other);
            Err(vm.type_error(format!("type __qualname__ must be a str, not {given}")))
        }
    }
}

/// The cell through which methods reach their class (`super()`, `__class__`), or annotation scopes its names.
fn take_cell(vm: &mut Vm, namespace: &Dict, entry: &str) -> Result<Option<Ref<Cell>>, Raised> {
    let key = vm.intern(entry)?;
    let Some(found) = dict::remove(vm, namespace, &key) else { return Ok(None) };
    match found.to_ref::<Cell>() {
        Some(cell) => Ok(Some(cell)),
        None => {
            let class = vm.classes.of(&found);
            let shown = name::qualified(vm, &class);
            Err(vm.type_error(format!("{entry} must be a nonlocal cell, not <class '{shown}'>")))
        }
    }
}

/// What a namespace gets that the class statement did not say.
fn fill_defaults(vm: &mut Vm, namespace: &Dict) -> Result<(), Raised> {
    let module = vm.names.known.module.clone();
    if dict::find(vm, namespace, &module).is_none()
        && let Some(current) = name::current_module(vm)
    {
        dict::set(vm, namespace, &module, current)?;
    }
    let (eq, hash) = (vm.names.special(Special::Eq).clone(), vm.names.special(Special::Hash).clone());
    if dict::find(vm, namespace, &eq).is_some() && dict::find(vm, namespace, &hash).is_none() {
        dict::set(vm, namespace, &hash, Value::NONE)?;
    }
    let new = vm.names.special(Special::New).clone();
    wrap(vm, namespace, &new, Behaviour::Static)?;
    let known = [vm.names.known.init_subclass.clone(), vm.names.known.class_getitem.clone()];
    for key in &known {
        wrap(vm, namespace, key, Behaviour::Class)?;
    }
    let doc = vm.names.known.doc.clone();
    if dict::find(vm, namespace, &doc).is_none() {
        dict::set(vm, namespace, &doc, Value::NONE)?;
    }
    Ok(())
}

/// A plain function under one of the names that are static or class methods without saying so.
fn wrap(vm: &mut Vm, namespace: &Dict, key: &Value, behaviour: fn(Slot) -> Behaviour) -> Result<(), Raised> {
    let Some(function) = dict::get(vm, namespace, key).filter(Value::is_kind::<Function>) else { return Ok(()) };
    let behaviour = behaviour(Slot::new(function));
    let class = match behaviour {
        Behaviour::Static(_) => vm.classes.staticmethod.value().clone(),
        _ => vm.classes.classmethod.value().clone(),
    };
    let wrapped = vm.heap.allocate(class, Descriptor::free(behaviour)).or_memory_error(vm)?;
    dict::set(vm, namespace, key, wrapped.into_value())
}

/// Tells the attributes their names (`__set_name__`), and the base about its subclass (`__init_subclass__`).
fn announce(vm: &mut Vm, class: &Ref<Class>, keywords: &Keywords<'_>) -> Result<(), Raised> {
    let entries: Vec<(Value, Value)> =
        class.namespace.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    let set_name = vm.names.known.set_name.clone();
    for (key, value) in entries {
        let of_value = vm.classes.of(&value);
        let Some(method) = lookup::find(vm, &of_value, &set_name) else { continue };
        let args = [class.value().clone(), key.clone()];
        if let Err(raised) = call::method_call(vm, &method, &value, Call { values: &args, keywords: &[] }) {
            return Err(note_name(vm, raised, class, &of_value, &key));
        }
    }
    let init_subclass = vm.names.known.init_subclass.clone();
    let own = class.value().clone();
    let Some(method) = lookup::super_get(vm, &own, &own, &own, &init_subclass)? else { return Ok(()) };
    let (values, names) = flatten(&[], keywords);
    call::call(vm, &method, Call { values: &values, keywords: &names })?;
    Ok(())
}

/// Adds a note to the exception about the attribute whose `__set_name__` failed.
fn note_name(vm: &mut Vm, raised: Raised, class: &Class, of_value: &Class, key: &Value) -> Raised {
    let Some(exception) = vm.take_exception() else { return raised };
    let (owner, kind, shown) = (class.text_name(), of_value.text_name(), name::text(key));
    let note = format!("Error calling __set_name__ on '{kind}' instance '{shown}' in '{owner}'");
    let noted = vm.str(&note).and_then(|note| vm.call_method(&exception, "add_note", &[note]));
    match noted {
        Ok(_) => vm.raise(exception),
        Err(raised) => raised,
    }
}
