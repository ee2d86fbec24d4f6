//! Binding in place: arguments that lie in a window on the value stack become parameters where they are.
//!
//! ```text
//!   before:  | given positional ...... | named ...... |
//!   after:   | positional parameters | keyword-only ones | *args | **kwargs |
//! ```
//!
//! What is wrong with a call is left to `bind`, which knows the messages: here such a call is refused untouched.

use std::mem::MaybeUninit;
use std::ops::Range;

use taipan_bytecode::code::flags;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::dict;
use taipan_core::value::code::{CodeObject, NEVER};
use taipan_core::value::function::Function;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::table::Table;
use taipan_core::value::text::Str;
use taipan_heap::header::payload_pointer;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::frame::{run, take};

/// Most parameters and most named arguments that are arranged here.
pub(super) const MOST: usize = 16;

/// Of code that collects arguments in objects.
const COLLECTS: u32 = flags::VARARGS | flags::VARKEYWORDS;

/// A named argument that belongs into `**kwargs`.
const SURPLUS: u8 = u8::MAX;

/// Number of parameters, `*args` and `**kwargs` included.
pub(super) fn parameters(code: &CodeObject) -> usize {
    let shared = &code.code;
    let star = usize::from(shared.flags & flags::VARARGS != 0) + usize::from(shared.flags & flags::VARKEYWORDS != 0);
    usize::from(shared.positional) + usize::from(shared.keyword_only) + star
}

/// The defaults of the last of so many positional parameters. A script may have set more than there are parameters: then
/// the last ones count.
pub(super) fn last_defaults(defaults: &Value, positional: usize) -> &[Value] {
    let all = defaults.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    &all[all.len().saturating_sub(positional)..]
}

/// Where the arguments of a call are arranged: where they lie, or above a running generator, whose registers are its own.
///
/// # Safety
/// `current` must be the running frame.
#[inline(always)]
pub(super) unsafe fn window(current: *mut Frame, args: *mut Word) -> *mut Word {
    // SAFETY: as the caller says.
    unsafe { if (*current).generator.is_unbound() { args } else { (*current).top } }
}

/// Arranges a call that makes no generator. The parameters lie in the [`window`] then, with room for all registers; the
/// code is to be run. `None` for other calls, with the arguments as they were.
///
/// # Safety
/// `current` must be the running frame, and `args` its temporaries, of which `count` are the arguments.
#[inline(never)]
pub(super) unsafe fn place<'a>(
    vm: &mut Vm,
    current: *mut Frame,
    function: &Function,
    args: *mut Word,
    count: usize,
    names: &[Value],
) -> Option<&'a CodeObject> {
    // SAFETY: a function's code slot always holds a code object, which lives while the function does.
    unsafe {
        let code = &*payload_pointer::<CodeObject>(function.code.word().pointer()?).as_ptr();
        let window = window(current, args);
        let collects = code.code.flags & COLLECTS != 0;
        if code.makes.is_some()
            || !vm.stack.admits(window.wrapping_add((code.registers as usize).max(count)))
            || !collects && count > parameters(code)
        {
            return None;
        }
        if window != args {
            shift(args, window, count);
        }
        let placed = match collects {
            false if in_order(code, count, names) => complete(function, code, window, count),
            false => fill(vm, function, code, window, count, names),
            true => arrange(vm, function, code, window, count, names).unwrap_or_else(|_| {
                // There is no memory, as the general way will say.
                vm.clear_pending();
                false
            }),
        };
        if placed {
            return Some(code);
        }
        if window != args {
            shift(window, args, count);
        }
        None
    }
}

/// As [`place`], of arguments without names that lie where they are to lie, where all that is missing has a default.
///
/// # Safety
/// As for [`place`]; the frame is no generator's.
#[inline(always)]
pub(super) unsafe fn place_defaults<'a>(
    vm: &Vm,
    function: &Function,
    args: *mut Word,
    count: usize,
) -> Option<&'a CodeObject> {
    // SAFETY: as for `place`.
    unsafe {
        let code = &*payload_pointer::<CodeObject>(function.code.word().pointer()?).as_ptr();
        let ready = in_order(code, count, &[])
            && vm.stack.admits(args.wrapping_add(code.registers as usize))
            && complete(function, code, args, count);
        ready.then_some(code)
    }
}

