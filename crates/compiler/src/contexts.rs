//! `with` and `async with`.

use taipan_ast::stmt::{Stmt, WithItem};
use taipan_bytecode::assembler::TEMPORARY;
use taipan_bytecode::opcode::{KILL_B, KILL_C, Op, VARIANT};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::Outcome;
use crate::unit::{Block, Operand, Register};

impl<'a> Compiler<'a> {
    /// Several items nest, the first outermost.
    pub(crate) fn with(&mut self, items: &'a [WithItem], body: &'a [Stmt], is_async: bool, span: Span) -> Outcome {
        let Some((item, rest)) = items.split_first() else { return self.body(body) };
        let place = item.context_expr.span;
        let mark = self.unit.depth;
        // The function and the receiver of each.
        let exit = self.unit.temporary();
        self.unit.temporary();
        let enter = self.unit.temporary();
        let manager = self.operand_in(&item.context_expr, enter)?;
        let flags = flag(is_async, VARIANT) | flag(manager.dies, KILL_B);
        // Writing `enter` ends the manager that lies there.
        let flags = if manager.register == enter { flags & !KILL_B } else { flags };
        self.unit.temporary();
        self.emit_flags(Op::LoadWith, flags, exit, manager.register, 0, place);
        let site = self.anonymous_site();
        self.emit_flags(Op::Call, VARIANT, enter, 0, site, place);
        if is_async {
            self.emit_flags(Op::Await, VARIANT, enter, enter, 0, place);
        }
        // The handler's registers follow the exit function.
        self.release(enter - TEMPORARY);
        let region = self.unit.open_region(enter);
        self.enter_block(Block::With { region, exit, is_async, span: place }, span)?;
        let value = self.unit.temporary();
        match &item.optional_vars {
            Some(target) => self.store(target, Operand::dying(value))?,
            None => self.clear(value),
        }
        self.release(value - TEMPORARY);
        self.with(rest, body, is_async, span)?;
        let region = self.leave_region();
        self.leave_with(exit, is_async, place)?;
        let end = self.unit.label();
        self.jump(end, Span::default());
        if let Some(region) = region {
            let exception = self.begin_handling(region, span)?;
            let suppressed = self.unit.temporary();
            self.emit(Op::CallExit, suppressed, exit, exception, place);
            if is_async {
                self.emit_flags(Op::Await, VARIANT | KILL_C, suppressed, suppressed, 0, place);
            }
            let raises = self.unit.label();
            self.jump_if(Operand::dying(suppressed), false, raises, place);
            self.release(suppressed - TEMPORARY);
            if let Some(&Block::Handling(region, _)) = self.unit.blocks.last() {
                self.unit.close_region(region);
            }
            self.emit(Op::PopException, exception, 0, 0, Span::default());
            self.jump(end, Span::default());
            self.reopen();
            self.unit.bind(raises);
            self.end_handling(exception);
        }
        self.unit.bind(end);
        self.release(mark);
        Ok(())
    }

    /// A way out of the body without an exception: the exit function is called with three times `None`.
    pub(crate) fn leave_with(&mut self, exit: Register, is_async: bool, span: Span) -> Outcome {
        let callee = self.unit.temporary();
        let receiver = self.unit.temporary();
        self.emit_dying(Op::Move, callee, exit, span);
        self.emit_dying(Op::Move, receiver, exit + 1, span);
        for _ in 0..3 {
            let none = self.unit.temporary();
            self.emit(Op::LoadNone, none, 0, 0, span);
        }
        let site = self.anonymous_site();
        self.emit_flags(Op::Call, VARIANT, callee, 3, site, span);
        if is_async {
            self.emit_flags(Op::Await, VARIANT | KILL_C, callee, callee, 0, span);
        }
        self.clear(callee);
        self.release(callee - TEMPORARY);
        Ok(())
    }
}
