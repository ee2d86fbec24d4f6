//! What each builtin type answers, one file a type. The table at the end of this page says which file fills which class.

use crate::machine::classes::Classes;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::dict;
use crate::protocol::lookup;
use crate::protocol::spec::{self, ClassSpec};
use crate::value::class::Class;
use taipan_heap::value::Ref;

#[allow(clippy::module_inception, reason = "the file is about the class `object`")]
mod object;
mod class;
pub(crate) mod class_new;
mod class_bases;
mod class_assignment;
mod slots;
mod reduce;
pub mod exceptions;
pub mod merge_sort;

/// Fills all builtin classes and puts those of module `builtins` into its namespace.
pub fn install(vm: &mut Vm) -> Result<(), Raised> {
    for (class, table) in TABLE {
        let class = class(&vm.classes).clone();
        spec::install(vm, &class, table)?;
    }
    let object = vm.classes.object.clone();
    lookup::refresh(vm, &object);
    let module_name = vm.names.known.module.clone();
    let builtins = vm.world.builtins.clone();
    let all: Vec<_> =
        vm.classes.all().into_iter().map(|(class, name, module)| (class.clone(), name, module)).collect();
    for (class, name, module) in all {
        let module_value = vm.intern(module)?;
        if dict::get(vm, &class.namespace, &module_name).is_none() {
            dict::set(vm, &class.namespace, &module_name, module_value)?;
        }
        if module == "builtins" {
            dict::set_text(vm, &builtins, name, class.into_value())?;
        }
    }
    Ok(())
}

/// A field of the table of classes.
type Pick = fn(&Classes) -> &Ref<Class>;

/// Which table fills which class; bases before what is derived from them.
const TABLE: &[(Pick, &ClassSpec)] = &[
    (|classes| &classes.object, &object::SPEC),
    (|classes| &classes.type_, &class::SPEC),
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
];
