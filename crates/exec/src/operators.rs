//! Operators beyond what the loop does in place: other builtin types, and special methods written in Python, which run
//! in frames of their own instead of nesting the machine.

use taipan_bytecode::opcode::{Instr, KILL_A, KILL_B, KILL_C, Op, VARIANT};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::arithmetic::{self, Binary, Unary};
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{exact, exact_binary, item};
use taipan_core::protocol::native::{NativeFunction, PlainCode};
use taipan_core::protocol::truth;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::function::Function;
use taipan_core::value::kinds;
use taipan_core::value::number::Float;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::calls;
use crate::frame::{copy, look, put, take};
use crate::run::Flow;

/// Ends an instruction: register a receives the value, dying temporaries among b and c go.
///
/// # Safety
/// `base` must be the registers of the running frame, and `instr` its instruction.
#[inline]
pub unsafe fn finish(vm: &mut Vm, base: *mut Word, instr: Instr, value: Value) {
    // SAFETY: as the caller says.
    unsafe {
        kill_operands(base, instr, KILL_B | KILL_C);
        put(base.add(usize::from(instr.a())), value);
    }
    if vm.heap.wants_attention() {
        crate::finalize::attend(vm);
    }
}

/// Drops the dying temporaries among the operands named by `which`, and answers for what ended with them.
///
/// # Safety
/// As for [`finish`].
#[inline(never)]
pub unsafe fn kill(vm: &mut Vm, base: *mut Word, instr: Instr, which: u8) {
    // SAFETY: as the caller says.
    unsafe { kill_operands(base, instr, which) };
    if vm.heap.wants_attention() {
        crate::finalize::attend(vm);
    }
}

/// Drops the dying temporaries among the operands named by `which`.
///
/// # Safety
/// As for [`finish`].
#[inline]
pub unsafe fn kill_operands(base: *mut Word, instr: Instr, which: u8) {
    let dying = instr.flags() & which;
    if dying == 0 {
        return;
    }
    for (flag, register) in [(KILL_A, instr.a()), (KILL_B, instr.b()), (KILL_C, instr.c())] {
        if dying & flag != 0 {
            // SAFETY: as the caller says.
            drop(unsafe { take(base.add(usize::from(register))) });
        }
    }
}

/// Python's `//` on small integers; `None` where the general code must decide.
#[inline(always)]
pub fn floor_divide(left: i64, right: i64) -> Option<Word> {
    if right == 0 {
        return None;
    }
    let quotient = left / right;
    let adjust = (left % right != 0) && ((left < 0) != (right < 0));
    Word::from_int(quotient - i64::from(adjust))
}

/// Python's `%` on small integers; `None` where the general code must decide.
#[inline(always)]
pub fn modulo(left: i64, right: i64) -> Option<Word> {
    if right == 0 {
        return None;
    }
    let rest = left % right;
    let rest = if rest != 0 && ((rest < 0) != (right < 0)) { rest + right } else { rest };
    Some(Word::from_small(rest))
}

/// Python's `<<` on small integers; `None` where the general code must decide.
#[inline(always)]
pub fn shift_left(left: i64, right: i64) -> Option<Word> {
    if !(0..62).contains(&right) {
        return None;
    }
    let shifted = left << right;
    if shifted >> right == left { Word::from_int(shifted) } else { None }
}

/// Python's `>>` on small integers; `None` where the general code must decide.
#[inline(always)]
pub fn shift_right(left: i64, right: i64) -> Option<Word> {
    if right < 0 { None } else { Some(Word::from_small(left >> right.min(63))) }
}

/// Python's `is`. Immediate words are equal when they are the same; boxed floats are objects.
#[inline(always)]
pub fn same(left: Word, right: Word) -> bool {
    left == right
}

fn float_of(word: Word) -> Option<f64> {
    if word.is_float() {
        return Some(word.float());
    }
    if word.is_int() {
        return Some(word.small() as f64);
    }
    None
}

