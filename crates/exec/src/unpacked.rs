//! Calls with unpacked arguments, `f(*args, **kwargs)`.
//!
//! Those of a function in Python go straight from the tuple (or list) and the dict to where its registers begin, and a
//! dict that was made for the call becomes `**kwargs` as it is, where no parameter takes anything out of it.

use std::mem::MaybeUninit;

use taipan_bytecode::code::flags;
use taipan_bytecode::opcode::{Instr, VARIANT};
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::stack::{Continuation, Frame};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::call;
use taipan_core::protocol::draft::Gathering;
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::{BoundMethod, Function, LibraryFunction};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::arrange::{self, MOST};
use crate::calls::{Values, enter_owned};
use crate::frame::{put, take};
use crate::run::Flow;
use crate::{build, creation, finalize, frame};

/// What a call gives after its callee.
struct Arguments {
    positional: Value,
    /// A dict, or unbound.
    named: Value,
    /// The dict is the script's own: it must stay as it is.
    shared: bool,
}

/// `CallEx`: positional arguments in a sequence, named ones in a dict.
///
/// # Safety
/// `current` must be the running frame and `instr` its instruction.
#[inline(never)]
pub(super) unsafe fn call_unpacked(vm: &mut Vm, current: *mut Frame, instr: Instr) -> Result<Flow, Raised> {
    // SAFETY: as the caller says.
    unsafe {
        let place = (*current).base.add(usize::from(instr.a()));
        let callee = take(place);
        let mut arguments = Arguments {
            positional: take(place.add(1)),
            named: if instr.b() == 1 { take(place.add(2)) } else { Value::UNBOUND },
            shared: instr.flags() & VARIANT != 0,
        };
        if arguments.shared && !arguments.named.is_kind::<Dict>() {
            arguments.named = build::merged(vm, &callee, &arguments.named)?.into_value();
            arguments.shared = false;
        }
        if let Some(flow) = enter_at_once(vm, &callee, &arguments, instr.a())? {
            return Ok(flow);
        }
        call_collected(vm, callee, arguments, instr.a())
    }
}

/// Enters a function in Python whose arguments are few and known.
fn enter_at_once(vm: &mut Vm, callee: &Value, given: &Arguments, result: u16) -> Result<Option<Flow>, Raised> {
    let method = callee.payload::<BoundMethod>();
    let (function, receiver) = match method {
        Some(method) => (method.function.get(), method.receiver.get()),
        None => (callee.clone(), Value::UNBOUND),
    };
    let Some(target) = function.payload::<Function>() else { return Ok(None) };
    let list = given.positional.payload::<List>().map(|list| list.items.borrow());
    let items: &[Value] = match (&list, given.positional.payload::<Tuple>()) {
        (Some(items), _) => items,
        (None, Some(tuple)) => tuple.items(),
        (None, None) => return Ok(None),
    };
    let dict = given.named.payload::<Dict>().map(|dict| dict.table.borrow());
    let named = dict.as_ref().map_or(0, |table| table.length());
    let code = target.code_object();
    let parameters = arrange::parameters(&code);
    let count = usize::from(method.is_some()) + items.len() + named;
    let window = vm.stack.top();
    let fits = vm.stack.fits(window, (code.registers as usize).max(count).max(parameters));
    if items.len() > MANY || named > MOST || !fits {
        return Ok(None);
    }
    let mut names = [const { MaybeUninit::<Word>::uninit() }; MOST];
    if let Some(table) = &dict {
        for (entry, name) in table.iter().zip(&mut names) {
            if !entry.key.payload::<Str>().is_some_and(Str::is_interned) {
                return Ok(None);
            }
            name.write(entry.key.word());
        }
    }
    // SAFETY: so many names were written; the dict holds them until the frame is entered.
    let names = unsafe { Value::slice(std::slice::from_raw_parts(names.as_ptr().cast::<Word>(), named)) };
    let whole = named > 0 && parameters <= MOST && is_surplus(&code, names);
    // SAFETY: calls are made by a running frame; the window lies above all that live frames use and has room. What was not
    // moved out of it is dropped here.
    unsafe {
        let mut end = window;
        if method.is_some() {
            end.write(receiver.into_word());
            end = end.add(1);
        }
        for item in items {
            end.write(item.clone().into_word());
            end = end.add(1);
        }
        if let Some(table) = dict.as_ref().filter(|_| !whole) {
            for entry in table.iter() {
                end.write(entry.value.clone().into_word());
                end = end.add(1);
            }
        }
        let count = end.offset_from(window) as usize;
        let names = if whole { &[] } else { names };
        drop((list, dict));
        let surplus = match whole {
            true => surplus(vm, given),
            false => Ok(Value::UNBOUND),
        };
        let arranged = match surplus {
            Ok(surplus) => arrange::arrange_with(vm, target, &code, window, count, names, surplus),
            Err(raised) => Err(raised),
        };
        if !matches!(arranged, Ok(true)) {
            (0..count).for_each(|index| drop(take(window.add(index))));
            return arranged.map(|_| None);
        }
        if let Some(flavor) = code.makes {
            let generator = creation::create_in_place(vm, function.word(), flavor, window, parameters)?;
            let current = vm.stack.frame(vm.stack.depth - 1);
            put((*current).base.add(usize::from(result)), generator);
            return Ok(Some(Flow::Reload));
        }
        let word = function.clone().into_word();
        frame::push(vm, word, std::ptr::from_ref(&*code), window, parameters, result, Continuation::Register)?;
    }
    Ok(Some(Flow::Reload))
}

