//! Products of numbers that follow each other.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use super::{Workshop, product};

/// The product of `count` numbers from `first` on downwards, by halves so that factors are of like size.
pub fn falling<W: Workshop>(workshop: &mut W, first: &IBig, count: u64) -> Result<IBig, W::Refusal> {
    if count < 8 {
        workshop.pay(count as usize * (1 + first.bit_len() / 512))?;
        let mut product = IBig::ONE;
        for step in 0..count {
            product = product::product(workshop, &product, &(first - IBig::from(step)))?;
        }
        return Ok(product);
    }
    let half = count / 2;
    let upper = falling(workshop, first, half)?;
    let lower = falling(workshop, &(first - IBig::from(half)), count - half)?;
    product::product(workshop, &upper, &lower)
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    #[test]
    fn factorials_are_products() {
        for count in [0, 1, 7, 8, 9, 100, 20_000] {
            let expected = (1..=count).fold(IBig::ONE, |product, factor: u64| product * factor);
            assert!(falling(&mut Unmetered, &IBig::from(count), count) == Ok(expected));
        }
        assert_eq!(falling(&mut Unmetered, &IBig::from(3), 5), Ok(IBig::ZERO));
    }
}
