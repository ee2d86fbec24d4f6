//! Text to tree: one function, `parse`.
//!
//! In reading order: `token` (the words), `scanner` (text to tokens, lines and indentation), `soft` (soft keywords), the
//! grammar in `grammar/python.lalrpop` (tokens to tree), `build` (what its actions do), `diagnose` (which error a source
//! that is no Python has), `refusal` (an error on its way out).
//!
//! The parser decides nothing that needs scopes: `return` outside a function is the compiler's to refuse.

mod token;
mod scanner;
mod soft;
mod build;
mod diagnose;
mod refusal;

use taipan_ast::parsed::Parsed;
use taipan_ast::stmt::Mod;
use taipan_source::diagnostic::Diagnostic;
use taipan_source::lines::LineIndex;

use build::Build;
use refusal::Refusal;
use token::{Lexeme, Token};

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
    let lines = LineIndex::new(source);
    match tree(source, mode) {
        Ok((module, build)) => Ok(Parsed { module, names: build.names, lines, warnings: build.warnings }),
        Err(refusal) => Err(refusal.locate(source, &lines)),
    }
}

fn tree(source: &str, mode: Mode) -> Result<(Mod, Build<'_>), Refusal> {
    let start = if mode == Mode::Expression { Token::StartExpression } else { Token::StartModule };
    let mut scan = scanner::scan(source, start);
    let mut build = Build::new(source, std::mem::take(&mut scan.warnings));
    let tokens = scan
        .lexemes
        .iter()
        .filter(|lexeme| lexeme.token != Token::End)
        .map(|&Lexeme { token, span }| Ok((span.start, token, span.end)));
    let halt = scan.halt.as_ref().map(|halt| Err(halt.refusal.clone()));
    match grammar::TopParser::new().parse(&mut build, tokens.chain(halt)) {
        Ok(module) => Ok((in_mode(module, mode), build)),
        Err(error) => Err(diagnose::diagnose(source, &scan, error)),
    }
}

fn in_mode(module: Mod, mode: Mode) -> Mod {
    match (module, mode) {
        (Mod::Module(body), Mode::Interactive) => Mod::Interactive(body),
        (module, _) => module,
    }
}
