//! How much memory cutting text into parts takes, before it is cut.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_heap::claim::Claim;

/// Texts of up to so many bytes are cut without asking: their parts take little.
const SHORT: usize = 1 << 14;

/// Counts the list of parts while it is made, if the text is long: there are at most as many as bytes at which a cut may
/// begin, and no more than `most` cuts.
pub(crate) fn expect(
    vm: &mut Vm,
    text: &[u8],
    most: Option<usize>,
    begins: impl Fn(u8) -> bool,
) -> Result<Claim, Raised> {
    if text.len() <= SHORT {
        return Ok(Claim::NONE);
    }
    vm.charge_pass(text.len())?;
    let cuts = text.iter().filter(|byte| begins(**byte)).count();
    let parts = cuts.min(most.unwrap_or(usize::MAX)).saturating_add(1);
    // A list of slices that doubles as it grows.
    Claim::new(&vm.heap, parts.saturating_mul(2 * size_of::<&[u8]>())).or_memory_error(vm)
}

/// Bytes with which white space may begin, in text as in bytes.
pub(crate) fn may_be_space(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3)
}

/// Bytes with which the end of a line may begin, in text as in bytes.
pub(crate) fn may_end_line(byte: u8) -> bool {
    byte < b' ' || matches!(byte, 0xc2 | 0xe2)
}
