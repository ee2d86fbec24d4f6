//! Calls: what is called decides. Functions in Python get a frame, everything else runs and gives its result at once.

use smallvec::SmallVec;
use taipan_bytecode::opcode::{Instr, VARIANT};
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{BoundNative, MakeCode, NativeFunction, PlainCode, Role, Shortcut};
use taipan_core::protocol::{call, lookup};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::{BoundMethod, Function, LibraryFunction};
use taipan_core::value::kinds;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::special::Special;
use taipan_heap::header::payload_pointer;
use taipan_heap::heap::Heap;
use taipan_heap::value::{Ref, Value, address_of_payload};
use taipan_heap::word::Word;

use crate::frame::{self, copy, look, put, take};
use crate::run::{Exit, Flow};
use crate::{arrange, attribute, bind, creation, finalize, names, suspend};

/// Arguments on their way into a call, all owned.
pub type Values = SmallVec<[Value; 8]>;

/// A look at what others asked for: signals, the end of fuel, dying objects, a collection.
#[cold]
#[inline(never)]
pub fn safe_point(vm: &mut Vm) -> Result<(), Raised> {
    if vm.heap.wants_attention() || vm.heap.is_pressed() {
        finalize::attend(vm);
    }
    vm.settle(0)?;
    if vm.budget.wants_attention() {
        let bits = vm.budget.take_attention();
        if bits & taipan_core::machine::budget::attention::HAND_OVER != 0 {
            vm.hand_over();
        }
        if !vm.threads.on_main() {
            // Signals are for the main thread.
            vm.budget.interrupt().ask(bits & taipan_core::machine::budget::attention::SIGNAL);
            return Ok(());
        }
        let attend = vm.hooks.attend;
        attend(vm, bits)?;
    }
    Ok(())
}

/// The function that a word points to.
///
/// # Safety
/// The word must point to a function, which lives as long as the reference is used.
#[inline(always)]
unsafe fn function_at<'a>(function: Word) -> &'a Function {
    // SAFETY: as the caller says.
    unsafe { &*payload_pointer::<Function>(function.pointer().unwrap_unchecked()).as_ptr() }
}

/// The code of a function.
///
/// # Safety
/// The word must point to a function.
#[inline(always)]
unsafe fn code_of(function: Word) -> *const CodeObject {
    // SAFETY: as the caller says; a function's code slot always holds a code object.
    unsafe { payload_pointer::<CodeObject>(function_at(function).code.word().pointer().unwrap_unchecked()).as_ptr() }
}

/// Enters a function whose arguments lie in `count` registers from `args` on, the last of them named by `names`; or makes
/// its generator, into register `result` of the running frame.
///
/// # Safety
/// `current` is the running frame, `args` its temporaries; function and arguments are given away.
unsafe fn enter(
    vm: &mut Vm,
    current: *mut Frame,
    function: Value,
    args: *mut Word,
    count: usize,
    names: &[Value],
    result: u16,
    then: Continuation,
) -> Result<Flow, Raised> {
    // SAFETY: as the caller says. Arguments in a generator's own registers are moved to the value stack first.
    unsafe {
        let code = &*code_of(function.word());
        let mut window = args;
        let parameters = arrange::parameters(code);
        let needed = (code.registers as usize).max(count).max(parameters);
        if !(*current).generator.is_unbound() {
            window = (*current).top;
        }
        if !vm.stack.fits(window, needed) {
            return Err(vm.recursion_error(""));
        }
        if window != args {
            for index in 0..count {
                window.add(index).write(args.add(index).replace(Word::UNBOUND));
            }
        }
        let exact = names.is_empty() && code.positional_arity as usize == count;
        if exact || arrange::arrange(vm, function_at(function.word()), code, window, count, names)? {
            if let Some(flavor) = code.makes {
                let generator = creation::create_in_place(vm, function.word(), flavor, window, parameters)?;
                put((*current).base.add(usize::from(result)), generator);
                return Ok(Flow::Reload);
            }
            frame::push(vm, function.into_word(), code, window, parameters, result, then)?;
            return Ok(Flow::Reload);
        }
        let values: Values = (0..count).map(|index| take(window.add(index))).collect();
        bind::enter(vm, function, values, names, result, then)
    }
}

