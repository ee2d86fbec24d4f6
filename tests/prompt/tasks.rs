//! One loop for the whole session: tasks go on while a line is edited.

use crate::terminal::{CTRL_C, CTRL_D, Terminal};

#[test]
fn await_works_at_the_prompt() {
    let terminal = Terminal::start();
    terminal.run("await asyncio.sleep(0, 'slept')").sees("'slept'");
}

#[test]
fn a_task_prints_above_the_line_that_is_edited() {
    let terminal = Terminal::start();
    terminal.paste(
        "async def tick():\n    for i in range(10**6):\n        print('tick', i)\n        await asyncio.sleep(0.01)\n",
    );
    terminal.keys("\r").waits().line("t = asyncio.create_task(tick())").sees("tick 3\n");
    for key in "left = 'right'".chars() {
        terminal.keys(&key.to_string());
        let before = terminal.screen().text.lines().filter(|line| line.starts_with("tick")).count();
        assert!(before > 0);
    }
    terminal.until("the line below all ticks", |shown| {
        shown.last() == ">>> left = 'right'" && shown.current() == shown.last()
    });
    terminal
        .sees("tick 40\n")
        .keys(CTRL_C)
        .sees("KeyboardInterrupt")
        .line("t.cancel()")
        .sees("True")
        .run("'done'")
        .sees("'done'");
}

#[test]
fn async_statements_work_at_the_prompt() {
    let terminal = Terminal::start();
    terminal.paste("async def numbers():\n    for n in range(3):\n        yield n\n\nasync for n in numbers():\n    print('number', n)\n");
    terminal.keys("\r").sees("\nnumber 2\n").waits();
    terminal
        .paste("async with asyncio.timeout(5) as limit:\n    print('in' 'side')\n")
        .keys("\r")
        .sees("\ninside\n")
        .waits();
}

#[test]
fn a_task_made_at_the_prompt_goes_on() {
    let terminal = Terminal::start();
    terminal
        .paste("async def work():\n    await asyncio.sleep(0.01)\n    print('work is ' 'done')\n    return 7\n")
        .keys("\r")
        .waits();
    terminal.line("t = asyncio.create_task(work())").sees("work is done").run("await t").sees("\n7\n");
    terminal.run("asyncio.get_running_loop() is t.get_loop()").sees("\nTrue\n");
    terminal.run("asyncio.run(work())").sees("\n7\n");
}

#[test]
fn ctrl_c_cancels_the_awaited_statement_alone() {
    let terminal = Terminal::start();
    terminal
        .run("later = asyncio.get_running_loop().call_later")
        .paste("other = asyncio.create_task(asyncio.sleep(3600))\nlater(0.01, print, 'it wa' 'its'); await asyncio.sleep(3600)")
        .keys("\r");
    terminal.sees("\nit waits").keys(CTRL_C).sees("KeyboardInterrupt").waits();
    terminal.run("other.done()").sees("\nFalse\n");
}

#[test]
fn the_second_ctrl_c_comes_back_whatever_the_statement_does() {
    let terminal = Terminal::start();
    terminal.paste(
        "async def stubborn():\n    while True:\n        try:\n            await asyncio.sleep(3600)\n        except asyncio.CancelledError:\n            print('I st' 'ay')\n",
    );
    terminal
        .keys("\r")
        .waits()
        .run("later = asyncio.get_running_loop().call_later")
        .line("later(0.01, print, 'it wa' 'its'); await stubborn()")
        .sees("\nit waits")
        .keys(CTRL_C)
        .sees("I stay");
    terminal.keys(CTRL_C).sees("KeyboardInterrupt").waits().run("'alive'").sees("\n'alive'");
}

#[test]
fn ctrl_d_names_the_tasks_that_run() {
    let mut terminal = Terminal::start();
    terminal.paste("async def nap():\n    try:\n        await asyncio.sleep(3600)\n    finally:\n        print('woken ' 'up')\n\nt = asyncio.create_task(nap(), name='my nap')");
    terminal
        .keys("\r")
        .waits()
        .run("await asyncio.sleep(0)")
        .keys(CTRL_D)
        .sees("1 task still runs")
        .sees("my nap  nap")
        .waits();
    terminal.keys(CTRL_D).sees("woken up");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn tasks_are_listed_as_a_tree() {
    let terminal = Terminal::start();
    terminal.paste("async def leaf():\n    await asyncio.sleep(3600)\n\nasync def root():\n    await asyncio.gather(leaf(), leaf())\n\nt = asyncio.create_task(root(), name='the root')\nawait asyncio.sleep(0.01)");
    terminal
        .keys("\r")
        .waits()
        .run(":tasks")
        .sees("the root  root at <python-input-0>:5, waits for several\n`- Task-2");
    terminal.sees("leaf > sleep at <python-input-0>:2, sleeps");
}

#[test]
fn an_error_of_a_task_appears_above_the_line() {
    let terminal = Terminal::start();
    terminal.paste("async def fail():\n    await asyncio.sleep(0.01)\n    1/0\n").keys("\r").waits();
    terminal.line("asyncio.create_task(fail()) and None").sees("never retrieved").sees("ZeroDivisionError");
    terminal.until("the prompt below", |shown| shown.last() == ">>>").run("'alive'").sees("\n'alive'");
}

#[test]
#[ignore = "the text that a second thread asks with is shown late since files are native: to be mended first"]
fn a_thread_that_waits_for_input_keeps_nothing_from_running() {
    let terminal = Terminal::start();
    terminal
        .line("await asyncio.to_thread(input, 'name? ')")
        .sees("\nname?")
        .keys(CTRL_C)
        .sees("KeyboardInterrupt")
        .waits();
    // What is typed at the prompt is for the prompt.
    terminal.run("6 * 7").sees("\n42\n").line("await asyncio.to_thread(input, 'again? ')").sees("\nagain?");
}

#[test]
fn tasks_that_wait_in_a_circle_do_not_keep_the_others_from_their_end() {
    let terminal = Terminal::start();
    terminal.paste(
        "async def wait(name):\n    await globals()[name]\n\nasync def other():\n    try:\n        await asyncio.sleep(60)\n    finally:\n        print('fin' + 'ally')\n\none, two = asyncio.create_task(wait('two')), asyncio.create_task(wait('one'))\nthree = asyncio.create_task(other(), name='a\\nb' + 'c' * 100)\n",
    );
    terminal
        .keys("\r")
        .waits()
        .run(":tasks")
        .sees("\na bccc")
        .sees("ccc...  other")
        .keys(CTRL_D)
        .sees("3 tasks still run");
    let mut terminal = terminal;
    terminal.waits().keys(CTRL_D);
    assert_eq!(terminal.ends(), 0);
    terminal.sees("\nfinally");
    assert!(!terminal.screen().text.contains("RecursionError"));
}
