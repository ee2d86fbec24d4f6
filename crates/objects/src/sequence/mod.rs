//! Lists, tuples, ranges, slices, deques, and sorting.

pub mod deque;
pub mod deque_iterator;
pub mod items;
pub mod list;
pub mod list_slices;
pub mod list_sort;
pub mod merge_sort;
pub mod native_sort;
pub mod range;
pub mod range_iterator;
pub mod slice;
pub mod tuple;
pub mod tuple_getter;
