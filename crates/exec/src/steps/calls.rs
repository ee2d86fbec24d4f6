//! Calls and returns: the ways that need no look at the shape of the arguments; all others go through `calls`.

use taipan_bytecode::opcode::{Instr, VARIANT};
use taipan_core::machine::stack::{Continuation, Exit, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{BoundNative, Mark, NativeFunction, Role};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::{BoundMethod, Function};
use taipan_core::value::generator::Flavor;
use taipan_core::value::kinds;
use taipan_core::value::module::Module;
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::heap::Heap;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::attributes::instance;
use super::callables::{call_bound, call_bound_native, call_class, call_global_object, call_instance, callable};
use super::coroutines::{end_coroutine, end_in_general};
use super::generators::run_generator;
use super::specials::{end_special, run_asking};
use super::{At, Outcome, done, fail, flow, look_around, step};
use crate::frame::take;
use crate::{arrange, attribute, calls, finalize, unpacked};

/// The callee as a function in Python, if it is one.
#[inline(always)]
pub(super) unsafe fn function<'a>(callee: Word) -> Option<&'a Function> {
    // SAFETY: callers hold the word; the kind says what it points to.
    unsafe {
        if callee.is_pointer() && callee.header().kind() == kinds::FUNCTION {
            return Some(At::payload::<Function>(callee));
        }
        None
    }
}

/// The callee as a native function, if it is one that may be called without checks.
#[inline(always)]
pub(super) unsafe fn native<'a>(callee: Word) -> Option<&'a NativeFunction> {
    // SAFETY: as for `function`.
    unsafe {
        if callee.is_pointer() && callee.header().kind() == kinds::NATIVE_FUNCTION {
            let native = At::payload::<NativeFunction>(callee);
            if native.role != Role::Function || !native.owner.word().is_pointer() {
                return Some(native);
            }
        }
        None
    }
}

/// Calls a native: its arguments lie `FIRST` registers behind the callee's, `MORE` than the instruction says. They are
/// dropped, and the result goes to register a.
#[inline(never)]
pub(super) unsafe fn call_native<const FIRST: usize, const MORE: usize>(
    vm: &mut Vm,
    pc: *const Instr,
    base: *mut Word,
    current: *mut Frame,
    instr: Instr,
    native: &NativeFunction,
) -> Outcome {
    let at = At { pc, base, current, instr };
    // SAFETY: the arguments lie in registers of the running frame, which gives them up here.
    unsafe {
        at.save();
        let (args, count) = (at.a().add(FIRST), usize::from(instr.b()) + MORE);
        match (native.def.plain)(vm, Value::slice(std::slice::from_raw_parts(args, count))) {
            Ok(value) => {
                for index in 0..count {
                    let word = args.add(index).replace(Word::UNBOUND);
                    if word.is_pointer() && Heap::drop_reference(word) {
                        Heap::end_object(word);
                    }
                }
                let old = at.a().replace(value.into_word());
                if old.is_pointer() && Heap::drop_reference(old) {
                    Heap::end_object(old);
                }
                at.done(vm, Ok(()))
            }
            Err(_) => at.go(vm, fail),
        }
    }
}

/// The callee, its arguments behind it.
pub(super) const BEHIND: usize = 1;
/// The callee, a register whose receiver is not needed, the arguments.
const BEHIND_RECEIVER: usize = 2;

/// The callee is the first argument.
pub(super) const ITSELF: usize = 0;

impl At {
    /// Goes on with a native (see [`call_native`]), or with the generator that it would enter.
    #[inline(always)]
    pub(super) unsafe fn run_native<const FIRST: usize, const MORE: usize>(
        self,
        vm: &mut Vm,
        native: &NativeFunction,
    ) -> Outcome {
        // SAFETY: as for `Step`.
        unsafe {
            let run = match native.def.mark {
                Mark::Next | Mark::Send => run_generator::<FIRST, MORE>,
                Mark::Len | Mark::Hash => run_asking::<FIRST, MORE>,
                _ => call_native::<FIRST, MORE>,
            };
            run(vm, self.pc, self.base, self.current, self.instr, native)
        }
    }

    /// The code of a function that a call with `count` positional arguments from `window` on enters without binding: the
    /// arguments are its first registers where they lie.
    #[inline(always)]
    pub(super) unsafe fn exact<'a>(
        self,
        vm: &Vm,
        function: &Function,
        window: *mut Word,
        count: usize,
    ) -> Option<&'a CodeObject> {
        // SAFETY: a function's code slot always holds a code object.
        unsafe {
            let code = At::payload::<CodeObject>(function.code.word());
            let fits = code.arity as usize == count
                && (*self.current).generator.is_unbound()
                && vm.stack.admits(window.wrapping_add(code.registers as usize));
            if fits { Some(code) } else { None }
        }
    }

    /// What a call with `count` positional arguments makes, if it makes something and needs no binding.
    #[inline(always)]
    unsafe fn makes(self, function: &Function, count: usize) -> Option<Flavor> {
        // SAFETY: a function's code slot always holds a code object.
        let code = unsafe { At::payload::<CodeObject>(function.code.word()) };
        code.makes.filter(|_| code.positional_arity as usize == count)
    }

    /// Goes on in a frame of the function, which is given away with its arguments. [`exact`](At::exact) has given the
    /// code.
    #[inline(always)]
    pub(super) unsafe fn enter(
        self,
        vm: &mut Vm,
        callee: Word,
        code: &CodeObject,
        window: *mut Word,
        count: usize,
        then: Continuation,
        outer: Word,
    ) -> Outcome {
        // SAFETY: the window has room for all registers; the record behind the innermost one is free.
        unsafe {
            self.save();
            let function = At::payload::<Function>(callee);
            let top = window.add(code.registers as usize);
            let mut register = window.add(count);
            while register < top {
                // Volatile, because the compiler would make vectors of the few registers there are.
                register.write_volatile(Word::UNBOUND);
                register = register.add(1);
            }
            let frame = self.current.add(1);
            (*frame).base = window;
            (*frame).top = top;
            (*frame).code = code;
            (*frame).globals = std::ptr::from_ref(&*function.globals);
            (*frame).function = callee;
            (*frame).generator = Word::UNBOUND;
            (*frame).root = Word::UNBOUND;
            (*frame).outer = outer;
            (*frame).result = self.instr.a();
            (*frame).then = then;
            vm.stack.depth += 1;
            let looks = vm.budget.count(1);
            (*frame).pc = code.start;
            let inside = At { pc: code.start, base: window, current: frame, instr: self.instr };
            if looks {
                return inside.go(vm, look_around);
            }
            inside.next(vm)
        }
    }

    /// As [`enter`](At::enter), for an ordinary call; the function is borrowed.
    #[inline(always)]
    pub(super) unsafe fn enter_shared(
        self,
        vm: &mut Vm,
        callee: Word,
        code: &CodeObject,
        window: *mut Word,
        count: usize,
    ) -> Outcome {
        // SAFETY: as for `enter`.
        unsafe {
            let callee = Value::from_borrowed(callee).into_word();
            self.enter(vm, callee, code, window, count, Continuation::Register, Word::UNBOUND)
        }
    }

    /// The code of a call that [`arrange::place`] has made ready, for [`enter_placed`](At::enter_placed).
    #[inline(always)]
    pub(super) unsafe fn placed<'a>(
        self,
        vm: &mut Vm,
        callee: Word,
        args: *mut Word,
        count: usize,
    ) -> Option<&'a CodeObject> {
        // SAFETY: the arguments lie in temporaries of the running frame; the callee is a function.
        unsafe { arrange::place(vm, self.current, At::payload::<Function>(callee), args, count, &[]) }
    }

    /// As [`enter`](At::enter), for an ordinary call whose arguments were made parameters.
    #[inline(always)]
    pub(super) unsafe fn enter_placed(self, vm: &mut Vm, callee: Word, code: &CodeObject, args: *mut Word) -> Outcome {
        // SAFETY: as for `enter`.
        unsafe {
            let window = arrange::window(self.current, args);
            self.enter(vm, callee, code, window, arrange::parameters(code), Continuation::Register, Word::UNBOUND)
        }
    }

    /// True if the site's cache holds the method of the receiver, which is its first argument.
    #[inline(always)]
    unsafe fn knows_method(self, vm: &Vm, receiver: Word, site: u16) -> bool {
        // SAFETY: the receiver lies in a register of the frame.
        unsafe {
            let cache = self.cache(site);
            let key = attribute::stamp(receiver);
            if key == 0 {
                return false;
            }
            if key != cache.key.get() {
                let name = self.code().names.get_unchecked(usize::from(site)).word().bits();
                if !attribute::recall(vm, cache, key, name) {
                    return false;
                }
            }
            use attribute::{CONSTANT, FUNCTION, NATIVE, OF_CLASS, PLACE};
            matches!(cache.extra.get(), FUNCTION | NATIVE | CONSTANT | OF_CLASS | PLACE)
        }
    }

    /// What an instance holds in the place that the site's cache knows.
    #[inline(always)]
    unsafe fn callee_in_place(self, receiver: Word, site: u16) -> Option<Word> {
        // SAFETY: the receiver lies in a register of the frame.
        unsafe {
            let word = instance(receiver)?.inline_place(self.cache(site).value.get() as usize)?.word();
            if word.is_unbound() { None } else { Some(word) }
        }
    }

    /// Ends the frame with a value that is given away.
    #[inline(always)]
    unsafe fn end(self, vm: &mut Vm, value: Word) -> Outcome {
        // SAFETY: the frame owns its registers and its function; the record below is the caller's.
        unsafe {
            let frame = self.current;
            let slowly = At { instr: Instr(value.bits()), ..self };
            if !(*frame).generator.is_unbound() {
                return slowly.go(vm, end_coroutine);
            }
            let mut result = value;
            if (*frame).then != Continuation::Register {
                if (*frame).then == Continuation::Entry {
                    return slowly.go(vm, end_entry);
                }
                if (*frame).then != Continuation::Init || !value.is_none() {
                    return slowly.go(vm, end_special);
                }
                result = (*frame).outer;
            }
            let top = (*frame).top;
            let mut register = self.base;
            while register < top {
                let word = *register;
                if word.is_pointer() {
                    if word.header().refs() == 1 {
                        return slowly.go(vm, end_in_general);
                    }
                    Heap::drop_reference(word);
                }
                register.write(Word::UNBOUND);
                register = register.add(1);
            }
            let function = (*frame).function;
            if function.header().refs() == 1 {
                return slowly.go(vm, end_in_general);
            }
            Heap::drop_reference(function);
            vm.stack.depth -= 1;
            let below = frame.sub(1);
            let base = (*below).base;
            let register = base.add(usize::from((*frame).result));
            let caller = At { pc: (*below).pc, base, current: below, instr: self.instr };
            caller.put(vm, register, result)
        }
    }
}

