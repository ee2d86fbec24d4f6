//! What a program finds among the builtins without their being part of the language: `exit`, `quit`, `help` and the
//! texts `copyright`, `credits` and `license`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, dict, name};
use taipan_core::value::class::flags;
use taipan_core::value::kinds;
use taipan_core::value::module::Module;
use taipan_heap::value::Value;
use taipan_macros::function;

static QUITTER: ClassSpec = ClassSpec { methods: methods![shown_quitter, quit], ..ClassSpec::EMPTY };
static PRINTER: ClassSpec = ClassSpec { methods: methods![shown_text, print_text], ..ClassSpec::EMPTY };
static HELPER: ClassSpec = ClassSpec { methods: methods![shown_helper, help], ..ClassSpec::EMPTY };

const COPYRIGHT: &str = "Copyright (c) the authors of Taipan.\nAll Rights Reserved.";
const CREDITS: &str = "    Taipan runs Python, the language of Guido van Rossum and the Python community.";
const LICENSE: &str = "Taipan is free software: MIT or Apache 2.0, as you like.";

/// Puts the names into `builtins`.
pub(crate) fn install(vm: &mut Vm) -> Result<(), Raised> {
    let bits = flags::HAS_DICT;
    let quitter = define_native_class(vm, "_sitebuiltins.Quitter", &[], kinds::INSTANCE, bits, &QUITTER)?;
    let printer = define_native_class(vm, "_sitebuiltins._Printer", &[], kinds::INSTANCE, bits, &PRINTER)?;
    let helper = define_native_class(vm, "_sitebuiltins._Helper", &[], kinds::INSTANCE, bits, &HELPER)?;
    let objects = [
        ("exit", &quitter, ""),
        ("quit", &quitter, ""),
        ("copyright", &printer, COPYRIGHT),
        ("credits", &printer, CREDITS),
        ("license", &printer, LICENSE),
        ("help", &helper, ""),
    ];
    let builtins = vm.world.builtins.clone();
    for (name, class, text) in objects {
        let object = vm.instance(class)?;
        let shown = vm.intern(name)?;
        set(vm, &object, "name", shown)?;
        if !text.is_empty() {
            let text = vm.str(text)?;
            set(vm, &object, "text", text)?;
        }
        dict::set_text(vm, &builtins, name, object)?;
    }
    Ok(())
}

fn set(vm: &mut Vm, object: &Value, name: &str, value: Value) -> Result<(), Raised> {
    let name = vm.intern(name)?;
    attributes::set(vm, object, &name, value)
}

fn get(vm: &mut Vm, object: &Value, name: &str) -> Result<String, Raised> {
    let name = vm.intern(name)?;
    Ok(attributes::get(vm, object, &name).as_ref().map(name::text).unwrap_or_default())
}

/// How to leave.
#[function("Quitter.__repr__(self, /)")]
fn shown_quitter(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let name = get(vm, this, "name")?;
    Ok(format!("Use {name}() or Ctrl-D (i.e. EOF) to exit"))
}

/// Close standard input and end the program.
#[function("Quitter.__call__(self, code=None)")]
fn quit(vm: &mut Vm, _this: &Value, code: Value) -> Result<(), Raised> {
    let sys = dict::get_text(vm, &vm.world.modules, "sys");
    let input = sys.and_then(|sys| dict::get_text(vm, &sys.payload::<Module>()?.dict, "stdin"));
    if let Some(input) = input
        && vm.call_method(&input, "close", &[]).is_err()
    {
        vm.clear_pending();
    }
    let class = vm.classes.system_exit.value().clone();
    let exception = vm.call(&class, &[code])?;
    Err(vm.raise(exception))
}

/// The text itself, or where it is long, how to see it.
#[function("_Printer.__repr__(self, /)")]
fn shown_text(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    match get(vm, this, "name")?.as_str() {
        "license" => Ok("Type license() to see the full license text".into()),
        _ => get(vm, this, "text"),
    }
}

/// Print the text.
#[function("_Printer.__call__(self)")]
fn print_text(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    let text = get(vm, this, "text")?;
    let text = vm.str(&text)?;
    let builtins = vm.world.builtins.clone();
    let print = dict::get_text(vm, &builtins, "print").unwrap_or(Value::NONE);
    vm.call(&print, &[text]).map(drop)
}

/// How to ask.
#[function("_Helper.__repr__(self, /)")]
fn shown_helper(_this: &Value) -> &'static str {
    "Type help() for interactive help, or help(object) for help about object."
}

/// Print what is known of an object.
#[function("_Helper.__call__(self, *args)")]
fn help(vm: &mut Vm, _this: &Value, args: Rest<'_>) -> Result<(), Raised> {
    let import = vm.hooks.import;
    let module = import(vm, "_sitebuiltins")?;
    vm.call_method(&module, "help", &args).map(drop)
}