/// A binary operator whose operands the loop did not know.
///
/// # Safety
/// `base` must be the registers of the running frame, and `instr` its instruction.
#[inline(never)]
pub unsafe fn binary(vm: &mut Vm, base: *mut Word, instr: Instr, op: Binary) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let left = base.add(usize::from(instr.b()));
        let right = base.add(usize::from(instr.c()));
        if op == Binary::Add && is_plain_str(vm, *left) && is_plain_str(vm, *right) {
            let value = concatenate(vm, base, instr)?;
            finish(vm, base, instr, value);
            return Ok(Flow::Reload);
        }
        if let (Some(x), Some(y)) = (float_of(*left), float_of(*right))
            && ((*left).is_float() || (*right).is_float())
        {
            let result = match op {
                Binary::Add => Some(x + y),
                Binary::Sub => Some(x - y),
                Binary::Mul => Some(x * y),
                Binary::TrueDiv if y != 0.0 => Some(x / y),
                Binary::Pow if x > 0.0 => Some(x.powf(y)).filter(|power| power.is_finite()),
                _ => None,
            };
            if let Some(result) = result {
                let value = vm.float(result)?;
                finish(vm, base, instr, value);
                return Ok(Flow::Reload);
            }
        }
        let in_place = instr.flags() & VARIANT != 0;
        if !(in_place && (*left).is_pointer() && (*left).header().kind() == kinds::LIST)
            && let Some(value) = exact_binary::binary(vm, op, look(left), look(right))
        {
            finish(vm, base, instr, value?);
            return Ok(Flow::Reload);
        }
        if !in_place && let Some(method) = native_operator(vm, *left, *right, op) {
            // The method may run code that writes to the registers.
            let (x, y) = (copy(left), copy(right));
            let value = method(vm, Value::slice(&[x.word(), y.word()]))?;
            drop((x, y));
            if !value.is_not_implemented() {
                finish(vm, base, instr, value);
                return Ok(Flow::Reload);
            }
        }
        if let Some(flow) = enter_operator(vm, base, instr, op, in_place)? {
            return Ok(flow);
        }
        let (x, y) = (copy(left), copy(right));
        let value = if in_place { arithmetic::in_place(vm, op, &x, &y)? } else { arithmetic::binary(vm, op, &x, &y)? };
        drop((x, y));
        finish(vm, base, instr, value);
    }
    Ok(Flow::Reload)
}

/// The method that answers for a builtin left operand, where the right one has no say before it.
fn native_operator(vm: &Vm, left: Word, right: Word, op: Binary) -> Option<PlainCode> {
    // SAFETY: the words lie in registers of a live frame.
    let (left, right) = unsafe { (Value::borrow(&left), Value::borrow(&right)) };
    let header = left.header()?;
    if matches!(header.kind(), kinds::INSTANCE | kinds::BIG_INT | kinds::FLOAT | kinds::COMPLEX) {
        return None;
    }
    let (class, other) = (header.class_value(), vm.classes.of(right));
    let class = class.payload::<Class>()?;
    if class.has(flags::HEAP) {
        return None;
    }
    let same = std::ptr::eq::<Class>(class, &*other);
    if !same && right.word().is_pointer() && !other.special(op.reflected()).is_unbound() {
        return None;
    }
    if op == Binary::Mul && !right.word().is_int() {
        return None;
    }
    let method = class.special(op.plain()).get();
    method.payload::<NativeFunction>().map(|native| native.def.plain)
}

fn is_plain_str(vm: &Vm, word: Word) -> bool {
    // SAFETY: the word lies in a register of a live frame.
    word.is_pointer() && unsafe { word.header() }.class() == vm.classes.str.value().word()
}

/// `a = b + c` on strings, in place where nobody else holds the left one.
unsafe fn concatenate(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as for `binary`.
    unsafe {
        let left = base.add(usize::from(instr.b()));
        let right = base.add(usize::from(instr.c()));
        let (Some(x), Some(y)) = (look(left).payload::<Str>(), look(right).payload::<Str>()) else {
            return Err(vm.system_error("concatenation of no strings"));
        };
        let owned = instr.flags() & KILL_B != 0 || instr.a() == instr.b();
        if !owned || left == right || x.as_bytes().len() < 64 {
            return join(vm, x, y);
        }
        let Ok(text) = take(left).cast::<Str>() else { return Err(vm.system_error("concatenation of no strings")) };
        match Str::append(&vm.heap, text, y) {
            Ok(text) => Ok(text.into_value()),
            Err(text) => {
                let result = join(vm, &text, y);
                if result.is_err() {
                    put(left, text.into_value());
                }
                result
            }
        }
    }
}

