//! Rounding to a multiple of a power of ten.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};

use super::{Workshop, power, product, quotient};

/// `round(value, -digits)`; ties go to even.
pub fn round<W: Workshop>(workshop: &mut W, value: &IBig, digits: u64) -> Result<IBig, W::Refusal> {
    // Beyond its length, everything rounds to zero; this also keeps the power small.
    let Some(digits) = usize::try_from(digits).ok().filter(|digits| *digits <= value.bit_len()) else {
        return Ok(IBig::ZERO);
    };
    let unit = IBig::from(power::of_magnitude(workshop, &UBig::from(10_u8), digits)?);
    let (quotient, rest) = quotient::floored(workshop, value, &unit)?;
    let twice = rest << 1;
    let up = twice > unit || (twice == unit && quotient.bit(0));
    product::product(workshop, &(if up { quotient + 1 } else { quotient }), &unit)
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    #[test]
    fn rounding_to_tens_goes_to_even() {
        for (value, digits, expected) in
            [(25, 1, 20), (35, 1, 40), (-25, 1, -20), (-26, 1, -30), (149, 2, 100), (5, 1, 0), (15, 1, 20), (99, 9, 0)]
        {
            assert_eq!(round(&mut Unmetered, &IBig::from(value), digits), Ok(IBig::from(expected)), "{value}");
        }
        assert_eq!(round(&mut Unmetered, &IBig::from(7), u64::MAX), Ok(IBig::ZERO));
    }
}
