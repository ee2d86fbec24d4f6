//! Modules. That `__getattr__` of a module answers for missing names stands in `protocol::lookup`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{iterate, repr};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, dict, lookup, truth};
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A namespace with a name and, if it is given, a documentation: module(name, doc=None).",
    methods: methods![new, init, repr_module, dir],
    attributes: &[
        Attribute {
            name: "__dict__",
            doc: "",
            get: |_, this| Ok(namespace(this).into_value()),
            set: Attribute::READ_ONLY,
        },
        Attribute { name: "__annotations__", doc: "", get: get_annotations, set: Some(set_annotations) },
    ],
    ..ClassSpec::EMPTY
};

fn namespace(this: &Value) -> Ref<Dict> {
    match this.payload::<Module>() {
        Some(module) => module.dict.clone(),
        None => unreachable!("descriptors have checked that this is a module"),
    }
}

/// Makes a module with the names that every module has.
pub fn make(vm: &mut Vm, name: &str, doc: Value) -> Result<Value, Raised> {
    let dict = vm.dict()?;
    let class = vm.classes.module.clone();
    let module = vm.allocate(&class, Module { dict })?.into_value();
    let name = vm.intern(name)?;
    fill(vm, &module, name, doc)?;
    Ok(module)
}

fn fill(vm: &mut Vm, module: &Value, name: Value, doc: Value) -> Result<(), Raised> {
    let dict = namespace(module);
    let known = &vm.names.known;
    let entries = [
        (known.name.clone(), name),
        (known.doc.clone(), doc),
        (known.package.clone(), Value::NONE),
        (known.loader.clone(), Value::NONE),
        (known.spec.clone(), Value::NONE),
    ];
    for (key, value) in entries {
        dict::set(vm, &dict, &key, value)?;
    }
    Ok(())
}

/// Makes an object of the class.
#[function("module.__new__(cls, /, *args, **kwargs)")]
fn new(
    vm: &mut Vm,
    class: Ref<Class>,
    _args: taipan_core::protocol::native::Rest<'_>,
    _keywords: taipan_core::protocol::native::Keywords<'_>,
) -> Result<Value, Raised> {
    let dict = vm.dict()?;
    Ok(vm.allocate(&class, Module { dict })?.into_value())
}

/// Gives the module its name and its documentation.
#[function("module.__init__(self, name, doc=None)")]
fn init(vm: &mut Vm, this: Ref<Module>, name: Ref<Str>, doc: Value) -> Result<(), Raised> {
    fill(vm, this.value(), name.into_value(), doc)
}

/// What repr() shows.
#[function("module.__repr__(self, /)")]
fn repr_module(vm: &mut Vm, this: Ref<Module>) -> Result<String, Raised> {
    let this = this.value();
    let dict = namespace(this);
    let get = |vm: &Vm, key: &Value| dict::get(vm, &dict, key).filter(|value| !value.is_none());
    let known = [vm.names.known.name.clone(), vm.names.known.file.clone(), vm.names.known.spec.clone()];
    let [name_key, file_key, spec_key] = &known;
    if let Some(spec) = get(vm, spec_key) {
        return repr_of_spec(vm, &spec);
    }
    let name = match get(vm, name_key) {
        Some(name) => repr::repr(vm, &name)?.to_lossy().into_owned(),
        None => "'?'".to_owned(),
    };
    match get(vm, file_key) {
        Some(file) => Ok(format!("<module {name} from {}>", repr::repr(vm, &file)?.to_lossy())),
        None => Ok(format!("<module {name}{}>", if is_native(vm, this) { " (built-in)" } else { "" })),
    }
}

fn repr_of_spec(vm: &mut Vm, spec: &Value) -> Result<String, Raised> {
    let part = |vm: &mut Vm, object: &Value, name: &str| {
        let name = vm.intern(name)?;
        Ok(lookup::try_get_attr_quiet(vm, object, &name)?.unwrap_or(Value::NONE))
    };
    let (name, origin) = (part(vm, spec, "name")?, part(vm, spec, "origin")?);
    let shown = if name.is_none() { "'?'".to_owned() } else { repr::repr(vm, &name)?.to_lossy().into_owned() };
    if !origin.is_none() {
        let located = part(vm, spec, "has_location")?;
        return Ok(match truth::is_true(vm, &located)? {
            true => format!("<module {shown} from {}>", repr::repr(vm, &origin)?.to_lossy()),
            false => format!("<module {shown} ({})>", repr::str(vm, &origin)?.to_lossy()),
        });
    }
    let loader = part(vm, spec, "loader")?;
    if loader.is_none() {
        return Ok(format!("<module {shown}>"));
    }
    if vm.classes.of(&loader).text_name() == "NamespaceLoader" {
        let folders = part(vm, &loader, "_path")?;
        let folders = iterate::collect(vm, &folders)?;
        let folders = vm.list(folders)?;
        return Ok(format!("<module {shown} (namespace) from {}>", repr::repr(vm, &folders)?.to_lossy()));
    }
    Ok(format!("<module {shown} ({})>", repr::repr(vm, &loader)?.to_lossy()))
}

/// Modules without file and loader that are not the script itself were not read from anywhere.
fn is_native(vm: &Vm, module: &Value) -> bool {
    let dict = namespace(module);
    let name = dict::get(vm, &dict, &vm.names.known.name);
    let modules = &vm.world.modules;
    name.filter(|name| !name.is(&vm.names.known.main))
        .filter(Value::is_kind::<Str>)
        .and_then(|name| dict::get(vm, modules, &name))
        .is_some_and(|registered| registered.is(module))
}

/// The names in the module, or what its own function __dir__ gives (PEP 562).
#[function("module.__dir__(self, /)")]
fn dir(vm: &mut Vm, this: Ref<Module>) -> Result<Value, Raised> {
    let this = this.value();
    let dict = namespace(this);
    if let Some(own) = dict::get_text(vm, &dict, "__dir__") {
        return vm.call(&own, &[]);
    }
    vm.list(attributes::names(this))
}

fn get_annotations(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (dict, name) = (namespace(this), vm.names.known.annotations.clone());
    if let Some(annotations) = dict::get(vm, &dict, &name) {
        return Ok(annotations);
    }
    let annotations = vm.dict()?.into_value();
    dict::set(vm, &dict, &name, annotations.clone())?;
    Ok(annotations)
}

fn set_annotations(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let (dict, name) = (namespace(this), vm.names.known.annotations.clone());
    match value {
        Some(value) => dict::set(vm, &dict, &name, value),
        None => match dict::remove(vm, &dict, &name) {
            Some(_) => Ok(()),
            None => Err(vm.attribute_error_with(this, &name, "__annotations__".into())),
        },
    }
}