step! {
    call(vm, at) {
        let (args, count) = calls::arguments(at.a(), at.instr);
        let callee = *at.a();
        if let Some(function) = function(callee)
            && let Some(code) = at.exact(vm, function, args, count)
        {
            at.a().write(Word::UNBOUND);
            return at.enter(vm, callee, code, args, count, Continuation::Register, Word::UNBOUND);
        }
        at.go(vm, call_otherwise)
    }
}

step! {
    /// Functions that take more than to enter them.
    #[inline(never)]
    call_arranged(vm, at) {
        let (args, count) = calls::arguments(at.a(), at.instr);
        let callee = *at.a();
        if let Some(flavor) = at.makes(At::payload::<Function>(callee), count) {
            return at.create(vm, callee, flavor, args, count);
        }
        if (*at.current).generator.is_unbound()
            && let Some(code) = arrange::place_defaults(vm, At::payload::<Function>(callee), args, count)
        {
            at.a().write(Word::UNBOUND);
            return at.enter(vm, callee, code, args, code.arity as usize, Continuation::Register, Word::UNBOUND);
        }
        at.go(vm, call_placed)
    }
}

step! {
    /// Functions whose arguments are to be moved or collected.
    #[inline(never)]
    call_placed(vm, at) {
        let (args, count) = calls::arguments(at.a(), at.instr);
        let callee = *at.a();
        if let Some(code) = at.placed(vm, callee, args, count) {
            at.a().write(Word::UNBOUND);
            return at.enter_placed(vm, callee, code, args);
        }
        at.go(vm, general_call)
    }
}

