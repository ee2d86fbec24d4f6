//! Which special method in Python an operator asks first. It gets a frame, and `answers` finishes the instruction then;
//! where the method is native, or something else is to be asked before it, `operators` does all at once.

use taipan_bytecode::opcode::{Instr, Op, VARIANT};
use taipan_core::machine::stack::Continuation;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::arithmetic::Binary;
use taipan_core::ops::compare::Comparison;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::kinds;
use taipan_core::value::special::Special;
use taipan_heap::header::payload_pointer;
use taipan_heap::word::Word;

/// A method that is asked before all others.
pub(super) struct Question {
    /// The function.
    pub(super) method: Word,
    /// The right operand is the receiver.
    pub(super) reversed: bool,
    /// What its answer means.
    pub(super) then: Continuation,
}

impl Question {
    /// The question to a method, if that is a function in Python.
    fn to(method: Word, reversed: bool, then: Continuation) -> Option<Question> {
        is_function(method).then_some(Question { method, reversed, then })
    }
}

/// The operands of an operator or a comparison.
///
/// # Safety
/// `base` must be the registers of a live frame, and `instr` an instruction of its code.
#[inline(always)]
pub(super) unsafe fn operands(base: *mut Word, instr: Instr) -> (Word, Word) {
    // SAFETY: the verifier checked the registers.
    let register = |number: u16| unsafe { *base.add(usize::from(number)) };
    let small = |number: u16| Word::from_small(i64::from(number as i16));
    match instr.op() {
        Op::JumpIfIn | Op::JumpIfLt | Op::JumpIfLe | Op::JumpIfEq | Op::JumpIfNe | Op::JumpIfGt | Op::JumpIfGe => {
            (register(instr.a()), register(instr.b()))
        }
        Op::JumpIfLtInt | Op::JumpIfLeInt | Op::JumpIfEqInt | Op::JumpIfNeInt | Op::JumpIfGtInt | Op::JumpIfGeInt => {
            (register(instr.a()), small(instr.b()))
        }
        Op::AddInt
        | Op::SubInt
        | Op::MulInt
        | Op::FloorDivInt
        | Op::ModInt
        | Op::AndInt
        | Op::LShiftInt
        | Op::RShiftInt => (register(instr.b()), small(instr.c())),
        _ => (register(instr.b()), register(instr.c())),
    }
}

/// The operator of an instruction, if it is one with two operands and no comparison.
pub(super) fn operator_of(op: Op) -> Option<Binary> {
    Some(match op {
        Op::Add | Op::AddInt => Binary::Add,
        Op::Sub | Op::SubInt => Binary::Sub,
        Op::Mul | Op::MulInt => Binary::Mul,
        Op::TrueDiv => Binary::TrueDiv,
        Op::FloorDiv | Op::FloorDivInt => Binary::FloorDiv,
        Op::Mod | Op::ModInt => Binary::Mod,
        Op::Pow => Binary::Pow,
        Op::MatMul => Binary::MatMul,
        Op::LShift | Op::LShiftInt => Binary::LShift,
        Op::RShift | Op::RShiftInt => Binary::RShift,
        Op::And | Op::AndInt => Binary::And,
        Op::Or => Binary::Or,
        Op::Xor => Binary::Xor,
        _ => return None,
    })
}

/// The comparison of an instruction, as a value or as a condition.
pub(super) fn comparison_of(op: Op) -> Option<Comparison> {
    Some(match op {
        Op::Lt | Op::JumpIfLt | Op::JumpIfLtInt => Comparison::Lt,
        Op::Le | Op::JumpIfLe | Op::JumpIfLeInt => Comparison::Le,
        Op::Eq | Op::JumpIfEq | Op::JumpIfEqInt => Comparison::Eq,
        Op::Ne | Op::JumpIfNe | Op::JumpIfNeInt => Comparison::Ne,
        Op::Gt | Op::JumpIfGt | Op::JumpIfGtInt => Comparison::Gt,
        Op::Ge | Op::JumpIfGe | Op::JumpIfGeInt => Comparison::Ge,
        _ => return None,
    })
}

/// What the operator or comparison of an instruction asks first.
pub(super) fn of_instruction(vm: &Vm, instr: Instr, left: Word, right: Word) -> Option<Question> {
    if let Some(comparison) = comparison_of(instr.op()) {
        return of_comparison(vm, comparison, left, right);
    }
    of_operator(operator_of(instr.op())?, instr.flags() & VARIANT != 0, left, right)
}

/// An operand of a derived class is asked before one of the class that it derives from.
fn of_comparison(vm: &Vm, comparison: Comparison, left: Word, right: Word) -> Option<Question> {
    let class = class_of_instance(left)?;
    if let Some(other) = class_of(right)
        && !std::ptr::eq(class, other)
        && other.is_subclass_of(class)
    {
        let special = comparison.swapped().special();
        let method = other.special(special).word();
        // What `object` says of another object is known; only its `__ne__` asks `__eq__`.
        if comparison == Comparison::Ne || method != vm.classes.object.special(special).word() {
            return Question::to(method, true, Continuation::Reflected);
        }
    }
    Question::to(class.special(comparison.special()).word(), false, Continuation::Answer)
}

fn of_operator(op: Binary, in_place: bool, left: Word, right: Word) -> Option<Question> {
    let reflected = |class: &Class| class.special(op.reflected()).word();
    let Some(class) = class_of_instance(left) else {
        // A number knows numbers only.
        let other = class_of_instance(right).filter(|_| left.is_int() || left.is_float())?;
        return Question::to(reflected(other), true, Continuation::Reflected);
    };
    if in_place {
        let method = class.special(op.in_place()).word();
        if !method.is_unbound() {
            return Question::to(method, false, Continuation::InPlace);
        }
    }
    let method = class.special(op.plain()).word();
    if let Some(other) = class_of(right)
        && !std::ptr::eq(class, other)
    {
        let asked_first = method.is_unbound()
            || other.has(flags::HEAP) && reflected(other) != reflected(class) && other.is_subclass_of(class);
        if asked_first && !reflected(other).is_unbound() {
            return Question::to(reflected(other), true, Continuation::Reflected);
        }
    }
    Question::to(method, false, Continuation::Answer)
}

/// The special method of an instance, if it is a function in Python.
#[inline(always)]
pub(super) fn method_of(object: Word, special: Special) -> Option<Word> {
    let method = class_of_instance(object)?.special(special).word();
    is_function(method).then_some(method)
}

/// The class of an instance of a class in Python that derives from no builtin one.
#[inline(always)]
pub(super) fn class_of_instance<'a>(object: Word) -> Option<&'a Class> {
    // SAFETY: callers pass words of live registers.
    if object.is_pointer() && unsafe { object.header() }.kind() == kinds::INSTANCE { class_of(object) } else { None }
}

/// The class of an object that is no immediate one.
#[inline(always)]
fn class_of<'a>(object: Word) -> Option<&'a Class> {
    if !object.is_pointer() {
        return None;
    }
    // SAFETY: callers pass words of live registers; an object keeps its class alive.
    unsafe { Some(&*payload_pointer::<Class>(object.header().class().pointer()?).as_ptr()) }
}

#[inline(always)]
fn is_function(method: Word) -> bool {
    // SAFETY: a class keeps its methods alive.
    method.is_pointer() && unsafe { method.header() }.kind() == kinds::FUNCTION
}
