//! Bytecode: the instruction table, code objects and what writes, checks and prints them.
//!
//! In reading order: `opcode` is the table, `code` what a compiled function is, `positions` where instructions come
//! from, `assembler` writes code, `verifier` and `liveness` check it,
//! `disassembler` prints it, `storage` is its form as bytes. Knows the source's positions and nothing else: no tree, no
//! values.

pub mod opcode;
pub mod code;
pub mod positions;
pub mod assembler;
pub mod verifier;
pub mod liveness;
pub mod disassembler;
pub mod storage;
