//! What becomes of the answer of a special method in Python: it ran in a frame of its own, and the instruction of the frame
//! below that asked it is finished with what it said.

use taipan_bytecode::opcode::{Instr, KILL_A, KILL_B, KILL_C, Op, VARIANT};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{arithmetic, compare, hash, item, iterate, mapping};
use taipan_core::protocol::{call, truth};
use taipan_core::value::mapping::{Dict, Set};
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::frame::{copy, put};
use crate::operators::{finish, kill_operands};
use crate::questions::{self, comparison_of, operator_of};

/// Finishes the instruction before the frame's `pc` with the answer to its question; `result` is its register for a value,
/// if it has one.
///
/// # Safety
/// The frame must be the innermost one, and stand behind the instruction that asked.
#[inline(never)]
pub(super) unsafe fn receive(
    vm: &mut Vm,
    frame: *mut Frame,
    then: Continuation,
    result: u16,
    answer: Value,
) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (base, instr) = ((*frame).base, *(*frame).pc.sub(1));
        match then {
            Continuation::Item => {
                put(base.add(usize::from(instr.b())), answer);
                Ok(())
            }
            Continuation::Length => receive_length(vm, frame, instr, result, answer),
            Continuation::Hash => receive_hash(vm, frame, instr, result, answer),
            _ if answer.is_not_implemented() => {
                let answer = after_not_implemented(vm, base, instr, then, answer)?;
                conclude(vm, frame, instr, answer)
            }
            _ => conclude(vm, frame, instr, answer),
        }
    }
}

/// Does with a value what the instruction does with it.
unsafe fn conclude(vm: &mut Vm, frame: *mut Frame, instr: Instr, answer: Value) -> Result<(), Raised> {
    // SAFETY: as for `receive`.
    unsafe {
        let base = (*frame).base;
        match instr.op() {
            Op::SetItem | Op::SetAttr | Op::DelItem => {
                drop(answer);
                kill_operands(base, instr, KILL_A | KILL_B | KILL_C);
            }
            Op::In => {
                let truth = truth::is_true(vm, &answer)?;
                finish(vm, base, instr, Value::from_bool(truth != (instr.flags() & VARIANT != 0)));
            }
            Op::Not => {
                let truth = truth::of_answer(vm, &answer)?;
                finish(vm, base, instr, Value::from_bool(!truth));
            }
            Op::JumpIf => {
                let truth = truth::of_answer(vm, &answer)?;
                jump_on(frame, instr, truth);
            }
            Op::GetIter => {
                let iterator = iterate::checked(vm, answer)?;
                finish(vm, base, instr, iterator);
            }
            op if op == Op::JumpIfIn || comparison_of(op).is_some() && !is_value(op) => {
                let truth = truth::is_true(vm, &answer)?;
                drop(answer);
                jump_on(frame, instr, truth);
            }
            _ => finish(vm, base, instr, answer),
        }
        Ok(())
    }
}

/// Whether a comparison gives a value, and is no condition of a jump.
fn is_value(op: Op) -> bool {
    matches!(op, Op::Lt | Op::Le | Op::Eq | Op::Ne | Op::Gt | Op::Ge)
}

/// Ends a conditional jump: the operands that die here go, and the frame goes on there or behind it.
///
/// # Safety
/// The frame must be live, and `instr` the jump before its `pc`.
pub(super) unsafe fn jump_on(frame: *mut Frame, instr: Instr, truth: bool) {
    // SAFETY: as the caller says; the verifier checked the distance.
    unsafe {
        kill_operands((*frame).base, instr, KILL_A | KILL_B);
        if truth != (instr.flags() & VARIANT != 0) {
            let distance = match instr.op() {
                Op::JumpIf => instr.wide_value() as isize,
                _ => instr.c() as i16 as isize,
            };
            (*frame).pc = (*frame).pc.offset(distance);
        }
    }
}