step! {
    /// Natives and bound methods; then all the rest.
    #[inline(never)]
    call_otherwise(vm, at) {
        let callee = *at.a();
        if function(callee).is_some() {
            return at.go(vm, call_arranged);
        }
        if let Some(native) = native(callee) {
            if !at.has(VARIANT) {
                return at.run_native::<BEHIND, 0>(vm, native);
            }
            if (*at.a().add(1)).is_unbound() {
                return at.run_native::<BEHIND_RECEIVER, 0>(vm, native);
            }
            return at.run_native::<BEHIND, 1>(vm, native);
        }
        if !callee.is_pointer() || at.has(VARIANT) {
            return at.go(vm, general_call);
        }
        // The callee's register is the one before the first argument's: what is called with a receiver has room for it.
        match callee.header().kind() {
            kinds::BOUND_METHOD => return at.go(vm, call_bound),
            kinds::BOUND_NATIVE => return at.go(vm, call_bound_native),
            kinds::INSTANCE => return at.go(vm, call_instance),
            _ => {}
        }
        match callable(callee) {
            Some(method) => at.run_native::<ITSELF, 1>(vm, method),
            None => at.go(vm, general_call),
        }
    }
}

step! {
    #[inline(never)]
    general_call(vm, at) {
        flow!(vm, at, calls::call(vm, at.current, at.instr))
    }
}

