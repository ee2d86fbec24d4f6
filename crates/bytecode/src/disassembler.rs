//! The disassembler: code as text, a line for each instruction, nested code after its owner.
//!
//! ```text
//! function fib(n): 4 registers
//!    2     0  JumpIfGeInt  n, 2 -> 2
//! ```

use std::fmt::{self, Display, Formatter};

use crate::code::{Code, Const, flags};
use crate::opcode::{Instr, KILL_A, KILL_B, KILL_C, Op, Operand, VARIANT};

/// Displays as the disassembly of a code object and all code inside it.
pub struct Disassembly<'a>(pub &'a Code);

impl Display for Disassembly<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        listing(self.0, out)?;
        for constant in &self.0.constants {
            if let Const::Code(code) = constant {
                writeln!(out)?;
                Disassembly(code).fmt(out)?;
            }
        }
        Ok(())
    }
}

fn listing(code: &Code, out: &mut Formatter<'_>) -> fmt::Result {
    heading(code, out)?;
    let mut line = 0;
    for (index, (&instruction, position)) in code.instructions.iter().zip(code.positions.iter()).enumerate() {
        if position.line == line || position.line == 0 {
            write!(out, "     ")?;
        } else {
            write!(out, "{:>5}", position.line)?;
            line = position.line;
        }
        writeln!(out, " {index:>5}  {}", Line { code, index, instruction })?;
    }
    for handler in &code.handlers {
        let register = Register(code, handler.register);
        writeln!(out, "      {}..{} raises to {} in {register}", handler.start, handler.end, handler.target)?;
    }
    Ok(())
}

fn heading(code: &Code, out: &mut Formatter<'_>) -> fmt::Result {
    let kinds = [
        (flags::MODULE_BODY, "module"),
        (flags::CLASS_BODY, "class"),
        (flags::GENERATOR, "generator"),
        (flags::COROUTINE, "coroutine"),
        (flags::ASYNC_GENERATOR, "async generator"),
    ];
    let kind = kinds.iter().find(|(bit, _)| code.flags & bit != 0).map_or("function", |(_, kind)| kind);
    write!(out, "{kind} {}", code.qualname)?;
    let counted = usize::from(code.positional) + usize::from(code.keyword_only);
    let starred = [flags::VARARGS, flags::VARKEYWORDS].iter().filter(|&&bit| code.flags & bit != 0).count();
    let parameters = code.locals.get(..counted + starred).unwrap_or(&code.locals);
    if code.flags & (flags::MODULE_BODY | flags::CLASS_BODY) == 0 {
        write!(out, "({})", parameters.join(", "))?;
    }
    write!(out, ": {} registers", code.registers)?;
    if !code.cells.is_empty() {
        let cells: Vec<&str> = code.cells.iter().map(|cell| &*cell.name).collect();
        write!(out, ", cells {}", cells.join(", "))?;
    }
    if !code.free.is_empty() {
        write!(out, ", free {}", code.free.join(", "))?;
    }
    writeln!(out)
}

struct Line<'a> {
    code: &'a Code,
    index: usize,
    instruction: Instr,
}

