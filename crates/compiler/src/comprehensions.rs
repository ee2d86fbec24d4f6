//! Comprehensions: loops that run inside the frame around them, and generators.

use taipan_ast::expr::{Comprehension, Expr, ExprKind};
use taipan_bytecode::code::flags;
use taipan_bytecode::opcode::{Instr, KILL_B, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::{Outcome, fail};
use crate::scope::{Binding, ComprehensionKind, Role, ScopeId, ScopeKind};
use crate::unit::{Block, Operand, Register, UnitKind};

/// What a comprehension makes of each turn.
#[derive(Clone, Copy)]
struct Yielded<'a> {
    kind: ComprehensionKind,
    element: &'a Expr,
    value: Option<&'a Expr>,
    /// The container being filled; of no meaning for a generator.
    container: Register,
    span: Span,
}

impl<'a> Compiler<'a> {
    pub(crate) fn comprehension(&mut self, expression: &'a Expr, dst: Register) -> Outcome {
        let (element, value, generators) = match &expression.kind {
            ExprKind::ListComp { elt, generators }
            | ExprKind::SetComp { elt, generators }
            | ExprKind::GeneratorExp { elt, generators } => (&**elt, None, generators),
            ExprKind::DictComp(dict) => (&dict.key, Some(&dict.value), &dict.generators),
            _ => return Ok(()),
        };
        let Some(first) = generators.first() else { return Ok(()) };
        let scope = self.scope_of(expression, Role::Comprehension);
        let ScopeKind::Comprehension(kind) = self.table.get(scope).kind else { return Ok(()) };
        let span = expression.span;
        self.check_async(scope, kind, span)?;
        let yielded = Yielded { kind, element, value, container: 0, span };
        if self.table.get(scope).host == self.unit.host {
            self.inlined(scope, yielded, generators, dst)
        } else {
            self.outlined(scope, yielded, generators, first, dst)
        }
    }

    fn check_async(&self, scope: ScopeId, kind: ComprehensionKind, span: Span) -> Outcome {
        let around = self.table.get(self.unit.scope);
        let allowed = kind == ComprehensionKind::Generator
            || around.is_async
            || around.is_comprehension()
            || self.options.top_level_await && around.kind == ScopeKind::Module;
        if self.table.get(scope).has_await && !allowed {
            return fail("asynchronous comprehension outside of an asynchronous function", span);
        }
        Ok(())
    }

    fn inlined(
        &mut self,
        scope: ScopeId,
        yielded: Yielded<'a>,
        generators: &'a [Comprehension],
        dst: Register,
    ) -> Outcome {
        let span = yielded.span;
        let container = self.scratch(dst);
        // The first iterable belongs to the scope outside.
        let iterator = self.unit.temporary();
        let iterable = self.operand_in(&generators[0].iter, iterator)?;
        let op = if generators[0].is_async { Op::GetAiter } else { Op::GetIter };
        self.emit_from(op, false, iterator, iterable, 0, generators[0].iter.span);
        let outside = std::mem::replace(&mut self.unit.scope, scope);
        let build = match yielded.kind {
            ComprehensionKind::Set => Op::BuildSet,
            ComprehensionKind::Dict => Op::BuildDict,
            _ => Op::BuildList,
        };
        self.emit(build, container, container, 0, span);
        let region = self.protects_variables().then(|| {
            let register = self.unit.next_temporary();
            self.unit.open_region(register)
        });
        self.fresh_variables(scope);
        self.loops(Yielded { container, ..yielded }, generators, Some(iterator))?;
        if let Some(region) = region {
            self.unit.close_region(region);
        }
        self.forget_variables(scope);
        if let Some(region) = region {
            let end = self.unit.label();
            self.jump(end, span);
            self.unit.bind(region.handler);
            self.forget_variables(scope);
            self.emit(Op::Reraise, region.register, 0, 0, span);
            self.unit.bind(end);
        }
        self.unit.scope = outside;
        if container != dst {
            self.move_to(dst, Operand::dying(container), span);
        }
        Ok(())
    }

    /// Whether code of this unit may run after an exception in the comprehension and so could see its variables.
    fn protects_variables(&self) -> bool {
        self.unit.blocks.iter().any(|block| !matches!(block, Block::Loop { .. }))
    }

    fn variables(&self, scope: ScopeId) -> Vec<(Register, bool)> {
        let symbols = self.table.get(scope).symbols.iter();
        symbols
            .filter(|symbol| matches!(symbol.binding, Binding::Local | Binding::Cell))
            .map(|symbol| (symbol.register, symbol.binding == Binding::Cell))
            .collect()
    }

    /// Captured variables of an inlined comprehension get new cells each time it runs.
    fn fresh_variables(&mut self, scope: ScopeId) {
        for (register, captured) in self.variables(scope) {
            self.unit.set_bound(register, false);
            if captured {
                self.emit(Op::MakeCell, register, 0, 0, Span::default());
            }
        }
    }

    fn forget_variables(&mut self, scope: ScopeId) {
        for (register, _) in self.variables(scope) {
            self.clear(register);
            self.unit.set_bound(register, false);
        }
    }

