//! The table of kinds: which Rust struct lies behind an object's header.
//!
//! A kind is not a class: all instances of classes written in Python have the kind `Instance`, and an instance of a
//! subclass of `list` has the kind `List`. Types of other crates, and those that the machine need not tell apart quickly, share
//! the kind `EXTENSION`; the scheduler adds kinds of its own from [`FIRST_FREE`] on.

use taipan_heap::extension;
use taipan_heap::header::{Layout, Payload, layout};

/// A payload that natives take as an argument of its own type.
pub trait Kind: Payload {}

macro_rules! kinds {
    ($( $number:literal $name:ident $($path:path)?; )*) => {
        $( /// Number of the kind.
           pub const $name: u8 = $number; )*

        $( $( impl Kind for $path {} )? )*

        /// How the heap handles the kinds of this crate, in the order of their numbers.
        pub const LAYOUTS: [Layout; FIRST_FREE as usize] = [$( kinds!(layout $($path)?), )*];
    };
    (layout $path:path) => { layout::<$path>() };
    (layout) => { extension::LAYOUT };
}

kinds! {
    0 STR crate::value::text::Str;
    1 BYTES crate::value::sequence::Bytes;
    2 BIG_INT crate::value::number::BigInt;
    3 FLOAT crate::value::number::Float;
    4 COMPLEX crate::value::number::Complex;
    5 LIST crate::value::sequence::List;
    6 TUPLE crate::value::sequence::Tuple;
    7 DICT crate::value::mapping::Dict;
    8 SET crate::value::mapping::Set;
    9 BYTE_ARRAY crate::value::sequence::ByteArray;
    10 RANGE crate::value::sequence::Range;
    11 SLICE crate::value::sequence::Slice;
    12 CLASS crate::value::class::Class;
    13 INSTANCE crate::value::instance::Instance;
    14 FUNCTION crate::value::function::Function;
    15 BOUND_METHOD crate::value::function::BoundMethod;
    16 CELL crate::value::function::Cell;
    17 CODE crate::value::code::CodeObject;
    18 GENERATOR crate::value::generator::Generator;
    19 EXCEPTION crate::value::exception::Exception;
    20 TRACEBACK crate::value::exception::Traceback;
    21 MODULE crate::value::module::Module;
    22 RANGE_ITERATOR crate::value::iterator::RangeIterator;
    23 SEQUENCE_ITERATOR crate::value::iterator::SequenceIterator;
    24 TABLE_ITERATOR crate::value::iterator::TableIterator;
    25 CALL_ITERATOR crate::value::iterator::CallIterator;
    26 VIEW crate::value::mapping::View;
    27 NATIVE_FUNCTION crate::protocol::native::NativeFunction;
    28 DESCRIPTOR crate::protocol::descriptor::Descriptor;
    29 EXTENSION;
    30 WEAK_REF crate::value::function::WeakRef;
    31 ADAPTOR crate::value::iterator::Adaptor;
    32 BOUND_NATIVE crate::protocol::native::BoundNative;
    33 MEMORY_VIEW crate::value::sequence::MemoryView;
    34 BOXED_INT crate::value::number::BoxedInt;
    35 ASYNC_STEP crate::value::generator::AsyncStep;
    36 DEQUE crate::value::deque::Deque;
    37 DEQUE_ITERATOR crate::value::deque::DequeIterator;
    38 PIPE crate::value::pipe::Pipe;
    39 RUNS crate::value::pipe::Runs;
    40 CHOICE crate::value::pipe::Choice;
    41 LIBRARY_FUNCTION crate::value::function::LibraryFunction;
}

/// The first number that crates above may use.
pub const FIRST_FREE: u8 = 42;

const _: () = assert!(EXTENSION == extension::KIND, "the kind whose payloads say more of themselves");
