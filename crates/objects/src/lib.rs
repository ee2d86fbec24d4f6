//! What each builtin type answers, one file a type. The table at the end of this page says which file fills which class.

use taipan_core::machine::classes::Classes;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::spec::{self, ClassSpec};
use taipan_core::protocol::{dict as namespace, lookup};
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Value};

pub mod number;
pub mod text;
pub mod buffer;
pub mod sequence;
pub mod mapping;
pub mod iterator;
pub mod function;
pub mod class;
pub mod exception;
pub mod typing;
pub mod weak;

/// Fills all builtin classes and puts those of module `builtins` into its namespace.
pub fn install(vm: &mut Vm) -> Result<(), Raised> {
    for (class, table) in TABLE {
        let class = class(&vm.classes).clone();
        spec::install(vm, &class, table)?;
    }
    let name = vm.names.known.doc.clone();
    for (class, meaning) in exception::meanings::MEANINGS {
        let class = class(&vm.classes).clone();
        let meaning = vm.str(meaning)?;
        namespace::set(vm, &class.namespace, &name, meaning)?;
    }
    for class in UNHASHABLE {
        let class = class(&vm.classes).clone();
        namespace::set_text(vm, &class.namespace, "__hash__", Value::NONE)?;
    }
    typing::generic_alias::install(vm)?;
    let object = vm.classes.object.clone();
    lookup::refresh(vm, &object);
    typing::type_params::install(vm)?;
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
    (|classes| &classes.object, &class::object::SPEC),
    (|classes| &classes.type_, &class::SPEC),
    (|classes| &classes.function, &function::SPEC),
    (|classes| &classes.method, &function::method::SPEC),
    (|classes| &classes.cell, &function::method::CELL),
    (|classes| &classes.code, &function::code::SPEC),
    (|classes| &classes.builtin_function, &function::native_function::BUILTIN),
    (|classes| &classes.method_descriptor, &function::native_function::METHOD),
    (|classes| &classes.class_method_descriptor, &function::native_function::METHOD),
    (|classes| &classes.slot_wrapper, &function::native_function::WRAPPER),
    (|classes| &classes.method_wrapper, &function::native_function::BOUND_WRAPPER),
    (|classes| &classes.getset_descriptor, &class::getset::GETSET),
    (|classes| &classes.member_descriptor, &class::getset::MEMBER),
    (|classes| &classes.module, &function::module::SPEC),
    (|classes| &classes.generic_alias, &typing::generic_alias::SPEC),
    (|classes| &classes.union_type, &typing::union::SPEC),
    (|classes| &classes.type_var, &typing::type_params::TYPE_VAR),
    (|classes| &classes.param_spec, &typing::type_params::PARAM_SPEC),
    (|classes| &classes.type_var_tuple, &typing::type_params::TYPE_VAR_TUPLE),
    (|classes| &classes.type_alias_type, &typing::type_alias::SPEC),
    (|classes| &classes.generic, &typing::type_alias::GENERIC),
    (|classes| &classes.weak_ref, &weak::SPEC),
    (|classes| &classes.weak_proxy, &weak::weak_proxy::SPEC),
    (|classes| &classes.weak_callable_proxy, &weak::weak_proxy::CALLABLE_SPEC),
    (|classes| &classes.none_type, &class::singletons::NONE),
    (|classes| &classes.ellipsis_type, &class::singletons::ELLIPSIS),
    (|classes| &classes.not_implemented_type, &class::singletons::NOT_IMPLEMENTED),
    (|c| &c.base_exception, &exception::base::SPEC),
    (|c| &c.base_exception_group, &exception::group::SPEC),
    (|c| &c.stop_iteration, &exception::values::STOP_ITERATION),
    (|c| &c.system_exit, &exception::values::SYSTEM_EXIT),
    (|c| &c.key_error, &exception::values::KEY_ERROR),
    (|c| &c.attribute_error, &exception::names::ATTRIBUTE_ERROR),
    (|c| &c.name_error, &exception::names::NAME_ERROR),
    (|c| &c.import_error, &exception::names::IMPORT_ERROR),
    (|c| &c.os_error, &exception::os::SPEC),
    (|c| &c.syntax_error, &exception::syntax::SPEC),
    (|c| &c.unicode_encode_error, &exception::unicode::ENCODE),
    (|c| &c.unicode_decode_error, &exception::unicode::DECODE),
    (|c| &c.unicode_translate_error, &exception::unicode::TRANSLATE),
    (|c| &c.traceback, &exception::traceback::SPEC),
    (|c| &c.frame, &exception::frame::SPEC),
    (|classes| &classes.int, &number::int::SPEC),
    (|classes| &classes.bool, &number::bool::SPEC),
    (|classes| &classes.float, &number::float::SPEC),
    (|classes| &classes.complex, &number::complex::SPEC),
    (|classes| &classes.str, &text::str::SPEC),
    (|classes| &classes.bytes, &text::bytes::SPEC),
    (|classes| &classes.bytearray, &text::bytearray::SPEC),
    (|classes| &classes.memoryview, &buffer::memoryview::SPEC),
    (|classes| &classes.list, &sequence::list::SPEC),
    (|classes| &classes.tuple, &sequence::tuple::SPEC),
    (|classes| &classes.dict, &mapping::dict::SPEC),
    (|classes| &classes.dict_keys, &mapping::dict_views::KEYS_SPEC),
    (|classes| &classes.dict_values, &mapping::dict_views::VALUES_SPEC),
    (|classes| &classes.dict_items, &mapping::dict_views::ITEMS_SPEC),
    (|classes| &classes.mapping_proxy, &mapping::mapping_proxy::SPEC),
    (|classes| &classes.set, &mapping::set::SPEC),
    (|classes| &classes.frozenset, &mapping::set::FROZEN_SPEC),
    (|classes| &classes.tuple_getter, &sequence::tuple_getter::SPEC),
    (|classes| &classes.deque, &sequence::deque::SPEC),
    (|classes| &classes.deque_iterator, &sequence::deque_iterator::SPEC),
    (|classes| &classes.deque_reverse_iterator, &sequence::deque_iterator::REVERSE_SPEC),
    (|classes| &classes.range, &sequence::range::SPEC),
    (|classes| &classes.slice, &sequence::slice::SPEC),
    (|classes| &classes.list_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.list_reverse_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.tuple_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.str_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.str_ascii_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.bytes_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.bytearray_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.memory_iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.iterator, &iterator::sequence_iterator::SPEC),
    (|classes| &classes.reversed, &iterator::sequence_iterator::REVERSED_SPEC),
    (|classes| &classes.dict_key_iterator, &mapping::table_iterator::SPEC),
    (|classes| &classes.dict_value_iterator, &mapping::table_iterator::SPEC),
    (|classes| &classes.dict_item_iterator, &mapping::table_iterator::SPEC),
    (|classes| &classes.dict_reverse_key_iterator, &mapping::table_iterator::SPEC),
    (|classes| &classes.dict_reverse_value_iterator, &mapping::table_iterator::SPEC),
    (|classes| &classes.dict_reverse_item_iterator, &mapping::table_iterator::SPEC),
    (|classes| &classes.set_iterator, &mapping::table_iterator::SPEC),
    (|classes| &classes.range_iterator, &sequence::range_iterator::SPEC),
    (|classes| &classes.long_range_iterator, &sequence::range_iterator::LONG_SPEC),
    (|classes| &classes.callable_iterator, &iterator::call_iterator::SPEC),
    (|classes| &classes.enumerate, &iterator::enumerate::SPEC),
    (|classes| &classes.zip, &iterator::zip::SPEC),
    (|classes| &classes.map, &iterator::map::SPEC),
    (|classes| &classes.filter, &iterator::filter::SPEC),
    (|classes| &classes.property, &function::property::SPEC),
    (|classes| &classes.staticmethod, &function::class_method::STATIC_SPEC),
    (|classes| &classes.classmethod, &function::class_method::CLASS_SPEC),
    (|classes| &classes.super_, &function::super_::SPEC),
];
