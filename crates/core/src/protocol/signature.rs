//! What a native function accepts, as plain data written by the `#[function]` macro.
//!
//! The parameters stand in the order of the Python signature, so that one index names a
//! parameter everywhere: in the table, in the bound arguments and in the typed Rust function.
//!
//! ```text
//! sort(self, /, *, key=None, reverse=False)
//!      0           1         2               params
//!      └ positional_only = positional = required = 1
//! ```

/// The parameters of one native function.
#[derive(Debug, Clone, Copy)]
pub struct Signature {
    /// The text as `__text_signature__` shows it: `($self, /, *, key=None, reverse=False)`.
    pub text: &'static str,
    /// Whether the first parameter is what the method was looked up on.
    pub receiver: Receiver,
    /// Positional parameters, then those given by keyword only. `*args` and `**kwargs` are not among them.
    pub params: &'static [Param],
    /// How many of the first parameters cannot be given by keyword; the receiver counts.
    pub positional_only: usize,
    /// How many of the first parameters can be given by position; the receiver counts.
    pub positional: usize,
    /// How many of the first parameters must be given; the receiver counts.
    pub required: usize,
    /// The name of `*args`, where there is one.
    pub rest: Option<&'static str>,
    /// The name of `**kwargs`, where there is one.
    pub keywords: Option<&'static str>,
    /// Whether CPython has it as a function of Python, which complains in other words: the text begins with `def`.
    pub declared: bool,
}

/// What the first parameter stands for; it is not counted in messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receiver {
    /// An ordinary argument: the function belongs to a module.
    None,
    /// The instance (`self`).
    Instance,
    /// The class (`cls`): a class method, or a constructor.
    Class,
}

/// One named parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The name in Python.
    pub name: &'static str,
    /// What stands in when the caller gives nothing.
    pub fallback: Fallback,
}

/// What a parameter is when the caller gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The caller has to give it.
    Required,
    /// The Rust function sees `Option::None`.
    Absent,
    /// Python's `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An integer that fits a word.
    Int(i64),
}

impl Signature {
    /// The parameters that only a keyword can give.
    #[must_use]
    pub fn keyword_only(&self) -> &'static [Param] {
        self.params.get(self.positional..).unwrap_or_default()
    }

    /// The index of the parameter a keyword names, when a keyword may name it.
    #[must_use]
    pub fn index_of_keyword(&self, keyword: &str) -> Option<usize> {
        let named = self.params.get(self.positional_only..)?;
        let place = named.iter().position(|param| param.name == keyword)?;
        Some(self.positional_only + place)
    }

    /// Whether any keyword argument is welcome.
    #[must_use]
    pub fn takes_keywords(&self) -> bool {
        self.keywords.is_some() || self.params.len() > self.positional_only
    }

    /// How many leading parameters messages do not count: one for a receiver.
    #[must_use]
    pub fn uncounted(&self) -> usize {
        usize::from(self.receiver != Receiver::None)
    }
}

impl Param {
    /// Whether the caller has to give it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.fallback == Fallback::Required
    }
}
