//! Operators beyond what steps do in place: other builtin types, and special methods that get no frame of their own.

use taipan_bytecode::opcode::{Instr, KILL_A, KILL_B, KILL_C, Op, VARIANT};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::arithmetic::{self, Binary, Unary};
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{exact, exact_binary, item};
use taipan_core::protocol::native::{NativeFunction, PlainCode};
use taipan_core::protocol::truth;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::kinds;
use taipan_core::value::number::Float;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::answers;
use crate::frame::{copy, look, put, take};
use crate::questions::{self, comparison_of, operator_of};
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

/// An operator or a comparison of any operands, whose method may nest a run.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn in_general(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let base = (*current).base;
        if let Some(comparison) = comparison_of(instr.op()) {
            return match instr.op() {
                Op::Lt | Op::Le | Op::Eq | Op::Ne | Op::Gt | Op::Ge => compare(vm, base, instr, comparison),
                _ => compare_jump(vm, current, instr, comparison),
            };
        }
        let Some(op) = operator_of(instr.op()) else { return Err(vm.system_error("no operator")) };
        match instr.op() {
            Op::AddInt
            | Op::SubInt
            | Op::MulInt
            | Op::FloorDivInt
            | Op::ModInt
            | Op::AndInt
            | Op::LShiftInt
            | Op::RShiftInt => binary_int(vm, base, instr, op),
            _ => binary(vm, base, instr, op),
        }
    }
}

/// A binary operator whose operands the loop did not know.
///
/// # Safety
/// `base` must be the registers of the running frame, and `instr` its instruction.
#[inline(never)]
pub unsafe fn binary(vm: &mut Vm, base: *mut Word, instr: Instr, op: Binary) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (left, right) = (base.add(usize::from(instr.b())), base.add(usize::from(instr.c())));
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
        let value = answer(vm, op, &left, &right)?;
        drop((left, right));
        finish(vm, base, instr, value);
        Ok(Flow::Reload)
    }
}

/// A comparison as the condition of a jump, which is done, too.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn compare_jump(vm: &mut Vm, current: *mut Frame, instr: Instr, op: Comparison) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (left, right) = questions::operands((*current).base, instr);
        let (left, right) = (Value::from_borrowed(left), Value::from_borrowed(right));
        let answer = answer(vm, op, &left, &right)?;
        let truth = truth::is_true(vm, &answer)?;
        drop((answer, left, right));
        answers::jump_on(current, instr, truth);
    }
    if vm.heap.wants_attention() {
        crate::finalize::attend(vm);
    }
    Ok(Flow::Reload)
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

/// `in`, as a value or as the condition of a jump, which is done, too.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn contains(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let (member, container) = questions::operands((*current).base, instr);
        let (member, container) = (Value::from_borrowed(member), Value::from_borrowed(container));
        let truth = item::contains(vm, &container, &member)?;
        drop((member, container));
        if instr.op() == Op::JumpIfIn {
            answers::jump_on(current, instr, truth);
            if vm.heap.wants_attention() {
                crate::finalize::attend(vm);
            }
        } else {
            finish(vm, (*current).base, instr, Value::from_bool(truth != (instr.flags() & VARIANT != 0)));
        }
    }
    Ok(Flow::Reload)
}

/// `b[c]`.
///
/// # Safety
/// As for [`binary`].
#[inline(never)]
pub unsafe fn get_item(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let (object, key) = unsafe { (copy(base.add(usize::from(instr.b()))), copy(base.add(usize::from(instr.c())))) };
    item::get(vm, &object, &key)
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