/// Enters a function with values from Rust code, in a frame above the running one.
pub fn enter_values(
    vm: &mut Vm,
    function: Value,
    args: &[Value],
    result: u16,
    then: Continuation,
) -> Result<Flow, Raised> {
    if frame::push_exact(vm, &function, args, result, then) {
        return Ok(Flow::Reload);
    }
    enter_owned(vm, function, args.iter().cloned(), &[], result, then)
}

/// As [`enter_values`], with owned values, the last of them named.
pub(super) fn enter_owned(
    vm: &mut Vm,
    function: Value,
    values: impl ExactSizeIterator<Item = Value>,
    names: &[Value],
    result: u16,
    then: Continuation,
) -> Result<Flow, Raised> {
    let count = values.len();
    let window = vm.stack.top();
    if !vm.stack.fits(window, count) {
        return Err(vm.recursion_error(""));
    }
    // SAFETY: calls are made by a running frame; the window lies above all that live frames use and has room. After an
    // error, what was not moved out of it is dropped here.
    unsafe {
        for (index, value) in values.enumerate() {
            window.add(index).write(value.into_word());
        }
        let current = vm.stack.frame(vm.stack.depth - 1);
        let entered = enter(vm, current, function, window, count, names, result, then);
        if entered.is_err() {
            (0..count).for_each(|index| drop(take(window.add(index))));
        }
        entered
    }
}

/// Where the arguments of a call lie, whose callee is in `place`, and how many there are.
///
/// # Safety
/// `place` must be a register of the running frame, and the call's arguments lie behind it.
#[inline(always)]
pub(super) unsafe fn arguments(place: *mut Word, instr: Instr) -> (*mut Word, usize) {
    // SAFETY: as the caller says.
    unsafe {
        let args = place.add(1);
        let count = usize::from(instr.b());
        if instr.flags() & VARIANT == 0 {
            (args, count)
        } else if (*args).is_unbound() {
            // The receiver slot from LoadMethod is empty.
            (args.add(1), count)
        } else {
            (args, count + 1)
        }
    }
}

/// `Call`: the callee in a, `b` arguments behind it.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn call(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let place = (*current).base.add(usize::from(instr.a()));
        let (args, count) = arguments(place, instr);
        call_at(vm, current, place, args, count, &[])
    }
}