fn join(vm: &mut Vm, left: &Str, right: &Str) -> Result<Value, Raised> {
    use taipan_core::machine::pending::OrMemoryError;
    let class = vm.classes.str.value().clone();
    let (x, y) = (left.as_bytes(), right.as_bytes());
    let total = x.len() + y.len();
    let surrogates = left.has_surrogates() || right.has_surrogates();
    let heap = &vm.heap;
    let text = Str::fill(heap, class, total, left.length() + right.length(), surrogates, |target| {
        heap.copy(&mut target[..x.len()], x)?;
        heap.copy(&mut target[x.len()..], y)
    });
    Ok(text.or_memory_error(vm)?.into_value())
}

/// The special methods of an operator: normal, reflected, in place.
pub fn specials(op: Binary) -> Option<(Special, Special, Special)> {
    Some(match op {
        Binary::Add => (Special::Add, Special::RAdd, Special::IAdd),
        Binary::Sub => (Special::Sub, Special::RSub, Special::ISub),
        Binary::Mul => (Special::Mul, Special::RMul, Special::IMul),
        Binary::TrueDiv => (Special::TrueDiv, Special::RTrueDiv, Special::ITrueDiv),
        Binary::FloorDiv => (Special::FloorDiv, Special::RFloorDiv, Special::IFloorDiv),
        Binary::Mod => (Special::Mod, Special::RMod, Special::IMod),
        Binary::Pow => (Special::Pow, Special::RPow, Special::IPow),
        Binary::MatMul => (Special::MatMul, Special::RMatMul, Special::IMatMul),
        Binary::LShift => (Special::LShift, Special::RLShift, Special::ILShift),
        Binary::RShift => (Special::RShift, Special::RRShift, Special::IRShift),
        Binary::And => (Special::And, Special::RAnd, Special::IAnd),
        Binary::Or => (Special::Or, Special::ROr, Special::IOr),
        Binary::Xor => (Special::Xor, Special::RXor, Special::IXor),
        Binary::DivMod => return None,
    })
}

/// Runs the left operand's special method in a frame, where it is a plain function in Python, the right operand has no
/// say before it, and there is no in-place method in the way.
unsafe fn enter_operator(
    vm: &mut Vm,
    base: *mut Word,
    instr: Instr,
    op: Binary,
    in_place: bool,
) -> Result<Option<Flow>, Raised> {
    // SAFETY: as for `binary`.
    unsafe {
        let left = *base.add(usize::from(instr.b()));
        if !left.is_pointer() || left.header().kind() != kinds::INSTANCE {
            return Ok(None);
        }
        let Some((normal, reflected, inplace)) = specials(op) else { return Ok(None) };
        let left = look(base.add(usize::from(instr.b())));
        let right = look(base.add(usize::from(instr.c())));
        let class = vm.classes.of(left);
        if in_place && !class.special(inplace).is_unbound() {
            return Ok(None);
        }
        let other = vm.classes.of(right);
        if !other.value().is(class.value())
            && other.has(flags::HEAP)
            && !other.special(reflected).is_unbound()
            && other.is_subclass_of(&class)
        {
            return Ok(None);
        }
        let method = class.special(normal).get();
        if !method.is_kind::<Function>() {
            return Ok(None);
        }
        let args = [left.clone(), right.clone()];
        calls::enter_values(vm, method, &args, instr.a(), Continuation::Operator).map(Some)
    }
}

fn of_opcode(op: Op) -> Binary {
    match op {
        Op::Sub => Binary::Sub,
        Op::Mul => Binary::Mul,
        Op::TrueDiv => Binary::TrueDiv,
        Op::FloorDiv => Binary::FloorDiv,
        Op::Mod => Binary::Mod,
        Op::Pow => Binary::Pow,
        Op::MatMul => Binary::MatMul,
        Op::LShift => Binary::LShift,
        Op::RShift => Binary::RShift,
        Op::And => Binary::And,
        Op::Or => Binary::Or,
        Op::Xor => Binary::Xor,
        _ => Binary::Add,
    }
}

