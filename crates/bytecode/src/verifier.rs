//! The verifier: what the machine may take for granted about code, checked.
//!
//! Every register lies in the window, every index in its table, every jump on an instruction, and the last instruction
//! does not run on. In debug builds also: no temporary is read that holds nothing. Debug builds verify all that is
//! compiled; code that comes from outside is verified always.

use crate::code::{Code, Const, flags};
use crate::opcode::{Instr, KILL_A, KILL_B, KILL_C, Op, Operand};

/// What is wrong with a code object, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The code's qualified name.
    pub code: Box<str>,
    /// The instruction, if one is at fault.
    pub instruction: Option<usize>,
    /// What is wrong.
    pub reason: &'static str,
}

/// Checks a code object and all code inside it.
pub fn verify(code: &Code) -> Result<(), Fault> {
    let fault = |instruction, reason| Fault { code: code.qualname.clone(), instruction, reason };
    check_tables(code).map_err(|reason| fault(None, reason))?;
    for (index, &instruction) in code.instructions.iter().enumerate() {
        check_instruction(code, index, instruction).map_err(|reason| fault(Some(index), reason))?;
    }
    #[cfg(debug_assertions)]
    crate::liveness::check(code).map_err(|(at, _)| fault(Some(at), "a temporary is read that holds nothing"))?;
    for constant in &code.constants {
        verify_constant(constant)?;
    }
    Ok(())
}

fn verify_constant(constant: &Const) -> Result<(), Fault> {
    match constant {
        Const::Code(inner) => verify(inner),
        _ => Ok(()),
    }
}

fn check_tables(code: &Code) -> Result<(), &'static str> {
    let ends = code.instructions.last().is_some_and(|last| valid(*last) && last.op().effects().ends_block);
    if !ends {
        return Err("the code runs past its end");
    }
    if code.positions.iter().count() != code.instructions.len() {
        return Err("the positions do not fit the instructions");
    }
    let registers = usize::from(code.registers);
    if code.locals.len() > registers {
        return Err("more locals than registers");
    }
    let starred = (code.flags & flags::VARARGS != 0) as usize + (code.flags & flags::VARKEYWORDS != 0) as usize;
    if usize::from(code.positional) + usize::from(code.keyword_only) + starred > code.locals.len()
        || code.positional_only > code.positional
    {
        return Err("more parameters than locals");
    }
    if code.cells.iter().any(|cell| usize::from(cell.register) >= registers) {
        return Err("a cell outside the window");
    }
    if code.sites.iter().any(|&name| name as usize >= code.names.len()) {
        return Err("a site without a name");
    }
    let length = code.instructions.len();
    for handler in &code.handlers {
        let (start, end, target) = (handler.start as usize, handler.end as usize, handler.target as usize);
        if start >= end || end > length || target >= length {
            return Err("a handler outside the code");
        }
        if usize::from(handler.register) >= registers || usize::from(handler.register) < code.locals.len() {
            return Err("a handler's register is no temporary");
        }
    }
    Ok(())
}

fn valid(instruction: Instr) -> bool {
    usize::from(instruction.op_byte()) < Op::ALL.len()
}

fn check_instruction(code: &Code, index: usize, instruction: Instr) -> Result<(), &'static str> {
    if !valid(instruction) {
        return Err("an unknown operation");
    }
    let op = instruction.op();
    let fields = [instruction.a(), instruction.b(), instruction.c()];
    for ((operand, field), kill) in op.operands().into_iter().zip(fields).zip([KILL_A, KILL_B, KILL_C]) {
        check_operand(code, index, instruction, operand, field)?;
        let killed = instruction.flags() & kill != 0;
        if killed && operand.may_die() && usize::from(field) < code.locals.len() {
            return Err("a local is killed");
        }
        if killed && !operand.may_die() && !(op == Op::Await && kill == KILL_C) {
            return Err("a kill of what is not read");
        }
        let window = operand.touched(instruction, field).window;
        if usize::from(window.first) + usize::from(window.count) > usize::from(code.registers) {
            return Err("a run of registers leaves the window");
        }
    }
    if op == Op::CallKw {
        let names = match code.constants.get(usize::from(instruction.c())) {
            Some(Const::Tuple(names)) => names.len(),
            _ => return Err("keyword names that are no tuple"),
        };
        if names > usize::from(instruction.b()) {
            return Err("more keyword names than arguments");
        }
    }
    if op == Op::MakeFunction && !matches!(code.constants.get(instruction.wide_value() as usize), Some(Const::Code(_)))
    {
        return Err("a function without code");
    }
    Ok(())
}

fn check_operand(
    code: &Code,
    index: usize,
    instruction: Instr,
    operand: Operand,
    field: u16,
) -> Result<(), &'static str> {
    let field = usize::from(field);
    let lands =
        |distance: i64| usize::try_from(index as i64 + 1 + distance).is_ok_and(|at| at < code.instructions.len());
    match operand {
        _ if operand.is_register() && field >= usize::from(code.registers) => Err("a register outside the window"),
        Operand::Const if field >= code.constants.len() => Err("a constant out of range"),
        Operand::WideConst if instruction.wide_value() as u32 as usize >= code.constants.len() => {
            Err("a constant out of range")
        }
        Operand::Site if field >= code.sites.len() => Err("a site out of range"),
        Operand::Free if field >= code.free.len() => Err("a free variable out of range"),
        Operand::Jump if !lands(i64::from(field as u16 as i16)) => Err("a jump out of the code"),
        Operand::WideJump if !lands(i64::from(instruction.wide_value())) => Err("a jump out of the code"),
        _ => Ok(()),
    }
}
