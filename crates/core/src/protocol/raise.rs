//! Exceptions as objects: making them, and building the pending one when somebody looks at it.

use std::cell::Cell;

use taipan_heap::value::{Ref, Slot, Value};

use crate::machine::classes::Classes;
use crate::machine::pending::{OrMemoryError, Pending, Raised};
use crate::machine::vm::Vm;
use crate::protocol::dict;
use crate::value::class::Class;
use crate::value::exception::Exception;
use crate::value::mapping::Dict;
use crate::value::table::Table;
use crate::value::text::Str;

impl Vm {
    /// Warns. `level` 1 blames the Python code that called the native, 2 its caller, and so on. May raise: the warning
    /// itself, where filters make errors of warnings.
    pub fn warn(
        &mut self,
        category: impl FnOnce(&Classes) -> &Ref<Class>,
        message: &str,
        level: usize,
    ) -> Result<(), Raised> {
        let category = category(&self.classes).clone();
        let warn = self.hooks.warn;
        warn(self, &category, message, level)
    }

    /// A `UnicodeEncodeError`; positions in characters.
    pub fn encode_error(
        &mut self,
        encoding: &str,
        object: &Value,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Result<Value, Raised> {
        let parts = [self.str(encoding)?, object.clone(), self.size(start)?, self.size(end)?, self.str(reason)?];
        let class = self.classes.unicode_encode_error.clone();
        let exception = self.exception(&class, parts.clone())?;
        for (name, part) in ["encoding", "object", "start", "end", "reason"].into_iter().zip(parts) {
            self.annotate(&exception, name, part)?;
        }
        Ok(exception)
    }

    /// An exception object of a class with arguments. Runs no Python code.
    pub fn exception<I>(&mut self, class: &Ref<Class>, args: I) -> Result<Value, Raised>
    where
        I: IntoIterator<Item = Value>,
        I::IntoIter: ExactSizeIterator,
    {
        let args = self.tuple(args)?;
        let exception = Exception {
            args: Slot::new(args),
            cause: Slot::new(Value::NONE),
            context: Slot::new(Value::NONE),
            suppress_context: Cell::new(false),
            traceback: Slot::new(Value::NONE),
            details: Slot::default(),
        };
        let object = self.heap.allocate_with_side(class.value().clone(), exception).or_memory_error(self)?;
        if class.has(crate::value::class::flags::HAS_DEL) {
            object.header().set(taipan_heap::header::flags::FINALIZER);
        }
        Ok(object.into_value())
    }

    /// Takes the pending exception as an object; `None` if the run must end and no script may see it.
    pub fn take_exception(&mut self) -> Option<Value> {
        let exception = match std::mem::take(&mut self.pending) {
            Pending::Exception(exception) | Pending::Thrown(exception) => return Some(exception),
            Pending::Ended(ending) => {
                self.pending = Pending::Ended(ending);
                return None;
            }
            Pending::Nothing => {
                let class = self.classes.system_error.clone();
                self.str("error return without exception set").and_then(|text| self.exception(&class, vec![text]))
            }
            Pending::StopIteration(value) => {
                let class = self.classes.stop_iteration.clone();
                let args = if value.is_none() { vec![] } else { vec![value.clone()] };
                self.exception(&class, args).and_then(|exception| {
                    self.give_details(&exception, [(self.names.known.value.clone(), value)])?;
                    Ok(exception)
                })
            }
            Pending::Message(class, message) => {
                let args = if message.is_empty() { Ok(vec![]) } else { self.str(&message).map(|text| vec![text]) };
                args.and_then(|args| self.exception(&class, args))
            }
            Pending::Attribute { object, name, message } => {
                let class = self.classes.attribute_error.clone();
                let message = message.unwrap_or_else(|| self.no_attribute(&object, &name));
                self.str(&message).and_then(|text| {
                    let exception = self.exception(&class, [text])?;
                    let known = &self.names.known;
                    let details = [(known.plain_name.clone(), name), (known.obj.clone(), object)];
                    self.give_details(&exception, details)?;
                    Ok(exception)
                })
            }
            Pending::Name { name, message, unbound_local } => {
                let class =
                    if unbound_local { &self.classes.unbound_local_error } else { &self.classes.name_error }.clone();
                self.str(&message).and_then(|text| {
                    let exception = self.exception(&class, vec![text])?;
                    if !unbound_local {
                        self.annotate(&exception, "name", name)?;
                    }
                    Ok(exception)
                })
            }
        };
        match exception {
            Ok(exception) => Some(exception),
            // No memory for the exception itself: what is pending now is MemoryError, tried once more without text.
            Err(_) => {
                self.pending = Pending::Nothing;
                let class = self.classes.memory_error.clone();
                self.heap.overdraw(1 << 16);
                self.exception(&class, vec![]).ok()
            }
        }
    }

    /// Sets an attribute that the exception's class defines (`errno`, `value`, ...).
    pub fn annotate(&mut self, exception: &Value, name: &str, value: Value) -> Result<(), Raised> {
        let Some(payload) = exception.payload::<Exception>() else { return Ok(()) };
        if payload.details.is_unbound() {
            let fresh = self.dict()?;
            payload.details.set(fresh.into_value());
        }
        match payload.details.get().payload::<Dict>() {
            Some(details) => dict::set_text(self, details, name, value),
            None => Ok(()),
        }
    }

    /// Sets the attributes of an exception that nobody has seen.
    fn give_details<const COUNT: usize>(
        &mut self,
        exception: &Value,
        details: [(Value, Value); COUNT],
    ) -> Result<(), Raised> {
        let mut table = Table::with_capacity(&self.heap, COUNT).or_memory_error(self)?;
        for (name, value) in details {
            let hash = name.payload::<Str>().map_or(0, |name| self.names.hash(name));
            table.insert_new(&self.heap, hash, name, value).or_memory_error(self)?;
        }
        let dict = self.dict()?;
        drop(dict.table.replace(table));
        if let Some(payload) = exception.payload::<Exception>() {
            payload.details.set(dict.into_value());
        }
        Ok(())
    }

    /// Tells an AttributeError that comes out of a script's own lookup which name of which object was asked for, unless it
    /// knows.
    #[cold]
    pub fn explain_attribute_error(&mut self, raised: Raised, object: &Value, name: &Value) -> Raised {
        let Pending::Exception(exception) = &self.pending else { return raised };
        let exception = exception.clone();
        let known = |vm: &Vm, part: &str| vm.detail(&exception, part).is_some_and(|value| !value.is_none());
        if !self.classes.is_instance(&exception, &self.classes.attribute_error)
            || known(self, "name")
            || known(self, "obj")
        {
            return raised;
        }
        let pending = std::mem::take(&mut self.pending);
        let told = self
            .annotate(&exception, "name", name.clone())
            .and_then(|()| self.annotate(&exception, "obj", object.clone()));
        if told.is_ok() {
            self.pending = pending;
        }
        raised
    }

    /// An attribute that the exception's class defines, if it was set.
    pub fn detail(&self, exception: &Value, name: &str) -> Option<Value> {
        let details = exception.payload::<Exception>()?.details.get();
        dict::get_text(self, details.payload::<Dict>()?, name)
    }

    /// The message of AttributeError for an object and a name.
    fn no_attribute(&self, object: &Value, name: &Value) -> String {
        let name = super::name::text(name);
        if let Some(class) = object.payload::<Class>() {
            return format!("type object '{}' has no attribute '{name}'", class.text_name());
        }
        // Asking for what is not there is a way to look.
        ["'", &self.classes.name_of(object), "' object has no attribute '", &name, "'"].concat()
    }

    /// Raises AttributeError with the ordinary message.
    #[cold]
    pub fn attribute_error(&mut self, object: &Value, name: &Value) -> Raised {
        self.raise_pending(Pending::Attribute { object: object.clone(), name: name.clone(), message: None })
    }

    /// Raises AttributeError with a message of its own.
    #[cold]
    pub fn attribute_error_with(&mut self, object: &Value, name: &Value, message: String) -> Raised {
        self.raise_pending(Pending::Attribute { object: object.clone(), name: name.clone(), message: Some(message) })
    }

    /// Raises KeyError with the key as its argument.
    #[cold]
    pub fn key_error(&mut self, key: &Value) -> Raised {
        let class = self.classes.key_error.clone();
        match self.exception(&class, [key.clone()]) {
            Ok(exception) => self.raise(exception),
            Err(raised) => raised,
        }
    }

    /// True if the pending exception is an instance of a class.
    pub fn is_pending(&self, class: impl FnOnce(&crate::machine::classes::Classes) -> &Ref<Class>) -> bool {
        let class = class(&self.classes);
        let of_pending = match &self.pending {
            Pending::Nothing | Pending::Ended(_) => return false,
            Pending::Exception(exception) | Pending::Thrown(exception) => {
                return self.classes.is_instance(exception, class);
            }
            Pending::StopIteration(_) => &self.classes.stop_iteration,
            Pending::Message(of_pending, _) => of_pending,
            Pending::Attribute { .. } => &self.classes.attribute_error,
            Pending::Name { unbound_local: false, .. } => &self.classes.name_error,
            Pending::Name { .. } => &self.classes.unbound_local_error,
        };
        of_pending.is_subclass_of(class)
    }

    /// Drops the pending exception.
    pub fn clear_pending(&mut self) {
        self.pending = Pending::Nothing;
    }

    /// If the pending exception is StopIteration, takes it and gives its value.
    pub fn take_stop_iteration(&mut self) -> Result<Option<Value>, Raised> {
        if let Pending::StopIteration(_) = self.pending {
            let Pending::StopIteration(value) = std::mem::take(&mut self.pending) else { return Ok(None) };
            return Ok(Some(value));
        }
        if !self.is_pending(|classes| &classes.stop_iteration) {
            return Ok(None);
        }
        let Some(exception) = self.take_exception() else { return Err(self.raised()) };
        Ok(Some(self.detail(&exception, "value").unwrap_or(Value::NONE)))
    }
}
