//! Special methods in Python: the instruction that asks one enters its frame, as a call does, and `answers` finishes it.
//!
//! Each step here is entered by a jump from the one that saw an instance, and jumps on to the general way where the
//! method is not a function that takes what it gets as it is.

use taipan_bytecode::opcode::{Instr, KILL_B, KILL_C, Op};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{Mark, NativeFunction};
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::Function;
use taipan_core::value::special::Special;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::calls::call_native;
use super::coroutines::end_in_general;
use super::{At, Outcome, Step, arithmetic, attributes, fail, flow, generators, items, jumps, loops, step};
use crate::questions::{self, class_of_instance, method_of};
use crate::{answers, attribute, finalize, operators};

impl At {
    /// The code of a method that takes exactly so many arguments, if there is room for its frame.
    #[inline(always)]
    unsafe fn takes<'a>(self, vm: &Vm, method: Word, count: usize) -> Option<&'a CodeObject> {
        // SAFETY: a function's code slot always holds a code object.
        unsafe {
            let code = At::payload::<CodeObject>(At::payload::<Function>(method).code.word());
            let top = (*self.current).top.wrapping_add(code.registers as usize);
            (code.arity as usize == count && vm.stack.admits(top)).then_some(code)
        }
    }

    /// Goes on in a frame of a method, with arguments that are given away.
    #[inline(always)]
    unsafe fn enter_with<const COUNT: usize>(
        self,
        vm: &mut Vm,
        method: Word,
        code: &CodeObject,
        arguments: [Word; COUNT],
        then: Continuation,
    ) -> Outcome {
        // SAFETY: `takes` has looked for room above all that live frames use.
        unsafe {
            let window = (*self.current).top;
            for (index, argument) in arguments.into_iter().enumerate() {
                window.add(index).write(argument);
            }
            self.enter(vm, share(method), code, window, COUNT, then, Word::UNBOUND)
        }
    }

    /// Asks a method with operands that stay where they are; or goes the general way.
    #[inline(always)]
    unsafe fn ask<const COUNT: usize>(
        self,
        vm: &mut Vm,
        method: Word,
        operands: [Word; COUNT],
        then: Continuation,
        otherwise: Step,
    ) -> Outcome {
        // SAFETY: the operands lie in registers of the running frame.
        unsafe {
            match self.takes(vm, method, COUNT) {
                Some(code) => self.enter_with(vm, method, code, operands.map(|word| share(word)), then),
                None => self.go(vm, otherwise),
            }
        }
    }

    /// The word of a register that dies here if the flag says so; the caller owns it.
    #[inline(always)]
    unsafe fn give(self, flag: u8, register: *mut Word) -> Word {
        // SAFETY: the register is one of the running frame.
        unsafe { if self.has(flag) { register.replace(Word::UNBOUND) } else { share(*register) } }
    }
}

/// One more reference to what a word refers to.
#[inline(always)]
unsafe fn share(word: Word) -> Word {
    // SAFETY: callers pass words of live registers.
    unsafe { Value::from_borrowed(word).into_word() }
}

/// Whether an operand is an instance of a class in Python.
#[inline(always)]
pub(super) fn is_instance(operand: Word) -> bool {
    class_of_instance(operand).is_some()
}

step! {
    /// An operator or a comparison, one of whose operands is an instance.
    #[inline(never)]
    ask_operand(vm, at) {
        let (left, right) = questions::operands(at.base, at.instr);
        let Some(question) = questions::of_instruction(vm, at.instr, left, right) else {
            return at.go(vm, operator_in_general);
        };
        let operands = if question.reversed { [right, left] } else { [left, right] };
        at.ask(vm, question.method, operands, question.then, operator_in_general)
    }
}

step! {
    #[inline(never)]
    operator_in_general(vm, at) {
        flow!(vm, at, operators::in_general(vm, at.current, at.instr))
    }
}

step! {
    /// `-x` and the like of an instance.
    #[inline(never)]
    ask_unary(vm, at) {
        let special = match at.instr.op() {
            Op::Neg => Special::Neg,
            Op::Pos => Special::Pos,
            _ => Special::Invert,
        };
        match method_of(*at.b(), special) {
            Some(method) => at.ask(vm, method, [*at.b()], Continuation::Answer, arithmetic::unary_in_general),
            None => at.go(vm, arithmetic::unary_in_general),
        }
    }
}