/// The comparison of an instruction, as a value or as a condition.
fn comparison_of(op: Op) -> Option<Comparison> {
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

/// The condition of the jump before the frame's `pc` has this answer: goes on there or behind it.
///
/// # Safety
/// The frame must be live and stand behind a jump that compares.
pub unsafe fn jump_on(vm: &mut Vm, frame: *mut Frame, answer: Value) -> Result<(), Raised> {
    // SAFETY: as the caller says; the verifier checked the distance.
    unsafe {
        let (base, instr) = ((*frame).base, *(*frame).pc.sub(1));
        let mut answer = answer;
        if answer.is_not_implemented()
            && let Some(comparison) = comparison_of(instr.op())
        {
            let left = copy(base.add(usize::from(instr.a())));
            let right = match instr.op() {
                Op::JumpIfLt | Op::JumpIfLe | Op::JumpIfEq | Op::JumpIfNe | Op::JumpIfGt | Op::JumpIfGe => {
                    copy(base.add(usize::from(instr.b())))
                }
                _ => Value::from_immediate(Word::from_small(i64::from(instr.b() as i16))),
            };
            answer = compare::after_left(vm, comparison, &left, &right)?;
        }
        let truth = truth::is_true(vm, &answer)?;
        drop(answer);
        let dying = match instr.op() {
            Op::JumpIfLt | Op::JumpIfLe | Op::JumpIfEq | Op::JumpIfNe | Op::JumpIfGt | Op::JumpIfGe => KILL_A | KILL_B,
            _ => KILL_A,
        };
        kill_operands(base, instr, dying);
        if truth != (instr.flags() & VARIANT != 0) {
            (*frame).pc = (*frame).pc.offset(instr.c() as i16 as isize);
        }
    }
    Ok(())
}

/// Enters the left operand's method of a comparison, where it is written in Python and nothing is asked before it.
///
/// # Safety
/// As for [`binary`]; `left` and `right` are the registers of the operands, `result` that of a value.
unsafe fn enter_comparison(
    vm: &mut Vm,
    op: Comparison,
    left: &Value,
    right: &Value,
    result: u16,
    then: Continuation,
) -> Result<Option<Flow>, Raised> {
    if left.header().is_none_or(|header| header.kind() != kinds::INSTANCE) {
        return Ok(None);
    }
    let Some(method) = compare::python_method(vm, op, left, right) else { return Ok(None) };
    calls::enter_values(vm, method, &[left.clone(), right.clone()], result, then).map(Some)
}

/// A method of an operator gave NotImplemented: asks the other operand, or raises.
///
/// # Safety
/// The frame below must be live and stand behind the operator's instruction.
pub unsafe fn after_not_implemented(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        if let Some(comparison) = comparison_of(instr.op()) {
            let left = copy(base.add(usize::from(instr.b())));
            let right = copy(base.add(usize::from(instr.c())));
            return compare::after_left(vm, comparison, &left, &right);
        }
        let left = copy(base.add(usize::from(instr.b())));
        let right = copy(base.add(usize::from(instr.c())));
        arithmetic::after_left(vm, of_opcode(instr.op()), &left, &right, instr.flags() & VARIANT != 0)
    }
}

/// A binary operator with a small integer on the right.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn binary_int(vm: &mut Vm, base: *mut Word, instr: Instr, op: Binary) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let left = look(base.add(usize::from(instr.b())));
        let right = Value::from_immediate(Word::from_small(i64::from(instr.c() as i16)));
        let in_place = instr.flags() & VARIANT != 0;
        if !in_place && let Some(value) = exact_binary::binary(vm, op, left, &right) {
            let value = value?;
            kill_operands(base, instr, KILL_B);
            put(base.add(usize::from(instr.a())), value);
            return Ok(Flow::Reload);
        }
        let left = left.clone();
        if !in_place && let Some(method) = native_operator(vm, left.word(), right.word(), op) {
            let value = method(vm, Value::slice(&[left.word(), right.word()]))?;
            if !value.is_not_implemented() {
                drop(left);
                finish(vm, base, instr, value);
                return Ok(Flow::Reload);
            }
        }
        let value = if in_place {
            arithmetic::in_place(vm, op, &left, &right)?
        } else {
            arithmetic::binary(vm, op, &left, &right)?
        };
        drop(left);
        kill_operands(base, instr, KILL_B);
        put(base.add(usize::from(instr.a())), value);
    }
    Ok(Flow::Reload)
}

