//! The gamma function and its logarithm, by Lanczos' approximation with thirteen terms.

use std::f64::consts::PI;

/// Where the approximation is centred.
const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;

/// Coefficients of the rational function, lowest first.
const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_5,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];
const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

/// What has no value, or none that a float holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// A pole.
    Domain,
    /// Beyond the floats.
    Range,
}

/// The rational function; from the other end for large numbers, so that no power overflows.
fn lanczos_sum(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    let terms = || NUMERATOR.iter().zip(&DENOMINATOR);
    if x < 5.0 {
        for (numerator, denominator) in terms().rev() {
            above = above * x + numerator;
            below = below * x + denominator;
        }
    } else {
        for (numerator, denominator) in terms() {
            above = above / x + numerator;
            below = below / x + denominator;
        }
    }
    above / below
}

/// The sine of pi times x, exact where it is zero.
fn sine_of_turns(x: f64) -> f64 {
    let rest = x.abs() % 2.0;
    let sine = match (2.0 * rest).round() as i32 {
        0 => (PI * rest).sin(),
        1 => (PI * (rest - 0.5)).cos(),
        2 => (PI * (1.0 - rest)).sin(),
        3 => -(PI * (rest - 1.5)).cos(),
        _ => (PI * (rest - 2.0)).sin(),
    };
    sine.copysign(sine * x)
}

/// `math.gamma`.
pub(super) fn gamma(x: f64) -> Result<f64, Failure> {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY { Err(Failure::Domain) } else { Ok(x) };
    }
    if x == 0.0 {
        return Err(Failure::Domain);
    }
    if x.fract() == 0.0 {
        if x < 0.0 {
            return Err(Failure::Domain);
        }
        if x <= 23.0 {
            // Factorials of up to 22 are exact.
            return Ok((1..x as u32).fold(1.0, |product, factor| product * f64::from(factor)));
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        let value = 1.0 / x;
        return if value.is_infinite() { Err(Failure::Range) } else { Ok(value) };
    }
    if size > 200.0 {
        return if x < 0.0 { Ok(0.0 / sine_of_turns(x)) } else { Err(Failure::Range) };
    }
    let base = size + G_MINUS_HALF;
    // What the addition rounded off, with its effect on the result.
    let rounded_off = if size > G_MINUS_HALF { (base - size) - G_MINUS_HALF } else { (base - G_MINUS_HALF) - size };
    let correction = rounded_off * G / base;
    let result = if x < 0.0 {
        let start = -PI / sine_of_turns(size) / size * base.exp() / lanczos_sum(size);
        let start = start - correction * start;
        if size < 140.0 {
            start / base.powf(size - 0.5)
        } else {
            let root = base.powf(size / 2.0 - 0.25);
            start / root / root
        }
    } else {
        let start = lanczos_sum(size) / base.exp();
        let start = start + correction * start;
        if size < 140.0 {
            start * base.powf(size - 0.5)
        } else {
            let root = base.powf(size / 2.0 - 0.25);
            start * root * root
        }
    };
    if result.is_infinite() { Err(Failure::Range) } else { Ok(result) }
}

/// `math.lgamma`.
pub(super) fn log_gamma(x: f64) -> Result<f64, Failure> {
    if x.is_nan() {
        return Ok(x);
    }
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x.fract() == 0.0 && x <= 2.0 {
        return if x <= 0.0 { Err(Failure::Domain) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut result = lanczos_sum(size).ln() - G + (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = PI.ln() - sine_of_turns(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() { Err(Failure::Range) } else { Ok(result) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gamma_is_as_in_python() {
        for (x, expected) in [
            (5.0, 24.0),
            (0.5, 1.772_453_850_905_515_9),
            (171.6, 1.585_896_909_667_256_3e308),
            (-1.5, 2.363_271_801_207_354_4),
            (1e-300, 9.999_999_999_999_999e299),
        ] {
            assert_eq!(gamma(x), Ok(expected), "{x}");
        }
        assert_eq!(
            (gamma(0.0), gamma(-3.0), gamma(172.0)),
            (Err(Failure::Domain), Err(Failure::Domain), Err(Failure::Range))
        );
    }

    #[test]
    fn its_logarithm_is_as_in_python() {
        for (x, expected) in [
            (10.0, 12.801_827_480_081_467),
            (0.5, 0.572_364_942_924_700_4),
            (-1.5, 0.860_047_015_376_481_2),
            (2.0, 0.0),
        ] {
            assert_eq!(log_gamma(x), Ok(expected), "{x}");
        }
        assert_eq!(log_gamma(1e306), Err(Failure::Range));
    }
}
