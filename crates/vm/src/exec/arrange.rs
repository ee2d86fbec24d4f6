//! Binding in place: arguments that lie in a window on the value stack become parameters where they are.
//!
//! ```text
//!   before:  | given positional ...... | named ...... |
//!   after:   | positional parameters | keyword-only ones | *args | **kwargs |
//! ```
//!
//! What is wrong with a call is left to `bind`, which knows the messages: here such a call is refused untouched.

use taipan_bytecode::code::flags;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use crate::exec::calls::Values;
use crate::exec::frame::take;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::dict;
use crate::value::code::CodeObject;
use crate::value::function::Function;
use crate::value::mapping::Dict;
use crate::value::sequence::Tuple;
use crate::value::text::Str;

/// Most parameters and most named arguments that are arranged here.
const MOST: usize = 32;

/// A named argument that belongs into `**kwargs`.
const SURPLUS: u8 = u8::MAX;

/// Number of parameters, `*args` and `**kwargs` included.
pub(super) fn parameters(code: &CodeObject) -> usize {
    let shared = &code.code;
    let star = usize::from(shared.flags & flags::VARARGS != 0) + usize::from(shared.flags & flags::VARKEYWORDS != 0);
    usize::from(shared.positional) + usize::from(shared.keyword_only) + star
}

/// Arranges `count` arguments from `window` on, the last of them named by `names`. False if the call must go to `bind`;
/// the arguments are as they were then.
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
    let shared = &code.code;
    let positional = usize::from(shared.positional);
    let last = positional + usize::from(shared.keyword_only);
    let given = count - names.len();
    let own = given.min(positional);
    let takes_rest = shared.flags & flags::VARARGS != 0;
    if last > MOST || names.len() > MOST || (given > positional && !takes_rest) {
        return Ok(false);
    }

    if names.is_empty() && last == positional && shared.flags & (flags::VARARGS | flags::VARKEYWORDS) == 0 {
        // SAFETY: as the caller says.
        return Ok(unsafe { fill_defaults(function, window, given, positional) });
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
    let defaults = defaults.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let without_default = positional.saturating_sub(defaults.len());
    if (own..without_default).any(|index| bound & 1 << index == 0) {
        return Ok(false);
    }
    let mut keyword_defaults = Values::new();
    for index in positional..last {
        if bound & 1 << index == 0 {
            let all = function.keyword_defaults.get();
            match all.payload::<Dict>().and_then(|all| dict::get(vm, all, &code.locals[index])) {
                Some(default) => keyword_defaults.push(default),
                None => return Ok(false),
            }
        }
    }

    // SAFETY: as the caller says; what is moved out leaves an unbound register.
    unsafe {
        let extra = positional..given.max(positional);
        let rest = match takes_rest {
            true => vm.tuple(extra.map(|index| take(window.add(index))).collect::<Values>())?,
            false => Value::UNBOUND,
        };
        let mut surplus = Value::UNBOUND;
        if shared.flags & flags::VARKEYWORDS != 0 {
            let dict = vm.dict()?;
            for (index, name) in names.iter().enumerate().filter(|(index, _)| places[*index] == SURPLUS) {
                dict::set(vm, &dict, name, take(window.add(given + index)))?;
            }
            surplus = dict.into_value();
        }
        let named: Values = (given..count).map(|index| take(window.add(index))).collect();
        let mut keyword_defaults = keyword_defaults.into_iter();
        for index in own..last {
            let default = if bound & 1 << index != 0 {
                Word::UNBOUND
            } else if index < positional {
                defaults[index - without_default].clone().into_word()
            } else {
                keyword_defaults.next().unwrap_or(Value::NONE).into_word()
            };
            window.add(index).write(default);
        }
        for (value, place) in named.into_iter().zip(places) {
            if place != SURPLUS {
                window.add(usize::from(place)).write(value.into_word());
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

/// Gives the last parameters their defaults; false if there are too few.
///
/// # Safety
/// As for [`arrange`].
unsafe fn fill_defaults(function: &Function, window: *mut Word, given: usize, positional: usize) -> bool {
    let defaults = function.defaults.get();
    let defaults = defaults.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let wanted = positional - given;
    if wanted > defaults.len() {
        return false;
    }
    for (index, default) in defaults[defaults.len() - wanted..].iter().enumerate() {
        // SAFETY: the window has room for all parameters.
        unsafe { window.add(given + index).write(default.clone().into_word()) };
    }
    true
}
