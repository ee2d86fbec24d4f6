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
const MOST: usize = 16;

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
        let rest = match takes_rest {
            true => rest(vm, window, positional..given.max(positional))?,
            false => Value::UNBOUND,
        };
        let surplus = match shared.flags & flags::VARKEYWORDS != 0 {
            true => surplus(vm, window, given, names, &places)?,
            false => Value::UNBOUND,
        };
        let mut held = [Word::UNBOUND; MOST];
        for (index, word) in held.iter_mut().enumerate().take(names.len()) {
            *word = window.add(given + index).replace(Word::UNBOUND);
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
                window.add(usize::from(place)).write(*word);
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

/// The tuple of `*args`, moved out of the window.
///
/// # Safety
/// As for [`arrange`].
#[inline(never)]
unsafe fn rest(vm: &mut Vm, window: *mut Word, extra: std::ops::Range<usize>) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    vm.tuple(Moved { window: unsafe { window.add(extra.start) }, left: extra.len() })
}

/// Words on their way out of a window.
struct Moved {
    window: *mut Word,
    left: usize,
}

impl Iterator for Moved {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY: whoever made this said that so many owned words lie there.
        unsafe {
            let value = take(self.window);
            self.window = self.window.add(1);
            Some(value)
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Moved {}

/// The dict of `**kwargs`, moved out of the window.
///
/// # Safety
/// As for [`arrange`].
#[inline(never)]
unsafe fn surplus(
    vm: &mut Vm,
    window: *mut Word,
    given: usize,
    names: &[Value],
    places: &[u8; MOST],
) -> Result<Value, Raised> {
    let dict = vm.dict()?;
    for (index, name) in names.iter().enumerate().filter(|(index, _)| places[*index] == SURPLUS) {
        // SAFETY: as the caller says.
        dict::set(vm, &dict, name, unsafe { take(window.add(given + index)) })?;
    }
    Ok(dict.into_value())
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
