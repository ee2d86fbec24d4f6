//! Awaits in both directions: a script awaits a Rust future, and a Rust program awaits the script, on an executor of
//! twenty lines that Taipan has never heard of.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use taipan::engine::Engine;
use taipan::sandbox::Sandbox;

const BREWING: &str = r#"
import asyncio
from kitchen import boil

async def brew(name, celsius):
    water = await boil(celsius)
    await asyncio.sleep(0.001)
    return f"{name} at {water} degrees"

async def menu():
    async with asyncio.timeout(5):
        return await asyncio.gather(brew("sencha", 70), brew("assam", 95))
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut engine = Engine::new();
    engine.module("kitchen").async_function("boil", |celsius: u64| async move {
        Kettle::start(Duration::from_millis(celsius)).await;
        celsius
    });

    let mut vm = engine.vm(Sandbox::new())?;
    vm.run(&engine.compile("brewing.py", BREWING)?)?;
    let cups: Vec<String> = block_on(vm.call_async("menu", ()))?;

    assert_eq!(cups, ["sencha at 70 degrees", "assam at 95 degrees"]);
    println!("{}", cups.join(", "));
    Ok(())
}

/// A future that a thread ends.
#[derive(Clone, Default)]
struct Kettle(Arc<Mutex<(bool, Option<Waker>)>>);

impl Kettle {
    fn start(needs: Duration) -> Kettle {
        let kettle = Kettle::default();
        let heated = kettle.clone();
        thread::spawn(move || {
            thread::sleep(needs);
            let mut state = heated.0.lock().unwrap();
            state.0 = true;
            if let Some(waker) = state.1.take() {
                waker.wake();
            }
        });
        kettle
    }
}

impl Future for Kettle {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.lock().unwrap();
        state.1 = Some(context.waker().clone());
        if state.0 { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// The executor: polls when it was woken, and sleeps in between.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}