step! {
    call_global(vm, at) {
        if let Some(callee) = at.global(vm, at.instr.c()) {
            let count = usize::from(at.instr.b());
            let args = at.a().add(1);
            if let Some(function) = function(callee) {
                if let Some(code) = at.exact(vm, function, args, count) {
                    return at.enter_shared(vm, callee, code, args, count);
                }
                return at.go(vm, call_global_arranged);
            } else if let Some(native) = native(callee) {
                return at.run_native::<BEHIND, 0>(vm, native);
            } else if callee.is_pointer()
                && callee.header().kind() == kinds::CLASS
                && !At::payload::<Class>(callee).has(flags::HEAP)
            {
                return call_class::<BEHIND>(vm, at.pc, at.base, at.current, at.instr, At::payload::<Class>(callee));
            }
            return at.go(vm, call_global_object);
        }
        at.go(vm, general_call_global)
    }
}

step! {
    /// Calls of functions that take more than to enter them.
    #[inline(never)]
    call_global_arranged(vm, at) {
        let count = usize::from(at.instr.b());
        let args = at.a().add(1);
        if let Some(callee) = at.global(vm, at.instr.c())
            && let Some(function) = function(callee)
        {
            if let Some(flavor) = at.makes(function, count) {
                return at.create(vm, callee, flavor, args, count);
            }
            if (*at.current).generator.is_unbound()
                && let Some(code) = arrange::place_defaults(vm, function, args, count)
            {
                return at.enter_shared(vm, callee, code, args, code.arity as usize);
            }
            if let Some(code) = at.placed(vm, callee, args, count) {
                return at.enter_placed(vm, Value::from_borrowed(callee).into_word(), code, args);
            }
        }
        at.go(vm, general_call_global)
    }
}

step! {
    #[inline(never)]
    general_call_global(vm, at) {
        flow!(vm, at, calls::call_global(vm, at.current, at.instr))
    }
}

