//! Short integers beside those without bound.

use dashu_int::IBig;

use super::*;

/// Integers around the borders of words, of both signs, and of no order at all.
fn samples() -> Vec<IBig> {
    let mut found = vec![IBig::ZERO];
    for bits in [1_usize, 31, 62, 63, 64, 65, 127, 128, 129, 191, 192, 256, 320, 383, 384, 385, 447, 448] {
        let power = IBig::ONE << bits;
        found.extend([&power - IBig::ONE, power.clone(), power + IBig::ONE]);
    }
    let mut state = 1_u64;
    for length in (1..=WORDS).cycle().take(40) {
        let words: Vec<u64> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state ^ state >> 29
            })
            .collect();
        found.push(big(false, &words));
    }
    found.iter().flat_map(|value| [value.clone(), -value]).filter(|value| ShortInt::of(value).is_some()).collect()
}

/// What fits is right, and what does not is seen.
fn agrees(found: Option<ShortInt>, expected: &IBig) {
    assert_eq!(found, ShortInt::of(expected), "{expected}");
}

#[test]
fn operations_agree_with_those_of_integers_without_bound() {
    let samples = samples();
    for a in &samples {
        let x = ShortInt::of(a).unwrap();
        assert_eq!((x.to_big(), x.to_i64()), (a.clone(), i64::try_from(a).ok()));
        agrees(Some(x.negated()), &-a);
        for b in &samples {
            let y = ShortInt::of(b).unwrap();
            agrees(x.add(&y), &(a + b));
            agrees(x.sub(&y), &(a - b));
            agrees(x.mul(&y), &(a * b));
            assert_eq!(x.long_product(&y), a * b);
            agrees(x.bitwise(&y, |x, y| x & y), &(a & b));
            agrees(x.bitwise(&y, |x, y| x | y), &(a | b));
            agrees(x.bitwise(&y, |x, y| x ^ y), &(a ^ b));
            assert_eq!(x.cmp(&y), a.cmp(b), "{a} and {b}");
        }
    }
}

#[test]
fn quotients_are_rounded_down() {
    let samples = samples();
    let floored = |a: &IBig, b: &IBig| {
        let (quotient, rest) = (a / b, a % b);
        if rest.is_zero() || rest.sign() == b.sign() { (quotient, rest) } else { (quotient - IBig::ONE, rest + b) }
    };
    for b in samples.iter().filter(|b| !b.is_zero()) {
        let y = ShortInt::of(b).unwrap();
        for a in &samples {
            let (quotient, rest) = floored(a, b);
            let found = ShortInt::of(a).unwrap().floored(&y);
            assert_eq!(found, ShortInt::of(&quotient).zip(ShortInt::of(&rest)), "{a} // {b}");
            let product = a * b + a;
            let (quotient, rest) = floored(&product, b);
            if product.as_sign_words().1.len() <= 2 * WORDS {
                let found = ShortInt::floored_by(&product, &y);
                assert_eq!(found, ShortInt::of(&quotient).zip(ShortInt::of(&rest)), "{product} // {b}");
            }
        }
    }
}

#[test]
fn shifts_round_down() {
    for a in samples().iter().filter(|a| !a.is_zero()) {
        let x = ShortInt::of(a).unwrap();
        for places in [0_usize, 1, 31, 63, 64, 65, 127, 128, 200, 384, 447, 448, 500] {
            agrees(x.shift_left(places as u64), &(a << places));
            agrees(Some(x.shift_right(places as u64)), &(a >> places));
        }
        agrees(Some(x.shift_right(u64::MAX)), &if x.is_negative() { IBig::NEG_ONE } else { IBig::ZERO });
    }
}
