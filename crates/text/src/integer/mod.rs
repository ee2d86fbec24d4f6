//! Arithmetic of integers without bound.
//!
//! Below some thousand words (twenty thousand digits) an operation is one piece of work, and `dashu-int` does it. Above,
//! the algorithms here cut it into such pieces: each pays before it begins, so that a stop, the end of fuel or of time
//! ends it within milliseconds. Magnitudes are `UBig`; their words are the digits, the lowest first.
//!
//! Reading order: products, and the transform that the longest need; quotients, which are made of products; the rest,
//! which is made of both.

pub mod product;
mod transform;

pub mod quotient;

pub mod power;
pub mod power_modulo;
pub mod factors;
pub mod root;
pub mod tens;
pub mod divisor;

pub mod digits;

#[cfg(test)]
mod samples;

use std::convert::Infallible;

use taipan_source::meter::{Meter, Unmetered};

/// What work on long integers needs of whoever has it done: payment, and room.
pub trait Workshop: Meter {
    /// An empty vector with room for so many words.
    ///
    /// # Errors
    /// When there is no such room.
    fn room(&mut self, words: usize) -> Result<Vec<u64>, Self::Refusal>;

    /// Asks whether there is room for so many words, before work begins that cannot ask.
    ///
    /// # Errors
    /// When there is no such room.
    fn expect_words(&mut self, words: usize) -> Result<(), Self::Refusal> {
        // What is small is found room for, or nothing is.
        if words < LARGE { Ok(()) } else { self.room(words).map(drop) }
    }
}

/// Words of half a megabyte.
const LARGE: usize = 1 << 16;

/// The words of a vector of zeros.
fn zeros<W: Workshop>(workshop: &mut W, words: usize) -> Result<Vec<u64>, W::Refusal> {
    let mut zeros = workshop.room(words)?;
    zeros.resize(words, 0);
    Ok(zeros)
}

/// Without the zeros at the upper end.
fn trimmed(words: &[u64]) -> &[u64] {
    let zeros = words.iter().rev().take_while(|word| **word == 0).count();
    words.get(..words.len() - zeros).unwrap_or_default()
}

/// The lower so many words, and those above.
fn halves(words: &[u64], lower: usize) -> (&[u64], &[u64]) {
    words.split_at(lower.min(words.len()))
}

impl Workshop for Unmetered {
    fn room(&mut self, words: usize) -> Result<Vec<u64>, Infallible> {
        Ok(Vec::with_capacity(words))
    }
}
