//! Rust functions that scripts call, and Rust futures that they await.

use std::fmt;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use taipan_core::machine::pending::Raised;
use taipan_heap::ledger;
use taipan_heap::value::Value;
use taipan_macros::{class, function};
use taipan_scheduler::outside::{Outcome, Work};
// The macro of natives knows the machine by its own name.
use taipan_core::machine::vm::{Vm, Vm as Machine};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::Rest;

use crate::convert::{FromPython, IntoPython, every_arity};
use crate::coroutine;
use crate::error;

/// A closure that scripts can call: its parameters come from Python, its result goes there.
pub trait Function<Parameters>: Send + Sync + 'static {
    /// The number of parameters.
    const ARITY: usize;

    /// Converts the arguments, calls, and converts the result.
    ///
    /// # Errors
    /// When an argument is of another type, or the closure gives an error.
    fn invoke(&self, machine: &mut Machine, args: &[Value]) -> Result<Value, Raised>;
}

/// A closure that gives a Rust future, which scripts await.
pub trait AsyncFunction<Parameters>: Send + Sync + 'static {
    /// The number of parameters.
    const ARITY: usize;

    /// Converts the arguments, calls, and gives the future, which nobody has polled.
    ///
    /// # Errors
    /// When an argument is of another type.
    fn begin(&self, machine: &mut Machine, args: &[Value]) -> Result<Work, Raised>;
}

macro_rules! functions {
    ($($count:literal $($name:ident)*;)*) => {
        $(
            impl<Closure, Given, $($name,)*> Function<($($name,)*)> for Closure
            where
                Closure: Fn($($name),*) -> Given + Send + Sync + 'static,
                Given: IntoPython,
                $($name: FromPython,)*
            {
                const ARITY: usize = $count;

                #[allow(unused_variables, unused_mut, non_snake_case, reason = "a value is named as its type")]
                fn invoke(&self, machine: &mut Machine, args: &[Value]) -> Result<Value, Raised> {
                    let mut args = args.iter();
                    $(let $name = $name::from_python(machine, args.next().unwrap_or(&Value::NONE))?;)*
                    match caught(|| self($($name),*)) {
                        Ok(given) => given.into_python(machine),
                        Err(panicked) => Err(error::raise(machine, panicked.into())),
                    }
                }
            }

            impl<Closure, Begun, $($name,)*> AsyncFunction<($($name,)*)> for Closure
            where
                Closure: Fn($($name),*) -> Begun + Send + Sync + 'static,
                Begun: Future + Send + 'static,
                Begun::Output: IntoPython + Send + 'static,
                $($name: FromPython,)*
            {
                const ARITY: usize = $count;

                #[allow(unused_variables, unused_mut, non_snake_case, reason = "a value is named as its type")]
                fn begin(&self, machine: &mut Machine, args: &[Value]) -> Result<Work, Raised> {
                    let mut args = args.iter();
                    $(let $name = $name::from_python(machine, args.next().unwrap_or(&Value::NONE))?;)*
                    let begun = match caught(|| Box::pin(self($($name),*))) {
                        Ok(begun) => begun,
                        Err(panicked) => return Err(error::raise(machine, panicked.into())),
                    };
                    Ok(work(begun))
                }
            }
        )*
    };
}

functions! { 0; }
every_arity!(functions);

/// A Rust function of the host has panicked. It becomes an exception: a panic must not cross the frames of a machine.
#[derive(Debug)]
pub(crate) struct Panicked(String);

impl fmt::Display for Panicked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a host function panicked: {}", self.0)
    }
}

impl std::error::Error for Panicked {}

/// A future of the host as the event loop takes it.
pub(crate) fn work<F>(future: Pin<Box<F>>) -> Work
where
    F: Future + Send + 'static,
    F::Output: IntoPython + Send + 'static,
{
    Box::pin(async move {
        match Caught(future).await {
            Ok(given) => Box::new(move |machine: &mut Machine| given.into_python(machine)) as Outcome,
            Err(panicked) => Box::new(move |machine: &mut Machine| Err(error::raise(machine, panicked.into()))),
        }
    })
}