impl Display for Line<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Line { code, index, instruction } = *self;
        let op = instruction.op();
        let operands = op.operands();
        if operands.iter().all(|&operand| operand == Operand::None) {
            return write!(out, "{}", op.name());
        }
        write!(out, "{:<14}", op.name())?;
        let fields = [instruction.a(), instruction.b(), instruction.c()];
        let mut between = "";
        for ((operand, field), kill) in operands.into_iter().zip(fields).zip([KILL_A, KILL_B, KILL_C]) {
            if operand == Operand::None {
                continue;
            }
            write!(out, "{between}")?;
            between = ", ";
            match operand {
                Operand::Const => write!(out, "{}", Constant(code, field.into()))?,
                Operand::WideConst => write!(out, "{}", Constant(code, instruction.wide_value() as usize))?,
                Operand::Site => write!(out, "{}", site(code, field))?,
                Operand::Free => write!(out, "{}", code.free.get(usize::from(field)).map_or("?", |name| name))?,
                Operand::Count | Operand::Which => write!(out, "{field}")?,
                Operand::Imm => write!(out, "{}", field as i16)?,
                Operand::WideImm => write!(out, "{}", instruction.wide_value())?,
                Operand::Jump => write!(out, "-> {}", index as i64 + 1 + i64::from(field as i16))?,
                Operand::WideJump => write!(out, "-> {}", index as i64 + 1 + i64::from(instruction.wide_value()))?,
                Operand::None => {}
                Operand::Dst
                | Operand::Src
                | Operand::Both
                | Operand::Taken
                | Operand::Run(_)
                | Operand::Pairs(_)
                | Operand::Loose(_)
                | Operand::Fill(_)
                | Operand::Callee(_)
                | Operand::Into(_)
                | Operand::Method
                | Operand::Super
                | Operand::Handled => {
                    write!(out, "{}", Register(code, field))?;
                    if instruction.flags() & kill != 0 {
                        write!(out, "!")?;
                    }
                }
            }
        }
        if instruction.flags() & VARIANT != 0 {
            write!(out, "{}", if negates(op) { " if not" } else { " variant" })?;
        }
        Ok(())
    }
}

fn negates(op: Op) -> bool {
    op.effects().branches && !op.effects().ends_block
}

/// A register by the name of its variable, or by its place among the temporaries.
struct Register<'a>(&'a Code, u16);

impl Display for Register<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Register(code, register) = *self;
        if let Some(name) = code.locals.get(usize::from(register)) {
            return write!(out, "{name}");
        }
        if let Some(cell) = code.cells.iter().find(|cell| cell.register == register) {
            return write!(out, "{}", cell.name);
        }
        let variables =
            code.cells.iter().map(|cell| cell.register + 1).max().unwrap_or(0).max(code.locals.len() as u16);
        write!(out, "t{}", register - variables)
    }
}

fn site(code: &Code, site: u16) -> &str {
    let name = code.sites.get(usize::from(site)).and_then(|&name| code.names.get(name as usize));
    name.map_or("?", |name| name)
}

/// A constant, roughly as Python writes it.
struct Constant<'a>(&'a Code, usize);

impl Display for Constant<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self.0.constants.get(self.1) {
            Some(constant) => show(constant, out),
            None => write!(out, "?"),
        }
    }
}

fn show(constant: &Const, out: &mut Formatter<'_>) -> fmt::Result {
    match constant {
        Const::None => write!(out, "None"),
        Const::Bool(true) => write!(out, "True"),
        Const::Bool(false) => write!(out, "False"),
        Const::Ellipsis => write!(out, "..."),
        Const::Int(value) => write!(out, "{value}"),
        Const::BigInt(digits) => write!(out, "{digits}"),
        Const::Float(bits) => write!(out, "{:?}", f64::from_bits(*bits)),
        Const::Complex(real, imaginary) => {
            write!(out, "({:?}+{:?}j)", f64::from_bits(*real), f64::from_bits(*imaginary))
        }
        Const::Str(text) => write!(out, "'{}'", String::from_utf8_lossy(text).escape_debug()),
        Const::Bytes(bytes) => write!(out, "b'{}'", bytes.escape_ascii()),
        Const::Tuple(items) => show_items(items, '(', ')', out),
        Const::FrozenSet(items) => show_items(items, '{', '}', out),
        Const::Code(code) => write!(out, "<code {}>", code.qualname),
    }
}

fn show_items(items: &[Const], open: char, close: char, out: &mut Formatter<'_>) -> fmt::Result {
    write!(out, "{open}")?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            write!(out, ", ")?;
        }
        show(item, out)?;
    }
    write!(out, "{close}")
}
