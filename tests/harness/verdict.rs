//! Compares what a program did with what was expected, and shows the first difference with its surroundings.

use crate::process::Outcome;
use crate::suite::Program;

/// How a program fared.
pub(crate) enum Verdict {
    /// Everything as expected.
    Passed,
    /// Something differed; the text says what.
    Failed(String),
}

/// Compares output, exit code and, where it was recorded, standard error.
pub(crate) fn judge(program: &Program, outcome: &Outcome) -> Verdict {
    let mut complaints = Vec::new();
    match &program.out {
        None => complaints.push("nothing is recorded: `make record FILE=...` writes the expectation".to_owned()),
        Some(expected) => complaints.extend(difference("stdout", expected, &outcome.out)),
    }
    if let Some(expected) = &program.err {
        complaints.extend(difference("stderr", expected, &outcome.err));
    }
    if outcome.exit != program.exit {
        complaints.push(format!("  exit code {}, expected {}", outcome.exit, program.exit));
    }
    if complaints.is_empty() {
        return Verdict::Passed;
    }
    // A program that expects silence on stderr and fails mostly says there why it did.
    if program.err.is_none() && !outcome.err.is_empty() {
        let text = String::from_utf8_lossy(&outcome.err);
        let lines: Vec<&str> = text.lines().collect();
        complaints.push("  stderr ends:".to_owned());
        complaints.extend(lines.iter().skip(lines.len().saturating_sub(6)).map(|line| format!("    {line}")));
    }
    Verdict::Failed(complaints.join("\n"))
}

/// How many equal lines to show before a difference, and how many lines from it on.
const BEFORE: usize = 2;
const AFTER: usize = 6;

/// Says where two texts part, or nothing when they are the same.
fn difference(stream: &str, expected: &[u8], actual: &[u8]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (expected, actual) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(actual));
    let expected: Vec<&str> = expected.split('\n').collect();
    let actual: Vec<&str> = actual.split('\n').collect();
    let same = expected.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    let mut report = format!("  {stream} differs at line {}:", same + 1);
    for line in expected.iter().take(same).skip(same.saturating_sub(BEFORE)) {
        report += &format!("\n      {line}");
    }
    for line in expected.iter().skip(same).take(AFTER) {
        report += &format!("\n    - {line}");
    }
    for line in actual.iter().skip(same).take(AFTER) {
        report += &format!("\n    + {line}");
    }
    Some(report)
}