/// Calls the callee in `place` with `count` arguments from `args` on, the last of them named by `names`; the result goes
/// to `place`.
///
/// # Safety
/// As for [`call()`].
pub unsafe fn call_at(
    vm: &mut Vm,
    current: *mut Frame,
    place: *mut Word,
    args: *mut Word,
    count: usize,
    names: &[Value],
) -> Result<Flow, Raised> {
    // SAFETY: as the caller says. Before the arguments lies the callee's register, or that of an absent receiver: there
    // is room for a receiver.
    unsafe {
        let callee = *place;
        let result = place.offset_from((*current).base) as u16;
        if callee.is_pointer() {
            match callee.header().kind() {
                kinds::FUNCTION => {
                    let function = take(place);
                    return enter(vm, current, function, args, count, names, result, Continuation::Register);
                }
                kinds::NATIVE_FUNCTION if names.is_empty() => {
                    let native: &NativeFunction =
                        &*payload_pointer::<NativeFunction>(callee.pointer().unwrap_unchecked()).as_ptr();
                    let words = std::slice::from_raw_parts(args, count);
                    if native.owner.word().is_pointer() && native.role == Role::Function {
                        call::check_constructed(vm, &copy(place), Value::slice(words).first())?;
                    }
                    self::native(vm, native.def.plain, place, args, count)?;
                    return Ok(Flow::Reload);
                }
                kinds::LIBRARY_FUNCTION => {
                    let function = look(place).payload::<LibraryFunction>().map(|held| held.function.clone());
                    if let Some(function) = function {
                        drop(take(place));
                        let function = function.into_value();
                        return enter(vm, current, function, args, count, names, result, Continuation::Register);
                    }
                }
                kinds::BOUND_METHOD => {
                    let method = look(place).to_ref::<BoundMethod>();
                    if let Some(method) = method
                        && method.function.get().is_kind::<Function>()
                    {
                        drop(take(place));
                        let window = args.sub(1);
                        window.write(method.receiver.get().into_word());
                        let function = method.function.get();
                        drop(method);
                        return enter(vm, current, function, window, count + 1, names, result, Continuation::Register);
                    }
                }
                kinds::BOUND_NATIVE if names.is_empty() => {
                    if let Some(method) = look(place).to_ref::<BoundNative>()
                        && let Some(native) = method.function.payload::<NativeFunction>()
                    {
                        drop(take(place));
                        let window = args.sub(1);
                        window.write(method.receiver.clone().into_word());
                        self::native(vm, native.def.plain, place, window, count + 1)?;
                        return Ok(Flow::Reload);
                    }
                }
                kinds::CLASS => {
                    if let Some(class) = look(place).to_ref::<Class>() {
                        return construct(vm, current, &class, place, args, count, names);
                    }
                }
                _ => {}
            }
        }
        let callable = copy(place);
        let words = Value::slice(std::slice::from_raw_parts(args, count));
        let value = call::call(vm, &callable, Call { values: words, keywords: names })?;
        drop(callable);
        leave_native(vm, place, args, count, value);
        Ok(Flow::Reload)
    }
}

/// Runs a native with `count` arguments from `args` on, which are dropped; the result goes to `place`.
///
/// # Safety
/// The registers must belong to the running frame.
#[inline]
pub unsafe fn native(
    vm: &mut Vm,
    code: PlainCode,
    place: *mut Word,
    args: *mut Word,
    count: usize,
) -> Result<(), Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let words = std::slice::from_raw_parts(args, count);
        let value = code(vm, Value::slice(words))?;
        leave_native(vm, place, args, count, value);
    }
    Ok(())
}

/// Ends a call that ran to its end: drops arguments and callee, stores the result.
#[inline]
unsafe fn leave_native(vm: &mut Vm, place: *mut Word, args: *mut Word, count: usize, value: Value) {
    // SAFETY: the registers belong to the running frame.
    unsafe {
        for index in 0..count {
            let word = args.add(index).replace(Word::UNBOUND);
            if word.is_pointer() && Heap::drop_reference(word) {
                Heap::end_object(word);
            }
        }
        put(place, value);
    }
    if vm.heap.wants_attention() {
        finalize::attend(vm);
    }
}

/// A call of a class: where `__new__` is object's and `__init__` is Python code, the instance is made here and `__init__`
/// gets a frame.
unsafe fn construct(
    vm: &mut Vm,
    current: *mut Frame,
    class: &Ref<Class>,
    place: *mut Word,
    args: *mut Word,
    count: usize,
    names: &[Value],
) -> Result<Flow, Raised> {
    // SAFETY: as for `call_at`.
    unsafe {
        let init = class.special(Special::Init).get();
        let words = Value::slice(std::slice::from_raw_parts(args, count));
        if init.is_kind::<Function>() {
            if (*code_of(init.word())).makes.is_none()
                && let Some(instance) = blank(vm, class, &words[..count - names.len()])?
            {
                let result = place.offset_from((*current).base) as u16;
                drop(take(place));
                let window = args.sub(1);
                window.write(instance.clone().into_word());
                enter(vm, current, init, window, count + 1, names, result, Continuation::Init)?;
                // The new instance waits for the end of `__init__` in the frame record.
                (*vm.stack.frame(vm.stack.depth - 1)).outer = instance.into_word();
                return Ok(Flow::Reload);
            }
        } else if names.is_empty()
            && let Some(instance) = made_plainly(vm, class, words)?
        {
            leave_native(vm, place, args, count, instance);
            return Ok(Flow::Reload);
        }
        if names.is_empty()
            && let Some(code) = maker(vm, class)
        {
            // The class is the first argument of `__new__`: from the callee's register, or in that of an absent receiver.
            let window = args.sub(1);
            if window != place {
                window.write(class.value().clone().into_word());
            }
            native(vm, code, place, window, count + 1)?;
            return Ok(Flow::Reload);
        }
        let words = Value::slice(std::slice::from_raw_parts(args, count));
        let value = call::class_call(vm, class, Call { values: words, keywords: names })?;
        leave_native(vm, place, args, count, value);
        Ok(Flow::Reload)
    }
}

