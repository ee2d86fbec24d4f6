//! One interpreter for a Rust program: runs programs, calls functions, hands values over.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::panic::{self, AssertUnwindSafe};

use taipan_core::machine::budget::{self, Ending, attention};
use taipan_core::machine::host::{Host, Stream};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_core::ops::repr;
use taipan_core::protocol::{dict, lookup};
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_exec as exec;
use taipan_exec::{finalize, load};
use taipan_heap::value::{Ref, Value};

use crate::alarm::Alarm;
use crate::convert::{Arguments, FromPython, IntoPython};
use crate::engine::Program;
use crate::error::Error;
use crate::limits::Limits;
use crate::object::{self, Object};
use crate::run::Run;
use crate::stack_end::StackEnd;
use crate::start;
use crate::watchdog::{Watch, Watchdog};

/// An interpreter: the objects of a script, its modules and its event loop.
///
/// It can move between threads (it is `Send`), and is used by one at a time (everything takes `&mut self`).
pub struct Vm {
    /// Taken out only when the VM ends.
    machine: Option<Box<Machine>>,
    pub(crate) alarm: Alarm,
    limits: Limits,
    watchdog: Watchdog,
    interrupt: budget::Interrupt,
    stack_end: StackEnd,
}

const fn is_send<T: Send>() {}
const _: () = is_send::<Vm>();
const _: () = is_send::<Run<'_, Object>>();

impl Vm {
    pub(crate) fn new(
        host: Box<dyn Host>,
        limits: Limits,
        watchdog: Watchdog,
        install: impl FnOnce(&mut Machine) -> Result<(), Raised>,
    ) -> Result<Vm, Error> {
        let random = RandomState::new();
        let machine = start::vm(host, (random.hash_one(0), random.hash_one(1))).ok_or_else(Error::no_memory)?;
        let interrupt = machine.budget.interrupt();
        let mut vm = Vm {
            machine: Some(machine),
            alarm: Alarm::default(),
            limits,
            watchdog,
            interrupt,
            stack_end: StackEnd::default(),
        };
        vm.enter(|machine| {
            object::prepare(machine)?;
            start::main_namespace(machine)?;
            install(machine)
        })?;
        let limits = vm.limits.clone();
        limits.impose(vm.machine());
        Ok(vm)
    }

    /// Runs a program as the body of module `__main__`. What it defines stays, for [`call`](Vm::call).
    ///
    /// # Errors
    /// What the program raised and did not catch; `SystemExit` is an error like any other.
    pub fn run(&mut self, program: &Program) -> Result<(), Error> {
        self.enter(|machine| {
            let known = machine.world.sources.borrow().text(&program.code.filename).is_some();
            if !known {
                machine.world.sources.borrow_mut().add(program.code.filename.clone(), program.text.clone());
            }
            let namespace = main_of(machine)?;
            let code = load::code_object(machine, &program.code)?;
            let function = load::function(machine, code, namespace)?;
            exec::entry::run_bound(machine, &function, [Value::UNBOUND].into_iter().collect()).map(drop)
        })
    }