/// Whether all arguments lie where the parameters will, for code that takes no others than by position.
#[inline(always)]
fn in_order(code: &CodeObject, count: usize, names: &[Value]) -> bool {
    if code.arity == NEVER || count > code.arity as usize {
        return false;
    }
    let given = count - names.len();
    names.is_empty()
        || given >= usize::from(code.code.positional_only)
            && names.iter().zip(&code.locals[given..]).all(|(name, local)| name.is(local))
}

/// Gives the last parameters their defaults. False, with all as it was, if there are not so many.
///
/// # Safety
/// The window must have room for all parameters.
#[inline(always)]
unsafe fn complete(function: &Function, code: &CodeObject, window: *mut Word, count: usize) -> bool {
    let missing = code.arity as usize - count;
    if missing == 0 {
        return true;
    }
    let defaults = function.defaults.word();
    // SAFETY: the function keeps its defaults alive.
    unsafe {
        let Some(defaults) = Value::borrow(&defaults).payload::<Tuple>().map(Tuple::items) else { return false };
        let Some(first) = defaults.len().checked_sub(missing) else { return false };
        for (index, default) in defaults[first..].iter().enumerate() {
            window.add(count + index).write(default.clone().into_word());
        }
    }
    true
}

/// Moves words, and leaves unbound registers.
unsafe fn shift(from: *mut Word, to: *mut Word, count: usize) {
    for index in 0..count {
        // SAFETY: the caller has looked for room.
        unsafe { to.add(index).write(from.add(index).replace(Word::UNBOUND)) };
    }
}

/// Moves named arguments to their parameters, and gives the others their defaults. False, with all as it was, if that does
/// not make the call complete.
///
/// # Safety
/// As for [`arrange`], of code without `*args` and `**kwargs`; the arguments are no more than the parameters.
unsafe fn fill(
    vm: &mut Vm,
    function: &Function,
    code: &CodeObject,
    window: *mut Word,
    count: usize,
    names: &[Value],
) -> bool {
    let shared = &*code.code;
    let positional = usize::from(shared.positional);
    let last = positional + usize::from(shared.keyword_only);
    let given = count - names.len();
    if last > MOST || given > positional {
        return false;
    }
    let defaults = function.defaults.get();
    let defaults = last_defaults(&defaults, positional);
    let without_default = positional - defaults.len();
    if names.is_empty() && last == positional {
        if given < without_default {
            return false;
        }
        for (index, default) in defaults.iter().enumerate().skip(given - without_default) {
            // SAFETY: the window has room for all parameters.
            unsafe { window.add(without_default + index).write(default.clone().into_word()) };
        }
        return true;
    }
    let mut bound: u32 = (1 << given) - 1;
    let mut places = [0; MOST];
    for (name, place) in names.iter().zip(&mut places) {
        let mut index = usize::from(shared.positional_only);
        while index < last && !code.locals[index].is(name) {
            index += 1;
        }
        if index == last || bound & 1 << index != 0 {
            return false;
        }
        bound |= 1 << index;
        *place = index as u8;
    }
    let missing = !bound & ((1 << last) - 1);
    if missing & ((1 << without_default) - 1) != 0 {
        return false;
    }
    let mut found = [const { MaybeUninit::uninit() }; MOST];
    if missing >> positional != 0 && !keyword_defaults(vm, function, code, missing, &mut found) {
        return false;
    }
    // SAFETY: the window has room for all parameters. Each that is not given is named or has a default.
    unsafe {
        let mut held = [const { MaybeUninit::<Word>::uninit() }; MOST];
        for (index, word) in held.iter_mut().enumerate().take(names.len()) {
            word.write(*window.add(given + index));
        }
        let mut left = missing;
        while left != 0 {
            let index = left.trailing_zeros() as usize;
            left &= left - 1;
            let default = match index < positional {
                true => defaults[index - without_default].word(),
                false => found[index].assume_init(),
            };
            window.add(index).write(Value::from_borrowed(default).into_word());
        }
        for (place, word) in places.iter().zip(&held).take(names.len()) {
            window.add(usize::from(*place)).write(word.assume_init());
        }
    }
    true
}

