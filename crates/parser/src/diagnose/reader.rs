//! A cursor over the tokens that can go back, remembers what it has read, and knows how far it has looked.

use std::borrow::Cow;
use std::collections::{HashMap, TryReserveError};

use taipan_source::diagnostic::Kind;
use taipan_source::span::Span;

use crate::refusal::{End, Refusal};
use crate::token::{Lexeme, Token};

/// An error that ends the reading.
pub(super) type Stop = Box<Refusal>;

/// What a rule finds: nothing when it does not fit here, and then the cursor is where it was.
pub(super) type Found<T = Id> = Result<Option<T>, Stop>;

/// There is no memory to go on with.
fn no_room(_: TryReserveError) -> Stop {
    Box::new(Refusal::of_work(Kind::MemoryError))
}

/// Nodes that a rule makes at most before it tries another.
const NODES_OF_A_RULE: usize = 64;

/// An expression that was read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(u32);

/// What messages need to know of an expression.
pub(super) struct Node {
    /// What messages call it.
    pub(super) what: &'static str,
    pub(super) span: Span,
    /// The elements of a tuple or list, the value of a starred expression, the left side of `in`.
    pub(super) parts: Vec<Id>,
}

/// Take what a rule finds, or find nothing.
macro_rules! take {
    ($found:expr) => {
        match $found? {
            Some(found) => found,
            None => return Ok(None),
        }
    };
}
pub(super) use take;

/// The rules whose results are remembered, so that going back costs little.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    Arguments,
    Atom,
    Block,
    ClosedPattern,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Factor,
    Inversion,
    NamedExpression,
    Operation,
    Power,
    Primary,
    Simple,
    StarExpression,
    StarExpressions,
    StarTarget,
    Starred,
    TargetPrimary,
    TargetWithStar,
}

/// How deep rules may lie inside each other before the reader gives up.
const DEPTH: usize = 60_000;

pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    tokens: Vec<Lexeme>,
    /// How many brackets are open behind each token.
    levels: Vec<u32>,
    pub(super) at: usize,
    /// How many tokens have been looked at.
    seen: usize,
    /// Whether the rules for mistakes are on.
    pub(super) strict: bool,
    nodes: Vec<Node>,
    memory: HashMap<(Rule, usize), Option<(Id, usize)>>,
    /// What is met behind the last token, if that is not simply the end.
    end: Option<Refusal>,
    depth: usize,
}

impl<'s> Reader<'s> {
    /// Stops if there is no memory for a copy of the tokens.
    pub(super) fn new(source: &'s str, lexemes: &[Lexeme], end: Option<Refusal>, strict: bool) -> Result<Self, Stop> {
        let (mut tokens, mut levels) = (Vec::new(), Vec::new());
        tokens.try_reserve_exact(lexemes.len()).map_err(no_room)?;
        levels.try_reserve_exact(lexemes.len()).map_err(no_room)?;
        let mut level = 0u32;
        for lexeme in lexemes {
            let token = plain(lexeme.token);
            match token {
                Token::LeftParen | Token::LeftSquare | Token::LeftBrace | Token::FieldStart => level += 1,
                Token::RightParen | Token::RightSquare | Token::RightBrace => level = level.saturating_sub(1),
                _ => {}
            }
            tokens.push(Lexeme { token, ..*lexeme });
            levels.push(level);
        }
        Ok(Self {
            source,
            tokens,
            levels,
            at: 0,
            seen: 0,
            strict,
            nodes: Vec::new(),
            memory: HashMap::new(),
            end,
            depth: 0,
        })
    }

    /// Begin as far as another reader has looked.
    pub(super) fn expect_as_far_as(&mut self, other: &Self) {
        self.seen = other.seen;
    }

    // Tokens.

    /// The token at the cursor.
    pub(super) fn peek(&mut self) -> Result<Token, Stop> {
        self.seen = self.seen.max(self.at + 1);
        match self.tokens.get(self.at) {
            Some(lexeme) => Ok(lexeme.token),
            None => match &self.end {
                Some(refusal) => Err(Box::new(refusal.clone())),
                None => Ok(Token::End),
            },
        }
    }

    /// Whether the token at the cursor is one of these.
    pub(super) fn at_any(&mut self, tokens: &[Token]) -> Result<bool, Stop> {
        Ok(tokens.contains(&self.peek()?))
    }

    /// Take the token at the cursor if it is this one.
    pub(super) fn eat(&mut self, token: Token) -> Found<Span> {
        if self.peek()? != token || token == Token::End {
            return Ok(None);
        }
        Ok(self.advance())
    }

    /// Take the token at the cursor if it is one of these.
    pub(super) fn eat_any(&mut self, tokens: &[Token]) -> Found<Span> {
        if self.at_any(tokens)? { Ok(self.advance()) } else { Ok(None) }
    }