/// True if all named arguments belong into `**kwargs`.
fn is_surplus(code: &CodeObject, names: &[Value]) -> bool {
    let shared = &code.code;
    let first = usize::from(shared.positional_only);
    let last = usize::from(shared.positional) + usize::from(shared.keyword_only);
    shared.flags & flags::VARKEYWORDS != 0
        && code.locals[first..last].iter().all(|local| !names.iter().any(|name| name.is(local)))
}

/// The dict of a call as the callee's own.
fn surplus(vm: &mut Vm, given: &Arguments) -> Result<Value, Raised> {
    let Some(dict) = given.named.to_ref::<Dict>().filter(|_| given.shared) else { return Ok(given.named.clone()) };
    let table = dict.table.borrow().clone_into(&vm.heap).or_memory_error(vm)?;
    let own = vm.dict()?;
    drop(own.table.replace(table));
    Ok(own.into_value())
}

/// Calls anything with arguments of any number.
fn call_collected(vm: &mut Vm, callee: Value, given: Arguments, result: u16) -> Result<Flow, Raised> {
    let Arguments { positional, named, .. } = given;
    let mut values: Values = if let Some(tuple) = positional.payload::<Tuple>() {
        many(vm, tuple.items())?
    } else if let Some(list) = positional.payload::<List>() {
        many(vm, &list.items.borrow())?
    } else {
        build::spread(vm, &callee, &positional)?.into()
    };
    drop(positional);
    let mut names = Values::new();
    if let Some(dict) = named.payload::<Dict>() {
        for entry in dict.table.borrow().iter() {
            match entry.key.to_ref::<Str>() {
                Some(text) if text.is_interned() => names.push(text.into_value()),
                Some(text) => names.push(vm.intern_str(text)?),
                None => return Err(vm.type_error("keywords must be strings")),
            }
            values.push(entry.value.clone());
        }
    }
    call_values(vm, callee, values, &names, result)
}

/// Calls with owned values, some of them named; the result goes to a register of the running frame.
fn call_values(vm: &mut Vm, callee: Value, mut values: Values, names: &[Value], result: u16) -> Result<Flow, Raised> {
    if callee.is_kind::<Function>() {
        return enter_owned(vm, callee, values.into_iter(), names, result, Continuation::Register);
    }
    if let Some(held) = callee.payload::<LibraryFunction>() {
        let function = held.function.value().clone();
        return enter_owned(vm, function, values.into_iter(), names, result, Continuation::Register);
    }
    if let Some(method) = callee.payload::<BoundMethod>()
        && method.function.get().is_kind::<Function>()
    {
        values.insert(0, method.receiver.get());
        return enter_owned(vm, method.function.get(), values.into_iter(), names, result, Continuation::Register);
    }
    let value = call::call(vm, &callee, Call { values: &values, keywords: names })?;
    drop(values);
    drop(callee);
    // SAFETY: the running frame is live and has the register.
    unsafe {
        let current = vm.stack.frame(vm.stack.depth - 1);
        put((*current).base.add(usize::from(result)), value);
    }
    if vm.heap.wants_attention() {
        finalize::attend(vm);
    }
    Ok(Flow::Reload)
}

/// Further references to arguments; many of them are counted and paid for while they are taken.
fn many(vm: &mut Vm, arguments: &[Value]) -> Result<Values, Raised> {
    if arguments.len() <= MANY {
        return Ok(arguments.iter().cloned().collect());
    }
    let mut taken = Gathering::new();
    taken.extend(vm, arguments)?;
    Ok(taken.into_vec().into())
}

/// More arguments than anybody writes down.
const MANY: usize = 256;
