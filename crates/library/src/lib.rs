//! The modules written in Python, compiled: every file of `stdlib/`, found there at build time.
//!
//! `build.rs` compiles them, so that no run does. The crate knows neither the machine nor, when it runs, the compiler:
//! it is bytes and names. A change in the machine does not compile the library again.

/// A module of the library.
pub struct Module {
    /// Its absolute name.
    pub name: &'static str,
    /// Whether it is a package's `__init__`.
    pub package: bool,
    /// Its source.
    pub text: &'static str,
    /// Its code, as `taipan_bytecode::storage` stores it.
    pub code: &'static [u8],
}

/// All modules in the order of their names.
pub static MODULES: &[Module] = include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// The module of a name.
pub fn find(name: &str) -> Option<&'static Module> {
    let place = MODULES.binary_search_by(|module| module.name.cmp(name)).ok()?;
    MODULES.get(place)
}
