//! Awaits across the border: Rust futures in scripts, scripts as Rust futures.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use taipan::engine::Engine;
use taipan::error::Raise;
use taipan::vm::Vm;

use crate::{ran, script};

/// A future that another thread ends after a while.
fn later<T: Send + 'static>(milliseconds: u64, value: T) -> impl Future<Output = T> + Send {
    struct Later<T>(Arc<Mutex<(Option<T>, Option<Waker>)>>);
    impl<T> Future for Later<T> {
        type Output = T;
        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
            let mut shared = self.0.lock().unwrap();
            shared.1 = Some(context.waker().clone());
            shared.0.take().map_or(Poll::Pending, Poll::Ready)
        }
    }
    let shared = Arc::new(Mutex::new((None, None::<Waker>)));
    let ending = shared.clone();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(milliseconds));
        let mut shared = ending.lock().unwrap();
        shared.0 = Some(value);
        if let Some(waker) = shared.1.take() {
            waker.wake();
        }
    });
    Later(shared)
}

/// An executor by hand: polls whenever it was woken, and never else.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Parked(thread::Thread);
    impl Wake for Parked {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Parked(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        thread::park();
    }
}

fn network() -> Engine {
    let mut engine = Engine::new();
    engine
        .module("net")
        .async_function("fetch", |name: String| later(5, format!("<{name}>")))
        .async_function("ready", |value: i64| async move { value })
        .async_function("fail", || async { Err::<(), _>(Raise::new("ValueError", "no route")) });
    engine
}

const FETCHING: &str = "
import asyncio, net

async def fetch_all(*names):
    return await asyncio.gather(*(net.fetch(name) for name in names))

async def immediate():
    return await net.ready(1) + await net.ready(2)

async def failing():
    try:
        await net.fail()
    except ValueError as error:
        return str(error)
";

#[test]
fn a_script_awaits_rust_futures_on_its_own_loop() {
    let text = format!(
        "{FETCHING}\nprint(asyncio.run(fetch_all('a', 'b')), asyncio.run(immediate()), asyncio.run(failing()))"
    );
    let (_, output) = ran(&network(), &text);
    assert_eq!(output.take(), "['<a>', '<b>'] 3 no route\n");
}

#[test]
fn a_script_is_a_future_of_an_executor_written_by_hand() {
    let (mut vm, _) = ran(&network(), FETCHING);
    let pages: Vec<String> = block_on(vm.call_async("fetch_all", ("a", "b"))).unwrap();
    assert_eq!(pages, ["<a>", "<b>"]);
    assert_eq!(block_on(vm.call_async::<i64>("immediate", ())).unwrap(), 3);
}

