//! Rust types as classes of Python: [`class`](macro@crate::class) stands at the struct, [`methods`](macro@crate::methods) at
//! the block of its functions, and [`Module::class`](crate::engine::Module::class) offers it to scripts.
//!
//! ```
//! use taipan::{class, engine::Engine, methods, sandbox::Sandbox};
//!
//! /// Counts from where it begins.
//! #[class]
//! struct Counter {
//!     /// Where it stands.
//!     #[py(get, set)]
//!     count: i64,
//! }
//!
//! #[methods]
//! impl Counter {
//!     #[new]
//!     fn new(start: i64) -> Counter {
//!         Counter { count: start }
//!     }
//!
//!     /// Adds, and gives the sum.
//!     #[function("add(self, n=1)")]
//!     fn add(&mut self, n: i64) -> i64 {
//!         self.count += n;
//!         self.count
//!     }
//!
//!     /// The count, a moment later.
//!     async fn later(&self) -> i64 {
//!         std::future::ready(self.count).await
//!     }
//!
//!     fn __repr__(&self) -> String {
//!         format!("Counter({})", self.count)
//!     }
//! }
//!
//! # fn main() -> Result<(), taipan::error::Error> {
//! let mut engine = Engine::new();
//! engine.module("shop").class::<Counter>();
//! let program = engine.compile("count.py", "
//! import asyncio, shop
//!
//! class Loud(shop.Counter):
//!     def shout(self):
//!         return f'{self!r}!'
//!
//! counter = Loud(5)
//! counter.add(); counter.add(n=4)
//! counter.count *= 2
//! seen = asyncio.run(counter.later()), counter.shout()")?;
//! let mut vm = engine.vm(Sandbox::new())?;
//! vm.run(&program)?;
//! assert_eq!(vm.get::<(i64, String)>("seen")?, (20, "Counter(20)!".to_owned()));
//! # Ok(())
//! # }
//! ```
//!
//! What a method borrows, others wait for: while an object is being changed, further calls of its methods raise
//! RuntimeError, and while a future of an async method lives, its object is borrowed.

use std::future::Future;
use std::sync::Arc;

use async_lock::{RwLock, RwLockReadGuardArc, RwLockWriteGuardArc};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_core::protocol::declaration::{self, Declared};
use taipan_core::protocol::dict;
use taipan_core::protocol::native::NativeDef;
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};

use crate::convert::{FromPython, IntoPython};
use crate::function::{caught, work};
use crate::{coroutine, error};

/// A Rust type that scripts see as a class; the macro [`class`](macro@crate::class) implements it.
///
/// Its values go from thread to thread with their VM, so they hold no Python objects but
/// [`Object`](crate::object::Object)s.
pub trait HostClass: Methods + Send + Sync + Sized + 'static {
    /// The name, as errors show it.
    const NAME: &'static str;
    /// What lies behind its objects.
    type Behind: Behind<Self>;
}

/// What lies behind the objects of a host's class.
pub trait Behind<T>: Declared {
    /// Behind a new object.
    fn of(value: Shared<T>) -> Self;

    /// The value.
    fn value(&self) -> &Shared<T>;
}

/// The methods of such a type; the macro [`methods`](macro@crate::methods) implements it. A type without any has an empty
/// block.
pub trait Methods {
    /// Those with a receiver, and the constructor.
    const METHODS: &'static [NativeDef];
    /// Those without.
    const STATIC_METHODS: &'static [NativeDef];
}

/// A value that scripts and the host share: a method that takes or gives one hands on the object itself.
pub struct Shared<T>(Arc<RwLock<T>>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T: Send + Sync + 'static> Shared<T> {
    /// Takes a value over.
    pub fn new(value: T) -> Shared<T> {
        Shared(Arc::new(RwLock::new(value)))
    }

    /// Looks at the value; `None` while somebody changes it.
    pub fn read<R>(&self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_read().map(|value| look(&value))
    }

    /// Changes the value; `None` while somebody else looks at it or changes it.
    pub fn write<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.try_write().map(|mut value| change(&mut value))
    }
}

impl<T: HostClass> IntoPython for Shared<T> {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        Ok(machine.make(T::Behind::of(self))?.into_value())
    }
}

impl<T: HostClass> FromPython for Shared<T> {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Self, Raised> {
        match value.payload::<T::Behind>() {
            Some(behind) => Ok(behind.value().clone()),
            None => {
                let given = machine.classes.name_of(value);
                Err(machine.type_error(format!("expected {}, not {given}", T::NAME)))
            }
        }
    }
}

/// Puts a class into the namespace of a module.
pub(crate) fn install<T: HostClass>(machine: &mut Machine, namespace: &Dict) -> Result<(), Raised> {
    declaration::install::<T::Behind>(machine, namespace)?;
    let class = machine.class_of::<T::Behind>()?;
    let (name, module) = (machine.names.known.name.clone(), machine.names.known.module.clone());
    let Some(home) = dict::get(machine, namespace, &name) else { return Ok(()) };
    dict::set(machine, &class.namespace, &module, home)
}

/// An argument; nothing given is None.
#[doc(hidden)]
pub fn argument<T: FromPython>(machine: &mut Machine, given: Option<&Value>) -> Result<T, Raised> {
    T::from_python(machine, given.unwrap_or(&Value::NONE))
}