    /// Take a token or refuse the source.
    pub(super) fn demand(&mut self, token: Token, text: &str) -> Result<Span, Stop> {
        match self.eat(token)? {
            Some(span) => Ok(span),
            None => {
                let message = format!("expected '{text}'");
                Err(self.at_next(message))
            }
        }
    }

    fn advance(&mut self) -> Option<Span> {
        let span = self.tokens.get(self.at)?.span;
        self.at += 1;
        Some(span)
    }

    /// The text of the token at the cursor, if it is a name.
    pub(super) fn word(&mut self) -> Result<&'s str, Stop> {
        if self.peek()? != Token::Name {
            return Ok("");
        }
        Ok(self.tokens.get(self.at).map_or("", |lexeme| lexeme.span.text(self.source)))
    }

    /// Take a name that is spelled so.
    pub(super) fn eat_word(&mut self, text: &str) -> Found<Span> {
        if self.word()? == text { Ok(self.advance()) } else { Ok(None) }
    }

    /// Whether the token behind the cursor's is this one; looks at it.
    pub(super) fn second_is(&mut self, tokens: &[Token]) -> Result<bool, Stop> {
        self.peek()?;
        self.at += 1;
        let is = self.at_any(tokens);
        self.at -= 1;
        is
    }

    /// The last token that was taken.
    pub(super) fn taken(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(Span::default(), |lexeme| lexeme.span)
    }

    /// How many brackets are open behind the last token taken.
    pub(super) fn level(&self) -> u32 {
        self.at.checked_sub(1).and_then(|at| self.levels.get(at)).copied().unwrap_or(0)
    }

    /// Where the next token begins.
    pub(super) fn start(&self) -> u32 {
        self.tokens.get(self.at).map_or(self.source.len() as u32, |lexeme| lexeme.span.start)
    }

    // Going back and remembering.

    /// Run a rule; when it finds nothing, the cursor is put back.
    pub(super) fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Found<T>) -> Found<T> {
        let at = self.at;
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Box::new(Refusal::at(Span::new(self.start(), self.start()), "invalid syntax")));
        }
        self.nodes.try_reserve(NODES_OF_A_RULE).map_err(no_room)?;
        let found = rule(self);
        self.depth -= 1;
        if let Ok(None) = found {
            self.at = at;
        }
        found
    }

    /// Run a rule that may find nothing, without taking anything.
    pub(super) fn ahead<T>(&mut self, rule: impl FnOnce(&mut Self) -> Found<T>) -> Result<bool, Stop> {
        let at = self.at;
        let found = rule(self)?.is_some();
        self.at = at;
        Ok(found)
    }

    /// Run a rule for a mistake; it finds something only by refusing the source.
    pub(super) fn mistake(&mut self, rule: impl FnOnce(&mut Self) -> Found<()>) -> Result<(), Stop> {
        if self.strict {
            let at = self.at;
            self.attempt(rule)?;
            self.at = at;
        }
        Ok(())
    }

    /// Run a rule once at each place.
    pub(super) fn once(&mut self, rule: Rule, read: fn(&mut Self) -> Found) -> Found {
        let key = (rule, self.at);
        if let Some(known) = self.memory.get(&key) {
            return Ok(known.map(|(id, at)| {
                self.at = at;
                id
            }));
        }
        let found = self.attempt(read)?;
        self.memory.try_reserve(1).map_err(no_room)?;
        self.memory.insert(key, found.map(|id| (id, self.at)));
        Ok(found)
    }

    /// One or more with something between; a separator with nothing behind it is left alone.
    pub(super) fn separated<T>(&mut self, between: Token, item: fn(&mut Self) -> Found<T>) -> Found<Vec<T>> {
        let mut all = vec![take!(self.attempt(item))];
        while let Some(one) = self.attempt(|reader| {
            take!(reader.eat(between));
            item(reader)
        })? {
            all.try_reserve(1).map_err(no_room)?;
            all.push(one);
        }
        Ok(Some(all))
    }

    /// None or more.
    pub(super) fn repeated<T>(&mut self, item: fn(&mut Self) -> Found<T>) -> Result<Vec<T>, Stop> {
        let mut all = Vec::new();
        while let Some(one) = self.attempt(item)? {
            all.try_reserve(1).map_err(no_room)?;
            all.push(one);
        }
        Ok(all)
    }

    // Expressions.

    pub(super) fn node(&mut self, what: &'static str, span: Span) -> Id {
        self.node_of(what, span, Vec::new())
    }

    pub(super) fn node_of(&mut self, what: &'static str, span: Span, parts: Vec<Id>) -> Id {
        self.nodes.push(Node { what, span, parts });
        Id(self.nodes.len() as u32 - 1)
    }

    /// From where a rule began up to the last token taken.
    pub(super) fn since(&self, start: u32) -> Span {
        Span::new(start, self.taken().end)
    }

    pub(super) fn what(&self, id: Id) -> &'static str {
        self.nodes.get(id.0 as usize).map_or("", |node| node.what)
    }

    pub(super) fn span(&self, id: Id) -> Span {
        self.nodes.get(id.0 as usize).map_or(Span::default(), |node| node.span)
    }

    pub(super) fn parts(&self, id: Id) -> &[Id] {
        self.nodes.get(id.0 as usize).map_or(&[], |node| &node.parts)
    }

    pub(super) fn text(&self, span: Span) -> &'s str {
        span.text(self.source)
    }

    // Refusing.

    /// Refuse a span.
    pub(super) fn about(&self, span: Span, message: impl Into<Cow<'static, str>>) -> Stop {
        Box::new(Refusal::at(span, message))
    }

    /// Refuse an expression.
    pub(super) fn against(&self, id: Id, message: impl Into<Cow<'static, str>>) -> Stop {
        self.about(self.span(id), message)
    }

    /// Refuse what lies between the start of a span and how far the reader has looked.
    pub(super) fn from(&self, span: Span, message: impl Into<Cow<'static, str>>) -> Stop {
        let last = self.last();
        // The tokenizer's place counts from zero.
        let at_end_of_source = last.token == Token::Newline && last.span.start == last.span.end;
        let end = if at_end_of_source { last.span.end } else { last.span.end.saturating_sub(1) };
        self.about(Span::new(span.start, end.max(span.start)), message)
    }

    /// Refuse the last token that was looked at.
    pub(super) fn here(&self, message: impl Into<Cow<'static, str>>) -> Stop {
        Box::new(self.at_token(self.last(), message))
    }

    /// The same as an error of indentation.
    pub(super) fn unindented(&self, message: impl Into<Cow<'static, str>>) -> Stop {
        Box::new(self.at_token(self.last(), message).of(Kind::IndentationError))
    }

    /// Refuse the token at the cursor.
    pub(super) fn at_next(&self, message: impl Into<Cow<'static, str>>) -> Stop {
        let lexeme = self.tokens.get(self.at).copied().unwrap_or_else(|| self.last());
        Box::new(self.at_token(lexeme, message))
    }

    /// An error about a token. The end of a line is one character wide, and is no beginning of the next.
    pub(super) fn at_token(&self, lexeme: Lexeme, message: impl Into<Cow<'static, str>>) -> Refusal {
        let Span { start, end } = lexeme.span;
        match lexeme.token {
            Token::Newline => Refusal::at(lexeme.span, message).ending(End::NextColumn),
            // These have no text of their own; they are where the tokenizer was when it gave them.
            Token::End | Token::Indent | Token::Dedent if end as usize >= self.source.len() => {
                let text = self.source.strip_suffix('\n').unwrap_or(self.source);
                Refusal::point(text.len(), message).ending(End::Unknown)
            }
            Token::Indent | Token::Dedent if start == end => {
                Refusal::point(end as usize, message).ending(End::LineStart)
            }
            Token::Indent | Token::Dedent => Refusal::point(end as usize - 1, message).ending(End::Unknown),
            _ => Refusal::at(lexeme.span, message),
        }
    }

    /// The last token that was looked at.
    pub(super) fn last(&self) -> Lexeme {
        let end = Span::new(self.source.len() as u32, self.source.len() as u32);
        let last = self.seen.min(self.tokens.len()).checked_sub(1).and_then(|at| self.tokens.get(at));
        last.copied().unwrap_or(Lexeme { token: Token::End, span: end })
    }

    /// Whether the reader has looked behind the last token, where something else than the end is.
    pub(super) fn has_met_the_end(&self) -> bool {
        self.end.is_some() && self.seen > self.tokens.len()
    }

    /// Whether the last token looked at stands on a line below that of a span.
    pub(super) fn last_is_below(&self, span: Span) -> bool {
        let between = Span::new(span.start, self.last().span.start.max(span.start));
        self.text(between).contains('\n')
    }

    /// The line of a token, counted from one.
    pub(super) fn line(&self, span: Span) -> usize {
        1 + self.source.bytes().take(span.start as usize).filter(|&byte| byte == b'\n').count()
    }
}

/// Soft keywords are names, and the parenthesis of `with` is one like any other: the reader decides by itself.
fn plain(token: Token) -> Token {
    match token {
        Token::Match | Token::Case | Token::Type => Token::Name,
        Token::WithParen => Token::LeftParen,
        other => other,
    }
}
