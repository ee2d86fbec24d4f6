//! Names, and characters that may not stand in one.

use super::Scanner;
use crate::refusal::Refusal;

impl Scanner<'_> {
    /// Check the characters of a name; only those beyond ASCII can be wrong.
    pub(super) fn word(&self, start: usize, end: usize) -> Result<(), Refusal> {
        let text = self.source.get(start..end).unwrap_or("");
        if text.is_ascii() {
            return Ok(());
        }
        for (at, character) in text.char_indices() {
            let fits = if at == 0 {
                character == '_' || unicode_ident::is_xid_start(character)
            } else {
                unicode_ident::is_xid_continue(character)
            };
            if !fits {
                return invalid_character(self.source, start + at).map_or(Ok(()), Err);
            }
        }
        Ok(())
    }
}

/// The error about a character beyond ASCII, or a control character, that fits nowhere.
pub(super) fn invalid_character(source: &str, at: usize) -> Option<Refusal> {
    let character = source.get(at..)?.chars().next()?;
    let code = u32::from(character);
    if is_printable(character) {
        if character.is_ascii() {
            return None;
        }
        return Some(Refusal::point(at, format!("invalid character '{character}' (U+{code:04X})")));
    }
    Some(Refusal::point(at, format!("invalid non-printable character U+{code:04X}")))
}

/// Whether a character shows; separators and format characters do not.
fn is_printable(character: char) -> bool {
    let hidden = matches!(character,
        '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{8E2}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}'
        | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}' | '\u{E0000}'..);
    character == ' ' || !(hidden || character.is_control() || character.is_whitespace())
}