/// What a call of a class with so many positional arguments makes in one step, if it makes something so.
#[inline]
pub fn shortcut(vm: &Vm, class: &Class, count: usize) -> Option<MakeCode> {
    if std::ptr::eq(class, &*vm.classes.type_) {
        return (count == 1).then_some(|vm, values| Ok(values.first().map(|value| vm.classes.of(value).into_value())));
    }
    let new = class.special(Special::New).word();
    // SAFETY: the class keeps what it holds alive.
    match unsafe { Value::borrow(&new) }.payload() {
        Some(NativeFunction { shortcut: Shortcut::Make(make), owner, .. })
            if owner.word().bits() == address_of_payload(class) =>
        {
            Some(*make)
        }
        _ => None,
    }
}

/// The native `__new__` of a class, where a call of the class does nothing else.
fn maker(vm: &Vm, class: &Ref<Class>) -> Option<PlainCode> {
    let base = &vm.classes.object;
    let plain = class.header().class() == vm.classes.type_.value().word()
        && !class.has(flags::ABSTRACT | flags::NO_NEW)
        && !class.value().is(vm.classes.type_.value())
        && class.special(Special::Init).word() == base.special(Special::Init).word()
        && class.special(Special::New).word() != base.special(Special::New).word();
    if !plain {
        return None;
    }
    let new = lookup::unwrap_static(&class.special(Special::New).get());
    new.payload::<NativeFunction>().map(|native| native.def.plain)
}

/// The instance that a call of the class gives to `__init__`, where its `__new__` is that of `object` or of the exceptions.
fn blank(vm: &mut Vm, class: &Ref<Class>, args: &[Value]) -> Result<Option<Value>, Raised> {
    if class.has(flags::ABSTRACT) || class.header().class() != vm.classes.type_.value().word() {
        return Ok(None);
    }
    let new = class.special(Special::New).word();
    if class.instances.kind == kinds::INSTANCE {
        let plain = class.has(flags::HEAP) && new == vm.classes.object.special(Special::New).word();
        return if plain { vm.instance(class).map(Some) } else { Ok(None) };
    }
    if class.instances.kind == kinds::EXCEPTION && new == vm.classes.base_exception.special(Special::New).word() {
        return vm.exception(class, args.iter().cloned()).map(Some);
    }
    Ok(None)
}

/// The instance that a call of a class with positional arguments makes, where neither `__new__` nor `__init__` do more
/// than those of `object` or of the exceptions.
pub fn made_plainly(vm: &mut Vm, class: &Ref<Class>, args: &[Value]) -> Result<Option<Value>, Raised> {
    let init = class.special(Special::Init).get();
    if needs_no_init(vm, class, &init, args.len()) { blank(vm, class, args) } else { Ok(None) }
}

