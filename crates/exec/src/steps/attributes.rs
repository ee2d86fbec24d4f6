//! Attributes through inline caches.

use taipan_bytecode::opcode::{KILL_A, KILL_B};
use taipan_core::value::instance::Instance;
use taipan_core::value::kinds;
use taipan_core::value::module::Module;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::specials::{ask_getter, ask_setter};
use super::{At, done, flow, step};
use crate::frame::{copy, take};
use crate::{attribute, supers};

/// The instance behind a word, if it is one.
#[inline(always)]
pub(super) unsafe fn instance<'a>(word: Word) -> Option<&'a Instance> {
    // SAFETY: the word lies in a register of a live frame, and the kind says what it points to.
    unsafe {
        if word.is_pointer() && word.header().kind() == kinds::INSTANCE {
            return Some(At::payload::<Instance>(word));
        }
        None
    }
}

impl At {
    /// What lies in the place that the site's cache knows of the attributes of an object derived from a builtin one.
    #[inline(always)]
    unsafe fn attribute_beside(self, object: Word) -> Option<Word> {
        // SAFETY: the object lies in a register of the frame; what it has beside it is an instance.
        unsafe {
            let side = object.header().side()?.word();
            let holder = instance(side)?;
            Some(holder.inline_place(self.cache(self.instr.c()).value.get() as usize)?.word())
        }
    }

    /// The attribute that lies in a place of the instance in register b, if the site's cache knows the place.
    #[inline(always)]
    unsafe fn known_attribute(self) -> Option<Word> {
        // SAFETY: the register is one of a live frame; the instance owns the word.
        unsafe {
            let object = instance(*self.b())?;
            let cache = self.cache(self.instr.c());
            if object.shape().stamp.get() != cache.key.get() || cache.extra.get() != attribute::PLACE {
                return None;
            }
            let word = object.inline_place(cache.value.get() as usize)?.word();
            if word.is_unbound() { None } else { Some(word) }
        }
    }
}

step! {
    get_attr(vm, at) {
        if at.instr.flags() == 0
            && let Some(word) = at.known_attribute()
        {
            return at.set(vm, Value::from_borrowed(word).into_word());
        }
        at.go(vm, get_attr_of_dying)
    }
}

step! {
    /// As `get_attr`, where the instance may be given up.
    #[inline(never)]
    get_attr_of_dying(vm, at) {
        if let Some(word) = at.known_attribute()
            && at.spares(KILL_B, at.b())
        {
            let value = Value::from_borrowed(word).into_word();
            at.release(KILL_B, at.b());
            return at.set(vm, value);
        }
        at.go(vm, get_attr_of_class)
    }
}

step! {
    /// What the site's cache holds of a class or a module.
    #[inline(never)]
    get_attr_of_class(vm, at) {
        let cache = at.cache(at.instr.c());
        let object = *at.b();
        let key = attribute::stamp(object);
        if key == 0 || key != cache.key.get() {
            return at.go(vm, recall_attr);
        }
        if matches!(cache.extra.get(), attribute::PROPERTY | attribute::GUARDED_PROPERTY) {
            return at.go(vm, ask_getter);
        }
        if at.spares(KILL_B, at.b()) {
            let found = match cache.extra.get() {
                attribute::CONSTANT => Word::from_bits(cache.value.get()),
                attribute::PLACE => at.attribute_beside(object).unwrap_or(Word::UNBOUND),
                attribute::ENTRY if object.header().kind() == kinds::MODULE => {
                    let table = At::payload::<Module>(object).dict.table.as_ptr();
                    (*table).entry_value(cache.value.get() as usize).word()
                }
                _ => Word::UNBOUND,
            };
            if !found.is_unbound() {
                let value = Value::from_borrowed(found).into_word();
                at.release(KILL_B, at.b());
                return at.set(vm, value);
            }
        }
        at.go(vm, find_attr)
    }
}

step! {
    /// Objects of other shapes than the last one: the table for sites that see many may know.
    #[inline(never)]
    recall_attr(vm, at) {
        let key = attribute::stamp(*at.b());
        let name = at.code().names.get_unchecked(usize::from(at.instr.c())).word().bits();
        if key != 0 && attribute::recall(vm, at.cache(at.instr.c()), key, name) {
            return at.go(vm, get_attr_of_dying);
        }
        at.go(vm, find_attr)
    }
}

step! {
    #[inline(never)]
    find_attr(vm, at) {
        flow!(vm, at, attribute::get(vm, at.current, at.instr))
    }
}

step! {
    set_attr(vm, at) {
        if let Some(object) = instance(*at.a()) {
            let cache = at.cache(at.instr.c());
            if object.shape().stamp.get() == cache.key.get()
                && cache.extra.get() == attribute::PLACE
                && at.spares(KILL_A, at.a())
                && let Some(place) = object.inline_place(cache.value.get() as usize)
            {
                let value = if at.has(KILL_B) { take(at.b()) } else { copy(at.b()) };
                let old = place.replace(value).into_word();
                at.release(KILL_A, at.a());
                return at.leave(vm, old);
            }
        }
        at.go(vm, add_attr)
    }
}

step! {
    /// An instance gets one attribute more, as others did before it.
    add_attr(vm, at) {
        if let Some(object) = instance(*at.a()) {
            let cache = at.cache(at.instr.c());
            if object.shape().stamp.get() == cache.key.get()
                && at.spares(KILL_A, at.a())
                && let Some((place, shape)) = attribute::addition(cache)
                && let Some(place) = object.inline_place(place)
            {
                let value = if at.has(KILL_B) { take(at.b()) } else { copy(at.b()) };
                let old = place.replace(value).into_word();
                object.set_shape(shape);
                at.release(KILL_A, at.a());
                return at.leave(vm, old);
            }
        }
        at.go(vm, store_attr)
    }
}

step! {
    #[inline(never)]
    store_attr(vm, at) {
        if let Some(object) = instance(*at.a()) {
            let cache = at.cache(at.instr.c());
            if object.shape().stamp.get() == cache.key.get() && cache.extra.get() == attribute::SETTER {
                return at.go(vm, ask_setter);
            }
        }
        at.go(vm, set_in_general)
    }
}

step! {
    #[inline(never)]
    set_in_general(vm, at) {
        done!(vm, at, attribute::set(vm, at.current, at.base, at.instr))
    }
}

step! {
    delete_attr(vm, at) {
        done!(vm, at, attribute::delete(vm, at.current, at.base, at.instr))
    }
}

step! {
    get_super(vm, at) {
        done!(vm, at, supers::get_super(vm, at.current, at.instr))
    }
}

step! {
    load_super(vm, at) {
        done!(vm, at, supers::load_super(vm, at.current, at.instr))
    }
}
