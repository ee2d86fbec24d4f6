//! One loop for the whole session: tasks go on while a line is edited.

use crate::terminal::{CTRL_C, Terminal};

#[test]
fn await_works_at_the_prompt() {
    let terminal = Terminal::start();
    terminal.run("await asyncio.sleep(0, 'slept')").sees("'slept'");
}

#[test]
fn a_task_prints_above_the_line_that_is_edited() {
    let terminal = Terminal::start();
    terminal.paste("async def tick():\n    for i in range(10**6):\n        print('tick', i)\n        await asyncio.sleep(0.01)\n");
    terminal.keys("\r").waits().line("t = asyncio.create_task(tick())").sees("tick 3\n");
    for key in "left = 'right'".chars() {
        terminal.keys(&key.to_string());
        let before = terminal.screen().text.lines().filter(|line| line.starts_with("tick")).count();
        assert!(before > 0);
    }
    terminal.until("the line below all ticks", |shown| shown.last() == ">>> left = 'right'" && shown.current() == shown.last());
    terminal.sees("tick 40\n").keys(CTRL_C).sees("KeyboardInterrupt").line("t.cancel()").sees("True").run("'done'").sees("'done'");
}