/// The object whose method is called.
#[doc(hidden)]
pub fn receiver<T: HostClass>(machine: &mut Machine, given: Option<&Value>) -> Result<Shared<T>, Raised> {
    argument(machine, given)
}

/// The class whose constructor is called.
#[doc(hidden)]
pub fn constructed(machine: &mut Machine, given: Option<&Value>) -> Result<Ref<Class>, Raised> {
    given.and_then(Value::to_ref).ok_or_else(|| machine.type_error("a class is required"))
}

/// What a constructor gives: the value, or a `Result` of it.
#[doc(hidden)]
pub trait Constructed<T> {
    /// The value, or a pending exception.
    fn constructed(self, machine: &mut Machine) -> Result<T, Raised>;
}

impl<T: HostClass> Constructed<T> for T {
    fn constructed(self, _: &mut Machine) -> Result<T, Raised> {
        Ok(self)
    }
}

impl<T, E: Into<Box<dyn std::error::Error + Send + Sync>>> Constructed<T> for Result<T, E> {
    fn constructed(self, machine: &mut Machine) -> Result<T, Raised> {
        self.map_err(|mistake| error::raise(machine, mistake.into()))
    }
}

/// Makes an object of a class, which a script may have derived.
#[doc(hidden)]
pub fn made<T: HostClass, G: Constructed<T>>(
    machine: &mut Machine,
    class: &Ref<Class>,
    make: impl FnOnce() -> G,
) -> Result<Value, Raised> {
    let value = run(machine, make)?.constructed(machine)?;
    Ok(machine.allocate(class, T::Behind::of(Shared::new(value)))?.into_value())
}

/// Calls a function without an object.
#[doc(hidden)]
pub fn free<G: IntoPython>(machine: &mut Machine, call: impl FnOnce() -> G) -> Result<Value, Raised> {
    run(machine, call)?.into_python(machine)
}

/// Calls a method that looks.
#[doc(hidden)]
pub fn shared<T: HostClass, G: IntoPython>(
    machine: &mut Machine,
    this: &Shared<T>,
    call: impl FnOnce(&T) -> G,
) -> Result<Value, Raised> {
    let this = borrow(machine, this)?;
    let given = run(machine, || call(&this))?;
    drop(this);
    given.into_python(machine)
}

/// Calls a method that changes.
#[doc(hidden)]
pub fn changed<T: HostClass, G: IntoPython>(
    machine: &mut Machine,
    this: &Shared<T>,
    call: impl FnOnce(&mut T) -> G,
) -> Result<Value, Raised> {
    let mut this = borrow_mut(machine, this)?;
    let given = run(machine, || call(&mut this))?;
    drop(this);
    given.into_python(machine)
}

/// The coroutine of an async method.
#[doc(hidden)]
pub fn begun<F>(machine: &mut Machine, name: &str, future: F) -> Result<Value, Raised>
where
    F: Future + Send + 'static,
    F::Output: IntoPython + Send + 'static,
{
    coroutine::create(machine, name, work(Box::pin(future)))
}

/// Borrows an object, for as long as a method looks at it.
#[doc(hidden)]
pub fn borrow<T: HostClass>(machine: &mut Machine, this: &Shared<T>) -> Result<RwLockReadGuardArc<T>, Raised> {
    this.0.try_read_arc().ok_or_else(|| machine.runtime_error(format!("{} is being changed", T::NAME)))
}

/// Borrows an object, for as long as a method changes it.
#[doc(hidden)]
pub fn borrow_mut<T: HostClass>(machine: &mut Machine, this: &Shared<T>) -> Result<RwLockWriteGuardArc<T>, Raised> {
    this.0.try_write_arc().ok_or_else(|| machine.runtime_error(format!("{} is in use", T::NAME)))
}

/// The value of a field.
#[doc(hidden)]
pub fn got<T: HostClass, V: IntoPython>(
    machine: &mut Machine,
    this: &Value,
    look: impl FnOnce(&T) -> V,
) -> Result<Value, Raised> {
    let this = receiver::<T>(machine, Some(this))?;
    shared(machine, &this, look)
}

/// Sets a field.
#[doc(hidden)]
pub fn put<T: HostClass, V: FromPython>(
    machine: &mut Machine,
    this: &Value,
    name: &str,
    value: Option<Value>,
    change: impl FnOnce(&mut T, V),
) -> Result<(), Raised> {
    let this = receiver::<T>(machine, Some(this))?;
    let Some(value) = value else {
        let message = format!("cannot delete attribute '{name}'");
        return Err(machine.raise_message(|classes| &classes.attribute_error, message));
    };
    let value = V::from_python(machine, &value)?;
    changed(machine, &this, |this| change(this, value)).map(drop)
}

/// What reading a field raises that can only be set.
#[doc(hidden)]
pub fn unreadable(machine: &mut Machine, name: &str) -> Raised {
    machine.raise_message(|classes| &classes.attribute_error, format!("unreadable attribute '{name}'"))
}

/// Runs code of the host: a panic becomes an exception.
fn run<G>(machine: &mut Machine, call: impl FnOnce() -> G) -> Result<G, Raised> {
    let _paying = taipan_heap::ledger::paid_by_nobody();
    caught(call).map_err(|panicked| error::raise(machine, panicked.into()))
}
