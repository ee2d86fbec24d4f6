//! Loops: `while`, `for`, `async for`, `break` and `continue`.

use taipan_ast::expr::{Expr, ExprKind};
use taipan_ast::stmt::{For, While};
use taipan_bytecode::assembler::Label;
use taipan_bytecode::opcode::{Instr, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::failure::{Outcome, fail};
use crate::names::Access;
use crate::unit::{Block, Operand, Region, Register};

impl<'a> Compiler<'a> {
    pub(crate) fn while_loop(&mut self, while_: &'a While, span: Span) -> Outcome {
        let head = self.unit.label();
        let otherwise = self.unit.label();
        let end = self.unit.label();
        self.unit.bind_head(head);
        self.condition(&while_.test, otherwise, false)?;
        self.enter_block(Block::Loop { head, end, iterator: None }, span)?;
        self.body(&while_.body)?;
        self.unit.blocks.pop();
        self.loop_to(head, span);
        self.unit.bind(otherwise);
        self.body(&while_.orelse)?;
        self.unit.bind(end);
        Ok(())
    }

    pub(crate) fn for_loop(&mut self, for_: &'a For, span: Span) -> Outcome {
        let iterator = self.unit.temporary();
        let iterable = self.operand_in(&for_.iter, iterator)?;
        self.emit_from(Op::GetIter, false, iterator, iterable, 0, for_.iter.span);
        let head = self.unit.label();
        let exhausted = self.unit.label();
        let end = self.unit.label();
        self.unit.bind_head(head);
        self.next_item(iterator, &for_.target, exhausted, for_.iter.span)?;
        self.enter_block(Block::Loop { head, end, iterator: Some(iterator) }, span)?;
        self.body(&for_.body)?;
        self.unit.blocks.pop();
        self.loop_to(head, for_.iter.span);
        self.unit.bind(exhausted);
        self.body(&for_.orelse)?;
        self.unit.bind(end);
        Ok(())
    }

    /// Binds the target to the iterator's next item, or jumps when there is none.
    pub(crate) fn next_item(&mut self, iterator: Register, target: &'a Expr, exhausted: Label, span: Span) -> Outcome {
        let mark = self.unit.depth;
        let local = match target.kind {
            ExprKind::Name(name) => {
                let name = self.mangle(name);
                match self.access(name) {
                    Access::Local(register) => Some(register),
                    _ => None,
                }
            }
            _ => None,
        };
        let item = local.unwrap_or_else(|| self.unit.temporary());
        self.unit.note_jump(exhausted);
        self.unit.assembler.jump(Instr::new(Op::ForIter, 0, iterator, item, 0), exhausted, span);
        match local {
            Some(register) => self.unit.set_bound(register, true),
            None => self.store(target, Operand::dying(item))?,
        }
        self.release(mark);
        Ok(())
    }

    pub(crate) fn async_for(&mut self, for_: &'a For, span: Span) -> Outcome {
        self.check_async_statement("async for", span)?;
        let iterator = self.unit.temporary();
        let iterable = self.operand_in(&for_.iter, iterator)?;
        self.emit_from(Op::GetAiter, false, iterator, iterable, 0, for_.iter.span);
        let head = self.unit.label();
        let exhausted = self.unit.label();
        let end = self.unit.label();
        self.unit.bind_head(head);
        let region = self.async_next(iterator, &for_.target)?;
        self.enter_block(Block::Loop { head, end, iterator: Some(iterator) }, span)?;
        self.body(&for_.body)?;
        self.unit.blocks.pop();
        self.loop_to(head, span);
        self.async_end(region, iterator, exhausted, for_.iter.span);
        self.unit.bind(exhausted);
        self.body(&for_.orelse)?;
        self.unit.bind(end);
        Ok(())
    }

    /// Awaits the next item of an asynchronous iterator and binds the target to it. The exceptions of that go to
    /// `async_end`.
    pub(crate) fn async_next(&mut self, iterator: Register, target: &'a Expr) -> Outcome<Region> {
        let mark = self.unit.depth;
        let item = self.unit.temporary();
        let region = self.unit.open_region(item);
        let span = target.span;
        self.emit(Op::GetAnext, item, iterator, 0, span);
        self.emit(Op::Await, item, item, 0, span);
        self.unit.close_region(region);
        self.store(target, Operand::dying(item))?;
        self.release(mark);
        Ok(region)
    }

    /// The end of an asynchronous loop: `StopAsyncIteration` leads on, everything else out.
    pub(crate) fn async_end(&mut self, region: Region, iterator: Register, exhausted: Label, span: Span) {
        let done = self.unit.label();
        self.unit.bind(region.handler);
        self.unit.note_jump(done);
        self.unit.assembler.jump(Instr::wide(Op::EndAsyncFor, 0, region.register, 0), done, span);
        self.unit.bind(done);
        self.clear(iterator);
        self.jump(exhausted, span);
    }

    /// `break` (or `continue`).
    pub(crate) fn leave_loop(&mut self, breaks: bool, span: Span) -> Outcome {
        let innermost = self.unit.blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }));
        let group = self.unit.blocks.iter().rposition(|block| matches!(block, Block::Group(_)));
        if group.is_some() && group > innermost {
            return fail("'break', 'continue' and 'return' cannot appear in an except* block", span);
        }
        let found = innermost.and_then(|at| self.unit.blocks.get(at).map(|block| (at, *block)));
        let Some((at, Block::Loop { head, end, iterator })) = found else {
            return fail(if breaks { "'break' outside loop" } else { "'continue' not properly in loop" }, span);
        };
        let left = self.unwind(at + 1)?;
        if breaks {
            if let Some(iterator) = iterator {
                self.clear(iterator);
            }
            self.jump(end, span);
        } else {
            self.loop_to(head, span);
        }
        self.restore(left);
        Ok(())
    }
}
