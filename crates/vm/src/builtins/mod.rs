//! The functions of module `builtins`.
