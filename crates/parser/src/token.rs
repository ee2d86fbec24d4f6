//! The words of Python, as logos finds them.

use logos::Logos;
use taipan_source::span::Span;

/// A token and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub(crate) token: Token,
    pub(crate) span: Span,
}

/// What a token is. Names, numbers and strings are read from the source when the tree is built.
///
/// The variants without a pattern come from the passes behind logos: layout, f-strings and soft keywords.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(skip r"[ \t\x0c]+")]
pub(crate) enum Token {
    // Layout.
    #[token("\n")]
    Newline,
    Indent,
    Dedent,
    #[regex("#[^\n]*", allow_greedy = true)]
    Comment,
    #[token("\\")]
    Backslash,

    // Start symbols: the first token says what is parsed.
    StartModule,
    StartExpression,

    // Names and literals.
    #[regex(r"[A-Za-z_][A-Za-z0-9_]*")]
    #[regex(r"([A-Za-z_][A-Za-z0-9_]*)?[\u{80}-\u{10FFFF}]", rest_of_name)]
    Name,
    #[regex(r"[0-9](_?[0-9])*")]
    #[regex(r"0[xX](_?[0-9a-fA-F])+")]
    #[regex(r"0[oO](_?[0-7])+")]
    #[regex(r"0[bB](_?[01])+")]
    Integer,
    #[regex(r"[0-9](_?[0-9])*\.([0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?")]
    #[regex(r"\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?")]
    #[regex(r"[0-9](_?[0-9])*[eE][+-]?[0-9](_?[0-9])*")]
    Float,
    #[regex(r"[0-9](_?[0-9])*(\.([0-9](_?[0-9])*)?)?([eE][+-]?[0-9](_?[0-9])*)?[jJ]")]
    #[regex(r"\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?[jJ]")]
    Imaginary,
    /// A string or bytes literal; logos finds its opening, the scanner its end.
    #[regex(r#"([uUrRbB]|[bB][rR]|[rR][bB])?('|"|'''|""")"#)]
    String,
    /// The opening of an f-string, prefix and quotes.
    #[regex(r#"([fF][rR]?|[rR][fF])('|"|'''|""")"#)]
    FStringStart,
    /// Literal text in an f-string.
    FStringMiddle,
    /// The closing quotes.
    FStringEnd,
    /// The `{` of a replacement field.
    FieldStart,
    /// The `!` in front of a conversion.
    #[token("!")]
    Bang,
    /// The `:` in front of a format specification.
    FieldColon,

    // Keywords.
    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,

    // Soft keywords, where they are keywords.
    Match,
    Case,
    Type,

    // Brackets.
    #[token("(")]
    LeftParen,
    /// The parenthesis around the items of a `with`.
    WithParen,
    #[token(")")]
    RightParen,
    #[token("[")]
    LeftSquare,
    #[token("]")]
    RightSquare,
    #[token("{")]
    LeftBrace,
    #[token("}")]
    RightBrace,

    // Delimiters.
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(":=")]
    ColonEqual,
    #[token(";")]
    Semicolon,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("->")]
    Arrow,
    #[token("=")]
    Equal,

    // Operators.
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("**")]
    DoubleStar,
    #[token("/")]
    Slash,
    #[token("//")]
    DoubleSlash,
    #[token("%")]
    Percent,
    #[token("@")]
    At,
    #[token("&")]
    Ampersand,
    #[token("|")]
    Bar,
    #[token("^")]
    Caret,
    #[token("~")]
    Tilde,
    #[token("<<")]
    LeftShift,
    #[token(">>")]
    RightShift,
    #[token("==")]
    EqualEqual,
    #[token("!=")]
    NotEqual,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    /// `<>`, which is an error that has its own message.
    #[token("<>")]
    LessGreater,

    // Augmented assignment.
    #[token("+=")]
    PlusEqual,
    #[token("-=")]
    MinusEqual,
    #[token("*=")]
    StarEqual,
    #[token("**=")]
    DoubleStarEqual,
    #[token("/=")]
    SlashEqual,
    #[token("//=")]
    DoubleSlashEqual,
    #[token("%=")]
    PercentEqual,
    #[token("@=")]
    AtEqual,
    #[token("&=")]
    AmpersandEqual,
    #[token("|=")]
    BarEqual,
    #[token("^=")]
    CaretEqual,
    #[token("<<=")]
    LeftShiftEqual,
    #[token(">>=")]
    RightShiftEqual,

    /// A character that begins no token; no rule takes it.
    Stray,
    /// The end of the source.
    End,
}

/// Takes what belongs to a name beyond its first character that is not ASCII. Patterns of such characters would be
/// matched by recursion wherever the compiler does not make jumps of calls.
fn rest_of_name(lexer: &mut logos::Lexer<'_, Token>) {
    let belongs = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let rest = lexer.remainder().bytes().take_while(belongs).count();
    lexer.bump(rest);
}

impl Token {
    /// Whether it is a keyword, be it a soft one.
    pub(crate) fn is_keyword(self) -> bool {
        (Self::False as u8..=Self::Type as u8).contains(&(self as u8))
    }

    /// Whether an assignment with an operator begins here, as `+=` does.
    pub(crate) fn is_augmented(self) -> bool {
        (Self::PlusEqual as u8..=Self::RightShiftEqual as u8).contains(&(self as u8))
    }
}