#[test]
fn a_script_is_a_future_of_an_executor_that_is_not_ours() {
    let (mut vm, _) = ran(&network(), FETCHING);
    let text: String = pollster::block_on(async {
        let pages: Vec<String> = vm.call_async("fetch_all", ("x",)).await?;
        let error: String = vm.call_async("failing", ()).await?;
        Ok::<_, taipan::error::Error>(format!("{pages:?} {error}"))
    })
    .unwrap();
    assert_eq!(text, r#"["<x>"] no route"#);
}

#[test]
fn timers_wake_the_executor_in_their_order() {
    let (mut vm, output) = script(
        "import asyncio\nasync def say(text, seconds):\n    await asyncio.sleep(seconds)\n    print(text)\nasync def main():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(say('second', 0.01))\n        group.create_task(say('first', 0.002))\n    return 'done'",
    );
    assert_eq!(pollster::block_on(vm.call_async::<String>("main", ())).unwrap(), "done");
    assert_eq!(output.take(), "first\nsecond\n");
}

#[test]
fn tasks_in_the_background_go_on_with_the_next_call() {
    let (mut vm, output) = script(
        "import asyncio\nasync def ticking():\n    for n in range(3):\n        await asyncio.sleep(0)\n        print(n)\nasync def start():\n    global task\n    task = asyncio.create_task(ticking())\nasync def finish():\n    await task",
    );
    block_on(vm.call_async::<()>("start", ())).unwrap();
    block_on(vm.call_async::<()>("finish", ())).unwrap();
    assert_eq!(output.take(), "0\n1\n2\n");
}

#[test]
fn what_a_coroutine_raises_is_the_error_of_the_future() {
    let (mut vm, _) =
        script("async def main(): return 1 // 0\ndef plain(): return 1\nasync def leave(): raise SystemExit(3)");
    let error = block_on(vm.call_async::<i64>("main", ())).unwrap_err();
    assert_eq!(error.type_name(), "ZeroDivisionError");
    assert_eq!(error.frames().last().unwrap().function, "main");
    assert_eq!(block_on(vm.call_async::<i64>("leave", ())).unwrap_err().type_name(), "SystemExit");
    let error = block_on(vm.call_async::<i64>("plain", ())).unwrap_err();
    assert_eq!(error.to_string(), "TypeError: a coroutine was expected, got 1");
}

#[test]
fn a_call_of_an_async_function_is_a_coroutine() {
    let (_, output) = ran(
        &network(),
        "
import asyncio, collections.abc, inspect, net

call = net.fetch('x')
print(asyncio.iscoroutine(call), inspect.iscoroutine(call), inspect.isawaitable(call))
print(isinstance(call, collections.abc.Coroutine), type(call).__name__, call.__name__, call.__qualname__)
print(inspect.iscoroutinefunction(net.fetch), asyncio.iscoroutinefunction(net.fetch))
print(asyncio.run(call))

async def main():
    print(await net.ready(1), await asyncio.create_task(net.fetch('task'), name='named'))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(net.fetch(name)) for name in 'ab']
    print([task.result() for task in tasks])
    print(await asyncio.gather(net.fetch('c'), net.ready(2)))
    print(await asyncio.wait_for(net.fetch('d'), 5), await asyncio.shield(net.fetch('e')))
    print([await done for done in asyncio.as_completed([net.ready(3)])])
    done, pending = await asyncio.wait([asyncio.ensure_future(net.fail())])
    print([repr(task.exception()) for task in done], pending)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(net.fail())
            waiting = group.create_task(net.fetch('f'))
    except* ValueError as errors:
        print(errors.exceptions, waiting.cancelled())

asyncio.run(main())
loop = asyncio.new_event_loop()
print(loop.run_until_complete(net.fetch('y')))
loop.close()
",
    );
    let expected = "True True True
True host_coroutine fetch fetch
True True
<x>
1 <task>
['<a>', '<b>']
['<c>', 2]
<d> <e>
[3]
[\"ValueError('no route')\"] set()
(ValueError('no route'),) True
<y>
";
    assert_eq!(output.take(), expected);
}

#[test]
fn a_call_is_awaited_once() {
    let (_, output) = ran(
        &network(),
        "
import asyncio, net

async def waiting(call):
    try:
        return await call
    except RuntimeError as error:
        return str(error)

async def main():
    call = net.fetch('x')
    print(await asyncio.gather(waiting(call), waiting(call)), await waiting(call))
    call = net.fetch('x')
    task = asyncio.create_task(waiting(call))
    await asyncio.sleep(0)
    print(call.cr_await is not None, call.cr_suspended)
    await task
    print(call.cr_await, call.cr_suspended)
    closed = net.fetch('y')
    closed.close()
    closed.close()
    print(await waiting(closed))
    thrown = net.fetch('z')
    try:
        thrown.throw(KeyError('thrown'))
    except KeyError as error:
        print(repr(error))
    try:
        thrown.send(None)
    except RuntimeError as error:
        print(error)
    try:
        net.ready(1).send(5)
    except TypeError as error:
        print(error)

asyncio.run(main())
",
    );
    let expected = "['<x>', 'coroutine is being awaited already'] cannot reuse already awaited coroutine
True True
None False
cannot reuse already awaited coroutine
KeyError('thrown')
cannot reuse already awaited coroutine
can't send non-None value to a just-started coroutine
";
    assert_eq!(output.take(), expected);
}

#[test]
fn a_call_that_is_not_awaited_is_told_of_and_never_polled() {
    let (_, output) = ran(
        &network(),
        "
import asyncio, net

async def main():
    net.fetch('x')

asyncio.run(main())
",
    );
    let told = output.take_errors();
    assert!(told.contains("RuntimeWarning: coroutine 'fetch' was never awaited"), "{told}");
}

#[test]
fn a_future_that_is_ready_costs_no_pass_of_the_loop() {
    let (_, output) = ran(
        &network(),
        "
import asyncio, net

async def main():
    asyncio.get_running_loop().call_soon(print, 'the next pass')
    print(await net.ready(1), await net.ready(2))
    await asyncio.sleep(0)
    print('after')

asyncio.run(main())
",
    );
    assert_eq!(output.take(), "1 2\nthe next pass\nafter\n");
}

#[test]
fn a_host_error_that_is_stop_iteration_does_not_end_its_coroutine() {
    let mut engine = Engine::new();
    engine.module("net").async_function("stop", || async { Err::<(), _>(Raise::new("StopIteration", "5")) });
    let (_, output) = ran(
        &engine,
        "
import asyncio, net
for call in (net.stop, lambda: waiting()):
    async def waiting(): return await net.stop()
    try:
        print(asyncio.run(call()))
    except RuntimeError as error:
        print(error, repr(error.__cause__))
",
    );
    let line = "StopIteration interacts badly with generators and cannot be raised into a Future StopIteration('5')\n";
    assert_eq!(output.take(), format!("{line}{line}"));
}

/// Says when it is dropped.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A VM whose script awaits a Rust future that never ends, and whether that future was dropped.
fn hanging() -> (Vm, taipan::sandbox::Output, Arc<AtomicBool>) {
    let dropped = Arc::new(AtomicBool::new(false));
    let tell = dropped.clone();
    let mut engine = Engine::new();
    engine.module("net").async_function("hang", move || {
        let guard = Dropped(tell.clone());
        async move {
            std::future::pending::<()>().await;
            drop(guard);
        }
    });
    let text = "import asyncio, net\nasync def main():\n    try:\n        await net.hang()\n    except asyncio.CancelledError:\n        print('cancelled')\n        raise\n    finally:\n        print('finally')\nasync def short():\n    try:\n        await asyncio.wait_for(net.hang(), 0.001)\n    except TimeoutError:\n        return 'too long'";
    let (vm, output) = ran(&engine, text);
    (vm, output, dropped)
}

fn poll_once<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn cancelling_the_await_drops_the_rust_future() {
    let (mut vm, _, dropped) = hanging();
    assert_eq!(block_on(vm.call_async::<String>("short", ())).unwrap(), "too long");
    assert!(dropped.load(Ordering::SeqCst));
}

#[test]
fn closing_a_call_drops_the_rust_future() {
    for way in [
        "call.close()",
        "del call",
        "call.throw(KeyError)",
        "asyncio.run(cancelled(call))",
        "asyncio.run(closed(call))",
    ] {
        let (mut vm, output, dropped) = hanging();
        let text = format!(
            "import asyncio, net, warnings
warnings.simplefilter('ignore')
async def cancelled(call):
    task = asyncio.create_task(call)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
async def closed(call):
    call.send(None)
    call.close()
call = net.hang()
try: {way}
except KeyError: pass
"
        );
        assert!(!dropped.load(Ordering::SeqCst));
        vm.run(&Engine::new().compile("closing.py", &text).unwrap()).unwrap();
        assert!(dropped.load(Ordering::SeqCst), "{way}");
        assert_eq!(output.take_errors(), "", "{way}");
    }
}

#[test]
fn dropping_the_future_of_a_script_cancels_its_task() {
    let (mut vm, output, dropped) = hanging();
    {
        let mut run = std::pin::pin!(vm.call_async::<()>("main", ()));
        assert!(poll_once(run.as_mut()).is_pending());
        assert!(!dropped.load(Ordering::SeqCst));
    }
    assert!(dropped.load(Ordering::SeqCst));
    assert_eq!((output.take(), output.take_errors()), ("cancelled\nfinally\n".into(), String::new()));
}

#[test]
fn dropping_a_vm_in_the_middle_of_an_await_is_safe() {
    let (mut vm, output, dropped) = hanging();
    {
        let mut run = Box::pin(vm.call_async::<()>("main", ()));
        assert!(poll_once(run.as_mut()).is_pending());
        // The future is never dropped: its task still waits when the VM ends.
        std::mem::forget(run);
    }
    drop(vm);
    assert!(dropped.load(Ordering::SeqCst), "the Rust future went with the VM");
    assert_eq!(output.take(), "", "no script runs while a VM ends");
}

#[test]
fn a_waker_that_outlives_its_vm_does_nothing() {
    let kept = Arc::new(Mutex::new(None::<Waker>));
    let keeping = kept.clone();
    let mut engine = Engine::new();
    engine.module("net").async_function("hang", move || {
        let keeping = keeping.clone();
        std::future::poll_fn(move |context| {
            *keeping.lock().unwrap() = Some(context.waker().clone());
            Poll::<()>::Pending
        })
    });
    let (mut vm, _) = ran(&engine, "import net\nasync def main(): await net.hang()");
    {
        let mut run = Box::pin(vm.call_async::<()>("main", ()));
        assert!(poll_once(run.as_mut()).is_pending());
        std::mem::forget(run);
    }
    drop(vm);
    let waker = kept.lock().unwrap().take().unwrap();
    waker.wake_by_ref();
    thread::spawn(move || waker.wake()).join().unwrap();
}
