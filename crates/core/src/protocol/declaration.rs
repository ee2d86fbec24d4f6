//! Classes whose whole declaration stands at the struct behind their instances: `#[class]` of the crate `macros` writes it.

use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Value};

use crate::machine::classes::Classes;
use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::protocol::define::define;
use crate::protocol::spec::ClassSpec;
use crate::protocol::{dict, lookup};
use crate::value::class::{Class, Instances};
use crate::value::mapping::Dict;

/// What a class derives from.
pub enum Base {
    /// `object`.
    Object,
    /// Another class that the machine knows.
    Known(fn(&Classes) -> &Ref<Class>),
    /// A class that is declared itself.
    Declared(&'static Declaration),
}

/// All that makes a class.
pub struct Declaration {
    /// The name, dotted: the module, then the class.
    pub name: &'static str,
    /// What lies behind instances.
    pub instances: Instances,
    /// Bits of [`flags`](crate::value::class::flags).
    pub flags: u32,
    /// What the class derives from.
    pub base: Base,
    /// Whether instances have no hash, because they change.
    pub unhashable: bool,
    /// What instances answer.
    pub spec: ClassSpec,
}

/// A payload whose class is declared.
pub trait Declared: Payload {
    /// The declaration.
    const DECLARATION: &'static Declaration;
}

impl Vm {
    /// The class of a declared payload, made when it is first asked for.
    pub fn class_of<T: Declared>(&mut self) -> Result<Ref<Class>, Raised> {
        self.declared_class(T::DECLARATION)
    }

    fn declared_class(&mut self, declaration: &'static Declaration) -> Result<Ref<Class>, Raised> {
        let known = self.world.declared.borrow().get(&address(declaration)).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let base = match declaration.base {
            Base::Object => vec![],
            Base::Known(pick) => vec![pick(&self.classes).clone()],
            Base::Declared(base) => vec![self.declared_class(base)?],
        };
        let class = define(self, declaration.name, &base, declaration.instances, declaration.flags, &declaration.spec)?;
        if declaration.unhashable {
            dict::set_text(self, &class.namespace, "__hash__", Value::NONE)?;
            lookup::refresh(self, &class);
        }
        self.world.declared.borrow_mut().insert(address(declaration), class.clone());
        Ok(class)
    }

    /// An object of a declared class.
    pub fn make<T: Declared>(&mut self, payload: T) -> Result<Ref<T>, Raised> {
        let class = self.class_of::<T>()?;
        self.heap.allocate(class.into_value(), payload).or_memory_error(self)
    }
}

/// Makes a declared class known to scripts, in the namespace of its module.
pub fn install<T: Declared>(vm: &mut Vm, namespace: &Dict) -> Result<(), Raised> {
    let class = vm.class_of::<T>()?;
    let name = T::DECLARATION.name.rsplit('.').next().unwrap_or_default();
    dict::set_text(vm, namespace, name, class.into_value())
}

fn address(declaration: &'static Declaration) -> usize {
    std::ptr::from_ref(declaration).addr()
}
