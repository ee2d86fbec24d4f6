//! Runs one program in a process of its own, with a clean environment, a time limit and a memory limit.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::interpreter::Interpreter;
use crate::suite::{Input, Program};

/// What a program did.
pub(crate) struct Outcome {
    /// Its exit code, or minus the number of the signal that ended it.
    pub(crate) exit: i32,
    /// What it wrote, without the path of its own folder, and with `python` for the path of the interpreter.
    pub(crate) out: Vec<u8>,
    /// What it wrote to standard error, likewise.
    pub(crate) err: Vec<u8>,
}

/// A program that takes longer hangs. One that storm or a watcher slows down gets ten times as long.
const PATIENCE: Duration = Duration::from_secs(20);

/// The variable with a command that runs the interpreter and watches what it does: memcheck.
const WATCHER: &str = "TAIPAN_UNDER";

/// Address space of one program in KiB: a runaway allocation must not take the machine with it.
const MEMORY: u32 = 8 << 20;

/// Makes Ctrl-C end this process and those it starts, even where it was itself started with the signal ignored, as a
/// shell without job control starts what runs in the background: `taipan` honours an ignored signal that it inherits.
#[cfg(unix)]
pub(crate) fn answer_interrupts() -> std::io::Result<()> {
    use signal_hook::{consts::SIGINT, flag};
    flag::register_conditional_default(SIGINT, Arc::new(true.into())).map(drop)
}

#[cfg(not(unix))]
pub(crate) fn answer_interrupts() -> std::io::Result<()> {
    Ok(())
}

/// Runs the program to its end.
pub(crate) fn run(interpreter: &Interpreter, program: &Program, watch: &Watch) -> Result<Outcome, String> {
    let folder = program.path.parent().ok_or("a program without a folder")?;
    let stdin = match &program.input {
        Input::File(file) => std::fs::File::open(file).map_err(|error| format!("{}: {error}", file.display()))?.into(),
        Input::Nothing => Stdio::null(),
        Input::Silence => Stdio::piped(),
    };
    let mut command = confined(interpreter, program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") {
            command.env_remove(name);
        }
    }
    let mut child = command
        .args(&program.command)
        .current_dir(folder)
        .envs([("NO_COLOR", "1"), ("PYTHONDONTWRITEBYTECODE", "1"), ("LC_ALL", "C.UTF-8"), ("COLUMNS", "80")])
        .env_remove("FORCE_COLOR")
        .envs(program.environment.iter().map(|(name, value)| (name, value)))
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", interpreter.path.display()))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let presses = program.interrupted.then(|| child.id());
    let watched = watch.add(child);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        scope.spawn(|| stderr.map(|mut pipe| pipe.read_to_end(&mut err)));
        match (stdout, presses) {
            (Some(mut pipe), None) => pipe.read_to_end(&mut out).map(drop),
            (Some(pipe), Some(process)) => read_interrupting(pipe, process, &mut out),
            (None, _) => Ok(()),
        }
    })
    .map_err(|error| error.to_string())?;
    let status = ended(&watched.child).map_err(|error| error.to_string())?;
    if watch.remove(watched.number) {
        return Err(format!("no end after {} s", patience().as_secs()));
    }
    let (own, program) = (format!("{}/", folder.display()), interpreter.path.to_string_lossy());
    let portable = |text| replace(replace(text, own.as_bytes(), b""), program.as_bytes(), b"python");
    Ok(Outcome { exit: exit_code(status), out: portable(out), err: portable(err) })
}

/// Reads what a process writes; at each line that begins with `waits` it gets the signal of Ctrl-C a moment later.
fn read_interrupting(pipe: impl Read, process: u32, out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut lines = BufReader::new(pipe);
    loop {
        let begin = out.len();
        if lines.read_until(b'\n', out)? == 0 {
            return Ok(());
        }
        if out[begin..].starts_with(b"waits") {
            std::thread::sleep(Duration::from_millis(30));
            Command::new("kill").args(["-INT", &process.to_string()]).status()?;
        }
    }
}

/// Waits for the end of a child that has closed its pipes; it is locked for moments only, so that the watch can kill it.
fn ended(child: &Mutex<Child>) -> std::io::Result<ExitStatus> {
    loop {
        if let Some(status) = lock(child).try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(Duration::from_micros(500));
    }
}

/// The interpreter's command, under a memory limit where the system's shell can set one.
fn confined(interpreter: &Interpreter, program: &Program) -> Command {
    let memory = program.memory.unwrap_or(MEMORY);
    let line = program.shell.as_deref().unwrap_or("exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    if let Some(watcher) = std::env::var_os(WATCHER) {
        // It needs an address space of its own beside the program's.
        let watched = format!("exec {} \"$0\"", watcher.to_string_lossy());
        command.args(["-c", &line.replace("exec \"$0\"", &watched)]).arg(&interpreter.path);
        command
    } else if cfg!(target_os = "linux") || program.shell.is_some() {
        command.args(["-c", &format!("ulimit -v {memory}; {line}")]).arg(&interpreter.path);
        command
    } else {
        Command::new(&interpreter.path)
    }
}

#[cfg(unix)]
fn exit_code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.code().or_else(|| status.signal().map(|signal| -signal)).unwrap_or(-1)
}

#[cfg(not(unix))]
fn exit_code(status: ExitStatus) -> i32 {
    status.code().unwrap_or(-1)
}

/// Puts `new` for every `part`: tracebacks show absolute paths, which differ from machine to machine.
fn replace(text: Vec<u8>, part: &[u8], new: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(text.len());
    let mut rest = text.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(part) {
            kept.extend(new);
            rest = after;
        } else {
            kept.push(*first);
            rest = tail;
        }
    }
    kept
}

/// The running children; a thread of its own kills those that take too long.
pub(crate) struct Watch {
    running: Arc<Mutex<HashMap<u64, Watched>>>,
}

/// A child under watch.
#[derive(Clone)]
pub(crate) struct Watched {
    number: u64,
    child: Arc<Mutex<Child>>,
    begun: Instant,
    killed: bool,
}

impl Watch {
    /// Starts the watching thread, which ends with the process.
    pub(crate) fn start() -> Self {
        let running: Arc<Mutex<HashMap<u64, Watched>>> = Arc::default();
        let seen = Arc::clone(&running);
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_millis(200));
                for watched in lock(&seen).values_mut().filter(|watched| watched.begun.elapsed() > patience()) {
                    watched.killed |= lock(&watched.child).kill().is_ok();
                }
            }
        });
        Self { running }
    }

    fn add(&self, child: Child) -> Watched {
        let mut running = lock(&self.running);
        let number = u64::from(child.id());
        let watched = Watched { number, child: Arc::new(Mutex::new(child)), begun: Instant::now(), killed: false };
        running.insert(number, watched.clone());
        watched
    }

    /// Ends the watch; the answer says whether the child had to be killed.
    fn remove(&self, number: u64) -> bool {
        lock(&self.running).remove(&number).is_some_and(|watched| watched.killed)
    }
}

/// True if storm or a watcher slows programs down.
pub(crate) fn is_slow() -> bool {
    ["TAIPAN_STORM", WATCHER].iter().any(|name| std::env::var_os(name).is_some())
}

fn patience() -> Duration {
    if is_slow() { PATIENCE * 10 } else { PATIENCE }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
