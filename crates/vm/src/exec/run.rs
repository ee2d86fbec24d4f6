//! The loop: fetches an instruction, does the common case of it in place, and hands the rest to the other files.
//!
//! `pc` and `base` live in locals. Whoever pushes or pops frames leaves the records right, and the loop reloads from
//! them. The record's own `pc` is written before anything that can raise, call or look at the stack.

use taipan_bytecode::opcode::{Instr, KILL_A, KILL_B, Op, VARIANT};
use taipan_heap::header::payload_pointer;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::exec::frame::{self, copy, look, take};
use crate::exec::{attribute, build, calls, finalize, handlers, iterate, names, operators, patterns, suspend, unwind};
use crate::machine::pending::Raised;
use crate::machine::stack::Frame;
use crate::machine::vm::Vm;
use crate::ops::arithmetic::{Binary, Unary};
use crate::ops::compare::Comparison;
use crate::protocol::truth;
use crate::value::function::{Cell, Function};
use crate::value::instance::Instance;
use crate::value::iterator::{RangeIterator, SequenceIterator};
use crate::value::kinds;
use crate::value::sequence::{List, Tuple};

/// Where the loop goes on after an instruction that may change frames.
pub enum Flow {
    /// With the innermost frame, at its `pc`.
    Reload,
    /// Nowhere: the frame that began this run has ended.
    Exit(Exit),
}

/// How a run ended.
pub enum Exit {
    /// The frame returned.
    Value(Value),
    /// The generator yielded.
    Yield(Value),
    /// The asynchronous generator, driven by hand, came to its next item.
    Item(Value),
    /// The chain waits for a native awaitable.
    Wait(Value),
}

/// The index of the instruction before `pc`, which is the one that runs.
///
/// # Safety
/// The frame must be live, and its `pc` past its first instruction.
pub unsafe fn running(frame: *const Frame) -> usize {
    // SAFETY: `pc` points into the code's instructions.
    unsafe {
        let start = (*(*(*frame).code).code).instructions.as_ptr();
        ((*frame).pc.offset_from(start) as usize).saturating_sub(1)
    }
}