/// A unary operator.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn unary(vm: &mut Vm, base: *mut Word, instr: Instr, op: Unary) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let operand = unsafe { copy(base.add(usize::from(instr.b()))) };
    arithmetic::unary(vm, op, &operand)
}

fn quick_compare(left: &Value, right: &Value, op: Comparison) -> Option<bool> {
    let number = |value: &Value| float_of(value.word()).or_else(|| value.payload::<Float>().map(|float| float.0));
    if left.word().is_float() || right.word().is_float() {
        // An integer beyond 2^53 against a float needs the exact comparison.
        let exact = |value: &Value| value.word().as_int().is_none_or(|int| int.unsigned_abs() < 1 << 53);
        if !exact(left) || !exact(right) {
            return None;
        }
        let (x, y) = (number(left)?, number(right)?);
        return Some(match op {
            Comparison::Lt => x < y,
            Comparison::Le => x <= y,
            Comparison::Eq => x == y,
            Comparison::Ne => x != y,
            Comparison::Gt => x > y,
            Comparison::Ge => x >= y,
        });
    }
    None
}

/// What a comparison says that enters no frame.
fn answer(vm: &mut Vm, op: Comparison, left: &Value, right: &Value) -> Result<Value, Raised> {
    if let Some(truth) = quick_compare(left, right, op) {
        return Ok(Value::from_bool(truth));
    }
    if let Some(method) = native_comparison(vm, op, left, right) {
        vm.check_depth()?;
        let words = [left.word(), right.word()];
        // SAFETY: both values are alive while the method looks at them.
        let answer = method(vm, unsafe { Value::slice(&words) })?;
        if !answer.is_not_implemented() {
            return Ok(answer);
        }
    }
    compare::compare(vm, op, left, right)
}

/// The method that compares two sets and the like of the same builtin class.
fn native_comparison(vm: &Vm, op: Comparison, left: &Value, right: &Value) -> Option<PlainCode> {
    let (header, other) = (left.header()?, right.header()?);
    let simple = matches!(header.kind(), kinds::STR | kinds::LIST | kinds::TUPLE | kinds::BIG_INT | kinds::INSTANCE);
    if simple || header.class() != other.class() {
        return None;
    }
    let class = header.class_value();
    let class = class.payload::<Class>().filter(|class| !class.has(flags::HEAP))?;
    if compare::compares_identity(vm, class) {
        return None;
    }
    let method = class.special(op.special()).get();
    method.payload::<NativeFunction>().map(|native| native.def.plain)
}

/// A comparison as a value.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn compare(vm: &mut Vm, base: *mut Word, instr: Instr, op: Comparison) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (left, right) = (copy(base.add(usize::from(instr.b()))), copy(base.add(usize::from(instr.c()))));
        if let Some(flow) = enter_comparison(vm, op, &left, &right, instr.a(), Continuation::Operator)? {
            return Ok(flow);
        }
        let value = answer(vm, op, &left, &right)?;
        drop((left, right));
        finish(vm, base, instr, value);
        Ok(Flow::Reload)
    }
}

/// A comparison as the condition of a jump, which is done, too.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction; the operands are a and b.
#[inline(never)]
pub unsafe fn compare_jump(vm: &mut Vm, current: *mut Frame, instr: Instr, op: Comparison) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let base = (*current).base;
        let (left, right) = (copy(base.add(usize::from(instr.a()))), copy(base.add(usize::from(instr.b()))));
        let flow = condition(vm, current, op, &left, &right);
        drop((left, right));
        attended(vm, flow)
    }
}

