//! The modules written in Python: the files of `stdlib/`, embedded in the program.

/// Takes the text of a file of `stdlib/`.
macro_rules! text {
    ($path:literal) => {
        include_str!(concat!("../../../stdlib/", $path))
    };
}

/// Name, source, and whether it is a package.
pub(crate) const LIBRARY: &[(&str, &str, bool)] = &[
    ("__future__", text!("__future__.py"), false),
    ("abc", text!("abc.py"), false),
    ("asyncio", text!("asyncio/__init__.py"), true),
    ("asyncio.events", text!("asyncio/events.py"), false),
    ("asyncio.exceptions", text!("asyncio/exceptions.py"), false),
    ("asyncio.futures", text!("asyncio/futures.py"), false),
    ("asyncio.locks", text!("asyncio/locks.py"), false),
    ("asyncio.mixins", text!("asyncio/mixins.py"), false),
    ("asyncio.queues", text!("asyncio/queues.py"), false),
    ("asyncio.runners", text!("asyncio/runners.py"), false),
    ("asyncio.taskgroups", text!("asyncio/taskgroups.py"), false),
    ("asyncio.tasks", text!("asyncio/tasks.py"), false),
    ("asyncio.timeouts", text!("asyncio/timeouts.py"), false),
    ("atexit", text!("atexit.py"), false),
    ("codecs", text!("codecs.py"), false),
    ("collections", text!("collections/__init__.py"), true),
    ("collections._deque", text!("collections/_deque.py"), false),
    ("collections.abc", text!("collections/abc.py"), false),
    ("contextlib", text!("contextlib.py"), false),
    ("copy", text!("copy.py"), false),
    ("copyreg", text!("copyreg.py"), false),
    ("dataclasses", text!("dataclasses.py"), false),
    ("enum", text!("enum.py"), false),
    ("functools", text!("functools.py"), false),
    ("heapq", text!("heapq.py"), false),
    ("inspect", text!("inspect.py"), false),
    ("io", text!("io.py"), false),
    ("itertools", text!("itertools.py"), false),
    ("keyword", text!("keyword.py"), false),
    ("linecache", text!("linecache.py"), false),
    ("operator", text!("operator.py"), false),
    ("random", text!("random.py"), false),
    ("re", text!("re.py"), false),
    ("string", text!("string.py"), false),
    ("traceback", text!("traceback.py"), false),
    ("types", text!("types.py"), false),
    ("typing", text!("typing/__init__.py"), true),
    ("typing._aliases", text!("typing/_aliases.py"), false),
    ("typing._records", text!("typing/_records.py"), false),
    ("warnings", text!("warnings.py"), false),
    ("weakref", text!("weakref.py"), false),
];
