//! The table of builtin classes: name, base, the kind of their instances, properties, module.
//!
//! Here they only come into being; what they answer stands in `object`, one file a class.

use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Ref, Value};

use crate::machine::names::Names;
use crate::value::class::Class;
use crate::value::class::flags::*;
use crate::value::kinds::*;
use crate::value::mapping::Dict;
use crate::value::sequence::Tuple;
use crate::value::text::Str;

macro_rules! classes {
    ($( $field:ident $name:literal $base:ident $kind:ident [$flags:expr] $module:literal; )*) => {
        /// The builtin classes.
        pub struct Classes { $( #[doc = $name] pub $field: Ref<Class>, )* }

        impl Classes {
            /// Makes all builtin classes, without methods.
            pub fn create(heap: &Heap, names: &mut Names) -> Result<Classes, OutOfMemory> {
                // By table: code for each class, and for giving up after each, would be a megabyte.
                const BLANKS: &[(u8, u32)] = &[$( ($kind, $flags), )*];
                let made = BLANKS.iter().map(|(kind, flags)| blank(heap, *kind, *flags));
                let made = made.collect::<Result<Vec<_>, _>>()?;
                let made: [Ref<Class>; BLANKS.len()] = made.try_into().map_err(|_| OutOfMemory)?;
                let [$( $field, )*] = made;
                let classes = Classes { $( $field, )* };
                // Until here the objects have no class; now that `type`, `str`, `dict` and `tuple` exist they get it.
                names.fill(heap, classes.str.value())?;
                for (class, base, name) in [$( (&classes.$field, &classes.$base, $name), )*] {
                    classes.complete(heap, names, class, base, name)?;
                }
                Ok(classes)
            }

            /// Every class with its name and the module that `__module__` names.
            pub fn all(&self) -> Vec<(&Ref<Class>, &'static str, &'static str)> {
                vec![$( (&self.$field, $name, $module), )*]
            }
        }
    };
}

classes! {
    object "object" object INSTANCE [BASE] "builtins";
    type_ "type" object CLASS [BASE | METACLASS | HAS_DICT | HAS_WEAK] "builtins";
    int "int" object BIG_INT [BASE | MATCH_SELF] "builtins";
    bool "bool" int BIG_INT [MATCH_SELF] "builtins";
    float "float" object FLOAT [BASE | MATCH_SELF] "builtins";
    complex "complex" object COMPLEX [BASE] "builtins";
    str "str" object STR [BASE | MATCH_SELF] "builtins";
    bytes "bytes" object BYTES [BASE | MATCH_SELF] "builtins";
    bytearray "bytearray" object BYTE_ARRAY [BASE | MATCH_SELF] "builtins";
    memoryview "memoryview" object MEMORY_VIEW [SEQUENCE | HAS_WEAK] "builtins";
    list "list" object LIST [BASE | SEQUENCE | MATCH_SELF] "builtins";
    tuple "tuple" object TUPLE [BASE | SEQUENCE | MATCH_SELF] "builtins";
    dict "dict" object DICT [BASE | MAPPING | MATCH_SELF] "builtins";
    set "set" object SET [BASE | MATCH_SELF | HAS_WEAK] "builtins";
    frozenset "frozenset" object SET [BASE | MATCH_SELF | HAS_WEAK] "builtins";
    range "range" object RANGE [SEQUENCE] "builtins";
    slice "slice" object SLICE [0] "builtins";
    property "property" object DESCRIPTOR [BASE] "builtins";
    staticmethod "staticmethod" object DESCRIPTOR [BASE | HAS_DICT] "builtins";
    classmethod "classmethod" object DESCRIPTOR [BASE | HAS_DICT] "builtins";
    super_ "super" object DESCRIPTOR [BASE] "builtins";
    enumerate "enumerate" object ADAPTOR [BASE] "builtins";
    zip "zip" object ADAPTOR [BASE] "builtins";
    map "map" object ADAPTOR [BASE] "builtins";
    filter "filter" object ADAPTOR [BASE] "builtins";
    reversed "reversed" object SEQUENCE_ITERATOR [BASE] "builtins";
    none_type "NoneType" object INSTANCE [0] "types";
    ellipsis_type "ellipsis" object INSTANCE [0] "types";
    not_implemented_type "NotImplementedType" object INSTANCE [0] "types";
    function "function" object FUNCTION [HAS_DICT | HAS_WEAK] "types";
    method "method" object BOUND_METHOD [HAS_WEAK] "types";
    builtin_function "builtin_function_or_method" object NATIVE_FUNCTION [NO_NEW | HAS_WEAK] "types";
    method_descriptor "method_descriptor" object NATIVE_FUNCTION [NO_NEW] "types";
    slot_wrapper "wrapper_descriptor" object NATIVE_FUNCTION [NO_NEW] "types";
    method_wrapper "method-wrapper" object BOUND_NATIVE [NO_NEW] "types";
    class_method_descriptor "classmethod_descriptor" object NATIVE_FUNCTION [NO_NEW] "types";
    getset_descriptor "getset_descriptor" object DESCRIPTOR [NO_NEW] "types";
    member_descriptor "member_descriptor" object DESCRIPTOR [NO_NEW] "types";
    code "code" object CODE [HAS_WEAK] "types";
    cell "cell" object CELL [0] "types";
    frame "frame" object EXTENSION [NO_NEW] "types";
    traceback "traceback" object TRACEBACK [0] "types";
    module "module" object MODULE [BASE | HAS_DICT | HAS_WEAK] "types";
    generator "generator" object GENERATOR [NO_NEW | HAS_WEAK] "types";
    coroutine "coroutine" object GENERATOR [NO_NEW | HAS_WEAK] "types";
    async_generator "async_generator" object GENERATOR [NO_NEW | HAS_WEAK] "types";
    async_generator_step "async_generator_asend" object ASYNC_STEP [NO_NEW] "types";
    coroutine_wrapper "coroutine_wrapper" object EXTENSION [NO_NEW] "types";
    mapping_proxy "mappingproxy" object VIEW [MAPPING] "types";
    dict_keys "dict_keys" object VIEW [NO_NEW] "types";
    dict_values "dict_values" object VIEW [NO_NEW] "types";
    dict_items "dict_items" object VIEW [NO_NEW] "types";
    dict_key_iterator "dict_keyiterator" object TABLE_ITERATOR [NO_NEW] "types";
    dict_value_iterator "dict_valueiterator" object TABLE_ITERATOR [NO_NEW] "types";
    dict_item_iterator "dict_itemiterator" object TABLE_ITERATOR [NO_NEW] "types";
    dict_reverse_key_iterator "dict_reversekeyiterator" object TABLE_ITERATOR [NO_NEW] "types";
    dict_reverse_value_iterator "dict_reversevalueiterator" object TABLE_ITERATOR [NO_NEW] "types";
    dict_reverse_item_iterator "dict_reverseitemiterator" object TABLE_ITERATOR [NO_NEW] "types";
    set_iterator "set_iterator" object TABLE_ITERATOR [NO_NEW] "types";
    list_iterator "list_iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    list_reverse_iterator "list_reverseiterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    tuple_iterator "tuple_iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    str_iterator "str_iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    str_ascii_iterator "str_ascii_iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    bytes_iterator "bytes_iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    bytearray_iterator "bytearray_iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    memory_iterator "memory_iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    range_iterator "range_iterator" object RANGE_ITERATOR [NO_NEW] "types";
    long_range_iterator "longrange_iterator" object ADAPTOR [NO_NEW] "types";
    iterator "iterator" object SEQUENCE_ITERATOR [NO_NEW] "types";
    callable_iterator "callable_iterator" object CALL_ITERATOR [NO_NEW] "types";
    weak_ref "ReferenceType" object WEAK_REF [BASE] "weakref";
    weak_proxy "ProxyType" object WEAK_REF [NO_NEW] "weakref";
    weak_callable_proxy "CallableProxyType" object WEAK_REF [NO_NEW] "weakref";
    tuple_getter "_tuplegetter" object DESCRIPTOR [0] "collections";
    deque "deque" object DEQUE [BASE | SEQUENCE | HAS_WEAK] "collections";
    deque_iterator "_deque_iterator" object DEQUE_ITERATOR [0] "collections";
    deque_reverse_iterator "_deque_reverse_iterator" object DEQUE_ITERATOR [0] "collections";
    generic_alias "GenericAlias" object EXTENSION [BASE] "types";
    union_type "UnionType" object EXTENSION [NO_NEW] "types";
    type_var "TypeVar" object EXTENSION [0] "typing";
    type_var_tuple "TypeVarTuple" object EXTENSION [0] "typing";
    param_spec "ParamSpec" object EXTENSION [0] "typing";
    type_alias_type "TypeAliasType" object EXTENSION [0] "typing";
    generic "Generic" object INSTANCE [BASE] "typing";
    base_exception "BaseException" object EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    exception "Exception" base_exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    system_exit "SystemExit" base_exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    keyboard_interrupt "KeyboardInterrupt" base_exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    generator_exit "GeneratorExit" base_exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    base_exception_group "BaseExceptionGroup" base_exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    stop_iteration "StopIteration" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    stop_async_iteration "StopAsyncIteration" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    arithmetic_error "ArithmeticError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    floating_point_error "FloatingPointError" arithmetic_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    overflow_error "OverflowError" arithmetic_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    zero_division_error "ZeroDivisionError" arithmetic_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    assertion_error "AssertionError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    attribute_error "AttributeError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    buffer_error "BufferError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    eof_error "EOFError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    import_error "ImportError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    module_not_found_error "ModuleNotFoundError" import_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    lookup_error "LookupError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    index_error "IndexError" lookup_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    key_error "KeyError" lookup_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    memory_error "MemoryError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    name_error "NameError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    unbound_local_error "UnboundLocalError" name_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    os_error "OSError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    blocking_io_error "BlockingIOError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    child_process_error "ChildProcessError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    connection_error "ConnectionError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    broken_pipe_error "BrokenPipeError" connection_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    connection_aborted_error "ConnectionAbortedError" connection_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    connection_refused_error "ConnectionRefusedError" connection_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    connection_reset_error "ConnectionResetError" connection_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    file_exists_error "FileExistsError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    file_not_found_error "FileNotFoundError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    interrupted_error "InterruptedError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    is_a_directory_error "IsADirectoryError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    not_a_directory_error "NotADirectoryError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    permission_error "PermissionError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    process_lookup_error "ProcessLookupError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    timeout_error "TimeoutError" os_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    reference_error "ReferenceError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    runtime_error "RuntimeError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    not_implemented_error "NotImplementedError" runtime_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    recursion_error "RecursionError" runtime_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    python_finalization_error "PythonFinalizationError" runtime_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    syntax_error "SyntaxError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    indentation_error "IndentationError" syntax_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    tab_error "TabError" indentation_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    incomplete_input_error "_IncompleteInputError" syntax_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    system_error "SystemError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    type_error "TypeError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    value_error "ValueError" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    unicode_error "UnicodeError" value_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    unicode_decode_error "UnicodeDecodeError" unicode_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    unicode_encode_error "UnicodeEncodeError" unicode_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    unicode_translate_error "UnicodeTranslateError" unicode_error EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    warning "Warning" exception EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    bytes_warning "BytesWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    deprecation_warning "DeprecationWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    encoding_warning "EncodingWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    future_warning "FutureWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    import_warning "ImportWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    pending_deprecation_warning "PendingDeprecationWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    resource_warning "ResourceWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    runtime_warning "RuntimeWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    syntax_warning "SyntaxWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    unicode_warning "UnicodeWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    user_warning "UserWarning" warning EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
    exception_group "ExceptionGroup" base_exception_group EXCEPTION [BASE | RAISABLE | HAS_DICT | HAS_WEAK] "builtins";
}

fn blank(heap: &Heap, kind: u8, flags: u32) -> Result<Ref<Class>, OutOfMemory> {
    let namespace = heap.allocate(Value::NONE, Dict::default())?;
    heap.allocate(Value::NONE, Class::blank(heap, namespace, kind.into(), flags, 0))
}

impl Classes {
    fn complete(
        &self,
        heap: &Heap,
        names: &mut Names,
        class: &Ref<Class>,
        base: &Ref<Class>,
        name: &str,
    ) -> Result<(), OutOfMemory> {
        class.header().set_class(self.type_.value().clone());
        class.namespace.header().set_class(self.dict.value().clone());
        let name = names.intern(heap, self.str.value(), name.as_bytes())?.into_value();
        class.name.set(name.clone());
        class.qualname.set(name);
        let mut bases = Vec::new();
        if !class.value().is(self.object.value()) {
            bases.push(base.clone());
            // Bases stand before what is derived from them in the table, so their ancestors are known.
            let mut ancestors = vec![base.clone()];
            ancestors.extend(base.ancestors.borrow().iter().cloned());
            if base.value().is(self.base_exception_group.value()) {
                // ExceptionGroup(BaseExceptionGroup, Exception): the one builtin class with two bases.
                bases.push(self.exception.clone());
                ancestors.insert(1, self.exception.clone());
            }
            class.ancestors.replace(ancestors);
        }
        let values = bases.iter().map(|base| base.value().clone());
        class.bases.set(Tuple::collect(heap, self.tuple.value().clone(), values)?.into_value());
        Class::list(class, bases);
        Ok(())
    }
}

impl Classes {
    /// The class of any value.
    #[inline]
    pub fn of(&self, value: &Value) -> Ref<Class> {
        if let Some(header) = value.header()
            && let Ok(class) = header.class_value().cast()
        {
            return class;
        }
        self.of_word(value).clone()
    }

    /// The class of a value that is no object.
    fn of_word(&self, value: &Value) -> &Ref<Class> {
        let word = value.word();
        if word.is_int() {
            &self.int
        } else if word.is_float() {
            &self.float
        } else if word.is_bool() {
            &self.bool
        } else if word.is_none() {
            &self.none_type
        } else if value.is(&Value::ELLIPSIS) {
            &self.ellipsis_type
        } else if value.is_not_implemented() {
            &self.not_implemented_type
        } else {
            &self.object
        }
    }

    /// The name of a value's class, for messages.
    pub fn name_of(&self, value: &Value) -> String {
        self.of(value).full_name()
    }

    /// True if the value's class is exactly `class`.
    #[inline(always)]
    pub fn is_exactly(&self, value: &Value, class: &Ref<Class>) -> bool {
        match value.header() {
            Some(header) => header.class() == class.value().word(),
            None => self.of_word(value).value().is(class.value()),
        }
    }

    /// True if the value's class is `class` or derived from it.
    pub fn is_instance(&self, value: &Value, class: &Ref<Class>) -> bool {
        self.is_exactly(value, class) || self.of(value).is_subclass_of(class)
    }
}

/// True for classes of the library that are written in Python here and in C there, so that messages name their module.
fn is_builtin_there(module: &str, name: &str) -> bool {
    const WHOLE_MODULES: [&str; 5] = ["_io", "_thread", "_queue", "posix", "sys"];
    const CLASSES: [(&str, &[&str]); 6] = [
        ("functools", &["partial", "_lru_cache_wrapper", "KeyWrapper"]),
        ("operator", &["itemgetter", "attrgetter", "methodcaller"]),
        ("types", &["SimpleNamespace"]),
        ("collections", &["OrderedDict", "defaultdict"]),
        ("os", &["stat_result", "terminal_size"]),
        ("time", &["struct_time"]),
    ];
    WHOLE_MODULES.contains(&module) || CLASSES.iter().any(|(home, names)| *home == module && names.contains(&name))
}

impl Class {
    /// `__name__` for messages: that of a builtin class outside of `builtins` with its module.
    pub fn full_name(&self) -> String {
        if self.has(RAISABLE) {
            return self.text_name();
        }
        let namespace = self.namespace.table.borrow();
        let text = |value: &Value| value.payload::<Str>().map(|text| text.to_lossy().into_owned());
        let is_module = |key: &Value| key.payload::<Str>().is_some_and(|key| key.as_bytes() == b"__module__");
        let module = namespace.iter().find(|entry| is_module(&entry.key));
        let module = module.and_then(|entry| text(&entry.value)).filter(|module| module != "builtins");
        let name = self.text_name();
        match module {
            Some(module) if !self.has(HEAP) || is_builtin_there(&module, &name) => format!("{module}.{name}"),
            _ => name,
        }
    }

    /// `__name__` as Rust text.
    pub fn text_name(&self) -> String {
        match self.name.get().payload::<crate::value::text::Str>() {
            Some(name) => name.to_lossy().into_owned(),
            None => "?".into(),
        }
    }
}
