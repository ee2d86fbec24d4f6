//! Modules.

use taipan_heap::value::Ref;
use taipan_macros::payload;

use crate::value::kinds;
use crate::value::mapping::Dict;

/// A module: its namespace is its `__dict__`.
#[payload(kinds::MODULE, "module")]
pub struct Module {
    /// The namespace.
    pub dict: Ref<Dict>,
}
