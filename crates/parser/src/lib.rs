//! Text to tree: one function, `parse`.
//!
//! In reading order: `token` (the words), `scanner` (text to tokens, lines and indentation), `soft` (soft keywords),
//! `single` (one statement for the prompt), the grammar in `grammar/python.lalrpop` (tokens to tree), `build` (what its
//! actions do), `diagnose` (which error a source that is no Python has), `refusal` (an error on its way out), `words` (tokens
//! for people), `spelling` (the words of any text, for those who colour it).
//!
//! The parser decides nothing that needs scopes: `return` outside a function is the compiler's to refuse.

mod token;
mod scanner;
mod soft;
mod single;
mod build;
mod diagnose;
mod refusal;
mod words;
pub mod spelling;

use taipan_ast::parsed::Parsed;
use taipan_ast::stmt::{Mod, Stmt, StmtKind};
use taipan_source::diagnostic::{Diagnostic, Kind};
use taipan_source::lines::LineIndex;
use taipan_source::meter::{Free, Toll};

use build::Build;
use refusal::Refusal;
use token::{Lexeme, Token};

pub use words::{Word, words};

#[rustfmt::skip]
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unreachable_pub,
    unused,
    reason = "written by the parser generator"
)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/python.rs"));
}

/// What kind of source is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A file: any number of statements.
    Module,
    /// One expression, as `eval` takes it.
    Expression,
    /// One statement, as a prompt takes it.
    Interactive,
}

/// Parse a source that `taipan_source::decode` has decoded or normalised.
///
/// # Errors
/// The first thing in the source that is not Python, in CPython's words.
pub fn parse(source: &str, mode: Mode) -> Result<Parsed, Diagnostic> {
    parse_paid(source, mode, &mut Free)
}

/// The same, paid for token by token.
///
/// # Errors
/// As [`parse`], and [`Kind::Unpaid`] where the toll is refused.
pub fn parse_paid(source: &str, mode: Mode, toll: &mut Toll<'_>) -> Result<Parsed, Diagnostic> {
    if u32::try_from(source.len()).is_err() {
        return Err(Diagnostic::nowhere(Kind::MemoryError, "source code of more than 4 GiB"));
    }
    let lines = LineIndex::new(source);
    match tree(source, mode, toll) {
        Ok((module, mut build)) => {
            build.warnings.sort_by_key(|warning| warning.span.start);
            let Build { names, long_integers, warnings, .. } = build;
            Ok(Parsed { module, names, lines, long_integers, warnings })
        }
        Err(refusal) => Err(refusal.locate(source, &lines)),
    }
}

/// Whether what was typed at a prompt wants another line: it is refused only because it ends, or it is a compound
/// statement without the empty line that ends it.
#[must_use]
pub fn is_incomplete(source: &str) -> bool {
    match tree(source, Mode::Interactive, &mut Free) {
        Ok((Mod::Interactive(body), _)) => body.last().is_some_and(is_compound) && !source.ends_with('\n'),
        Ok(_) => false,
        Err(refusal) => refusal.incomplete,
    }
}

/// Whether what was typed ends inside brackets, inside a string or behind a backslash: there an empty line ends nothing.
#[must_use]
pub fn is_open(source: &str) -> bool {
    scanner::scan(source, Token::StartModule, &mut Free)
        .is_ok_and(|scan| scan.unclosed.is_some() || scan.halt.is_some_and(|halt| halt.refusal.incomplete))
}

/// Whether statements in an editor want another line: they are refused only because they end, or the last one is a
/// compound statement without the empty line that ends it.
#[must_use]
pub fn is_unfinished(source: &str) -> bool {
    match tree(source, Mode::Module, &mut Free) {
        Ok((Mod::Module(body), _)) => {
            let last_line = source.rsplit('\n').next().unwrap_or_default();
            body.last().is_some_and(is_compound) && !last_line.trim().is_empty()
        }
        Ok(_) => false,
        Err(refusal) => refusal.incomplete,
    }
}

/// What it costs to find a token its place in the tree.
const STEPS_A_TOKEN: usize = 4;

fn tree<'s>(source: &'s str, mode: Mode, toll: &mut Toll<'_>) -> Result<(Mod, Build<'s>), Refusal> {
    let start = if mode == Mode::Expression { Token::StartExpression } else { Token::StartModule };
    let mut scan = scanner::scan(source, start, toll)?;
    let surplus = if mode == Mode::Interactive { single::surplus(&scan) } else { None };
    let end = surplus.as_ref().map_or(scan.lexemes.len(), |surplus| surplus.start);
    let mut build = Build::new(source, std::mem::take(&mut scan.warnings));
    let tokens =
        scan.lexemes.iter().take(end).filter(|lexeme| lexeme.token != Token::End).map(|&Lexeme { token, span }| {
            match toll.pay(STEPS_A_TOKEN) {
                Ok(()) => Ok((span.start, token, span.end)),
                Err(()) => Err(Refusal::of_work(Kind::Unpaid)),
            }
        });
    let halt = scan.halt.as_ref().filter(|_| surplus.is_none()).map(|halt| Err(halt.refusal.clone()));
    let module = grammar::TopParser::new()
        .parse(&mut build, tokens.chain(halt))
        .map_err(|error| diagnose::diagnose(source, &scan, error))?;
    match (module, surplus) {
        (_, Some(surplus)) => Err(surplus.refusal),
        (Mod::Module(body), None) if mode == Mode::Interactive => Ok((Mod::Interactive(body), build)),
        (module, None) => Ok((module, build)),
    }
}

fn is_compound(statement: &Stmt) -> bool {
    matches!(
        statement.kind,
        StmtKind::FunctionDef(_)
            | StmtKind::AsyncFunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::For(_)
            | StmtKind::AsyncFor(_)
            | StmtKind::While(_)
            | StmtKind::If(_)
            | StmtKind::With(_)
            | StmtKind::AsyncWith(_)
            | StmtKind::Match(_)
            | StmtKind::Try(_)
            | StmtKind::TryStar(_)
    )
}
