//! What each builtin type answers, one file a type. The table at the end of this page says which file fills which class.

use crate::machine::classes::Classes;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::spec::{self, ClassSpec};
use crate::protocol::{dict as namespace, lookup};
use crate::value::class::Class;
use taipan_heap::value::{Ref, Value};

#[allow(clippy::module_inception, reason = "the file is about the class `object`")]
mod object;
mod class;
pub mod class_new;
mod class_bases;
mod class_assignment;
pub mod slots;
mod reduce;
mod callable;
pub(crate) mod function;
pub(crate) mod method;
mod code;
mod native_function;
pub mod library_function;
pub mod getset;
pub mod module;
mod singletons;
mod generic_args;
pub mod generic_alias;
pub mod union;
pub mod type_params;
pub mod type_alias;
pub mod weak;
pub mod weak_proxy;
pub mod exceptions;
pub(crate) mod number_methods;
pub(crate) mod int;
pub(crate) mod int_new;
mod int_bytes;
mod bool;
pub(crate) mod float;
mod complex;
mod str;
mod bytes;
pub mod bytearray;
pub mod memoryview;
mod memory_format;
mod memory_shape;
pub mod buffer;
pub mod codec;
mod percent;
mod percent_plain;
mod parts;
mod window;
mod merge_sort;
mod items;
mod list;
mod list_slices;
pub(crate) mod list_sort;
mod native_sort;
mod tuple;
mod dict;
mod dict_update;
mod dict_views;
mod mapping_proxy;
mod set;
mod set_algebra;
mod tuple_getter;
mod deque;
mod deque_iterator;
mod range;
mod slice;
mod sequence_iterator;
mod table_iterator;
mod range_iterator;
pub(crate) mod reused;
mod call_iterator;
mod enumerate;
mod zip;
mod map;
mod filter;
mod property;
mod class_method;
mod super_;

/// Fills all builtin classes and puts those of module `builtins` into its namespace.
pub fn install(vm: &mut Vm) -> Result<(), Raised> {
    for (class, table) in TABLE {
        let class = class(&vm.classes).clone();
        spec::install(vm, &class, table)?;
    }
    let name = vm.names.known.doc.clone();
    for (class, meaning) in exceptions::meanings::MEANINGS {
        let class = class(&vm.classes).clone();
        let meaning = vm.str(meaning)?;
        namespace::set(vm, &class.namespace, &name, meaning)?;
    }
    for class in UNHASHABLE {
        let class = class(&vm.classes).clone();
        namespace::set_text(vm, &class.namespace, "__hash__", Value::NONE)?;
    }
    generic_alias::install(vm)?;
    let object = vm.classes.object.clone();
    lookup::refresh(vm, &object);
    type_params::install(vm)?;
    let module_name = vm.names.known.module.clone();
    let builtins = vm.world.builtins.clone();
    let all: Vec<_> = vm.classes.all().into_iter().map(|(class, name, module)| (class.clone(), name, module)).collect();
    for (class, name, module) in all {
        // Classes without a name in `builtins` count as of that module, unless they have a home of their own. The
        // module `builtins` itself goes without saying.
        let shown = if module == "types" && !OF_TYPES.contains(&name) { "builtins" } else { module };
        if shown != "builtins" && namespace::get(vm, &class.namespace, &module_name).is_none() {
            let shown = vm.intern(shown)?;
            namespace::set(vm, &class.namespace, &module_name, shown)?;
        }
        if module == "builtins" {
            namespace::set_text(vm, &builtins, name, class.into_value())?;
        }
    }
    Ok(())
}

/// What the table of a builtin class says about it. Its namespace does not, where instances answer `__doc__` themselves.
fn documentation(vm: &Vm, class: &Ref<Class>) -> &'static str {
    TABLE.iter().find(|(pick, _)| pick(&vm.classes).value().is(class.value())).map_or("", |(_, spec)| spec.doc)
}

/// Classes whose `__module__` is `types`.
const OF_TYPES: &[&str] = &["GenericAlias", "UnionType"];

/// A field of the table of classes.
type Pick = fn(&Classes) -> &Ref<Class>;

/// Classes whose instances have no hash because they change.
const UNHASHABLE: &[Pick] = &[
    |classes| &classes.list,
    |classes| &classes.dict,
    |classes| &classes.set,
    |classes| &classes.bytearray,
    |classes| &classes.dict_keys,
    |classes| &classes.dict_items,
    |classes| &classes.deque,
];