    /// Calls a function of module `__main__` with a tuple of arguments, up to eight.
    ///
    /// # Errors
    /// What the function raised, `NameError` if there is no such function, and `TypeError` if its result is not a `T`.
    ///
    /// ```
    /// use taipan::{engine::Engine, sandbox::Sandbox};
    ///
    /// # fn main() -> Result<(), taipan::error::Error> {
    /// let engine = Engine::new();
    /// let mut vm = engine.vm(Sandbox::new())?;
    /// vm.run(&engine.compile("greet.py", "def greet(name, times): return [f'hello {name}'] * times")?)?;
    /// let lines: Vec<String> = vm.call("greet", ("Rust", 2))?;
    /// assert_eq!(lines, ["hello Rust", "hello Rust"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn call<T: FromPython>(&mut self, name: &str, args: impl Arguments) -> Result<T, Error> {
        self.enter(|machine| {
            let function = global(machine, name)?;
            call_value(machine, &function, args)
        })
    }

    /// As [`call`](Vm::call) of anything that can be called.
    ///
    /// # Errors
    /// As [`call`](Vm::call).
    pub fn call_object<T: FromPython>(&mut self, function: &Object, args: impl Arguments) -> Result<T, Error> {
        self.enter(|machine| {
            let function = object::look(machine, function)?;
            call_value(machine, &function, args)
        })
    }

    /// Calls an `async def` of module `__main__`: a Rust future, for any executor. It does nothing until it is polled;
    /// dropping it cancels the script's task.
    ///
    /// The future gives what the coroutine returned; its error is what the coroutine raised, or why it could not be
    /// called.
    pub fn call_async<T: FromPython>(&mut self, name: &str, args: impl Arguments) -> Run<'_, T> {
        let watch = self.begin();
        let begun = self.go_on(|machine| {
            let function = global(machine, name)?;
            let args = args.into_values(machine)?;
            let coroutine = machine.call(&function, &args)?;
            crate::run::task(machine, &coroutine)
        });
        Run::new(self, watch, begun)
    }

    /// A global variable of module `__main__`.
    ///
    /// # Errors
    /// `NameError` if there is none, `TypeError` if it is no `T`.
    pub fn get<T: FromPython>(&mut self, name: &str) -> Result<T, Error> {
        self.enter(|machine| {
            let value = global(machine, name)?;
            T::from_python(machine, &value)
        })
    }

    /// Sets a global variable of module `__main__`.
    ///
    /// # Errors
    /// When there is no memory.
    ///
    /// ```
    /// use taipan::{engine::Engine, sandbox::Sandbox};
    ///
    /// # fn main() -> Result<(), taipan::error::Error> {
    /// let engine = Engine::new();
    /// let mut vm = engine.vm(Sandbox::new())?;
    /// vm.set("cups", vec![1, 2, 4])?;
    /// vm.run(&engine.compile("most.py", "most = max(cups)")?)?;
    /// assert_eq!(vm.get::<i64>("most")?, 4);
    /// assert_eq!(vm.get::<i64>("least").unwrap_err().type_name(), "NameError");
    /// # Ok(())
    /// # }
    /// ```
    pub fn set(&mut self, name: &str, value: impl IntoPython) -> Result<(), Error> {
        self.enter(|machine| {
            let value = value.into_python(machine)?;
            let namespace = main_of(machine)?;
            dict::set_text(machine, &namespace, name, value)
        })
    }

    /// An attribute of an object.
    ///
    /// # Errors
    /// `AttributeError` if there is none, `TypeError` if it is no `T`.
    pub fn attribute<T: FromPython>(&mut self, object: &Object, name: &str) -> Result<T, Error> {
        self.enter(|machine| {
            let object = object::look(machine, object)?;
            let name = machine.intern(name)?;
            let value = lookup::get_attr(machine, &object, &name)?;
            T::from_python(machine, &value)
        })
    }

    /// `repr()` of an object.
    ///
    /// # Errors
    /// What `__repr__` raised.
    pub fn repr(&mut self, object: &Object) -> Result<String, Error> {
        self.enter(|machine| {
            let object = object::look(machine, object)?;
            Ok(repr::repr(machine, &object)?.to_lossy().into_owned())
        })
    }

    /// A handle by which another thread ends what runs: the run's error is
    /// [`Kind::Stopped`](crate::error::Kind::Stopped).
    #[must_use]
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.interrupt.clone())
    }

    /// Does something with the machine in a run of its own, and makes an error of what it raises.
    pub(crate) fn enter<T>(&mut self, act: impl FnOnce(&mut Machine) -> Result<T, Raised>) -> Result<T, Error> {
        let _watch = self.begin();
        self.go_on(act)
    }

    /// Begins a run: with new fuel, and with new time until the watch is dropped.
    pub(crate) fn begin(&mut self) -> Option<Watch> {
        let (fuel, wall) = (self.limits.fuel, self.limits.wall);
        let machine = self.machine();
        machine.budget.begin(fuel);
        machine.heap.end_rests();
        machine.heap.begin_ledger();
        wall.map(|wall| self.watchdog.watch(wall, self.interrupt.clone()))
    }

    /// Does something with the machine in the run that has begun, and makes an error of what it raises.
    pub(crate) fn go_on<T>(&mut self, act: impl FnOnce(&mut Machine) -> Result<T, Raised>) -> Result<T, Error> {
        let floor = self.stack_end.floor(self.limits.nesting);
        let machine = self.machine();
        machine.budget.floor = floor;
        if let Some(ending @ Ending::Broken) = machine.budget.ended() {
            return Err(Error::of_ending(ending));
        }
        let _paying = machine.heap.pays();
        let done = panic::catch_unwind(AssertUnwindSafe(|| {
            let done = act(machine).map_err(|raised| Error::take(machine, raised));
            let done = match machine.budget.ended() {
                Some(ending) => {
                    // What dies with the run goes with it: in the next run its finalisers would run on.
                    finalize::attend(machine);
                    // Code that ends all the same has hidden that it had to.
                    done.and(Err(Error::of_ending(ending)))
                }
                None => done,
            };
            // Whoever reads what was printed reads all of it. A host that cannot keep it has told the script already.
            let _ = machine.host.flush(Stream::Out);
            done
        }));
        done.unwrap_or_else(|panicked| {
            // The panic has left the machine's frames behind as they were: nothing may touch them again.
            self.machine().budget.end(Ending::Broken);
            Err(Error::of_panic(&*panicked))
        })
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn machine(&mut self) -> &mut Machine {
        self.machine.as_mut().expect("a VM has its machine until it is dropped")
    }
}

/// A machine that has failed is left alone: its objects may be in disorder.
impl Drop for Vm {
    fn drop(&mut self) {
        let Some(machine) = self.machine.take() else { return };
        if machine.budget.ended() == Some(Ending::Broken) {
            std::mem::forget(machine);
        }
    }
}

/// Ends runs from another thread. Scripts cannot catch it.
#[derive(Clone)]
pub struct Interrupt(budget::Interrupt);

impl Interrupt {
    /// Ends what runs now, be it busy or asleep, within some milliseconds. It does nothing to a VM that runs nothing, nor
    /// to its next run.
    pub fn stop(&self) {
        self.0.request(attention::STOP);
    }
}

fn call_value<T: FromPython>(machine: &mut Machine, function: &Value, args: impl Arguments) -> Result<T, Raised> {
    object::sweep(machine)?;
    let args = args.into_values(machine)?;
    let result = machine.call(function, &args)?;
    T::from_python(machine, &result)
}

/// The namespace of `__main__`.
pub(crate) fn main_of(machine: &mut Machine) -> Result<Ref<Dict>, Raised> {
    let modules = machine.world.modules.clone();
    let module = dict::get_text(machine, &modules, "__main__");
    match module.as_ref().and_then(Value::payload::<Module>) {
        Some(module) => Ok(module.dict.clone()),
        None => Err(machine.runtime_error("the script has removed module __main__")),
    }
}

fn global(machine: &mut Machine, name: &str) -> Result<Value, Raised> {
    let namespace = main_of(machine)?;
    match dict::get_text(machine, &namespace, name) {
        Some(value) => Ok(value),
        None => Err(machine.raise_message(|classes| &classes.name_error, format!("name '{name}' is not defined"))),
    }
}