step! {
    /// `x[i]` of an instance.
    #[inline(never)]
    ask_item(vm, at) {
        if let Some(method) = method_of(*at.b(), Special::GetItem)
            && let Some(code) = at.takes(vm, method, 2)
        {
            let arguments = [at.give(KILL_B, at.b()), at.give(KILL_C, at.c())];
            return at.enter_with(vm, method, code, arguments, Continuation::Register);
        }
        at.go(vm, items::find_item)
    }
}

step! {
    /// `x[i] = y` of an instance.
    #[inline(never)]
    ask_set_item(vm, at) {
        match method_of(*at.a(), Special::SetItem) {
            Some(method) => {
                let operands = [*at.a(), *at.b(), *at.c()];
                at.ask(vm, method, operands, Continuation::Answer, items::store_item)
            }
            None => at.go(vm, items::store_item),
        }
    }
}

step! {
    /// An item of a dict, or a member of a dict or set, by a key that is an instance: what follows needs its hash.
    #[inline(never)]
    ask_hash(vm, at) {
        let (key, otherwise): (Word, Step) = match at.instr.op() {
            Op::GetItem => (*at.c(), items::find_item),
            Op::SetItem => (*at.b(), items::store_item),
            _ => (questions::operands(at.base, at.instr).0, operators_contains),
        };
        match method_of(key, Special::Hash) {
            Some(method) => at.ask(vm, method, [key], Continuation::Hash, otherwise),
            None => at.go(vm, otherwise),
        }
    }
}

step! {
    /// `x in y`, both ways, where one of them is an instance.
    #[inline(never)]
    ask_contains(vm, at) {
        let (member, container) = questions::operands(at.base, at.instr);
        if let Some(method) = method_of(container, Special::Contains) {
            return at.ask(vm, method, [container, member], Continuation::Answer, operators_contains);
        }
        if keeps_hashes(vm, container) {
            return at.go(vm, ask_hash);
        }
        at.go(vm, operators_contains)
    }
}

step! {
    #[inline(never)]
    operators_contains(vm, at) {
        flow!(vm, at, operators::contains(vm, at.current, at.instr))
    }
}

/// Whether an object is a dict or set that looks for keys as these do.
#[inline(always)]
pub(super) fn keeps_hashes(vm: &Vm, object: Word) -> bool {
    if !object.is_pointer() {
        return false;
    }
    // SAFETY: callers pass words of live registers.
    let class = unsafe { object.header() }.class();
    let classes = &vm.classes;
    [&classes.dict, &classes.set, &classes.frozenset].iter().any(|known| known.value().word() == class)
}

step! {
    /// Whether an instance is true, as a condition or as the operand of `not`.
    #[inline(never)]
    ask_truth(vm, at) {
        let (operand, otherwise): (Word, Step) = match at.instr.op() {
            Op::Not => (*at.b(), arithmetic::general_not),
            _ => (*at.a(), jumps::general_jump_if),
        };
        let Some(class) = class_of_instance(operand) else { return at.go(vm, otherwise) };
        if let Some(method) = method_of(operand, Special::Bool) {
            return at.ask(vm, method, [operand], Continuation::Answer, otherwise);
        }
        if class.special(Special::Bool).is_unbound()
            && let Some(method) = method_of(operand, Special::Len)
        {
            return at.ask(vm, method, [operand], Continuation::Length, otherwise);
        }
        at.go(vm, otherwise)
    }
}

step! {
    /// The iterator of an instance.
    #[inline(never)]
    ask_iter(vm, at) {
        match method_of(*at.b(), Special::Iter) {
            Some(method) => at.ask(vm, method, [*at.b()], Continuation::Answer, loops::iter_in_general),
            None => at.go(vm, loops::iter_in_general),
        }
    }
}

step! {
    /// The next item of an iterator in Python.
    #[inline(never)]
    ask_next(vm, at) {
        match method_of(*at.a(), Special::Next) {
            Some(method) => at.ask(vm, method, [*at.a()], Continuation::Item, generators::general_for_iter),
            None => at.go(vm, generators::general_for_iter),
        }
    }
}

step! {
    /// An attribute that is a property: what the site's cache holds is its getter.
    #[inline(never)]
    ask_getter(vm, at) {
        let cache = at.cache(at.instr.c());
        let getter = Word::from_bits(cache.value.get());
        let Some(code) = at.takes(vm, getter, 1) else { return at.go(vm, attributes::find_attr) };
        if cache.extra.get() == attribute::GUARDED_PROPERTY {
            // The object stays, for its `__getattr__`.
            return at.enter_with(vm, getter, code, [share(*at.b())], Continuation::Getter);
        }
        let object = at.give(KILL_B, at.b());
        at.enter_with(vm, getter, code, [object], Continuation::Register)
    }
}