step! {
    call_method(vm, at) {
        let receiver = at.a().add(1);
        if let Some(object) = instance(*receiver) {
            let cache = at.cache(at.instr.c());
            if object.shape().stamp.get() == cache.key.get() && cache.extra.get() == attribute::FUNCTION {
                let callee = Word::from_bits(cache.value.get());
                let count = usize::from(at.instr.b()) + 1;
                let function = At::payload::<Function>(callee);
                if let Some(code) = at.exact(vm, function, receiver, count) {
                    return at.enter_shared(vm, callee, code, receiver, count);
                }
                return at.go(vm, call_method_otherwise);
            }
            return at.go(vm, call_method_of_shapes);
        }
        at.go(vm, call_method_of_builtin)
    }
}

step! {
    /// Natives of other receivers, among them the append of a list that has room.
    #[inline(never)]
    call_method_of_builtin(vm, at) {
        let receiver = at.a().add(1);
        let cache = at.cache(at.instr.c());
        let key = attribute::stamp(*receiver);
        if key == 0 || key != cache.key.get() {
            return at.go(vm, call_method_otherwise);
        }
        if cache.extra.get() != attribute::NATIVE {
            return at.go(vm, call_of_module);
        }
        let native = At::payload::<NativeFunction>(Word::from_bits(cache.value.get()));
        if native.def.mark == Mark::Append && at.instr.b() == 1 && (*receiver).header().refs() > 1 {
            let items = At::payload::<List>(*receiver).items.as_ptr();
            if (*items).has_room() {
                let item = Value::from_owned(receiver.add(1).replace(Word::UNBOUND));
                std::mem::forget((*items).push_within(item));
                Heap::drop_reference(receiver.replace(Word::UNBOUND));
                return at.set(vm, Word::NONE);
            }
        }
        at.run_native::<BEHIND, 1>(vm, native)
    }
}

step! {
    /// What the cache knows of a module that has other owners.
    #[inline(never)]
    call_of_module(vm, at) {
        let receiver = at.a().add(1);
        let cache = at.cache(at.instr.c());
        let module = *receiver;
        if cache.extra.get() == attribute::ENTRY
            && module.header().kind() == kinds::MODULE
            && module.header().refs() > 1
            && !(*at.a()).is_pointer()
        {
            let table = At::payload::<Module>(module).dict.table.as_ptr();
            let callee = (*table).entry_value(cache.value.get() as usize).word();
            if let Some(native) = native(callee) {
                at.a().write(Value::from_borrowed(callee).into_word());
                Heap::drop_reference(receiver.replace(Word::UNBOUND));
                return at.run_native::<BEHIND_RECEIVER, 0>(vm, native);
            }
            let (args, count) = (receiver.add(1), usize::from(at.instr.b()));
            if let Some(function) = function(callee)
                && let Some(code) = at.exact(vm, function, args, count)
            {
                Heap::drop_reference(receiver.replace(Word::UNBOUND));
                return at.enter_shared(vm, callee, code, args, count);
            }
            if callee.is_pointer() {
                match callee.header().kind() {
                    kinds::CLASS if !At::payload::<Class>(callee).has(flags::HEAP) => {
                        let class = At::payload::<Class>(callee);
                        return call_class::<BEHIND_RECEIVER>(vm, at.pc, at.base, at.current, at.instr, class);
                    }
                    kinds::CLASS => return at.go(vm, call_class_of_module),
                    kinds::BOUND_NATIVE | kinds::BOUND_METHOD => return at.go(vm, call_bound_of_module),
                    _ => {}
                }
            }
        }
        at.go(vm, call_method_otherwise)
    }
}

step! {
    /// A class that a module holds in the entry that the cache knows; others than the module refer to it, too.
    #[inline(never)]
    call_class_of_module(vm, at) {
        let receiver = at.a().add(1);
        let table = At::payload::<Module>(*receiver).dict.table.as_ptr();
        let callee = (*table).entry_value(at.cache(at.instr.c()).value.get() as usize).clone();
        at.a().write(callee.into_word());
        Heap::drop_reference(receiver.replace(Word::UNBOUND));
        at.go(vm, general_call_constant)
    }
}