/// Looks for the defaults of the keyword-only parameters that are missing; the function owns them. False if one has none.
#[inline(never)]
fn keyword_defaults(
    vm: &mut Vm,
    function: &Function,
    code: &CodeObject,
    missing: u32,
    found: &mut [MaybeUninit<Word>; MOST],
) -> bool {
    let all = function.keyword_defaults.get();
    let Some(all) = all.payload::<Dict>() else { return false };
    for (index, word) in found.iter_mut().enumerate().skip(code.code.positional.into()) {
        if missing & 1 << index != 0 {
            let Some(entry) = dict::find(vm, all, &code.locals[index]) else { return false };
            word.write(all.table.borrow().entry_value(entry).word());
        }
    }
    true
}

/// Arranges `count` arguments from `window` on, the last of them named by `names`. False if the call must go to `bind`;
/// the arguments are as they were then, and after an error.
///
/// # Safety
/// The window must hold `count` owned words, nothing else may live behind them on the value stack, and there must be
/// room for all registers of the code, which must be the function's.
pub(super) unsafe fn arrange(
    vm: &mut Vm,
    function: &Function,
    code: &CodeObject,
    window: *mut Word,
    count: usize,
    names: &[Value],
) -> Result<bool, Raised> {
    // SAFETY: as the caller says.
    unsafe { arrange_with(vm, function, code, window, count, names, Value::UNBOUND) }
}

/// As [`arrange`]; `collected` is the dict of `**kwargs` if that was there before.
///
/// # Safety
/// As for [`arrange`].
pub(super) unsafe fn arrange_with(
    vm: &mut Vm,
    function: &Function,
    code: &CodeObject,
    window: *mut Word,
    count: usize,
    names: &[Value],
    collected: Value,
) -> Result<bool, Raised> {
    let shared = &code.code;
    if shared.flags & COLLECTS == 0 {
        // SAFETY: as the caller says.
        return Ok(count <= parameters(code) && unsafe { fill(vm, function, code, window, count, names) });
    }
    let positional = usize::from(shared.positional);
    let last = positional + usize::from(shared.keyword_only);
    let given = count - names.len();
    let own = given.min(positional);
    let takes_rest = shared.flags & flags::VARARGS != 0;
    if last > MOST || names.len() > MOST || (given > positional && !takes_rest) {
        return Ok(false);
    }

    if names.is_empty() && last == positional {
        // SAFETY: as the caller says.
        return unsafe { collect(vm, function, code, window, own..given, collected) };
    }

    // Which parameter each named argument is, and which parameters have a value then.
    let mut bound: u64 = (1 << own) - 1;
    let mut places = [SURPLUS; MOST];
    let first = usize::from(shared.positional_only);
    for (name, place) in names.iter().zip(&mut places) {
        match code.locals[first..last].iter().position(|local| local.is(name)) {
            Some(index) if bound & 1 << (first + index) == 0 => {
                bound |= 1 << (first + index);
                *place = (first + index) as u8;
            }
            None if shared.flags & flags::VARKEYWORDS != 0 && name.payload::<Str>().is_some_and(Str::is_interned) => {}
            _ => return Ok(false),
        }
    }
    let defaults = function.defaults.get();
    let defaults = last_defaults(&defaults, positional);
    let without_default = positional - defaults.len();
    if (own..without_default).any(|index| bound & 1 << index == 0) {
        return Ok(false);
    }
    let keyword_defaults = function.keyword_defaults.get();
    let keyword_defaults = keyword_defaults.payload::<Dict>();
    let mut entries = [0; MOST];
    for index in positional..last {
        if bound & 1 << index == 0 {
            match keyword_defaults.and_then(|all| dict::find(vm, all, &code.locals[index])) {
                Some(entry) => entries[index - positional] = entry,
                None => return Ok(false),
            }
        }
    }

    // SAFETY: as the caller says; what is moved out leaves an unbound register. Nothing fails once named arguments are
    // held.
    unsafe {
        let surplus = match shared.flags & flags::VARKEYWORDS != 0 {
            true if collected.is_unbound() => room(vm, names.len())?.into_value(),
            _ => collected,
        };
        let rest = match takes_rest {
            true => rest(vm, window, own..given)?,
            false => Value::UNBOUND,
        };
        if let Some(dict) = surplus.payload::<Dict>() {
            keep_surplus(vm, dict, window.add(given), names, &places);
        }
        let mut held = [const { MaybeUninit::<Word>::uninit() }; MOST];
        for (index, word) in held.iter_mut().enumerate().take(names.len()) {
            word.write(window.add(given + index).replace(Word::UNBOUND));
        }
        for index in own..last {
            let default = if bound & 1 << index != 0 {
                Word::UNBOUND
            } else if index < positional {
                defaults[index - without_default].clone().into_word()
            } else {
                let entry = entries[index - positional];
                keyword_defaults.map_or(Word::NONE, |all| all.table.borrow().entry_value(entry).clone().into_word())
            };
            window.add(index).write(default);
        }
        for (word, place) in held.iter().zip(places).take(names.len()) {
            if place != SURPLUS {
                window.add(usize::from(place)).write(word.assume_init());
            }
        }
        let mut end = window.add(last);
        for value in [rest, surplus] {
            if !value.is_unbound() {
                end.write(value.into_word());
                end = end.add(1);
            }
        }
    }
    Ok(true)
}

