//! The classes of `_asyncio` and `_contextvars`, as a VM has them once these modules are filled.

use std::rc::Rc;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Value};

/// Those of `_asyncio`.
pub(crate) struct Classes {
    pub(crate) future: Ref<Class>,
    pub(crate) task: Ref<Class>,
    pub(crate) gathering: Ref<Class>,
    pub(crate) handle: Ref<Class>,
    pub(crate) timer_handle: Ref<Class>,
    pub(crate) event_loop: Ref<Class>,
}

/// Those of `_contextvars`.
pub(crate) struct ContextClasses {
    pub(crate) context: Ref<Class>,
    pub(crate) token: Ref<Class>,
    /// `Token.MISSING`
    pub(crate) missing: Value,
}

/// The classes of `_asyncio`; RuntimeError before the module is filled.
pub(crate) fn of(vm: &mut Vm) -> Result<Rc<Classes>, Raised> {
    vm.world.extension().ok_or_else(|| vm.runtime_error("module _asyncio is not initialised"))
}

/// The classes of `_contextvars`; RuntimeError before the module is filled.
pub(crate) fn of_contexts(vm: &mut Vm) -> Result<Rc<ContextClasses>, Raised> {
    vm.world.extension().ok_or_else(|| vm.runtime_error("module _contextvars is not initialised"))
}