step! {
    /// As `ask_getter`, where the attribute is set.
    #[inline(never)]
    ask_setter(vm, at) {
        let setter = Word::from_bits(at.cache(at.instr.c()).value.get());
        at.ask(vm, setter, [*at.a(), *at.b()], Continuation::Answer, attributes::set_in_general)
    }
}

/// Enters the method in Python that `len`, `hash` or `next` would ask; else calls the native.
#[inline(never)]
pub(super) unsafe fn run_asking<const FIRST: usize, const MORE: usize>(
    vm: &mut Vm,
    pc: *const Instr,
    base: *mut Word,
    current: *mut Frame,
    instr: Instr,
    native: &NativeFunction,
) -> Outcome {
    let at = At { pc, base, current, instr };
    // SAFETY: the argument lies in the register behind the callee's where there is no receiver.
    unsafe {
        let argument = at.a().add(1);
        if FIRST == 1 && usize::from(instr.b()) + MORE == 1 {
            let (special, then) = match native.def.mark {
                Mark::Len => (Special::Len, Continuation::Length),
                Mark::Hash => (Special::Hash, Continuation::Hash),
                _ => (Special::Next, Continuation::Register),
            };
            if let Some(method) = method_of(*argument, special)
                && let Some(code) = at.takes(vm, method, 1)
            {
                let object = argument.replace(Word::UNBOUND);
                return at.enter_with(vm, method, code, [object], then);
            }
        }
        call_native::<FIRST, MORE>(vm, pc, base, current, instr, native)
    }
}

step! {
    /// The end of a special method, whose answer stands for the instruction; all other ends go on to `calls`.
    #[inline(never)]
    end_special(vm, at) {
        use Continuation::{Answer, Getter, Hash, InPlace, Item, Length, Reflected};
        let frame = at.current;
        let (then, result) = ((*frame).then, (*frame).result);
        if !matches!(then, Answer | Reflected | InPlace | Length | Hash | Item | Getter) {
            return at.go(vm, end_in_general);
        }
        at.leave_registers(vm);
        let below = frame.sub(1);
        let answer = Word::from_bits(at.instr.0);
        let caller = At { pc: (*below).pc, base: (*below).base, current: below, instr: *(*below).pc.sub(1) };
        let number = caller.instr.op_byte();
        if matches!(then, Answer | Reflected | InPlace) && answer != Word::NOT_IMPLEMENTED {
            if (Op::JumpIfLt as u8..=Op::JumpIfGe as u8).contains(&number) && answer.is_bool() {
                return caller.conclude_jump(vm, answer == Word::TRUE);
            }
            if (Op::Add as u8..=Op::Invert as u8).contains(&number) || (Op::Lt as u8..=Op::Ge as u8).contains(&number) {
                return caller.conclude(vm, answer);
            }
        } else if then == Item {
            return caller.put(vm, caller.b(), answer);
        } else if then == Getter {
            return caller.conclude(vm, answer);
        }
        let answer = Value::from_owned(answer);
        let received = answers::receive(vm, below, then, result, answer);
        At { instr: at.instr, ..caller }.received(vm, received)
    }
}

impl At {
    /// Pops the frame, whose registers and function are given up.
    #[inline(always)]
    unsafe fn leave_registers(self, vm: &mut Vm) {
        // SAFETY: the frame owns its registers and its function.
        unsafe {
            let frame = self.current;
            vm.stack.depth -= 1;
            let mut register = self.base;
            while register < (*frame).top {
                let word = register.replace(Word::UNBOUND);
                if word.is_pointer() && Heap::drop_reference(word) {
                    Heap::end_object(word);
                }
                register = register.add(1);
            }
            if Heap::drop_reference((*frame).function) {
                Heap::end_object((*frame).function);
            }
        }
    }

    /// Goes on in the frame whose instruction has received an answer.
    #[inline(always)]
    unsafe fn received(self, vm: &mut Vm, received: Result<(), Raised>) -> Outcome {
        // SAFETY: the frame is the innermost one, whose record is right.
        unsafe {
            match received {
                Ok(()) => {
                    if vm.heap.wants_attention() {
                        finalize::attend(vm);
                    }
                    self.reload(vm)
                }
                Err(_) => self.go(vm, fail),
            }
        }
    }
}