/// As [`arrange_with`], of arguments without names, `extra` of which are beyond the parameters that have one.
///
/// # Safety
/// As for [`arrange`].
unsafe fn collect(
    vm: &mut Vm,
    function: &Function,
    code: &CodeObject,
    window: *mut Word,
    extra: Range<usize>,
    collected: Value,
) -> Result<bool, Raised> {
    let shared = &code.code;
    let positional = usize::from(shared.positional);
    let defaults = function.defaults.get();
    let defaults = last_defaults(&defaults, positional);
    let without_default = positional - defaults.len();
    let given = extra.start;
    if given < without_default {
        return Ok(false);
    }
    let surplus = match shared.flags & flags::VARKEYWORDS != 0 {
        true if collected.is_unbound() => vm.dict()?.into_value(),
        _ => collected,
    };
    // SAFETY: as the caller says.
    unsafe {
        let mut end = window.add(positional);
        if shared.flags & flags::VARARGS != 0 {
            let rest = rest(vm, window, extra)?;
            end.write(rest.into_word());
            end = end.add(1);
        }
        if !surplus.is_unbound() {
            end.write(surplus.into_word());
        }
        for index in given..positional {
            window.add(index).write(defaults[index - without_default].clone().into_word());
        }
    }
    Ok(true)
}

/// The tuple of `*args`, moved out of the window.
///
/// # Safety
/// As for [`arrange`].
#[inline]
unsafe fn rest(vm: &mut Vm, window: *mut Word, extra: Range<usize>) -> Result<Value, Raised> {
    let class = vm.classes.tuple.value().clone();
    // SAFETY: as the caller says.
    let items = unsafe { run(window.add(extra.start), extra.len()) };
    Ok(Tuple::of_taken(&vm.heap, class, items).or_memory_error(vm)?.into_value())
}

/// An empty dict with room for so many names.
fn room(vm: &mut Vm, names: usize) -> Result<Ref<Dict>, Raised> {
    let table = Table::with_capacity(&vm.heap, names).or_memory_error(vm)?;
    let dict = vm.dict()?;
    drop(dict.table.replace(table));
    Ok(dict)
}

/// Moves the named arguments for which there is no parameter to the dict of `**kwargs`, which has room for them.
///
/// # Safety
/// So many owned words must lie from `first` on.
unsafe fn keep_surplus(vm: &Vm, dict: &Dict, first: *mut Word, names: &[Value], places: &[u8; MOST]) {
    let mut table = dict.table.borrow_mut();
    for (index, name) in names.iter().enumerate().filter(|(index, _)| places[*index] == SURPLUS) {
        // SAFETY: as the caller says.
        let value = unsafe { take(first.add(index)) };
        // The names of a call are interned.
        if let Some(text) = name.payload::<Str>() {
            let hash = vm.names.hash(text);
            match table.find_identical(hash, name.word()) {
                Some(entry) => drop(table.set_entry_value(entry, value)),
                None => drop(table.insert_new(&vm.heap, hash, name.clone(), value)),
            }
        }
    }
}
