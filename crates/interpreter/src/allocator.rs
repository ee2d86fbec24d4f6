//! The allocator that sees what scripts take beside their objects, and keeps the process alive when memory is short.
//!
//! The package installs it for the whole program, as a limit of memory would have holes without it: a script can make Rust
//! code take memory in many ways (timers, classes, source text), and Rust code ends the process when it gets none. It counts
//! only while a VM runs on the thread that allocates, and asks the system's allocator for the memory.
//!
//! A program with an allocator of its own turns the feature `allocator` of the package off and wraps it:
//!
//! ```toml
//! taipan = { version = "0.1", default-features = false }
//! ```
//! ```ignore
//! #[global_allocator]
//! static ALLOCATOR: taipan::allocator::Allocator<MyAllocator> = taipan::allocator::Allocator::on(MyAllocator);
//! ```

pub use taipan_heap::allocator::Allocator;

#[cfg(feature = "allocator")]
#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();
