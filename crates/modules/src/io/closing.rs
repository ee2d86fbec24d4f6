//! How files end: by `close`, and when nobody refers to them any more.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::{call, dict, lookup, truth};
use taipan_core::value::exception::Exception;
use taipan_heap::header::flags;
use taipan_heap::value::Value;

/// Closes a file that nobody refers to any more, unless it is closed.
pub(super) fn finish(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    let name = vm.intern("closed")?;
    let closed = super::quietly(vm, |vm| {
        let closed = lookup::get_attr(vm, this, &name)?;
        truth::is_true(vm, &closed)
    })?;
    if closed != Some(false) {
        // Where the attribute is missing, the file was never made whole.
        return Ok(());
    }
    let name = vm.intern("_finalizing")?;
    super::quietly(vm, |vm| lookup::set_attr(vm, this, &name, Some(Value::TRUE)))?;
    if let Err(raised) = vm.call_method(this, "close", &[]) {
        let unraisable = vm.hooks.unraisable;
        unraisable(vm, this, None);
        if vm.take_exception().is_none() {
            return Err(raised);
        }
    }
    Ok(())
}

/// A file was closed: there is nothing left for its finaliser to do. What a script has derived may have more to do.
pub(super) fn rest(vm: &Vm, this: &Value) {
    if !super::is_derived(vm, this)
        && let Some(header) = this.header()
    {
        header.unset(flags::FINALIZER);
    }
}

/// Goes on whether or not something failed before. The later exception has the earlier one as its context.
pub(super) fn then<T, U>(
    vm: &mut Vm,
    before: Result<T, Raised>,
    act: impl FnOnce(&mut Vm) -> Result<U, Raised>,
) -> Result<U, Raised> {
    let Err(raised) = before else { return act(vm) };
    let Some(first) = vm.take_exception() else { return Err(raised) };
    match act(vm) {
        Ok(_) => Err(vm.raise(first)),
        Err(raised) => {
            let Some(second) = vm.take_exception() else { return Err(raised) };
            if let Some(exception) = second.payload::<Exception>().filter(|_| !second.is(&first)) {
                exception.context.set(first);
            }
            Err(vm.raise(second))
        }
    }
}

/// Warns that nobody closed a file, where a program has filters for warnings. `source` is the object that it knows the file
/// by, `raw` the one whose finaliser complains where the warning is an error.
pub(super) fn warn_unclosed(vm: &mut Vm, source: &Value, raw: &Value) -> Result<(), Raised> {
    let Some(warnings) = dict::get_text(vm, &vm.world.modules, "warnings") else { return Ok(()) };
    let pending = std::mem::take(&mut vm.pending);
    let warned = warn(vm, &warnings, source);
    if warned.is_err() {
        if vm.is_pending(|classes| &classes.warning) {
            let unraisable = vm.hooks.unraisable;
            unraisable(vm, raw, None);
        }
        if vm.take_exception().is_none() {
            return warned;
        }
    }
    vm.pending = pending;
    Ok(())
}

fn warn(vm: &mut Vm, warnings: &Value, source: &Value) -> Result<(), Raised> {
    let shown = repr::repr(vm, source)?;
    let message = vm.wtf8_concat(&[b"unclosed file ", shown.as_bytes()])?;
    let name = vm.intern("warn")?;
    let warn = lookup::get_attr(vm, warnings, &name)?;
    let keywords = [vm.intern("stacklevel")?, vm.intern("source")?];
    let category = vm.classes.resource_warning.value().clone();
    let values = [message, category, vm.int(1)?, source.clone()];
    call::call(vm, &warn, Call { values: &values, keywords: &keywords }).map(drop)
}
