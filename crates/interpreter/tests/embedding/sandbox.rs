//! What a script in a sandbox cannot do: nothing of the process and none of its descriptors is in its reach.

use crate::script;

/// Calls a function with arguments of all kinds, and gives the names of what it raised; "given" where it gave something.
const TRYING: &str = "
import asyncio

LISTS = [(), (0,), (1,), ('.',), (0, 1), (0, b'x'), ('.', 0), ('a', 'b'), (0, 0, 0), ('.', 0, 0), ('.', 'r', True),
         (0, 'r', True), (0, 'w', False), ('.', True), (1, 1, 0), ('localhost', 80), (object, 1, 1, 0)]

def answers(function):
    found = set()
    for args in LISTS:
        try:
            function(*args)
            found.add('given')
        except Exception as error:
            found.add(type(error).__name__)
    return found
";

#[test]
fn no_function_of_the_system_answers_a_script_in_a_sandbox() {
    let text = format!(
        "{TRYING}
import posix, _socket, _io

# They say nothing of the process: some work on the text of names alone, others keep what they are given in memory, or
# make files of other files. A standard file asks the host at every use.
HARMLESS = {{'cpu_count', 'strerror', 'urandom', '_environment', 'fspath', '_path_join', '_path_split', '_path_parts',
            '_IOBase', '_RawIOBase', '_BufferedIOBase', '_TextIOBase', 'BytesIO', 'StringIO', 'BufferedReader',
            'BufferedWriter', 'BufferedRandom', 'BufferedRWPair', 'TextIOWrapper', 'IncrementalNewlineDecoder',
            'text_encoding', 'UnsupportedOperation', 'BlockingIOError', '_standard_file'}}

def answering():
    # What only complains of arguments was never reached with those that fit; modes are looked at before files.
    return sorted(f'{{module.__name__}}.{{name}}' for module in (posix, _socket, _io) for name in dir(module)
                  if name not in HARMLESS and not name.startswith('__') and callable(function := getattr(module, name))
                  and not answers(function) <= {{'PermissionError', 'TypeError', 'ValueError' if module is _io else ''}})

def silent():
    return sorted(f'{{module.__name__}}.{{name}}' for module in (posix, _socket, _io) for name in dir(module)
                  if name not in HARMLESS and not name.startswith('__') and callable(function := getattr(module, name))
                  and 'PermissionError' not in answers(function))

def environment():
    return len(posix._environment())
"
    );
    let (mut vm, _) = script(&text);
    assert_eq!(vm.call::<Vec<String>>("answering", ()).unwrap(), Vec::<String>::new());
    assert_eq!(vm.call::<Vec<String>>("silent", ()).unwrap(), Vec::<String>::new());
    assert_eq!(vm.call::<usize>("environment", ()).unwrap(), 0);
}

#[test]
fn a_loop_in_a_sandbox_watches_no_descriptor() {
    let (_, output) = script(
        "import asyncio
async def main():
    loop = asyncio.get_running_loop()
    for watch in (loop.add_reader, loop.add_writer):
        for number in (0, 1, 2, 3, 1000):
            try:
                watch(number, print)
                print('watched', number)
            except PermissionError:
                pass
    print(loop.remove_reader(0), loop.remove_writer(1))
    class File:
        def fileno(self): return 0
        def gettimeout(self): return 0
    try:
        loop.add_reader(File(), print)
        print('watched')
    except PermissionError as error:
        print(error.errno)
    await asyncio.sleep(0.001)
    print('over')
asyncio.run(main())",
    );
    assert_eq!(output.take(), "False False\n13\nover\n");
}

#[test]
fn loops_in_a_sandbox_take_no_descriptors_of_the_process() {
    // More than a process may have open.
    let (_, output) = script(
        "import asyncio
async def main():
    return await asyncio.wait_for(asyncio.sleep(0.001, 'slept'), 1)
loops = [asyncio.new_event_loop() for _ in range(3000)]
print(loops[-1].run_until_complete(main()))
for loop in loops:
    loop.close()",
    );
    assert_eq!(output.take(), "slept\n");
}
