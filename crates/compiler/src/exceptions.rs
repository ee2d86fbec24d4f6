//! `try` in all its forms, and what happens on ways out of blocks.
//!
//! While an exception is handled it lies in a temporary, with the one handled before in the next. Every way out of the
//! handler ends the handling; for exceptions a cleanup handler does it:
//!
//! ```text
//!   handler:  PushException e            covered by cleanup until each PopException
//!             ... matching, bodies ...
//!             Move x e                   nothing matched
//!   cleanup:  PopException e             x = the new exception
//!             Reraise x
//! ```

use taipan_ast::name::Name;
use taipan_ast::stmt::{ExceptHandler, Try};
use taipan_bytecode::assembler::{Label, TEMPORARY};
use taipan_bytecode::opcode::{KILL_B, KILL_C, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::{Outcome, fail};
use crate::unit::{Block, Operand, Region, Register};

/// CPython's limit of blocks inside each other.
const MOST_BLOCKS: usize = 21;

impl<'a> Compiler<'a> {
    pub(crate) fn try_statement(&mut self, try_: &'a Try, group: bool, span: Span) -> Outcome {
        if try_.finalbody.is_empty() {
            return self.try_except(try_, group, span);
        }
        let register = self.unit.next_temporary();
        let region = self.unit.open_region(register);
        self.enter_block(Block::Finally(region, &try_.finalbody), span)?;
        if try_.handlers.is_empty() {
            self.body(&try_.body)?;
        } else {
            self.try_except(try_, group, span)?;
        }
        let region = self.leave_region();
        self.body(&try_.finalbody)?;
        let end = self.unit.label();
        self.jump(end, Span::default());
        if let Some(region) = region {
            let handling = self.begin_handling(region, span)?;
            self.body(&try_.finalbody)?;
            self.end_handling(handling);
        }
        self.unit.bind(end);
        Ok(())
    }

    fn try_except(&mut self, try_: &'a Try, group: bool, span: Span) -> Outcome {
        let register = self.unit.next_temporary();
        let region = self.unit.open_region(register);
        self.enter_block(Block::Try(region), span)?;
        self.body(&try_.body)?;
        let region = self.leave_region();
        self.body(&try_.orelse)?;
        let end = self.unit.label();
        self.jump(end, Span::default());
        if let Some(region) = region {
            let handling = self.begin_handling(region, span)?;
            if group {
                self.group_handlers(&try_.handlers, handling, end)?;
            } else {
                self.handlers(&try_.handlers, handling, end)?;
            }
            self.end_handling(handling);
        }
        self.unit.bind(end);
        Ok(())
    }

    /// The start of a handler: the exception becomes the one being handled.
    pub(crate) fn begin_handling(&mut self, region: Region, span: Span) -> Outcome<Register> {
        self.unit.bind(region.handler);
        let exception = self.unit.temporary();
        debug_assert_eq!(exception, region.register, "handlers start at the depth of their block");
        self.unit.temporary();
        self.emit(Op::PushException, exception, 0, 0, Span::default());
        let fresh = self.unit.next_temporary();
        let cleanup = self.unit.open_region(fresh);
        self.enter_block(Block::Handling(cleanup, exception), span)?;
        Ok(exception)
    }

    /// The end of a handler that no clause took: the exception goes on, as does one raised inside.
    pub(crate) fn end_handling(&mut self, exception: Register) {
        let region = self.leave_region();
        let raised = self.unit.temporary();
        self.emit(Op::Move, raised, exception, 0, Span::default());
        if let Some(region) = region {
            self.unit.bind(region.handler);
        }
        self.emit(Op::PopException, exception, 0, 0, Span::default());
        self.emit(Op::Reraise, raised, 0, 0, Span::default());
        self.release(exception - TEMPORARY);
    }

    fn handlers(&mut self, handlers: &'a [ExceptHandler], exception: Register, end: Label) -> Outcome {
        for (index, handler) in handlers.iter().enumerate() {
            let next = self.unit.label();
            let mark = self.unit.depth;
            match &handler.typ {
                Some(typ) => {
                    let class = self.operand(typ)?;
                    let matches = if class.dies { class.register } else { self.unit.temporary() };
                    let span = handler.span;
                    self.emit_binary(Op::MatchException, false, matches, Operand::kept(exception), class, span);
                    self.jump_if(Operand::dying(matches), false, next, span);
                }
                None if index + 1 < handlers.len() => {
                    return fail("default 'except:' must be last", handler.span);
                }
                None => {}
            }
            self.release(mark);
            match handler.name {
                Some(name) => self.named_handler(name, handler, Operand::kept(exception))?,
                None => self.body(&handler.body)?,
            }
            self.leave_handling(exception, end);
            self.unit.bind(next);
        }
        Ok(())
    }

    /// The normal way out of a handler.
    fn leave_handling(&mut self, exception: Register, end: Label) {
        let Some(&Block::Handling(region, _)) = self.unit.blocks.last() else { return };
        self.unit.close_region(region);
        self.emit(Op::PopException, exception, 0, 0, Span::default());
        self.jump(end, Span::default());
        self.reopen();
    }

    /// The body of `except ... as name`: the name is unbound again on every way out.
    fn named_handler(&mut self, name: Name, handler: &'a ExceptHandler, exception: Operand) -> Outcome {
        self.store_name(name, exception, handler.span)?;
        let fresh = self.unit.next_temporary();
        let region = self.unit.open_region(fresh);
        self.unit.blocks.push(Block::Named(region, name));
        self.body(&handler.body)?;
        let region = self.leave_region();
        let end = self.unit.label();
        self.forget_name(name)?;
        self.jump(end, Span::default());
        if let Some(region) = region {
            self.unit.bind(region.handler);
            let raised = self.unit.temporary();
            self.forget_name(name)?;
            self.emit(Op::Reraise, raised, 0, 0, Span::default());
            self.release(raised - TEMPORARY);
        }
        self.unit.bind(end);
        Ok(())
    }

    /// `except*`: each clause takes its part of the group; what is raised in a clause, and what no clause took, is
    /// collected and raised together in the end.
    fn group_handlers(&mut self, handlers: &'a [ExceptHandler], exception: Register, end: Label) -> Outcome {
        let span = handlers.first().map_or(Span::default(), |handler| handler.span);
        let collected = self.unit.temporary();
        self.emit(Op::BuildList, collected, collected, 0, span);
        let rest = self.unit.temporary();
        self.emit(Op::Move, rest, exception, 0, span);
        for handler in handlers {
            let next = self.unit.label();
            let mark = self.unit.depth;
            let Some(typ) = &handler.typ else { continue };
            // An empty rest matches nothing.
            self.jump_with(Op::JumpIfNone, true, Operand::kept(rest), 0, 0, next, typ.span);
            let part = self.unit.temporary();
            self.unit.temporary();
            let class = self.operand(typ)?;
            let flags = KILL_B | flag(class.dies, KILL_C);
            self.emit_flags(Op::MatchGroup, flags, part, rest, class.register, handler.span);
            self.emit_dying(Op::Move, rest, part + 1, typ.span);
            self.release(part + 1 - TEMPORARY);
            let unmatched = self.unit.label();
            self.jump_with(Op::JumpIfNone, true, Operand::kept(part), 0, 0, unmatched, typ.span);
            self.group_clause(handler, part, collected)?;
            self.unit.bind(unmatched);
            self.clear(part);
            self.unit.bind(next);
            self.release(mark);
        }
        self.emit_flags(Op::ListAppend, KILL_B, collected, rest, 0, span);
        self.unit.depth -= 1;
        self.emit_flags(Op::RaiseGroup, KILL_C, collected, exception, collected, span);
        let raises = self.unit.label();
        self.jump_with(Op::JumpIfNone, false, Operand::kept(collected), 0, 0, raises, span);
        self.clear(collected);
        self.leave_handling(exception, end);
        self.unit.bind(raises);
        // What is raised takes the place of the group that was caught.
        self.emit(Op::Reraise, collected, 0, 0, span);
        self.release(collected - TEMPORARY);
        Ok(())
    }

    /// One clause of `except*`: its part is the exception being handled in the body.
    fn group_clause(&mut self, handler: &'a ExceptHandler, part: Register, collected: Register) -> Outcome {
        self.unit.temporary();
        self.emit(Op::PushException, part, 0, 0, handler.span);
        let fresh = self.unit.next_temporary();
        let region = self.unit.open_region(fresh);
        self.enter_block(Block::Group(region), handler.span)?;
        match handler.name {
            Some(name) => self.named_handler(name, handler, Operand::kept(part))?,
            None => self.body(&handler.body)?,
        }
        let region = self.leave_region();
        let done = self.unit.label();
        self.emit(Op::PopException, part, 0, 0, Span::default());
        self.jump(done, Span::default());
        if let Some(region) = region {
            self.unit.bind(region.handler);
            self.emit(Op::PopException, part, 0, 0, Span::default());
            self.emit_flags(Op::ListAppend, KILL_B, collected, region.register, 0, Span::default());
        }
        self.unit.bind(done);
        self.unit.depth -= 1;
        Ok(())
    }

    pub(crate) fn enter_block(&mut self, block: Block<'a>, span: Span) -> Outcome {
        if self.unit.blocks.len() >= MOST_BLOCKS {
            return fail("too many statically nested blocks", span);
        }
        self.unit.blocks.push(block);
        Ok(())
    }

    /// Ends the innermost block and its region.
    pub(crate) fn leave_region(&mut self) -> Option<Region> {
        let region = *self.unit.blocks.pop()?.region_mut()?;
        self.unit.close_region(region);
        Some(region)
    }

    /// Restarts the innermost block's region after an interruption.
    pub(crate) fn reopen(&mut self) {
        let here = self.unit.assembler.position();
        if let Some(region) = self.unit.blocks.last_mut().and_then(Block::region_mut) {
            region.start = here;
        }
    }

    /// Writes the way out of all blocks down to `depth`, and gives them for `restore`.
    pub(crate) fn unwind(&mut self, depth: usize) -> Outcome<Vec<Block<'a>>> {
        let mut left = Vec::new();
        while self.unit.blocks.len() > depth {
            let Some(mut block) = self.unit.blocks.pop() else { break };
            if let Some(region) = block.region_mut() {
                self.unit.close_region(*region);
            }
            left.push(block);
            match block {
                Block::Loop { iterator, .. } => {
                    let observed =
                        self.unit.blocks.iter().any(|b| matches!(b, Block::Finally(..) | Block::With { .. }));
                    if let (Some(iterator), true) = (iterator, observed || depth > 0) {
                        self.clear(iterator);
                    }
                }
                Block::Try(_) | Block::Group(_) => {}
                Block::Finally(_, body) => self.body(body)?,
                Block::Handling(_, exception) => self.emit(Op::PopException, exception, 0, 0, Span::default()),
                Block::Named(_, name) => self.forget_name(name)?,
                Block::With { exit, is_async, span, .. } => self.leave_with(exit, is_async, span)?,
            }
        }
        Ok(left)
    }

    /// Takes blocks back after `unwind`; their regions go on here.
    pub(crate) fn restore(&mut self, left: Vec<Block<'a>>) {
        for block in left.into_iter().rev() {
            self.unit.blocks.push(block);
            self.reopen();
        }
    }
}