/// Runs the innermost frame until it ends; frames below stay as they are.
pub fn run(vm: &mut Vm) -> Result<Exit, Raised> {
    let bottom = vm.stack.depth;
    let mut current: *mut Frame;
    let mut pc: *const Instr;
    let mut base: *mut Word;

    // SAFETY, for the whole loop: code passed the verifier, so registers, constants, sites and jump targets are in range;
    // the records of live frames are right whenever other code runs.
    unsafe {
        macro_rules! reload {
            () => {{
                current = vm.stack.frame(vm.stack.depth - 1);
                pc = (*current).pc;
                base = (*current).base;
            }};
        }
        reload!();

        loop {
            let instr = *pc;
            pc = pc.add(1);

            macro_rules! a {
                () => {
                    base.add(usize::from(instr.a()))
                };
            }
            macro_rules! b {
                () => {
                    base.add(usize::from(instr.b()))
                };
            }
            macro_rules! c {
                () => {
                    base.add(usize::from(instr.c()))
                };
            }
            macro_rules! save {
                () => {
                    (*current).pc = pc;
                };
            }
            // Writes register a, whose old content may be an object.
            macro_rules! set_a {
                ($word:expr) => {{
                    let word: Word = $word;
                    let old = a!().replace(word);
                    if old.is_pointer() && Heap::drop_reference(old) {
                        save!();
                        frame::end(vm, old);
                    }
                    continue;
                }};
            }
            macro_rules! kill {
                ($flag:expr, $register:expr) => {
                    if instr.flags() & $flag != 0 {
                        let old = $register.replace(Word::UNBOUND);
                        if old.is_pointer() && Heap::drop_reference(old) {
                            save!();
                            frame::end(vm, old);
                        }
                    }
                };
            }
            // Ends an instruction whose work another file did.
            macro_rules! done {
                ($result:expr) => {{
                    save!();
                    match $result {
                        Ok(()) => {
                            if vm.heap.wants_attention() {
                                finalize::attend(vm);
                            }
                            continue;
                        }
                        Err(raised) => raised,
                    }
                }};
            }
            // As `done`, with a value for register a, and kills of b and c.
            macro_rules! value {
                ($result:expr) => {{
                    save!();
                    match $result {
                        Ok(value) => {
                            operators::finish(vm, base, instr, value);
                            continue;
                        }
                        Err(raised) => raised,
                    }
                }};
            }
            macro_rules! flow {
                ($result:expr) => {{
                    save!();
                    match $result {
                        Ok(Flow::Reload) => {
                            reload!();
                            continue;
                        }
                        Ok(Flow::Exit(exit)) => return Ok(exit),
                        Err(raised) => raised,
                    }
                }};
            }
            macro_rules! arithmetic {
                ($ints:ident, $float:tt, $op:expr) => {{
                    let (left, right) = (*b!(), *c!());
                    if left.both_ints(right) {
                        if let Some(word) = left.$ints(right) {
                            set_a!(word);
                        }
                    } else if left.is_float() && right.is_float() {
                        if let Some(word) = Word::from_float(left.float() $float right.float()) {
                            set_a!(word);
                        }
                    }
                    flow!(operators::binary(vm, base, instr, $op))
                }};
            }
            macro_rules! arithmetic_int {
                ($ints:ident, $float:tt, $op:expr) => {{
                    let left = *b!();
                    let small = instr.c() as i16;
                    if left.is_int() {
                        if let Some(word) = left.$ints(Word::from_small(i64::from(small))) {
                            set_a!(word);
                        }
                    } else if left.is_float() {
                        if let Some(word) = Word::from_float(left.float() $float f64::from(small)) {
                            set_a!(word);
                        }
                    }
                    flow!(operators::binary_int(vm, base, instr, $op))
                }};
            }
            macro_rules! bits {
                ($op:expr, |$left:ident, $right:ident| $result:expr) => {{
                    let (left, right) = (*b!(), *c!());
                    if left.both_ints(right) {
                        let ($left, $right) = (left.small(), right.small());
                        let result: Option<Word> = $result;
                        if let Some(word) = result {
                            set_a!(word);
                        }
                    }
                    flow!(operators::binary(vm, base, instr, $op))
                }};
            }
            macro_rules! bits_int {
                ($op:expr, |$left:ident, $right:ident| $result:expr) => {{
                    let left = *b!();
                    if left.is_int() {
                        let ($left, $right) = (left.small(), i64::from(instr.c() as i16));
                        let result: Option<Word> = $result;
                        if let Some(word) = result {
                            set_a!(word);
                        }
                    }
                    flow!(operators::binary_int(vm, base, instr, $op))
                }};
            }
            macro_rules! comparison {
                ($sign:tt, $op:expr) => {{
                    let (left, right) = (*b!(), *c!());
                    if left.both_ints(right) {
                        set_a!(Word::from_bool((left.bits() as i64) $sign right.bits() as i64));
                    }
                    if left.is_float() && right.is_float() {
                        set_a!(Word::from_bool(left.float() $sign right.float()));
                    }
                    value!(operators::compare(vm, base, instr, $op))
                }};
            }
            macro_rules! jump_if {
                ($truth:expr) => {{
                    if $truth != (instr.flags() & VARIANT != 0) {
                        pc = pc.offset(instr.c() as i16 as isize);
                    }
                    continue;
                }};
            }
            macro_rules! compare_jump {
                ($sign:tt, $op:expr) => {{
                    let (left, right) = (*a!(), *b!());
                    if left.both_ints(right) {
                        jump_if!(((left.bits() as i64) $sign right.bits() as i64));
                    }
                    if left.is_float() && right.is_float() {
                        jump_if!((left.float() $sign right.float()));
                    }
                    save!();
                    match operators::compare_jump(vm, base, instr, $op) {
                        Ok(truth) => jump_if!(truth),
                        Err(raised) => raised,
                    }
                }};
            }
            macro_rules! compare_jump_int {
                ($sign:tt, $op:expr) => {{
                    let left = *a!();
                    let small = i64::from(instr.b() as i16);
                    if left.is_int() {
                        jump_if!((left.small() $sign small));
                    }
                    if left.is_float() {
                        jump_if!((left.float() $sign small as f64));
                    }
                    save!();
                    match operators::compare_jump_int(vm, base, instr, $op) {
                        Ok(truth) => jump_if!(truth),
                        Err(raised) => raised,
                    }
                }};
            }
            macro_rules! constants {
                () => {
                    (&(*(*current).code).constants)
                };
            }
            macro_rules! closure_cell {
                ($index:expr) => {{
                    let function: &Function =
                        &*payload_pointer::<Function>((*current).function.pointer().unwrap_unchecked()).as_ptr();
                    let cells: &Tuple =
                        &*payload_pointer::<Tuple>(function.closure.word().pointer().unwrap_unchecked()).as_ptr();
                    let cell: *const Cell = payload_pointer::<Cell>(
                        cells.items().get_unchecked(usize::from($index)).word().pointer().unwrap_unchecked(),
                    )
                    .as_ptr();
                    cell
                }};
            }

            // The verifier and the assembler only let table opcodes through.
            let op: Op = std::mem::transmute::<u8, Op>(instr.op_byte());
            let _raised: Raised = match op {
                Op::Nop => continue,
                Op::Move => {
                    let word =
                        if instr.flags() & KILL_B != 0 { b!().replace(Word::UNBOUND) } else { copy(b!()).into_word() };
                    set_a!(word)
                }
                Op::LoadConst => {
                    let value = constants!().get_unchecked(instr.wide_value() as usize).clone();
                    set_a!(value.into_word())
                }
                Op::LoadInt => set_a!(Word::from_small(i64::from(instr.wide_value()))),
                Op::LoadNone => set_a!(Word::NONE),
                Op::LoadTrue => set_a!(Word::TRUE),
                Op::LoadFalse => set_a!(Word::FALSE),
                Op::Clear => set_a!(Word::UNBOUND),
                Op::CheckLocal => {
                    if !(*a!()).is_unbound() {
                        continue;
                    }
                    save!();
                    names::unbound_local(vm, current, instr.a())
                }

                Op::MakeCell => done!(build::make_cell(vm, a!())),
                Op::LoadCell => {
                    let cell: *const Cell = payload_pointer::<Cell>((*b!()).pointer().unwrap_unchecked()).as_ptr();
                    let value = (*cell).contents.get();
                    if !value.is_unbound() {
                        set_a!(value.into_word());
                    }
                    save!();
                    names::empty_cell(vm, current, instr.b())
                }
                Op::StoreCell => {
                    let value = if instr.flags() & KILL_B != 0 { take(b!()) } else { copy(b!()) };
                    let cell: *const Cell = payload_pointer::<Cell>((*a!()).pointer().unwrap_unchecked()).as_ptr();
                    drop((*cell).contents.replace(value));
                    done!(Ok::<(), Raised>(()))
                }
                Op::ClearCell => done!(names::clear_cell(vm, current, instr)),
                Op::LoadFree => {
                    let value = (*closure_cell!(instr.b())).contents.get();
                    if !value.is_unbound() {
                        set_a!(value.into_word());
                    }
                    save!();
                    names::empty_free(vm, current, instr.b())
                }
                Op::StoreFree => {
                    let value = if instr.flags() & KILL_A != 0 { take(a!()) } else { copy(a!()) };
                    drop((*closure_cell!(instr.b())).contents.replace(value));
                    done!(Ok::<(), Raised>(()))
                }
                Op::ClearFree => {
                    let value = (*closure_cell!(instr.b())).contents.take();
                    if !value.is_unbound() {
                        drop(value);
                        done!(Ok::<(), Raised>(()))
                    } else {
                        save!();
                        names::empty_free(vm, current, instr.b())
                    }
                }
                Op::LoadFreeCell => {
                    let function = look(&raw mut (*current).function);
                    let cell = names::free_cell(function, instr.b());
                    set_a!(cell.into_word())
                }

                Op::LoadGlobal => {
                    if let Some(value) = names::cached_global(vm, current, instr.b()) {
                        set_a!(value.into_word());
                    }
                    value!(names::load_global(vm, current, instr.b()))
                }
                Op::StoreGlobal => done!(names::store_global(vm, current, base, instr)),
                Op::DeleteGlobal => done!(names::delete_global(vm, current, instr.b())),
                Op::LoadName => {
                    if (*base).is_unbound()
                        && let Some(value) = names::cached_global(vm, current, instr.b())
                    {
                        set_a!(value.into_word());
                    }
                    value!(names::load_name(vm, current, base, instr.b()))
                }
                Op::StoreName => done!(names::store_name(vm, current, base, instr)),
                Op::DeleteName => done!(names::delete_name(vm, current, base, instr.b())),
                Op::LoadClassFree => value!(names::load_class_free(vm, current, base, instr)),
                Op::LoadDictGlobal | Op::LoadDictFree => value!(names::load_from_class(vm, current, base, instr)),
                Op::LoadLocals => value!(names::load_locals(vm, current, base)),

                Op::GetAttr => {
                    let object = *b!();
                    if object.is_pointer() && object.header().kind() == kinds::INSTANCE {
                        let instance: *const Instance =
                            payload_pointer::<Instance>(object.pointer().unwrap_unchecked()).as_ptr();
                        let cache = (&(*(*current).code).caches).get_unchecked(usize::from(instr.c()));
                        if (*instance).shape().stamp.get() == cache.key.get() && cache.extra.get() == attribute::PLACE {
                            let value = (*instance).get_place(cache.value.get() as usize);
                            if !value.is_unbound() {
                                let old = a!().replace(value.into_word());
                                if old.is_pointer() && Heap::drop_reference(old) {
                                    save!();
                                    frame::end(vm, old);
                                }
                                if instr.b() != instr.a() {
                                    kill!(KILL_B, b!());
                                }
                                continue;
                            }
                        }
                    }
                    flow!(attribute::get(vm, current, instr))
                }
                Op::SetAttr => {
                    let object = *a!();
                    if object.is_pointer() && object.header().kind() == kinds::INSTANCE {
                        let instance: *const Instance =
                            payload_pointer::<Instance>(object.pointer().unwrap_unchecked()).as_ptr();
                        let cache = (&(*(*current).code).caches).get_unchecked(usize::from(instr.c()));
                        if (*instance).shape().stamp.get() == cache.key.get()
                            && cache.extra.get() == attribute::PLACE
                            && let Some(place) = (*instance).inline_place(cache.value.get() as usize)
                        {
                            let value = if instr.flags() & KILL_B != 0 { take(b!()) } else { copy(b!()) };
                            let old = place.replace(value).into_word();
                            if old.is_pointer() && Heap::drop_reference(old) {
                                save!();
                                frame::end(vm, old);
                            }
                            kill!(KILL_A, a!());
                            continue;
                        }
                    }
                    done!(attribute::set(vm, current, base, instr))
                }
                Op::DelAttr => done!(attribute::delete(vm, current, base, instr)),
                Op::GetItem => {
                    let (object, key) = (*b!(), *c!());
                    if object.is_pointer() && key.is_int() {
                        if object.header().class() == vm.classes.list.value().word() {
                            let list: *const List =
                                payload_pointer::<List>(object.pointer().unwrap_unchecked()).as_ptr();
                            let (start, length) = (*(*list).items.as_ptr()).raw();
                            let index = key.small();
                            let index = if index < 0 { index + length as i64 } else { index };
                            if (index as u64) < length as u64 {
                                let value = (*start.add(index as usize)).clone();
                                if instr.flags() == 0 {
                                    set_a!(value.into_word());
                                }
                                operators::finish(vm, base, instr, value);
                                continue;
                            }
                        } else if object.header().class() == vm.classes.tuple.value().word() {
                            let tuple: *const Tuple =
                                payload_pointer::<Tuple>(object.pointer().unwrap_unchecked()).as_ptr();
                            let index = key.small();
                            let index = if index < 0 { index + (*tuple).length() as i64 } else { index };
                            if let Some(value) = (*tuple).items().get(index as usize) {
                                let value = value.clone();
                                if instr.flags() == 0 {
                                    set_a!(value.into_word());
                                }
                                operators::finish(vm, base, instr, value);
                                continue;
                            }
                        }
                    }
                    flow!(operators::get_item(vm, base, instr))
                }
                Op::SetItem => {
                    let (object, key) = (*a!(), *b!());
                    if object.is_pointer() && key.is_int() && object.header().class() == vm.classes.list.value().word()
                    {
                        let list: *const List = payload_pointer::<List>(object.pointer().unwrap_unchecked()).as_ptr();
                        let (start, length) = (*(*list).items.as_ptr()).raw();
                        let index = key.small();
                        let index = if index < 0 { index + length as i64 } else { index };
                        if (index as u64) < length as u64 {
                            let value = if instr.flags() & taipan_bytecode::opcode::KILL_C != 0 {
                                take(c!())
                            } else {
                                copy(c!())
                            };
                            let old = std::mem::replace(&mut *start.add(index as usize), value).into_word();
                            if old.is_pointer() && Heap::drop_reference(old) {
                                save!();
                                frame::end(vm, old);
                            }
                            kill!(KILL_A, a!());
                            continue;
                        }
                    }
                    done!(operators::set_item(vm, base, instr))
                }
                Op::DelItem => done!(operators::delete_item(vm, base, instr)),
                Op::GetSlice => value!(operators::get_slice(vm, base, instr)),
                Op::BuildSlice => value!(build::slice(vm, base, instr)),
                Op::GetSuper => flow!(attribute::get_super(vm, current, instr)),

                Op::Add => arithmetic!(add_ints, +, Binary::Add),
                Op::Sub => arithmetic!(subtract_ints, -, Binary::Sub),
                Op::Mul => arithmetic!(multiply_ints, *, Binary::Mul),
                Op::TrueDiv => {
                    let (left, right) = (*b!(), *c!());
                    if left.is_float() && right.is_float() && right.float() != 0.0 {
                        if let Some(word) = Word::from_float(left.float() / right.float()) {
                            set_a!(word);
                        }
                    } else if left.both_ints(right) && right.small() != 0 {
                        let (left, right) = (left.small(), right.small());
                        if left.unsigned_abs() < 1 << 53
                            && right.unsigned_abs() < 1 << 53
                            && let Some(word) = Word::from_float(left as f64 / right as f64)
                        {
                            set_a!(word);
                        }
                    }
                    flow!(operators::binary(vm, base, instr, Binary::TrueDiv))
                }
                Op::FloorDiv => bits!(Binary::FloorDiv, |x, y| operators::floor_divide(x, y)),
                Op::Mod => bits!(Binary::Mod, |x, y| operators::modulo(x, y)),
                Op::Pow => flow!(operators::binary(vm, base, instr, Binary::Pow)),
                Op::MatMul => flow!(operators::binary(vm, base, instr, Binary::MatMul)),
                Op::LShift => bits!(Binary::LShift, |x, y| operators::shift_left(x, y)),
                Op::RShift => bits!(Binary::RShift, |x, y| operators::shift_right(x, y)),
                Op::And => bits!(Binary::And, |x, y| Some(Word::from_small(x & y))),
                Op::Or => bits!(Binary::Or, |x, y| Some(Word::from_small(x | y))),
                Op::Xor => bits!(Binary::Xor, |x, y| Some(Word::from_small(x ^ y))),
                Op::AddInt => arithmetic_int!(add_ints, +, Binary::Add),
                Op::SubInt => arithmetic_int!(subtract_ints, -, Binary::Sub),
                Op::MulInt => arithmetic_int!(multiply_ints, *, Binary::Mul),
                Op::FloorDivInt => bits_int!(Binary::FloorDiv, |x, y| operators::floor_divide(x, y)),
                Op::ModInt => bits_int!(Binary::Mod, |x, y| operators::modulo(x, y)),
                Op::AndInt => bits_int!(Binary::And, |x, y| Some(Word::from_small(x & y))),
                Op::LShiftInt => bits_int!(Binary::LShift, |x, y| operators::shift_left(x, y)),
                Op::RShiftInt => bits_int!(Binary::RShift, |x, y| operators::shift_right(x, y)),
                Op::Neg => {
                    let operand = *b!();
                    if operand.is_int() {
                        if let Some(word) = Word::from_small(0).subtract_ints(operand) {
                            set_a!(word);
                        }
                    } else if operand.is_float()
                        && let Some(word) = Word::from_float(-operand.float())
                    {
                        set_a!(word);
                    }
                    value!(operators::unary(vm, base, instr, Unary::Neg))
                }
                Op::Pos => value!(operators::unary(vm, base, instr, Unary::Pos)),
                Op::Invert => value!(operators::unary(vm, base, instr, Unary::Invert)),
                Op::Not => {
                    let operand = *b!();
                    if operand.is_bool() {
                        set_a!(Word::from_bool(operand == Word::FALSE));
                    }
                    value!(truth::is_true(vm, &copy(b!())).map(|truth| Value::from_bool(!truth)))
                }
                Op::Lt => comparison!(<, Comparison::Lt),
                Op::Le => comparison!(<=, Comparison::Le),
                Op::Eq => comparison!(==, Comparison::Eq),
                Op::Ne => comparison!(!=, Comparison::Ne),
                Op::Gt => comparison!(>, Comparison::Gt),
                Op::Ge => comparison!(>=, Comparison::Ge),
                Op::Is => {
                    let same = operators::same(*b!(), *c!());
                    let truth = same != (instr.flags() & VARIANT != 0);
                    operators::finish(vm, base, instr, Value::from_bool(truth));
                    continue;
                }
                Op::In => value!(operators::contains(vm, base, instr)),

                Op::Jump => {
                    pc = pc.offset(instr.wide_value() as isize);
                    continue;
                }
                Op::Loop => {
                    pc = pc.offset(instr.wide_value() as isize);
                    vm.budget.fuel -= 1;
                    if !vm.heap.wants_attention() && !vm.budget.wants_attention() && vm.budget.fuel >= 0 {
                        continue;
                    }
                    save!();
                    match calls::safe_point(vm) {
                        Ok(()) => continue,
                        Err(raised) => raised,
                    }
                }
                Op::JumpIf => {
                    let condition = *a!();
                    let truth = if let Some(truth) = condition.as_bool() {
                        truth
                    } else if condition.is_int() {
                        condition != Word::from_small(0)
                    } else if condition.is_none() {
                        false
                    } else {
                        save!();
                        match operators::truth(vm, base, instr) {
                            Ok(truth) => truth,
                            Err(raised) => match unwind::unwind(vm, raised, bottom) {
                                Ok(()) => {
                                    reload!();
                                    continue;
                                }
                                Err(raised) => return Err(raised),
                            },
                        }
                    };
                    if truth != (instr.flags() & VARIANT != 0) {
                        pc = pc.offset(instr.wide_value() as isize);
                    }
                    continue;
                }
                Op::JumpIfNone => {
                    let truth = (*a!()).is_none();
                    kill!(KILL_A, a!());
                    if truth != (instr.flags() & VARIANT != 0) {
                        pc = pc.offset(instr.wide_value() as isize);
                    }
                    continue;
                }
                Op::JumpIfIs => {
                    let truth = operators::same(*a!(), *b!());
                    kill!(KILL_A, a!());
                    kill!(KILL_B, b!());
                    jump_if!(truth)
                }
                Op::JumpIfIn => {
                    save!();
                    match operators::contains_jump(vm, base, instr) {
                        Ok(truth) => jump_if!(truth),
                        Err(raised) => raised,
                    }
                }
                Op::JumpIfLt => compare_jump!(<, Comparison::Lt),
                Op::JumpIfLe => compare_jump!(<=, Comparison::Le),
                Op::JumpIfEq => compare_jump!(==, Comparison::Eq),
                Op::JumpIfNe => compare_jump!(!=, Comparison::Ne),
                Op::JumpIfGt => compare_jump!(>, Comparison::Gt),
                Op::JumpIfGe => compare_jump!(>=, Comparison::Ge),
                Op::JumpIfLtInt => compare_jump_int!(<, Comparison::Lt),
                Op::JumpIfLeInt => compare_jump_int!(<=, Comparison::Le),
                Op::JumpIfEqInt => compare_jump_int!(==, Comparison::Eq),
                Op::JumpIfNeInt => compare_jump_int!(!=, Comparison::Ne),
                Op::JumpIfGtInt => compare_jump_int!(>, Comparison::Gt),
                Op::JumpIfGeInt => compare_jump_int!(>=, Comparison::Ge),

                Op::GetIter => value!(iterate::iter(vm, look(b!()))),
                Op::ForIter => {
                    let iterator = *a!();
                    if iterator.is_pointer() {
                        let kind = iterator.header().kind();
                        if kind == kinds::RANGE_ITERATOR {
                            let range: *const RangeIterator =
                                payload_pointer::<RangeIterator>(iterator.pointer().unwrap_unchecked()).as_ptr();
                            let left = (*range).left.get();
                            if left > 0 {
                                let item = (*range).next.get();
                                (*range).left.set(left - 1);
                                (*range).next.set(item.wrapping_add((*range).step));
                                let old = b!().replace(Word::from_small(item));
                                if old.is_pointer() && Heap::drop_reference(old) {
                                    save!();
                                    frame::end(vm, old);
                                }
                                continue;
                            }
                        } else if kind == kinds::SEQUENCE_ITERATOR {
                            let sequence: *const SequenceIterator =
                                payload_pointer::<SequenceIterator>(iterator.pointer().unwrap_unchecked()).as_ptr();
                            if let Some(item) = iterate::next_of_sequence(&*sequence) {
                                let old = b!().replace(item.into_word());
                                if old.is_pointer() && Heap::drop_reference(old) {
                                    save!();
                                    frame::end(vm, old);
                                }
                                continue;
                            }
                        }
                    }
                    flow!(iterate::for_iter(vm, current, instr))
                }

                Op::Call => flow!(calls::call(vm, current, instr)),
                Op::CallKw => flow!(calls::call_keywords(vm, current, instr)),
                Op::CallEx => flow!(calls::call_unpacked(vm, current, instr)),
                Op::CallGlobal => flow!(calls::call_global(vm, current, instr)),
                Op::CallMethod => flow!(calls::call_method(vm, current, instr)),
                Op::LoadMethod => done!(attribute::load_method(vm, current, base, instr)),
                Op::Return => {
                    let value = take(a!());
                    flow!(calls::end_frame(vm, value))
                }
                Op::ReturnNone => flow!(calls::end_frame(vm, Value::NONE)),
                Op::MakeFunction => value!(build::function(vm, current, instr.wide_value())),
                Op::SetFunction => done!(build::set_function(base, instr)),
                Op::LoadBuildClass => value!(names::build_class(vm)),

                Op::Yield => flow!(suspend::yield_value(vm, current, instr)),
                Op::GetYieldIter => value!(suspend::yield_iterator(vm, current, look(b!()))),
                Op::YieldFrom => flow!(suspend::delegate(vm, current, instr, None)),
                Op::Await => flow!(suspend::await_value(vm, current, instr)),
                Op::GetAiter => value!(iterate::async_iter(vm, look(b!()))),
                Op::GetAnext => value!(iterate::async_next(vm, look(b!()))),
                Op::EndAsyncFor => {
                    let exception = take(a!());
                    save!();
                    match handlers::end_async_for(vm, exception) {
                        Ok(()) => {
                            pc = pc.offset(instr.wide_value() as isize);
                            continue;
                        }
                        Err(raised) => raised,
                    }
                }

                Op::BuildTuple => value!(build::tuple(vm, base, instr)),
                Op::BuildList => value!(build::list(vm, base, instr)),
                Op::BuildSet => value!(build::set(vm, base, instr)),
                Op::BuildDict => value!(build::dict(vm, base, instr)),
                Op::BuildString => value!(build::string(vm, base, instr)),
                Op::ListAppend => done!(build::list_append(vm, base, instr)),
                Op::ListExtend => done!(build::list_extend(vm, base, instr)),
                Op::ListToTuple => done!(build::list_to_tuple(vm, a!())),
                Op::SetAdd => done!(build::set_add(vm, base, instr)),
                Op::SetUpdate => done!(build::set_update(vm, base, instr)),
                Op::DictInsert => done!(build::dict_insert(vm, base, instr)),
                Op::DictUpdate => done!(build::dict_update(vm, base, instr)),
                Op::DictMerge => done!(build::dict_merge(vm, base, instr)),
                Op::UnpackSequence => done!(build::unpack(vm, base, instr)),
                Op::UnpackStar => done!(build::unpack_star(vm, base, instr)),
                Op::Convert => value!(build::convert(vm, look(b!()), instr.c())),
                Op::Format => value!(build::format(vm, look(b!()), None)),
                Op::FormatSpec => value!(build::format(vm, look(b!()), Some(look(c!())))),

                Op::PushException => {
                    handlers::push(vm, current, base, instr.a());
                    continue;
                }
                Op::PopException => {
                    handlers::pop(vm, current, base, instr.a());
                    done!(Ok::<(), Raised>(()))
                }
                Op::Raise => {
                    let value = if instr.flags() & KILL_A != 0 { take(a!()) } else { copy(a!()) };
                    save!();
                    handlers::raise(vm, value, None)
                }
                Op::RaiseFrom => {
                    let value = if instr.flags() & KILL_A != 0 { take(a!()) } else { copy(a!()) };
                    let cause = if instr.flags() & KILL_B != 0 { take(b!()) } else { copy(b!()) };
                    save!();
                    handlers::raise(vm, value, Some(cause))
                }
                Op::RaiseAgain => {
                    save!();
                    handlers::raise_again(vm)
                }
                Op::Reraise => {
                    let value = take(a!());
                    save!();
                    vm.raise(value)
                }
                Op::MatchException => value!(handlers::matches(vm, look(b!()), look(c!()))),
                Op::MatchGroup => done!(handlers::match_group(vm, base, instr)),
                Op::RaiseGroup => value!(handlers::raise_group(vm, look(b!()), look(c!()))),
                Op::LoadWith => done!(handlers::load_with(vm, base, instr)),
                Op::CallExit => value!(handlers::call_exit(vm, look(b!()), look(c!()))),
                Op::AssertionError => set_a!(vm.classes.assertion_error.value().clone().into_word()),

                Op::MatchSequence => value!(Ok::<Value, Raised>(patterns::is_sequence(vm, look(b!())))),
                Op::MatchMapping => value!(Ok::<Value, Raised>(patterns::is_mapping(vm, look(b!())))),
                Op::MatchKeys => value!(patterns::keys(vm, look(b!()), look(c!()))),
                Op::MatchClass => value!(patterns::class(vm, base, instr)),
                Op::DictRest => value!(patterns::rest(vm, look(b!()), look(c!()))),
                Op::Length => value!(patterns::length(vm, look(b!()))),

                Op::ImportName => value!(names::import_name(vm, current, base, instr)),
                Op::ImportFrom => value!(names::import_from(vm, current, look(b!()), instr.c())),
                Op::ImportStar => done!(names::import_star(vm, current, base, instr)),
                Op::SetAnnotations => done!(names::set_annotations(vm, current, base)),
                Op::Print => done!(names::display(vm, base, instr)),
                Op::TypeParameter => value!(build::type_parameter(vm, base, instr)),
                Op::TypeAlias => value!(build::type_alias(vm, base, instr)),
                Op::GenericBase => value!(build::generic_base(vm, look(b!()))),
            };

            match unwind::unwind(vm, _raised, bottom) {
                Ok(()) => reload!(),
                Err(raised) => return Err(raised),
            }
        }
    }
}
