//! Calls of what is neither a function nor a native: classes, bound methods, and objects whose class has `__call__`. The
//! callee's register lies before the first argument's, so that there is room for a receiver.

use taipan_bytecode::opcode::Instr;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{BoundNative, NativeFunction, Role};
use taipan_core::value::class::Class;
use taipan_core::value::function::BoundMethod;
use taipan_core::value::kinds;
use taipan_core::value::special::Special;
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::calls::{
    BEHIND, ITSELF, call_class_of_module, call_method_otherwise, call_otherwise, function, general_call,
    general_call_global, native,
};
use super::{At, Outcome, fail, step};
use crate::calls;
use crate::frame::{look, take};

/// Calls a builtin class that makes its instances in one step; register a holds no object, and the arguments lie `FIRST`
/// registers behind it.
#[inline(never)]
pub(super) unsafe fn call_class<const FIRST: usize>(
    vm: &mut Vm,
    pc: *const Instr,
    base: *mut Word,
    current: *mut Frame,
    instr: Instr,
    class: &Class,
) -> Outcome {
    let at = At { pc, base, current, instr };
    // SAFETY: as for `call_native`.
    unsafe {
        let (args, count) = (at.a().add(FIRST), usize::from(instr.b()));
        if FIRST == BEHIND && count == 1 && std::ptr::eq(class, &*vm.classes.type_) {
            return at.go(vm, class_of_argument);
        }
        let Some(make) = calls::shortcut(vm, class, count) else {
            return at.go(vm, if FIRST == BEHIND { general_call_global } else { call_class_of_module });
        };
        at.save();
        match make(vm, Value::slice(std::slice::from_raw_parts(args, count))) {
            Ok(Some(value)) => {
                for register in BEHIND..FIRST + count {
                    drop(take(at.a().add(register)));
                }
                drop(Value::from_owned(at.a().replace(value.into_word())));
                at.done(vm, Ok(()))
            }
            Ok(None) => at.go(vm, if FIRST == BEHIND { general_call_global } else { call_method_otherwise }),
            Err(_) => at.go(vm, fail),
        }
    }
}

step! {
    /// `type(x)`.
    #[inline(never)]
    class_of_argument(vm, at) {
        let argument = at.a().add(BEHIND);
        let object = *argument;
        if object.is_pointer() && object.header().refs() > 1 {
            let class = Value::from_borrowed(object.header().class()).into_word();
            Heap::drop_reference(argument.replace(Word::UNBOUND));
            return at.set(vm, class);
        }
        let class = vm.classes.of(look(argument)).into_value();
        drop(take(argument));
        at.save();
        drop(Value::from_owned(at.a().replace(class.into_word())));
        at.done(vm, Ok(()))
    }
}

/// The native `__call__` of an object.
#[inline(always)]
pub(super) unsafe fn callable<'a>(callee: Word) -> Option<&'a NativeFunction> {
    // SAFETY: as for `function`; the class keeps what it holds alive.
    unsafe {
        if !callee.is_pointer() || matches!(callee.header().kind(), kinds::CLASS | kinds::BOUND_NATIVE) {
            return None;
        }
        let class = At::payload::<Class>(callee.header().class());
        let method = class.special(Special::Call).word();
        if !method.is_pointer() || method.header().kind() != kinds::NATIVE_FUNCTION {
            return None;
        }
        let native = At::payload::<NativeFunction>(method);
        matches!(native.role, Role::Method | Role::Special).then_some(native)
    }
}

step! {
    /// Calls of bound methods and other objects, which take the place of the callee.
    #[inline(never)]
    call_global_object(vm, at) {
        if let Some(callee) = at.global(vm, at.instr.c())
            && callee.is_pointer()
            && matches!(callee.header().kind(), kinds::BOUND_METHOD | kinds::BOUND_NATIVE | kinds::INSTANCE)
        {
            drop(Value::from_owned(at.a().replace(Value::from_borrowed(callee).into_word())));
            return at.go(vm, call_otherwise);
        }
        at.go(vm, general_call_global)
    }
}

step! {
    /// The callee's register becomes the receiver's. Others hold the native, too.
    #[inline(never)]
    call_bound_native(vm, at) {
        let bound = *at.a();
        let method = At::payload::<BoundNative>(bound);
        let Some(native) = native(method.function.word()) else { return at.go(vm, general_call) };
        if method.function.word().header().refs() == 1 {
            return at.go(vm, general_call);
        }
        at.a().write(method.receiver.clone().into_word());
        drop(Value::from_owned(bound));
        at.run_native::<ITSELF, 1>(vm, native)
    }
}

step! {
    /// An instance is the first argument of its class's `__call__`.
    #[inline(never)]
    call_instance(vm, at) {
        let callee = *at.a();
        let count = usize::from(at.instr.b()) + 1;
        let method = At::payload::<Class>(callee.header().class()).special(Special::Call).word();
        if let Some(function) = function(method) {
            if let Some(code) = at.exact(vm, function, at.a(), count) {
                return at.enter_shared(vm, method, code, at.a(), count);
            }
            if let Some(code) = at.placed(vm, method, at.a(), count) {
                return at.enter_placed(vm, Value::from_borrowed(method).into_word(), code, at.a());
            }
        } else if let Some(native) = callable(callee) {
            return at.run_native::<ITSELF, 1>(vm, native);
        }
        at.go(vm, general_call)
    }
}

step! {
    /// As `call_bound_native`, of functions.
    #[inline(never)]
    call_bound(vm, at) {
        let bound = *at.a();
        let method = At::payload::<BoundMethod>(bound);
        let callee = method.function.word();
        if let Some(function) = function(callee) {
            let count = usize::from(at.instr.b()) + 1;
            let callee = Value::from_borrowed(callee).into_word();
            at.a().write(method.receiver.get().into_word());
            if let Some(code) = at.exact(vm, function, at.a(), count) {
                drop(Value::from_owned(bound));
                return at.enter(vm, callee, code, at.a(), count, Continuation::Register, Word::UNBOUND);
            }
            if let Some(code) = at.placed(vm, callee, at.a(), count) {
                drop(Value::from_owned(bound));
                return at.enter_placed(vm, callee, code, at.a());
            }
            drop(Value::from_owned(at.a().replace(bound)));
            drop(Value::from_owned(callee));
        }
        at.go(vm, general_call)
    }
}