/// Which table fills which class; bases before what is derived from them.
const TABLE: &[(Pick, &ClassSpec)] = &[
    (|classes| &classes.object, &object::SPEC),
    (|classes| &classes.type_, &class::SPEC),
    (|classes| &classes.function, &function::SPEC),
    (|classes| &classes.method, &method::SPEC),
    (|classes| &classes.cell, &method::CELL),
    (|classes| &classes.code, &code::SPEC),
    (|classes| &classes.builtin_function, &native_function::BUILTIN),
    (|classes| &classes.method_descriptor, &native_function::METHOD),
    (|classes| &classes.class_method_descriptor, &native_function::METHOD),
    (|classes| &classes.slot_wrapper, &native_function::WRAPPER),
    (|classes| &classes.method_wrapper, &native_function::BOUND_WRAPPER),
    (|classes| &classes.getset_descriptor, &getset::GETSET),
    (|classes| &classes.member_descriptor, &getset::MEMBER),
    (|classes| &classes.module, &module::SPEC),
    (|classes| &classes.generic_alias, &generic_alias::SPEC),
    (|classes| &classes.union_type, &union::SPEC),
    (|classes| &classes.type_var, &type_params::TYPE_VAR),
    (|classes| &classes.param_spec, &type_params::PARAM_SPEC),
    (|classes| &classes.type_var_tuple, &type_params::TYPE_VAR_TUPLE),
    (|classes| &classes.type_alias_type, &type_alias::SPEC),
    (|classes| &classes.generic, &type_alias::GENERIC),
    (|classes| &classes.weak_ref, &weak::SPEC),
    (|classes| &classes.weak_proxy, &weak_proxy::SPEC),
    (|classes| &classes.weak_callable_proxy, &weak_proxy::CALLABLE_SPEC),
    (|classes| &classes.none_type, &singletons::NONE),
    (|classes| &classes.ellipsis_type, &singletons::ELLIPSIS),
    (|classes| &classes.not_implemented_type, &singletons::NOT_IMPLEMENTED),
    (|c| &c.base_exception, &exceptions::base::SPEC),
    (|c| &c.base_exception_group, &exceptions::group::SPEC),
    (|c| &c.stop_iteration, &exceptions::values::STOP_ITERATION),
    (|c| &c.system_exit, &exceptions::values::SYSTEM_EXIT),
    (|c| &c.key_error, &exceptions::values::KEY_ERROR),
    (|c| &c.attribute_error, &exceptions::names::ATTRIBUTE_ERROR),
    (|c| &c.name_error, &exceptions::names::NAME_ERROR),
    (|c| &c.import_error, &exceptions::names::IMPORT_ERROR),
    (|c| &c.os_error, &exceptions::os::SPEC),
    (|c| &c.syntax_error, &exceptions::syntax::SPEC),
    (|c| &c.unicode_encode_error, &exceptions::unicode::ENCODE),
    (|c| &c.unicode_decode_error, &exceptions::unicode::DECODE),
    (|c| &c.unicode_translate_error, &exceptions::unicode::TRANSLATE),
    (|c| &c.traceback, &exceptions::traceback::SPEC),
    (|c| &c.frame, &exceptions::frame::SPEC),
    (|classes| &classes.int, &int::SPEC),
    (|classes| &classes.bool, &bool::SPEC),
    (|classes| &classes.float, &float::SPEC),
    (|classes| &classes.complex, &complex::SPEC),
    (|classes| &classes.str, &str::SPEC),
    (|classes| &classes.bytes, &bytes::SPEC),
    (|classes| &classes.bytearray, &bytearray::SPEC),
    (|classes| &classes.memoryview, &memoryview::SPEC),
    (|classes| &classes.list, &list::SPEC),
    (|classes| &classes.tuple, &tuple::SPEC),
    (|classes| &classes.dict, &dict::SPEC),
    (|classes| &classes.dict_keys, &dict_views::KEYS_SPEC),
    (|classes| &classes.dict_values, &dict_views::VALUES_SPEC),
    (|classes| &classes.dict_items, &dict_views::ITEMS_SPEC),
    (|classes| &classes.mapping_proxy, &mapping_proxy::SPEC),
    (|classes| &classes.set, &set::SPEC),
    (|classes| &classes.frozenset, &set::FROZEN_SPEC),
    (|classes| &classes.tuple_getter, &tuple_getter::SPEC),
    (|classes| &classes.deque, &deque::SPEC),
    (|classes| &classes.deque_iterator, &deque_iterator::SPEC),
    (|classes| &classes.deque_reverse_iterator, &deque_iterator::REVERSE_SPEC),
    (|classes| &classes.range, &range::SPEC),
    (|classes| &classes.slice, &slice::SPEC),
    (|classes| &classes.list_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.list_reverse_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.tuple_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.str_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.str_ascii_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.bytes_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.bytearray_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.memory_iterator, &sequence_iterator::SPEC),
    (|classes| &classes.iterator, &sequence_iterator::SPEC),
    (|classes| &classes.reversed, &sequence_iterator::REVERSED_SPEC),
    (|classes| &classes.dict_key_iterator, &table_iterator::SPEC),
    (|classes| &classes.dict_value_iterator, &table_iterator::SPEC),
    (|classes| &classes.dict_item_iterator, &table_iterator::SPEC),
    (|classes| &classes.dict_reverse_key_iterator, &table_iterator::SPEC),
    (|classes| &classes.dict_reverse_value_iterator, &table_iterator::SPEC),
    (|classes| &classes.dict_reverse_item_iterator, &table_iterator::SPEC),
    (|classes| &classes.set_iterator, &table_iterator::SPEC),
    (|classes| &classes.range_iterator, &range_iterator::SPEC),
    (|classes| &classes.long_range_iterator, &range_iterator::LONG_SPEC),
    (|classes| &classes.callable_iterator, &call_iterator::SPEC),
    (|classes| &classes.enumerate, &enumerate::SPEC),
    (|classes| &classes.zip, &zip::SPEC),
    (|classes| &classes.map, &map::SPEC),
    (|classes| &classes.filter, &filter::SPEC),
    (|classes| &classes.property, &property::SPEC),
    (|classes| &classes.staticmethod, &class_method::STATIC_SPEC),
    (|classes| &classes.classmethod, &class_method::CLASS_SPEC),
    (|classes| &classes.super_, &super_::SPEC),
];