    /// A generator, or a comprehension that cannot run in the frame around it: a function of the first iterator.
    fn outlined(
        &mut self,
        scope: ScopeId,
        yielded: Yielded<'a>,
        generators: &'a [Comprehension],
        first: &'a Comprehension,
        dst: Register,
    ) -> Outcome {
        let span = yielded.span;
        let base = if self.unit.is_top(dst) { dst } else { self.unit.temporary() };
        self.enter_unit(UnitKind::Function, scope, span);
        self.unit.positional = 1;
        self.unit.positional_only = 0;
        let is_async = self.table.get(scope).has_await || generators.iter().any(|generator| generator.is_async);
        if yielded.kind == ComprehensionKind::Generator {
            self.unit.flags |= if is_async { flags::ASYNC_GENERATOR } else { flags::GENERATOR };
            self.loops(yielded, generators, Some(0))?;
            self.emit(Op::ReturnNone, 0, 0, 0, span);
        } else {
            if is_async {
                self.unit.flags |= flags::COROUTINE;
            }
            let container = self.unit.temporary();
            let build = match yielded.kind {
                ComprehensionKind::Set => Op::BuildSet,
                ComprehensionKind::Dict => Op::BuildDict,
                _ => Op::BuildList,
            };
            self.emit(build, container, container, 0, span);
            self.loops(Yielded { container, ..yielded }, generators, Some(0))?;
            self.emit(Op::Return, container, 0, 0, span);
        }
        let code = self.leave_unit()?;
        self.make_closure(base, code, scope, span)?;
        let iterator = self.unit.temporary();
        let iterable = self.operand_in(&first.iter, iterator)?;
        let op = if first.is_async { Op::GetAiter } else { Op::GetIter };
        self.emit_from(op, false, iterator, iterable, 0, first.iter.span);
        let site = self.anonymous_site();
        self.emit(Op::Call, base, 1, site, span);
        if is_async && yielded.kind != ComprehensionKind::Generator {
            self.emit(Op::Await, base, base, 0, span);
        }
        self.move_result(base, dst, span);
        Ok(())
    }

    /// The loops from the outermost in. The first runs over an iterator that is there already.
    fn loops(&mut self, yielded: Yielded<'a>, generators: &'a [Comprehension], ready: Option<Register>) -> Outcome {
        let Some((generator, inner)) = generators.split_first() else { return self.turn(yielded) };
        let mark = self.unit.depth;
        let span = generator.iter.span;
        let iterator = match ready {
            Some(iterator) => iterator,
            None => {
                if let Some(only) = single_element(generator) {
                    // `for x in [value]` is an assignment.
                    let value = self.operand(only)?;
                    self.store(&generator.target, value)?;
                    self.release(mark);
                    return self.filtered(yielded, generator, inner);
                }
                let iterator = self.unit.temporary();
                let iterable = self.operand_in(&generator.iter, iterator)?;
                let op = if generator.is_async { Op::GetAiter } else { Op::GetIter };
                self.emit_from(op, false, iterator, iterable, 0, span);
                iterator
            }
        };
        let head = self.unit.label();
        let end = self.unit.label();
        self.unit.bind_head(head);
        let before = self.unit.bound;
        if generator.is_async {
            let region = self.async_next(iterator, &generator.target)?;
            self.guarded(yielded, generator, inner, head)?;
            self.async_end(region, iterator, end, yielded.span);
        } else {
            self.next_item(iterator, &generator.target, end, span)?;
            self.guarded(yielded, generator, inner, head)?;
        }
        self.unit.bind(end);
        self.unit.bound &= before;
        self.release(mark);
        Ok(())
    }

    /// The conditions and what is inside, then back to the loop's head.
    fn guarded(
        &mut self,
        yielded: Yielded<'a>,
        generator: &'a Comprehension,
        inner: &'a [Comprehension],
        head: taipan_bytecode::assembler::Label,
    ) -> Outcome {
        self.filtered(yielded, generator, inner)?;
        self.loop_to(head, yielded.element.span);
        Ok(())
    }

    fn filtered(&mut self, yielded: Yielded<'a>, generator: &'a Comprehension, inner: &'a [Comprehension]) -> Outcome {
        let skip = self.unit.label();
        generator.ifs.iter().try_for_each(|test| self.condition(test, skip, false))?;
        self.loops(yielded, inner, None)?;
        self.unit.bind(skip);
        Ok(())
    }

    /// What the innermost loop does each time.
    fn turn(&mut self, yielded: Yielded<'a>) -> Outcome {
        let mark = self.unit.depth;
        let Yielded { kind, element, value, container, .. } = yielded;
        let span = element.span;
        match kind {
            ComprehensionKind::Generator => {
                let register = self.unit.temporary();
                self.into(element, register)?;
                self.emit(Op::Yield, register, register, 0, span);
                self.clear(register);
            }
            ComprehensionKind::Dict => {
                let key = self.operand(element)?;
                if let Some(value) = value {
                    let key = self.unless_rebound(key, &[value], span);
                    let operand = self.operand(value)?;
                    self.insert_pair(container, key, operand, Span::new(span.start, value.span.end));
                }
            }
            ComprehensionKind::List | ComprehensionKind::Set => {
                let op = if kind == ComprehensionKind::Set { Op::SetAdd } else { Op::ListAppend };
                let item = self.operand(element)?;
                let instruction = Instr::new(op, flag(item.dies, KILL_B), container, item.register, 0);
                self.unit.assembler.emit(instruction, span);
            }
        }
        self.release(mark);
        Ok(())
    }
}

/// The one element of `for x in [element]` or `for x in (element,)`.
fn single_element(generator: &Comprehension) -> Option<&Expr> {
    if generator.is_async {
        return None;
    }
    match &generator.iter.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => match &items[..] {
            [only] if !matches!(only.kind, ExprKind::Starred(_)) => Some(only),
            _ => None,
        },
        _ => None,
    }
}
