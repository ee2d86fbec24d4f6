//! `:tasks`: which tasks run, who waits for whom, and where.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::lookup;
use taipan_core::value::generator::Generator;
use taipan_heap::value::{Ref, Value};
use taipan_scheduler::future::{Future, Part, Waiter};

use crate::leave;
use crate::session::{Session, say};

/// More characters of a name are not shown.
const LONGEST_NAME: usize = 40;

/// Lists the tasks as a tree: a task stands below the one that waits for it.
pub(super) fn tasks(vm: &mut Vm, _: &mut Session, _: &str) -> Result<(), Raised> {
    let text = tree(vm)?;
    say(vm, if text.is_empty() { "No tasks run.\n" } else { &text });
    Ok(())
}

/// The tasks that have not ended, one a line.
pub(crate) fn tree(vm: &mut Vm) -> Result<String, Raised> {
    let mut named = Vec::new();
    for task in leave::running(vm) {
        let name = name(vm, &task)?;
        named.push((name.len(), name, task));
    }
    // `Task-9` before `Task-10`.
    named.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let tasks: Vec<Ref<Future>> = named.into_iter().map(|(.., task)| task).collect();
    let parents: Vec<Option<usize>> = tasks.iter().map(|task| waiting(task, &tasks)).collect();
    // From each root down; who waits in a circle is a root, too.
    let mut lines = Vec::new();
    let mut shown = vec![false; tasks.len()];
    let roots = (0..tasks.len()).filter(|&task| parents.get(task).is_none_or(Option::is_none));
    let mut open: Vec<(usize, usize)> = roots.map(|task| (task, 0)).collect();
    open.reverse();
    loop {
        let Some((task, depth)) = open.pop() else {
            let Some(left) = shown.iter().position(|shown| !shown) else { break };
            open.push((left, 0));
            continue;
        };
        if std::mem::replace(&mut shown[task], true) {
            continue;
        }
        lines.push((task, depth));
        let children = (0..tasks.len()).filter(|&child| parents[child] == Some(task) && !shown[child]);
        let children: Vec<(usize, usize)> = children.map(|child| (child, depth + 1)).collect();
        open.extend(children.into_iter().rev());
    }
    let mut text = String::new();
    for (task, depth) in lines {
        let about = about(vm, &tasks[task])?;
        let branch = if depth == 0 { String::new() } else { format!("{}`- ", "   ".repeat(depth - 1)) };
        text.push_str(&format!("{branch}{about}\n"));
    }
    Ok(text)
}

/// The task that waits for another, directly or by gathering, as its place in the list.
fn waiting(task: &Ref<Future>, tasks: &[Ref<Future>]) -> Option<usize> {
    let place = |of: &Ref<Future>| tasks.iter().position(|task| task.value().is(of.value()));
    for waiter in task.waiters.borrow().iter() {
        match waiter {
            Waiter::Task(waiting) => return place(waiting),
            Waiter::Gathering(gathering) => {
                for waiter in gathering.waiters.borrow().iter() {
                    if let Waiter::Task(waiting) = waiter {
                        return place(waiting);
                    }
                }
            }
            Waiter::Callback(..) => {}
        }
    }
    None
}

/// A task's name, its coroutine, where it is, and what it waits for.
fn about(vm: &mut Vm, task: &Ref<Future>) -> Result<String, Raised> {
    let Some(part) = task.task() else { return Ok(String::new()) };
    let name = name(vm, task)?;
    let (frames, waits) = (frames(vm, &part.coroutine.get())?, waits(&part.waiting_on.get()));
    let path: Vec<String> = frames.iter().map(|frame| frame.name.clone()).collect();
    // The library's own frames are where all tasks wait; the last one of the script tells more.
    let own = frames.iter().rev().find(|frame| !frame.file.starts_with("<frozen")).or(frames.last());
    let place = own.map(|frame| format!(" at {}:{}", frame.file, frame.line)).unwrap_or_default();
    Ok(format!("{name}  {}{place}, {waits}", path.join(" > ")))
}

fn name(vm: &mut Vm, task: &Ref<Future>) -> Result<String, Raised> {
    let name = vm.call_method(task.value(), "get_name", &[])?;
    // A name may be any text; it stands on a line.
    let name = repr::str(vm, &name)?.to_lossy().into_owned();
    let shown: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_NAME + 1).collect();
    Ok(match shown.char_indices().nth(LONGEST_NAME - 3) {
        Some((end, _)) if shown.chars().count() > LONGEST_NAME => format!("{}...", &shown[..end]),
        _ => shown,
    })
}

struct Frame {
    name: String,
    file: String,
    line: i64,
}

/// The frames of a suspended coroutine, outermost first.
fn frames(vm: &mut Vm, coroutine: &Value) -> Result<Vec<Frame>, Raised> {
    let mut found = Vec::new();
    let mut next = coroutine.clone();
    while let Some(generator) = next.to_ref::<Generator>() {
        vm.tick()?;
        let code = generator.code.code.clone();
        let mut line = i64::from(code.first_line);
        if let Some(frame) = get(vm, &next, "cr_frame")?.filter(|frame| !frame.is_none()) {
            line = get(vm, &frame, "f_lineno")?.as_ref().and_then(small_int).unwrap_or(line);
        }
        found.push(Frame { name: code.qualname.to_string(), file: code.filename.to_string(), line });
        next = get(vm, &next, "cr_await")?.unwrap_or(Value::NONE);
    }
    Ok(found)
}

fn get(vm: &mut Vm, object: &Value, name: &str) -> Result<Option<Value>, Raised> {
    let name = vm.intern(name)?;
    lookup::try_get_attr_quiet(vm, object, &name)
}

/// What a task waits for.
fn waits(on: &Value) -> String {
    let Some(future) = on.payload::<Future>() else {
        return if on.is_none() { "is ready to run".to_owned() } else { "waits".to_owned() };
    };
    match &future.part {
        Part::Task(_) => "waits for a task".to_owned(),
        Part::Gathering(_) => "waits for several".to_owned(),
        Part::Outside(_) => "waits for the host".to_owned(),
        Part::Plain | Part::Traced(_) if future.timer.get().is_some() => "sleeps".to_owned(),
        Part::Plain | Part::Traced(_) => "waits for a future".to_owned(),
    }
}
