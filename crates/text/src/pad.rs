//! Padding to a width, and tabs to columns.

use taipan_source::meter::Meter;

use super::{TooLong, Unit, pieces, wtf8};

/// Where the text stands in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `ljust`.
    Left,
    /// `rjust`.
    Right,
    /// `center`.
    Center,
}

/// Pads a text of `length` units to `width` with a fill of one unit; `None` when it is wide enough.
///
/// # Errors
/// When the result would have more than `limit` bytes.
pub fn justify<M: Meter>(
    text: &[u8],
    length: usize,
    width: usize,
    fill: &[u8],
    place: Place,
    limit: usize,
    meter: &mut M,
) -> Result<Result<Option<Vec<u8>>, TooLong>, M::Refusal> {
    let Some(missing) = width.checked_sub(length).filter(|missing| *missing > 0) else {
        return Ok(Ok(None));
    };
    let left = match place {
        Place::Left => 0,
        Place::Right => missing,
        // The odd one goes left when the field is odd too.
        Place::Center => missing / 2 + (missing & width & 1),
    };
    Ok(surround(text, left, missing - left, fill, limit, meter)?.map(Some))
}

/// `zfill`: zeros behind the sign; `None` when the text is wide enough.
///
/// # Errors
/// When the result would have more than `limit` bytes.
pub fn zero_fill<M: Meter>(
    text: &[u8],
    length: usize,
    width: usize,
    limit: usize,
    meter: &mut M,
) -> Result<Result<Option<Vec<u8>>, TooLong>, M::Refusal> {
    let Some(missing) = width.checked_sub(length).filter(|missing| *missing > 0) else {
        return Ok(Ok(None));
    };
    let Ok(mut out) = surround(text, missing, 0, b"0", limit, meter)? else { return Ok(Err(TooLong)) };
    if let Some(sign @ (b'+' | b'-')) = out.get(missing).copied() {
        out[missing] = b'0';
        out[0] = sign;
    }
    Ok(Ok(Some(out)))
}

/// Puts a text between fills.
///
/// # Errors
/// When the result would have more than `limit` bytes.
fn surround<M: Meter>(
    text: &[u8],
    left: usize,
    right: usize,
    fill: &[u8],
    limit: usize,
    meter: &mut M,
) -> Result<Result<Vec<u8>, TooLong>, M::Refusal> {
    let total = left.checked_add(right).and_then(|fills| fills.checked_mul(fill.len()));
    let total = total.and_then(|fills| fills.checked_add(text.len())).filter(|total| *total <= limit);
    let Some(total) = total else { return Ok(Err(TooLong)) };
    let mut out = Vec::with_capacity(total);
    push_fill(&mut out, fill, left, meter)?;
    pieces::append(&mut out, text, meter)?;
    push_fill(&mut out, fill, right, meter)?;
    Ok(Ok(out))
}

/// Appends a fill so many times.
pub(super) fn push_fill<M: Meter>(
    out: &mut Vec<u8>,
    fill: &[u8],
    times: usize,
    meter: &mut M,
) -> Result<(), M::Refusal> {
    let mut left = times;
    while left > 0 {
        let now = left.min(pieces::PIECE);
        meter.pay_pass(now * fill.len())?;
        match fill {
            [byte] => out.resize(out.len() + now, *byte),
            _ => (0..now).for_each(|_| out.extend_from_slice(fill)),
        }
        left -= now;
    }
    Ok(())
}

/// `expandtabs`: every tab becomes spaces up to the next column that is a multiple of `tab_size`.
///
/// # Errors
/// When the result would have more than `limit` bytes.
pub fn expand_tabs<M: Meter>(
    text: &[u8],
    tab_size: usize,
    unit: Unit,
    limit: usize,
    meter: &mut M,
) -> Result<Result<Vec<u8>, TooLong>, M::Refusal> {
    let mut out = Vec::with_capacity(text.len());
    let mut toll = pieces::Toll::new(meter);
    let mut column = 0_usize;
    for &byte in text {
        match byte {
            b'\t' => {
                let spaces = column.checked_rem(tab_size).map_or(0, |past| tab_size - past);
                if spaces > limit.saturating_sub(out.len()) {
                    return Ok(Err(TooLong));
                }
                toll.fill(&mut out, b' ', spaces)?;
                column += spaces;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += usize::from(unit == Unit::Byte || wtf8::begins(byte));
            }
        }
        toll.pass(1)?;
    }
    if out.len() > limit { Ok(Err(TooLong)) } else { Ok(Ok(out)) }
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    fn justified(text: &str, width: usize, fill: &str, place: Place) -> Option<String> {
        let length = text.chars().count();
        let out = justify(text.as_bytes(), length, width, fill.as_bytes(), place, 1000, &mut Unmetered).unwrap();
        out.unwrap().map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn the_odd_fill_of_a_centred_text_depends_on_the_width() {
        assert_eq!(justified("ab", 5, "-", Place::Center).unwrap(), "--ab-");
        assert_eq!(justified("abc", 6, "-", Place::Center).unwrap(), "-abc--");
        assert_eq!(justified("é", 4, "→", Place::Center).unwrap(), "→é→→");
        assert_eq!(justified("ab", 4, "*", Place::Right).unwrap(), "**ab");
        assert_eq!(justified("ab", 2, "*", Place::Left), None);
        assert_eq!(justify(b"a", 1, 1 << 62, b"ab", Place::Left, 1 << 20, &mut Unmetered), Ok(Err(TooLong)));
    }

    #[test]
    fn zeros_go_behind_the_sign() {
        let filled = |text: &[u8], width| zero_fill(text, text.len(), width, 100, &mut Unmetered).unwrap().unwrap();
        assert_eq!(filled(b"-42", 6).unwrap(), b"-00042");
        assert_eq!(filled(b"+", 3).unwrap(), b"+00");
        assert_eq!(filled(b"", 2).unwrap(), b"00");
        assert_eq!(filled(b"abc", 3), None);
    }

    #[test]
    fn tabs_reach_the_next_column() {
        let expanded = |text: &str, size| {
            expand_tabs(text.as_bytes(), size, Unit::CodePoint, 1000, &mut Unmetered).unwrap().unwrap()
        };
        assert_eq!(expanded("a\té\tb\n\tc", 4), "a   é   b\n    c".as_bytes());
        assert_eq!(expanded("a\tb", 0), b"ab");
        assert_eq!(expand_tabs("é\t".as_bytes(), 4, Unit::Byte, 9, &mut Unmetered).unwrap().unwrap(), "é  ".as_bytes());
        assert_eq!(expand_tabs(b"\t", 1 << 40, Unit::Byte, 1000, &mut Unmetered), Ok(Err(TooLong)));
    }
}
