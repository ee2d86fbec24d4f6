//! Native classes as tables, and how the tables become the namespaces of classes.

use taipan_heap::value::{Ref, Slot, Value};

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::protocol::descriptor::{Attribute, Behaviour, Descriptor};
use crate::protocol::dict;
use crate::protocol::native::{AwaitCode, MakeCode, NativeDef, NativeFunction, NextCode, Role, Shortcut};
use crate::protocol::signature::Receiver;
use crate::value::class::Class;
use crate::value::special;

/// What a native class answers.
pub struct ClassSpec {
    /// `__doc__`.
    pub doc: &'static str,
    /// Methods and special methods. Those whose receiver is `cls` are static (`__new__`) or class methods: the name says
    /// which.
    pub methods: &'static [NativeDef],
    /// Functions without a receiver.
    pub static_methods: &'static [NativeDef],
    /// Attributes.
    pub attributes: &'static [Attribute],
    /// The iterator's step, behind `__next__` in `methods`.
    pub next: Option<NextCode>,
    /// The awaitable's look, behind `__await__` in `methods`.
    pub awaited: Option<AwaitCode>,
    /// What a call of the class makes, behind `__new__` in `methods`.
    pub make: Option<MakeCode>,
}

impl ClassSpec {
    /// A class that answers nothing of its own.
    pub const EMPTY: ClassSpec = ClassSpec {
        doc: "",
        methods: &[],
        static_methods: &[],
        attributes: &[],
        next: None,
        awaited: None,
        make: None,
    };
}

/// Fills the namespace of a class with what its table says. [`lookup::refresh`](crate::protocol::lookup::refresh) must
/// follow, for the class or one of its bases.
pub fn install(vm: &mut Vm, class: &Ref<Class>, spec: &'static ClassSpec) -> Result<(), Raised> {
    let namespace = class.namespace.clone();
    for def in spec.methods {
        let role = match (def.signature.receiver, def.name) {
            (Receiver::Class, "__new__") => Role::Function,
            (Receiver::Class, _) => Role::ClassMethod,
            (_, name) if special::by_name(name).is_some() => Role::Special,
            _ => Role::Method,
        };
        let shortcut = match (def.name, spec.next, spec.awaited, spec.make) {
            ("__next__", Some(next), ..) => Shortcut::Next(next),
            ("__await__", _, Some(awaited), _) => Shortcut::Await(awaited),
            ("__new__", .., Some(make)) => Shortcut::Make(make),
            _ => Shortcut::No,
        };
        let function = function(vm, def, role, shortcut)?;
        function.owner.set(class.value().clone());
        dict::set_text(vm, &namespace, def.name, function.into_value())?;
    }
    for def in spec.static_methods {
        let function = function(vm, def, Role::Function, Shortcut::No)?.into_value();
        let wrapped = Descriptor::free(Behaviour::Static(Slot::new(function)));
        let class = vm.classes.staticmethod.value().clone();
        let wrapped = vm.heap.allocate(class, wrapped).or_memory_error(vm)?;
        dict::set_text(vm, &namespace, def.name, wrapped.into_value())?;
    }
    for attribute in spec.attributes {
        let name = vm.intern(attribute.name)?;
        let descriptor = Descriptor {
            behaviour: Behaviour::GetSet(attribute),
            name: Slot::new(name.clone()),
            owner: Slot::new(class.value().clone()),
            dict: Slot::default(),
        };
        let kind = vm.classes.getset_descriptor.value().clone();
        let descriptor = vm.heap.allocate(kind, descriptor).or_memory_error(vm)?;
        dict::set(vm, &namespace, &name, descriptor.into_value())?;
    }
    if spec.attributes.iter().any(|attribute| attribute.name == "__doc__") {
        // Instances answer `__doc__` themselves.
        return Ok(());
    }
    let doc = if spec.doc.is_empty() { Value::NONE } else { vm.str(spec.doc)? };
    let name = vm.names.known.doc.clone();
    dict::set(vm, &namespace, &name, doc)
}

/// A native function object.
pub fn function(
    vm: &mut Vm,
    def: &'static NativeDef,
    role: Role,
    shortcut: Shortcut,
) -> Result<Ref<NativeFunction>, Raised> {
    let class = match role {
        Role::Function => &vm.classes.builtin_function,
        Role::Method => &vm.classes.method_descriptor,
        Role::Special => &vm.classes.slot_wrapper,
        Role::ClassMethod => &vm.classes.class_method_descriptor,
    };
    let class = class.value().clone();
    let function = NativeFunction { def, role, shortcut, owner: Slot::default(), module: Slot::default() };
    vm.heap.allocate(class, function).or_memory_error(vm)
}

/// Puts functions into the namespace of a module named `module`.
pub fn install_functions(
    vm: &mut Vm,
    namespace: &crate::value::mapping::Dict,
    module: &str,
    defs: &'static [NativeDef],
) -> Result<(), Raised> {
    let module = vm.intern(module)?;
    for def in defs {
        let function = function(vm, def, Role::Function, Shortcut::No)?;
        function.module.set(module.clone());
        dict::set_text(vm, namespace, def.name, function.into_value())?;
    }
    Ok(())
}

/// Puts methods into the namespace of a module, for classes that it writes in Python to take over.
pub fn install_methods(
    vm: &mut Vm,
    namespace: &crate::value::mapping::Dict,
    defs: &'static [(&'static str, NativeDef)],
) -> Result<(), Raised> {
    for (name, def) in defs {
        let function = function(vm, def, Role::Method, Shortcut::No)?;
        dict::set_text(vm, namespace, name, function.into_value())?;
    }
    Ok(())
}
