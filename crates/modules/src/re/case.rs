//! Letters without regard to case. Each letter has one lower case here, and some lower cases count as the same: those
//! that have one upper case, such as the two forms of the small sigma.

/// A lower case, and the one it counts as; in the order of the former.
const SAME: &[(u32, u32)] = &[
    (0x131, 0x69),
    (0x17f, 0x73),
    (0x3b9, 0x345),
    (0x3bc, 0xb5),
    (0x3c3, 0x3c2),
    (0x3d0, 0x3b2),
    (0x3d1, 0x3b8),
    (0x3d5, 0x3c6),
    (0x3d6, 0x3c0),
    (0x3f0, 0x3ba),
    (0x3f1, 0x3c1),
    (0x3f5, 0x3b5),
    (0x1c80, 0x432),
    (0x1c81, 0x434),
    (0x1c82, 0x43e),
    (0x1c83, 0x441),
    (0x1c84, 0x442),
    (0x1c85, 0x442),
    (0x1c86, 0x44a),
    (0x1c87, 0x463),
    (0x1e9b, 0x1e61),
    (0x1fbe, 0x345),
    (0x1fd3, 0x390),
    (0x1fe3, 0x3b0),
    (0xa64b, 0x1c88),
    (0xfb06, 0xfb05),
];

/// A lower case, and a capital of it that is not its upper case; in the order of the former. The upper case of some Greek
/// letters is two letters, but their capital is one.
const CAPITALS: &[(u32, u32)] = &[
    (0x69, 0x130),
    (0x6b, 0x212a),
    (0xdf, 0x1e9e),
    (0xe5, 0x212b),
    (0x1c6, 0x1c5),
    (0x1c9, 0x1c8),
    (0x1cc, 0x1cb),
    (0x1f3, 0x1f2),
    (0x3b8, 0x3f4),
    (0x3c9, 0x2126),
    (0x1f80, 0x1f88),
    (0x1f81, 0x1f89),
    (0x1f82, 0x1f8a),
    (0x1f83, 0x1f8b),
    (0x1f84, 0x1f8c),
    (0x1f85, 0x1f8d),
    (0x1f86, 0x1f8e),
    (0x1f87, 0x1f8f),
    (0x1f90, 0x1f98),
    (0x1f91, 0x1f99),
    (0x1f92, 0x1f9a),
    (0x1f93, 0x1f9b),
    (0x1f94, 0x1f9c),
    (0x1f95, 0x1f9d),
    (0x1f96, 0x1f9e),
    (0x1f97, 0x1f9f),
    (0x1fa0, 0x1fa8),
    (0x1fa1, 0x1fa9),
    (0x1fa2, 0x1faa),
    (0x1fa3, 0x1fab),
    (0x1fa4, 0x1fac),
    (0x1fa5, 0x1fad),
    (0x1fa6, 0x1fae),
    (0x1fa7, 0x1faf),
    (0x1fb3, 0x1fbc),
    (0x1fc3, 0x1fcc),
    (0x1ff3, 0x1ffc),
];

/// The lower case of a character.
pub(super) fn lower(code: u32, ascii: bool) -> u32 {
    match u8::try_from(code) {
        Ok(byte) if ascii || byte.is_ascii() => u32::from(byte.to_ascii_lowercase()),
        _ if ascii => code,
        // The capital I with a dot is the one letter whose full lower case is two characters.
        _ if code == 0x130 => u32::from('i'),
        _ => char::from_u32(code).map_or(code, |letter| only(letter.to_lowercase(), code)),
    }
}

/// The upper case of a character, if that is one character.
fn upper(code: u32, ascii: bool) -> u32 {
    match u8::try_from(code) {
        Ok(byte) if ascii || byte.is_ascii() => u32::from(byte.to_ascii_uppercase()),
        _ if ascii => code,
        _ => char::from_u32(code).map_or(code, |letter| only(letter.to_uppercase(), code)),
    }
}

fn only(mut letters: impl Iterator<Item = char>, otherwise: u32) -> u32 {
    match (letters.next(), letters.next()) {
        (Some(letter), None) => u32::from(letter),
        _ => otherwise,
    }
}

/// The same for all characters that differ only in case.
pub(super) fn fold(code: u32, ascii: bool) -> u32 {
    let lower = lower(code, ascii);
    if ascii || lower < 128 {
        return lower;
    }
    match SAME.binary_search_by_key(&lower, |(letter, _)| *letter) {
        Ok(place) => SAME[place].1,
        Err(_) => lower,
    }
}

/// True if one of the characters that differ from this one only in case passes a test.
pub(super) fn any_variant(code: u32, ascii: bool, test: impl Fn(u32) -> bool) -> bool {
    let folded = fold(code, ascii);
    let with_capitals = |lower: u32| test(lower) || test(upper(lower, ascii)) || !ascii && capitals(lower).any(&test);
    with_capitals(folded) || !ascii && SAME.iter().any(|(letter, same)| *same == folded && with_capitals(*letter))
}

fn capitals(lower: u32) -> impl Iterator<Item = u32> {
    let first = CAPITALS.partition_point(|(letter, _)| *letter < lower);
    CAPITALS[first..].iter().take_while(move |(letter, _)| *letter == lower).map(|(_, capital)| *capital)
}

/// True if other characters differ from this one only in case.
pub(super) fn has_case(code: u32, ascii: bool) -> bool {
    any_variant(code, ascii, |variant| variant != code)
}