unsafe fn receive_length(
    vm: &mut Vm,
    frame: *mut Frame,
    instr: Instr,
    result: u16,
    answer: Value,
) -> Result<(), Raised> {
    let length = call::length_result(vm, &answer)?;
    // SAFETY: as for `receive`.
    unsafe {
        match instr.op() {
            Op::JumpIf => jump_on(frame, instr, length > 0),
            Op::Not => finish(vm, (*frame).base, instr, Value::from_bool(length == 0)),
            _ => {
                let length = vm.size(length)?;
                put((*frame).base.add(usize::from(result)), length);
            }
        }
    }
    Ok(())
}

unsafe fn receive_hash(vm: &mut Vm, frame: *mut Frame, instr: Instr, result: u16, answer: Value) -> Result<(), Raised> {
    let hash = hash::of_answer(vm, &answer)?;
    // SAFETY: as for `receive`.
    unsafe {
        let base = (*frame).base;
        let register = |number: u16| copy(base.add(usize::from(number)));
        match instr.op() {
            Op::GetItem => {
                let (object, key) = (register(instr.b()), register(instr.c()));
                let value = match object.payload::<Dict>() {
                    Some(dict) => {
                        let entry = mapping::find(vm, &dict.table, hash as u64, &key)?;
                        let found = entry.and_then(|entry| Some(dict.table.borrow().entry(entry)?.value.clone()));
                        found.ok_or_else(|| vm.key_error(&key))?
                    }
                    // Somebody wrote to the variable meanwhile.
                    None => item::get(vm, &object, &key)?,
                };
                drop((object, key));
                finish(vm, base, instr, value);
            }
            Op::SetItem => {
                let (object, key, value) = (register(instr.a()), register(instr.b()), register(instr.c()));
                match object.payload::<Dict>() {
                    Some(dict) => mapping::set_hashed(vm, dict, hash as u64, &key, value)?,
                    None => item::set(vm, &object, &key, value)?,
                }
                drop((object, key));
                kill_operands(base, instr, KILL_A | KILL_B | KILL_C);
            }
            Op::In | Op::JumpIfIn => {
                let (member, container) = questions::operands(base, instr);
                let (member, container) = (Value::from_borrowed(member), Value::from_borrowed(container));
                let truth = if let Some(dict) = container.payload::<Dict>() {
                    mapping::find(vm, &dict.table, hash as u64, &member)?.is_some()
                } else if let Some(set) = container.payload::<Set>() {
                    mapping::find(vm, &set.table, hash as u64, &member)?.is_some()
                } else {
                    item::contains(vm, &container, &member)?
                };
                drop((member, container));
                if instr.op() == Op::JumpIfIn {
                    jump_on(frame, instr, truth);
                } else {
                    finish(vm, base, instr, Value::from_bool(truth != (instr.flags() & VARIANT != 0)));
                }
            }
            _ => {
                let hash = vm.int(hash)?;
                put(base.add(usize::from(result)), hash);
            }
        }
    }
    Ok(())
}

/// The method of an operator gave NotImplemented: asks the other operand, or raises. Other instructions take that as they
/// take everything.
unsafe fn after_not_implemented(
    vm: &mut Vm,
    base: *mut Word,
    instr: Instr,
    then: Continuation,
    answer: Value,
) -> Result<Value, Raised> {
    // SAFETY: as for `receive`.
    let (left, right) = unsafe {
        let (left, right) = questions::operands(base, instr);
        (Value::from_borrowed(left), Value::from_borrowed(right))
    };
    if let Some(comparison) = comparison_of(instr.op()) {
        return match then {
            Continuation::Reflected => compare::after_right(vm, comparison, &left, &right),
            _ => compare::after_left(vm, comparison, &left, &right),
        };
    }
    let Some(op) = operator_of(instr.op()) else { return Ok(answer) };
    let in_place = instr.flags() & VARIANT != 0;
    match then {
        Continuation::Reflected => arithmetic::after_right(vm, op, &left, &right, in_place),
        Continuation::InPlace => arithmetic::after_in_place(vm, op, &left, &right),
        _ => arithmetic::after_left(vm, op, &left, &right, in_place),
    }
}
