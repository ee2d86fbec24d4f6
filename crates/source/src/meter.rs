//! Who pays for long work. An algorithm that knows no VM tells its meter what each piece of work costs before it does the
//! piece, and ends when the meter refuses: so fuel, time and a stop asked for from another thread reach into all of them.

use std::convert::Infallible;

/// Pays for work piece by piece.
///
/// One step is about what a turn of a loop in Python costs, or a pass over 64 bytes: some tens of nanoseconds. A piece
/// of more than a hundred thousand steps (some milliseconds) is too large: nothing can end it.
pub trait Meter {
    /// Why the work must end.
    type Refusal;

    /// Pays for so many steps that are about to be done.
    ///
    /// # Errors
    /// When the work must end here.
    fn pay(&mut self, steps: usize) -> Result<(), Self::Refusal>;

    /// Pays for a pass over so many bytes.
    ///
    /// # Errors
    /// As [`pay`](Meter::pay).
    #[inline]
    fn pay_pass(&mut self, bytes: usize) -> Result<(), Self::Refusal> {
        self.pay(bytes.div_ceil(BYTES_A_STEP))
    }
}

/// Bytes that an ordinary pass (a copy, a comparison, a search) does in one step.
pub const BYTES_A_STEP: usize = 64;

/// A meter behind a pointer, for work that is the same whoever pays. Why it refuses, it keeps to itself.
pub type Toll<'m> = dyn Meter<Refusal = ()> + Send + 'm;

/// The toll of work that nobody limits.
pub struct Free;

impl Meter for Free {
    type Refusal = ();

    fn pay(&mut self, _steps: usize) -> Result<(), ()> {
        Ok(())
    }
}

/// The meter of work that nobody limits.
pub struct Unmetered;

impl Meter for Unmetered {
    type Refusal = Infallible;

    #[inline(always)]
    fn pay(&mut self, _steps: usize) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<M: Meter> Meter for &mut M {
    type Refusal = M::Refusal;

    #[inline(always)]
    fn pay(&mut self, steps: usize) -> Result<(), M::Refusal> {
        (**self).pay(steps)
    }
}