/// A comparison with a small integer as the condition of a jump, which is done, too.
///
/// # Safety
/// As for [`compare_jump`]; the operands are a and the number b.
#[inline(never)]
pub unsafe fn compare_jump_int(vm: &mut Vm, current: *mut Frame, instr: Instr, op: Comparison) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let left = copy((*current).base.add(usize::from(instr.a())));
        let right = Value::from_immediate(Word::from_small(i64::from(instr.b() as i16)));
        let flow = condition(vm, current, op, &left, &right);
        drop((left, right));
        attended(vm, flow)
    }
}

/// Answers for what ended on the way.
fn attended(vm: &mut Vm, flow: Result<Flow, Raised>) -> Result<Flow, Raised> {
    if flow.is_ok() && vm.heap.wants_attention() {
        crate::finalize::attend(vm);
    }
    flow
}

unsafe fn condition(
    vm: &mut Vm,
    current: *mut Frame,
    op: Comparison,
    left: &Value,
    right: &Value,
) -> Result<Flow, Raised> {
    // SAFETY: as for `compare_jump`.
    unsafe {
        if let Some(flow) = enter_comparison(vm, op, left, right, 0, Continuation::Condition)? {
            return Ok(flow);
        }
        let answer = answer(vm, op, left, right)?;
        jump_on(vm, current, answer)?;
        Ok(Flow::Reload)
    }
}

/// `not b` as a value.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn not(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let operand = unsafe { copy(base.add(usize::from(instr.b()))) };
    Ok(Value::from_bool(!truth::is_true(vm, &operand)?))
}

/// The truth of register a, which may die.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn truth(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<bool, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let value = copy(base.add(usize::from(instr.a())));
        let truth = truth::is_true(vm, &value)?;
        drop(value);
        kill_operands(base, instr, KILL_A);
        Ok(truth)
    }
}

/// `b in c` as a value.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn contains(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let (member, container) =
        unsafe { (copy(base.add(usize::from(instr.b()))), copy(base.add(usize::from(instr.c())))) };
    let truth = item::contains(vm, &container, &member)?;
    Ok(Value::from_bool(truth != (instr.flags() & VARIANT != 0)))
}

/// `a in b` as a condition.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn contains_jump(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<bool, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (member, container) = (copy(base.add(usize::from(instr.a()))), copy(base.add(usize::from(instr.b()))));
        let truth = item::contains(vm, &container, &member)?;
        drop((member, container));
        kill_operands(base, instr, KILL_A | KILL_B);
        Ok(truth)
    }
}

/// `a = b[c]`.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn get_item(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (object, key) = (copy(base.add(usize::from(instr.b()))), copy(base.add(usize::from(instr.c()))));
        if object.word().is_pointer() && object.word().header().kind() == kinds::INSTANCE {
            let method = vm.classes.of(&object).special(Special::GetItem).get();
            if method.is_kind::<Function>() {
                kill_operands(base, instr, KILL_B | KILL_C);
                return calls::enter_values(vm, method, &[object, key], instr.a(), Continuation::Register);
            }
        }
        let value = item::get(vm, &object, &key)?;
        drop((object, key));
        finish(vm, base, instr, value);
    }
    Ok(Flow::Reload)
}

/// `a[b] = c`.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn set_item(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let object = copy(base.add(usize::from(instr.a())));
        let key = copy(base.add(usize::from(instr.b())));
        let value = copy(base.add(usize::from(instr.c())));
        item::set(vm, &object, &key, value)?;
        drop((object, key));
        kill_operands(base, instr, KILL_A | KILL_B | KILL_C);
    }
    Ok(())
}

/// `del a[b]`.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn delete_item(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (object, key) = (base.add(usize::from(instr.a())), base.add(usize::from(instr.b())));
        match exact::delete(vm, look(object), look(key)) {
            Some(deleted) => deleted?,
            None => {
                let (object, key) = (copy(object), copy(key));
                item::delete(vm, &object, &key)?;
                drop((object, key));
            }
        }
        kill_operands(base, instr, KILL_A | KILL_B);
    }
    Ok(())
}

/// `a = b[c:c+1]`.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn get_slice(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let (object, start, stop) = unsafe {
        let bounds = base.add(usize::from(instr.c()));
        (copy(base.add(usize::from(instr.b()))), take(bounds), take(bounds.add(1)))
    };
    item::slice(vm, &object, start, stop)
}
