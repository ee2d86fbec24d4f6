//! What many VMs share: registered functions, and compiled programs.

use std::collections::BTreeMap;
use std::sync::Arc;

use taipan_bytecode::code::Code;
use taipan_core::machine::hooks::{CompileMode, CompileRequest};
use taipan_core::machine::host::Host;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_core::protocol::dict;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Value;
use taipan_modules::import;
use taipan_source::meter::Free;
use taipan_text::int_text;

use crate::class::{self, HostClass};
use crate::compile;
use crate::error::Error;
use crate::function::{AsyncFunction, Function, Registered};
use crate::limits::Limits;
use crate::stack_end;
use crate::vm::Vm;
use crate::watchdog::Watchdog;

/// The modules that a Rust program offers to scripts, and the limits that scripts have. Cheap to clone, and to share
/// between threads; a clone that is changed does not change the others.
#[derive(Clone, Default)]
pub struct Engine {
    modules: Arc<BTreeMap<Arc<str>, Offered>>,
    limits: Limits,
    watchdog: Watchdog,
}

/// A compiled program. Cheap to clone, and to share between threads and VMs.
#[derive(Clone)]
pub struct Program {
    pub(crate) code: Arc<Code>,
    pub(crate) text: Arc<str>,
}

/// What a module of the host offers.
#[derive(Clone, Default)]
struct Offered {
    functions: Vec<Registered>,
    /// How each class comes into the namespace.
    classes: Vec<fn(&mut Machine, &Dict) -> Result<(), Raised>>,
}

/// A module that is being registered.
pub struct Module<'engine>(&'engine mut Offered);

impl Engine {
    /// An engine with the standard library and nothing else.
    #[must_use]
    pub fn new() -> Engine {
        Engine::default()
    }

    /// Sets the limits of VMs made from now on; those that exist keep theirs.
    pub fn limit(&mut self, limits: Limits) -> &mut Engine {
        self.limits = limits;
        self
    }

    /// Adds to a module of the host, which scripts import by this name. VMs made from now on have it; it hides a module
    /// of the library that has the same name.
    ///
    /// ```
    /// use taipan::{engine::Engine, sandbox::Sandbox};
    ///
    /// # fn main() -> Result<(), taipan::error::Error> {
    /// let mut engine = Engine::new();
    /// engine.module("shop").function("price", |cups: u32| cups * 3);
    /// let program = engine.compile("bill.py", "import shop\nbill = shop.price(4)")?;
    /// let mut vm = engine.vm(Sandbox::new())?;
    /// vm.run(&program)?;
    /// assert_eq!(vm.get::<u32>("bill")?, 12);
    /// # Ok(())
    /// # }
    /// ```
    pub fn module(&mut self, name: &str) -> Module<'_> {
        Module(Arc::make_mut(&mut self.modules).entry(name.into()).or_default())
    }

    /// Compiles a program once, for any number of VMs.
    ///
    /// The name is what tracebacks show as the file. No such file needs to exist: they show lines of the text.
    ///
    /// # Errors
    /// When the text is no Python: [`Kind::Syntax`](crate::error::Kind::Syntax).
    pub fn compile(&self, name: &str, text: &str) -> Result<Program, Error> {
        let request = CompileRequest {
            source: text,
            filename: name,
            mode: CompileMode::Module,
            optimize: 0,
            future: 0,
            top_level_await: false,
        };
        match compile::code_of(&request, int_text::DEFAULT_MAX_DIGITS, stack_end::lowest_address(), &mut Free) {
            Ok((code, _)) => Ok(Program { code, text: text.into() }),
            Err(diagnostic) => Err(Error::of_diagnostic(&name.into(), text, &diagnostic)),
        }
    }

    /// A VM on a host: a [`Sandbox`](crate::sandbox::Sandbox), or the [`System`](crate::system::System) itself.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn vm(&self, host: impl Host + 'static) -> Result<Vm, Error> {
        Vm::new(Box::new(host), self.limits.clone(), self.watchdog.clone(), |machine| self.install(machine))
    }

    /// Puts the modules of the host into `sys.modules`.
    fn install(&self, machine: &mut Machine) -> Result<(), Raised> {
        if self.modules.is_empty() {
            return Ok(());
        }
        for (name, offered) in &*self.modules {
            let (module, namespace) = import::fresh(machine, name)?;
            for absent in ["__package__", "__loader__", "__spec__"] {
                dict::set_text(machine, &namespace, absent, Value::NONE)?;
            }
            for install in &offered.classes {
                install(machine, &namespace)?;
            }
            for function in &offered.functions {
                let object = function.object(machine)?;
                dict::set_text(machine, &namespace, &function.name, object)?;
            }
            let modules = machine.world.modules.clone();
            dict::set_text(machine, &modules, name, module)?;
        }
        Ok(())
    }
}

impl Module<'_> {
    /// Registers a function: a closure of up to eight parameters, which with its result have Python counterparts (see
    /// [`convert`](crate::convert)).
    ///
    /// Scripts pass arguments by position. An argument of another type is a `TypeError`, an `Err` is raised as an
    /// exception, and a panic becomes a `RuntimeError`: it does not reach the host.
    pub fn function<P>(self, name: &str, function: impl Function<P>) -> Self {
        self.0.functions.push(Registered::plain(name, function));
        self
    }

    /// Registers a class: a Rust type that is declared with [`class`](macro@crate::class) and
    /// [`methods`](macro@crate::methods).
    ///
    /// Scripts make objects of it if it has a constructor, derive classes from it, and get those that functions of the host
    /// give.
    pub fn class<T: HostClass>(self) -> Self {
        self.0.classes.push(class::install::<T>);
        self
    }

    /// Registers an async function: scripts await the future that the closure gives. A call of it is a coroutine, which
    /// `create_task` and task groups take, too.
    ///
    /// The future is polled when the coroutine is first awaited, and then when its waker was called, by whoever drives the
    /// script's event loop: the thread of `asyncio.run`, or the executor that polls [`call_async`](Vm::call_async). A
    /// future that needs a runtime around it must be polled inside of that one. It is dropped when the script's task is
    /// cancelled.
    ///
    /// ```
    /// use taipan::{engine::Engine, sandbox::Sandbox};
    ///
    /// # fn main() -> Result<(), taipan::error::Error> {
    /// let mut engine = Engine::new();
    /// engine.module("net").async_function("fetch", |url: String| async move { format!("page of {url}") });
    /// let program = engine.compile("pages.py", "
    /// import asyncio, net
    /// async def main():
    ///     return await asyncio.gather(net.fetch('a'), net.fetch('b'))
    /// pages = asyncio.run(main())")?;
    /// let mut vm = engine.vm(Sandbox::new())?;
    /// vm.run(&program)?;
    /// assert_eq!(vm.get::<Vec<String>>("pages")?, ["page of a", "page of b"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn async_function<P>(self, name: &str, function: impl AsyncFunction<P>) -> Self {
        self.0.functions.push(Registered::awaited(name, function));
        self
    }
}
