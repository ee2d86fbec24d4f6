//! The table of kinds: which Rust struct lies behind an object's header.
//!
//! A kind is not a class: all instances of classes written in Python have the kind `Instance`, and an instance of a
//! subclass of `list` has the kind `List`. Crates above add kinds of their own from [`FIRST_FREE`] on.

use taipan_heap::header::{Layout, Payload, layout};

/// A payload that natives take as an argument of its own type.
pub trait Kind: Payload {}

macro_rules! kinds {
    ($( $number:literal $name:ident $path:path, $traced:literal; )*) => {
        $( /// Number of the kind.
           pub const $name: u8 = $number; )*

        $( impl Kind for $path {} )*

        /// How the heap handles the kinds of this crate, in the order of their numbers.
        pub const LAYOUTS: [Layout; FIRST_FREE as usize] = [$( layout::<$path>(), )*];
    };
}

kinds! {
    0 STR crate::value::text::Str, false;
    1 BYTES crate::value::sequence::Bytes, false;
    2 BIG_INT crate::value::number::BigInt, false;
    3 FLOAT crate::value::number::Float, false;
    4 COMPLEX crate::value::number::Complex, false;
    5 LIST crate::value::sequence::List, true;
    6 TUPLE crate::value::sequence::Tuple, true;
    7 DICT crate::value::mapping::Dict, true;
    8 SET crate::value::mapping::Set, true;
    9 BYTE_ARRAY crate::value::sequence::ByteArray, false;
    10 RANGE crate::value::sequence::Range, true;
    11 SLICE crate::value::sequence::Slice, true;
    12 CLASS crate::value::class::Class, true;
    13 INSTANCE crate::value::instance::Instance, true;
    14 FUNCTION crate::value::function::Function, true;
    15 BOUND_METHOD crate::value::function::BoundMethod, true;
    16 CELL crate::value::function::Cell, true;
    17 CODE crate::value::code::CodeObject, true;
    18 GENERATOR crate::value::generator::Generator, true;
    19 EXCEPTION crate::value::exception::Exception, true;
    20 TRACEBACK crate::value::exception::Traceback, true;
    21 MODULE crate::value::module::Module, true;
    22 RANGE_ITERATOR crate::value::iterator::RangeIterator, false;
    23 SEQUENCE_ITERATOR crate::value::iterator::SequenceIterator, true;
    24 TABLE_ITERATOR crate::value::iterator::TableIterator, true;
    25 CALL_ITERATOR crate::value::iterator::CallIterator, true;
    26 VIEW crate::value::mapping::View, true;
    27 NATIVE_FUNCTION crate::protocol::native::NativeFunction, true;
    28 DESCRIPTOR crate::protocol::descriptor::Descriptor, true;
    29 FOREIGN crate::value::module::Foreign, true;
    30 WEAK_REF crate::value::function::WeakRef, true;
    31 ADAPTOR crate::value::iterator::Adaptor, true;
    32 BOUND_NATIVE crate::protocol::native::BoundNative, true;
    33 MEMORY_VIEW crate::value::sequence::MemoryView, true;
    34 BOXED_INT crate::value::number::BoxedInt, false;
    35 ASYNC_STEP crate::value::generator::AsyncStep, true;
    36 DEQUE crate::value::deque::Deque, true;
    37 DEQUE_ITERATOR crate::value::deque::DequeIterator, true;
    38 PIPE crate::value::pipe::Pipe, true;
    39 RUNS crate::value::pipe::Runs, true;
    40 CHOICE crate::value::pipe::Choice, true;
    41 LIBRARY_FUNCTION crate::value::function::LibraryFunction, true;
}

/// The first number that crates above may use.
pub const FIRST_FREE: u8 = 42;
