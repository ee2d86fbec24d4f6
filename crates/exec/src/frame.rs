//! Pushing and popping frames, and the words in their registers.
//!
//! The rule that makes this sound: a register of a live frame always holds a word that the frame owns, or an immediate
//! one. Whoever moves a word out writes an immediate in its place.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::Function;
use taipan_core::value::generator::Generator;
use taipan_heap::header::payload_pointer;
use taipan_heap::heap::Heap;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

/// A further reference to what a register holds.
///
/// # Safety
/// The register must be one of a live frame.
#[inline(always)]
pub unsafe fn copy(register: *mut Word) -> Value {
    // SAFETY: the frame keeps the object alive.
    unsafe { Value::from_borrowed(*register) }
}

/// Moves a value out of a register, which is unbound then.
///
/// # Safety
/// As for [`copy`].
#[inline(always)]
pub unsafe fn take(register: *mut Word) -> Value {
    // SAFETY: the frame owned the word and gives it up here.
    unsafe { Value::from_owned(register.replace(Word::UNBOUND)) }
}

/// Looks at a register as a value.
///
/// # Safety
/// As for [`copy`]; the register must not be written while the reference is used.
#[inline(always)]
pub unsafe fn look<'a>(register: *mut Word) -> &'a Value {
    // SAFETY: as the caller says.
    unsafe { Value::borrow(&*register) }
}

/// Registers one after the other, to be emptied.
///
/// # Safety
/// As for [`look`], for each of them; nobody else may look at them meanwhile.
#[inline(always)]
pub unsafe fn run<'a>(first: *mut Word, count: usize) -> &'a mut [Value] {
    // SAFETY: `Value` is a transparent wrapper of `Word`, and the frame owns the words.
    unsafe { std::slice::from_raw_parts_mut(first.cast(), count) }
}

/// Puts a value into a register and drops the one before.
///
/// # Safety
/// As for [`copy`].
#[inline(always)]
pub unsafe fn put(register: *mut Word, value: Value) {
    // SAFETY: the frame owned the word and gives it up here.
    drop(unsafe { Value::from_owned(register.replace(value.into_word())) });
}

/// Pushes the frame of a function whose arguments lie at `base` already, `count` of them; takes over the function and the
/// arguments.
///
/// # Safety
/// `base` must lie on the value stack above everything that live frames use, and hold `count` owned words; `code` must be
/// the function's code.
#[inline(always)]
pub unsafe fn push(
    vm: &mut Vm,
    function: Word,
    code: *const CodeObject,
    base: *mut Word,
    count: usize,
    result: u16,
    then: Continuation,
) -> Result<(), Raised> {
    // SAFETY: the caller vouches for `code` and `base`; `fits` checks the room for all registers.
    unsafe {
        let registers = usize::from((*(*code).code).registers);
        if !vm.stack.fits(base, registers) {
            return Err(refuse(vm, function, base, count));
        }
        for index in count..registers {
            base.add(index).write(Word::UNBOUND);
        }
        let owner: &Function = Value::borrow(&function).payload().unwrap_unchecked();
        vm.stack.frame(vm.stack.depth).write(Frame {
            base,
            top: base.add(registers),
            pc: (*(*code).code).instructions.as_ptr(),
            code,
            globals: std::ptr::from_ref(&*owner.globals),
            function,
            generator: Word::UNBOUND,
            root: Word::UNBOUND,
            outer: Word::UNBOUND,
            result,
            then,
        });
        vm.stack.depth += 1;
        // The caller looks.
        vm.budget.count(1);
    }
    Ok(())
}

/// Pushes the frame of a function whose parameters are these arguments as they are; false, and nothing has happened, where
/// they are not, the call makes something, there is no room, or it is no function.
#[inline(always)]
pub fn push_exact(vm: &mut Vm, function: &Value, arguments: &[Value], result: u16, then: Continuation) -> bool {
    let Some(callee) = function.payload::<Function>() else { return false };
    let window = vm.stack.top();
    // SAFETY: the window lies above all that live frames use; a function's code slot always holds a code object. A code
    // that is replaced while it runs is kept by the VM.
    unsafe {
        let code: &CodeObject =
            &*payload_pointer::<CodeObject>(callee.code.word().pointer().unwrap_unchecked()).as_ptr();
        let top = window.wrapping_add(code.registers as usize);
        if code.arity as usize != arguments.len() || !vm.stack.admits(top) {
            return false;
        }
        let mut register = window;
        for argument in arguments {
            register.write(argument.clone().into_word());
            register = register.add(1);
        }
        while register < top {
            // Volatile, because the compiler would make vectors of the few registers there are.
            register.write_volatile(Word::UNBOUND);
            register = register.add(1);
        }
        vm.stack.frame(vm.stack.depth).write(Frame {
            base: window,
            top,
            pc: code.start,
            code,
            globals: std::ptr::from_ref(&*callee.globals),
            function: function.clone().into_word(),
            generator: Word::UNBOUND,
            root: Word::UNBOUND,
            outer: Word::UNBOUND,
            result,
            then,
        });
    }
    vm.stack.depth += 1;
    vm.budget.count(1);
    true
}

#[cold]
#[inline(never)]
unsafe fn refuse(vm: &mut Vm, function: Word, base: *mut Word, count: usize) -> Raised {
    // SAFETY: function and arguments were handed over by the caller of `push`.
    unsafe {
        drop(Value::from_owned(function));
        for index in 0..count {
            drop(take(base.add(index)));
        }
    }
    vm.recursion_error("")
}

/// Pops the innermost frame and drops what its registers hold. The record stays readable until the next push.
///
/// # Safety
/// There must be a frame whose registers lie on the value stack.
#[inline(always)]
pub unsafe fn pop(vm: &mut Vm) -> *mut Frame {
    vm.stack.depth -= 1;
    let frame = vm.stack.frame(vm.stack.depth);
    // SAFETY: the frame was live; its words are given back once.
    unsafe {
        let mut register = (*frame).base;
        let end = (*frame).top;
        while register < end {
            let word = register.replace(Word::UNBOUND);
            if word.is_pointer() && Heap::drop_reference(word) {
                Heap::end_object(word);
            }
            register = register.add(1);
        }
        let function = (*frame).function;
        if function.is_pointer() && Heap::drop_reference(function) {
            Heap::end_object(function);
        }
    }
    frame
}

/// The running frame's generator.
///
/// # Safety
/// The frame must be live.
#[inline(always)]
pub unsafe fn generator<'a>(frame: *mut Frame) -> Option<&'a Generator> {
    // SAFETY: the frame keeps its generator alive.
    unsafe { Value::borrow(&(*frame).generator).payload::<Generator>() }
}

/// The running frame's generator as a handle.
///
/// # Safety
/// The frame must be live.
pub unsafe fn generator_ref(frame: *mut Frame) -> Option<Ref<Generator>> {
    // SAFETY: the frame keeps its generator alive.
    unsafe { Value::borrow(&(*frame).generator).to_ref::<Generator>() }
}