step! {
    /// The same with a method that is bound already: its receiver takes the place of the module.
    #[inline(never)]
    call_bound_of_module(vm, at) {
        let receiver = at.a().add(1);
        let table = At::payload::<Module>(*receiver).dict.table.as_ptr();
        let bound = (*table).entry_value(at.cache(at.instr.c()).value.get() as usize);
        if let Some(bound) = bound.payload::<BoundNative>()
            && let Some(native) = native(bound.function.word())
        {
            Heap::drop_reference(receiver.replace(bound.receiver.clone().into_word()));
            return at.run_native::<BEHIND, 1>(vm, native);
        }
        if let Some(bound) = bound.payload::<BoundMethod>() {
            let (callee, count) = (bound.function.word(), usize::from(at.instr.b()) + 1);
            if let Some(function) = function(callee)
                && let Some(code) = at.exact(vm, function, receiver, count)
            {
                Heap::drop_reference(receiver.replace(bound.receiver.get().into_word()));
                return at.enter_shared(vm, callee, code, receiver, count);
            }
        }
        at.go(vm, call_method_otherwise)
    }
}

step! {
    /// Instances of other shapes than the last one, whose method is known.
    #[inline(never)]
    call_method_of_shapes(vm, at) {
        let receiver = at.a().add(1);
        if let Some(object) = instance(*receiver) {
            let cache = at.cache(at.instr.c());
            let key = object.shape().stamp.get();
            let name = at.code().names.get_unchecked(usize::from(at.instr.c())).word().bits();
            if key != 0
                && let Some((attribute::FUNCTION, callee)) = vm.lookups.get(key, name)
            {
                let count = usize::from(at.instr.b()) + 1;
                let callee = Word::from_bits(callee);
                if let Some(code) = at.exact(vm, At::payload::<Function>(callee), receiver, count) {
                    cache.key.set(key);
                    cache.extra.set(attribute::FUNCTION);
                    cache.value.set(callee.bits());
                    return at.enter_shared(vm, callee, code, receiver, count);
                }
            }
        }
        at.go(vm, call_method_otherwise)
    }
}

step! {
    /// Receivers of other shapes than before, and natives.
    #[inline(never)]
    call_method_otherwise(vm, at) {
        let receiver = at.a().add(1);
        let count = usize::from(at.instr.b()) + 1;
        if at.knows_method(vm, *receiver, at.instr.c()) {
            let cache = at.cache(at.instr.c());
            let mut callee = Word::from_bits(cache.value.get());
            if cache.extra.get() == attribute::NATIVE {
                return at.run_native::<BEHIND, 1>(vm, At::payload::<NativeFunction>(callee));
            }
            let held = cache.extra.get() == attribute::PLACE;
            if held {
                match at.callee_in_place(*receiver, at.instr.c()) {
                    Some(word) => callee = word,
                    None => return at.go(vm, general_call_method),
                }
            }
            if cache.extra.get() == attribute::OF_CLASS {
                if let Some(code) = at.exact(vm, At::payload::<Function>(callee), receiver, count) {
                    let callee = Value::from_borrowed(callee).into_word();
                    let class = Value::from_borrowed((*receiver).header().class());
                    drop(Value::from_owned(receiver.replace(class.into_word())));
                    return at.enter(vm, callee, code, receiver, count, Continuation::Register, Word::UNBOUND);
                }
                return at.go(vm, general_call_method);
            }
            if held || cache.extra.get() == attribute::CONSTANT {
                // A static method, a function of a class, or what the instance holds: it does not take the receiver, but
                // may live by it.
                let args = receiver.add(1);
                if let Some(native) = native(callee) {
                    drop(Value::from_owned(at.a().replace(take(receiver).into_word())));
                    return at.run_native::<BEHIND_RECEIVER, 0>(vm, native);
                }
                drop(Value::from_owned(at.a().replace(Value::from_borrowed(callee).into_word())));
                drop(take(receiver));
                if let Some(function) = function(callee)
                    && let Some(code) = at.exact(vm, function, args, count - 1)
                {
                    at.a().write(Word::UNBOUND);
                    return at.enter(vm, callee, code, args, count - 1, Continuation::Register, Word::UNBOUND);
                }
                return at.go(vm, general_call_constant);
            }
            let function = At::payload::<Function>(callee);
            if let Some(code) = at.exact(vm, function, receiver, count) {
                return at.enter_shared(vm, callee, code, receiver, count);
            }
            if let Some(flavor) = at.makes(function, count) {
                return at.create(vm, callee, flavor, receiver, count);
            }
            if let Some(code) = at.placed(vm, callee, receiver, count) {
                return at.enter_placed(vm, Value::from_borrowed(callee).into_word(), code, receiver);
            }
        }
        at.go(vm, general_call_method)
    }
}

