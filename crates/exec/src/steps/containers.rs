//! Building containers and strings, unpacking, and patterns.

use taipan_bytecode::opcode::KILL_B;
use taipan_core::value::class::flags as class;
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::buffer::Buffer;
use taipan_heap::word::Word;

use super::{At, done, step, value};
use crate::frame::{copy, look, run, take};
use crate::{build, patterns};

step! {
    build_tuple(vm, at) {
        at.save();
        let class = vm.classes.tuple.value().clone();
        let made = Tuple::of_taken(&vm.heap, class, run(at.b(), usize::from(at.instr.c())));
        at.made(vm, made)
    }
}

step! {
    build_list(vm, at) {
        at.save();
        let made = Buffer::of_taken(&vm.heap, run(at.b(), usize::from(at.instr.c())))
            .and_then(|items| vm.heap.allocate(vm.classes.list.value().clone(), List { items: items.into() }));
        at.made(vm, made)
    }
}

step! {
    build_set(vm, at) {
        value!(vm, at, build::set(vm, at.base, at.instr))
    }
}

step! {
    build_dict(vm, at) {
        value!(vm, at, build::dict(vm, at.base, at.instr))
    }
}

step! {
    build_string(vm, at) {
        value!(vm, at, build::string(vm, at.base, at.instr))
    }
}

step! {
    list_append(vm, at) {
        let items = At::payload::<List>(*at.a()).items.as_ptr();
        if (*items).has_room() {
            let item = if at.has(KILL_B) { take(at.b()) } else { copy(at.b()) };
            drop((*items).push_within(item));
            return at.next(vm);
        }
        at.go(vm, list_append_growing)
    }
}

step! {
    #[inline(never)]
    list_append_growing(vm, at) {
        done!(vm, at, build::list_append(vm, at.base, at.instr))
    }
}

step! {
    list_extend(vm, at) {
        done!(vm, at, build::list_extend(vm, at.base, at.instr))
    }
}

step! {
    list_to_tuple(vm, at) {
        done!(vm, at, build::list_to_tuple(vm, at.a()))
    }
}

step! {
    set_add(vm, at) {
        done!(vm, at, build::set_add(vm, at.base, at.instr))
    }
}

step! {
    set_update(vm, at) {
        done!(vm, at, build::set_update(vm, at.base, at.instr))
    }
}

step! {
    dict_insert(vm, at) {
        done!(vm, at, build::dict_insert(vm, at.base, at.instr))
    }
}

step! {
    dict_update(vm, at) {
        done!(vm, at, build::dict_update(vm, at.base, at.instr))
    }
}

step! {
    dict_merge(vm, at) {
        done!(vm, at, build::dict_merge(vm, at.base, at.instr))
    }
}

step! {
    /// A tuple or list with other owners gives its items without further ado, where the registers hold nothing that ends.
    unpack_sequence(vm, at) {
        let sequence = *at.b();
        let count = usize::from(at.instr.c());
        if sequence.is_pointer() && at.spares(KILL_B, at.b()) {
            let class = sequence.header().class();
            let items = if class == vm.classes.tuple.value().word() {
                At::payload::<Tuple>(sequence).items()
            } else if class == vm.classes.list.value().word() {
                &*At::payload::<List>(sequence).items.as_ptr()
            } else {
                return at.go(vm, general_unpack);
            };
            if items.len() != count {
                return at.go(vm, general_unpack);
            }
            if let [first, second] = items
                && !(*at.a()).is_pointer()
                && !(*at.a().add(1)).is_pointer()
            {
                at.a().write(first.clone().into_word());
                at.a().add(1).write(second.clone().into_word());
                at.release(KILL_B, at.b());
                return at.next(vm);
            }
            if (0..count).all(|index| !(*at.a().add(index)).is_pointer()) {
                for (index, item) in items.iter().enumerate() {
                    at.a().add(index).write(item.clone().into_word());
                }
                at.release(KILL_B, at.b());
                return at.next(vm);
            }
        }
        at.go(vm, general_unpack)
    }
}

step! {
    #[inline(never)]
    general_unpack(vm, at) {
        done!(vm, at, build::unpack(vm, at.base, at.instr))
    }
}

step! {
    unpack_star(vm, at) {
        done!(vm, at, build::unpack_star(vm, at.base, at.instr))
    }
}

step! {
    convert(vm, at) {
        value!(vm, at, build::convert(vm, look(at.b()), at.instr.c()))
    }
}

step! {
    format(vm, at) {
        value!(vm, at, build::format(vm, look(at.b()), None))
    }
}

step! {
    format_spec(vm, at) {
        value!(vm, at, build::format(vm, look(at.b()), Some(look(at.c()))))
    }
}

step! {
    match_sequence(vm, at) {
        at.finish(vm, Word::from_bool(patterns::is_of(*at.b(), class::SEQUENCE)))
    }
}

step! {
    match_mapping(vm, at) {
        at.finish(vm, Word::from_bool(patterns::is_of(*at.b(), class::MAPPING)))
    }
}

step! {
    match_keys(vm, at) {
        value!(vm, at, patterns::keys(vm, look(at.b()), look(at.c())))
    }
}

step! {
    match_class(vm, at) {
        value!(vm, at, patterns::class(vm, at.base, at.instr))
    }
}

step! {
    dict_rest(vm, at) {
        value!(vm, at, patterns::rest(vm, look(at.b()), look(at.c())))
    }
}

step! {
    length(vm, at) {
        match patterns::known_length(vm, *at.b()) {
            Some(length) => at.finish(vm, Word::from_small(length as i64)),
            None => at.go(vm, general_length),
        }
    }
}

step! {
    #[inline(never)]
    general_length(vm, at) {
        value!(vm, at, patterns::length(vm, look(at.b())))
    }
}

step! {
    make_function(vm, at) {
        value!(vm, at, build::function(vm, at.current, at.instr.wide_value()))
    }
}

step! {
    set_function(vm, at) {
        done!(vm, at, build::set_function(at.base, at.instr))
    }
}