/// True if `__init__` is one of those that have nothing to do.
fn needs_no_init(vm: &Vm, class: &Ref<Class>, init: &Value, count: usize) -> bool {
    let of = |class: &Ref<Class>| class.special(Special::Init).word();
    match class.instances.kind {
        kinds::INSTANCE => count == 0 && init.word() == of(&vm.classes.object),
        kinds::EXCEPTION => init.word() == of(&vm.classes.base_exception),
        _ => false,
    }
}

/// `CallGlobal`: the callee is a global.
///
/// # Safety
/// As for [`call()`].
#[inline(never)]
pub unsafe fn call_global(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let callee = match names::cached_global(vm, current, instr.c()) {
            Some(value) => value,
            None => names::load_global(vm, current, instr.c())?,
        };
        let place = (*current).base.add(usize::from(instr.a()));
        put(place, callee);
        call_at(vm, current, place, place.add(1), usize::from(instr.b()), &[])
    }
}

/// `CallMethod`: the receiver in a+1, the arguments behind it.
///
/// # Safety
/// As for [`call()`].
#[inline(never)]
pub unsafe fn call_method(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let place = (*current).base.add(usize::from(instr.a()));
        let count = usize::from(instr.b());
        match attribute::cached_method(vm, current, place.add(1), instr.c()) {
            attribute::Method::Function(function) => {
                let result = instr.a();
                enter(vm, current, function, place.add(1), count + 1, &[], result, Continuation::Register)
            }
            attribute::Method::Native(code) => {
                native(vm, code, place, place.add(1), count + 1)?;
                Ok(Flow::Reload)
            }
            attribute::Method::Unknown => {
                attribute::find_method(vm, current, place, instr.c())?;
                if (*place.add(1)).is_unbound() {
                    call_at(vm, current, place, place.add(2), count, &[])
                } else {
                    call_at(vm, current, place, place.add(1), count + 1, &[])
                }
            }
        }
    }
}

/// `CallKw`: the last arguments have names.
///
/// # Safety
/// As for [`call()`].
#[inline(never)]
pub unsafe fn call_keywords(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let place = (*current).base.add(usize::from(instr.a()));
        let (args, count) = arguments(place, instr);
        let names = (&(*(*current).code).constants)[usize::from(instr.c())].clone();
        let names = names.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
        call_at(vm, current, place, args, count, names)
    }
}

/// The running frame ends with a value.
///
/// # Safety
/// There must be a running frame.
#[inline(never)]
pub unsafe fn end_frame(vm: &mut Vm, value: Value) -> Result<Flow, Raised> {
    // SAFETY: the records below are right.
    unsafe {
        let current = vm.stack.frame(vm.stack.depth - 1);
        if !(*current).generator.is_unbound() {
            return suspend::end_generator(vm, current, value);
        }
        let ended = frame::pop(vm);
        let flow = match (*ended).then {
            Continuation::Register => {
                let below = vm.stack.frame(vm.stack.depth - 1);
                put((*below).base.add(usize::from((*ended).result)), value);
                Flow::Reload
            }
            Continuation::Entry => Flow::Exit(Exit::Value(value)),
            _ => continue_with(vm, ended, value)?,
        };
        if vm.heap.wants_attention() {
            finalize::attend(vm);
        }
        Ok(flow)
    }
}

/// The rarer things that happen with a frame's result.
unsafe fn continue_with(vm: &mut Vm, ended: *mut Frame, value: Value) -> Result<Flow, Raised> {
    // SAFETY: `ended` was popped just now and is still readable; the frame below is live.
    unsafe {
        let below = vm.stack.frame(vm.stack.depth - 1);
        let register = (*below).base.add(usize::from((*ended).result));
        match (*ended).then {
            Continuation::Init => {
                let instance = Value::from_owned(std::mem::replace(&mut (*ended).outer, Word::UNBOUND));
                if !value.is_none() {
                    let given = vm.classes.name_of(&value);
                    return Err(vm.type_error(format!("__init__() should return None, not '{given}'")));
                }
                put(register, instance);
            }
            _ => put(register, value),
        }
        Ok(Flow::Reload)
    }
}