step! {
    /// The callee lies in a, the receiver is gone.
    #[inline(never)]
    general_call_constant(vm, at) {
        let args = at.a().add(2);
        flow!(vm, at, calls::call_at(vm, at.current, at.a(), args, usize::from(at.instr.b()), &[]))
    }
}

step! {
    #[inline(never)]
    general_call_method(vm, at) {
        flow!(vm, at, calls::call_method(vm, at.current, at.instr))
    }
}

step! {
    /// The last arguments are named.
    call_keywords(vm, at) {
        let (args, count) = calls::arguments(at.a(), at.instr);
        let callee = *at.a();
        if let Some(function) = function(callee) {
            let names = At::payload::<Tuple>(at.code().constants.get_unchecked(usize::from(at.instr.c())).word());
            if let Some(code) = arrange::place(vm, at.current, function, args, count, names.items()) {
                at.a().write(Word::UNBOUND);
                return at.enter_placed(vm, callee, code, args);
            }
        }
        at.go(vm, general_call_keywords)
    }
}

step! {
    #[inline(never)]
    general_call_keywords(vm, at) {
        flow!(vm, at, calls::call_keywords(vm, at.current, at.instr))
    }
}

step! {
    call_unpacked(vm, at) {
        flow!(vm, at, unpacked::call_unpacked(vm, at.current, at.instr))
    }
}

step! {
    load_method(vm, at) {
        if at.knows_method(vm, *at.a().add(1), at.instr.b())
            && matches!(at.cache(at.instr.b()).extra.get(), attribute::FUNCTION | attribute::NATIVE)
        {
            let method = Value::from_borrowed(Word::from_bits(at.cache(at.instr.b()).value.get()));
            return at.set(vm, method.into_word());
        }
        at.go(vm, find_method)
    }
}

step! {
    #[inline(never)]
    find_method(vm, at) {
        done!(vm, at, attribute::load_method(vm, at.current, at.base, at.instr))
    }
}

step! {
    /// The end of a function that a native has called; the result stands for the instruction.
    #[inline(never)]
    end_entry(vm, at) {
        let frame = at.current;
        let mut register = at.base;
        while register < (*frame).top {
            let word = register.replace(Word::UNBOUND);
            if word.is_pointer() && Heap::drop_reference(word) {
                Heap::end_object(word);
            }
            register = register.add(1);
        }
        vm.stack.depth -= 1;
        if Heap::drop_reference((*frame).function) {
            Heap::end_object((*frame).function);
        }
        if vm.heap.wants_attention() {
            finalize::attend(vm);
        }
        // The end of the run before took what was there.
        std::mem::forget(vm.stack.ended.replace(Exit::Value(Value::from_owned(Word::from_bits(at.instr.0)))));
        // Were it known that this is all that comes back, callers would call instead of jumping.
        std::hint::black_box(Outcome::Ended)
    }
}

step! {
    return_(vm, at) {
        let value = at.a().replace(Word::UNBOUND);
        at.end(vm, value)
    }
}

step! {
    return_none(vm, at) {
        at.end(vm, Word::NONE)
    }
}