/// Calls code of the host, which may panic.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| Panicked(error::panic_message(&*payload)))
}

/// A future of the host, whose polls may panic.
struct Caught<F>(Pin<Box<F>>);

impl<F: Future> Future for Caught<F> {
    type Output = Result<F::Output, Panicked>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match caught(|| self.0.as_mut().poll(context)) {
            Ok(poll) => poll.map(Ok),
            Err(panicked) => Poll::Ready(Err(panicked)),
        }
    }
}

/// What is behind a registered function.
type Code = Arc<dyn Fn(&mut Machine, &[Value]) -> Result<Value, Raised> + Send + Sync>;

/// A function of the program that runs this script.
///
/// It is the same in all VMs.
#[class("taipan.host_function", flags = NO_NEW, methods = [call, repr], attributes = &[
        Attribute { name: "__name__", doc: "", get: name, set: None },
        Attribute { name: "__qualname__", doc: "", get: name, set: None },
        Attribute { name: "_is_coroutine_mark", doc: "", get: coroutine_mark, set: None },
    ])]
#[derive(Clone)]
pub(crate) struct Registered {
    pub(crate) name: Arc<str>,
    arity: usize,
    /// Whether a call gives a coroutine.
    awaited: bool,
    #[untraced]
    code: Code,
}

impl Registered {
    pub(crate) fn plain<P, F: Function<P>>(name: &str, function: F) -> Registered {
        let code = Arc::new(move |machine: &mut Machine, args: &[Value]| function.invoke(machine, args));
        Registered { name: name.into(), arity: F::ARITY, awaited: false, code }
    }

    pub(crate) fn awaited<P, F: AsyncFunction<P>>(name: &str, function: F) -> Registered {
        let name: Arc<str> = name.into();
        let called = name.clone();
        let code = Arc::new(move |machine: &mut Machine, args: &[Value]| {
            let work = function.begin(machine, args)?;
            coroutine::create(machine, &called, work)
        });
        Registered { name, arity: F::ARITY, awaited: true, code }
    }

    /// The function as an object of a VM.
    pub(crate) fn object(&self, machine: &mut Machine) -> Result<Value, Raised> {
        Ok(machine.make(self.clone())?.into_value())
    }
}

fn registered(machine: &mut Machine, this: &Value) -> Result<Registered, Raised> {
    let found = this.payload::<Registered>().cloned();
    found.ok_or_else(|| machine.type_error("a host function is required"))
}

fn name(machine: &mut Machine, this: &Value) -> Result<Value, Raised> {
    let function = registered(machine, this)?;
    machine.str(&function.name)
}

/// By this `inspect.iscoroutinefunction()` knows the async ones.
fn coroutine_mark(machine: &mut Machine, this: &Value) -> Result<Value, Raised> {
    if !registered(machine, this)?.awaited {
        return Ok(Value::NONE);
    }
    let import = machine.hooks.import;
    let (inspect, mark) = (import(machine, "inspect")?, machine.intern("_MARK")?);
    lookup::get_attr(machine, &inspect, &mark)
}

/// Call the function.
#[function("host_function.__call__(self, /, *args)")]
fn call(vm: &mut Vm, this: &Value, args: Rest<'_>) -> Result<Value, Raised> {
    vm.check_depth()?;
    let function = registered(vm, this)?;
    if args.len() != function.arity {
        let takes = match function.arity {
            0 => "no arguments".to_owned(),
            1 => "exactly one argument".to_owned(),
            arity => format!("exactly {arity} arguments"),
        };
        return Err(vm.type_error(format!("{}() takes {takes} ({} given)", function.name, args.len())));
    }
    // What goes to the host and comes from it is not the script's to pay.
    let _paying = ledger::paid_by_nobody();
    (function.code)(vm, &args)
}

/// What repr() shows.
#[function("host_function.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let function = registered(vm, this)?;
    Ok(format!("<host function {}>", function.name))
}
