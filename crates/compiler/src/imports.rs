//! `import` and `from ... import`.

use taipan_ast::name::Name;
use taipan_ast::stmt::{Alias, ImportFrom};
use taipan_bytecode::code::Const;
use taipan_bytecode::opcode::{KILL_A, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::failure::Outcome;
use crate::future;
use crate::unit::{Operand, Register};

impl<'a> Compiler<'a> {
    pub(crate) fn import(&mut self, aliases: &'a [Alias], span: Span) -> Outcome {
        for alias in aliases {
            let mark = self.unit.depth;
            let module = self.import_name(alias.name, 0, Const::None, span);
            let dotted = self.names.text(alias.name).to_owned();
            match (alias.asname, dotted.split_once('.')) {
                (None, None) => self.store_name(alias.name, Operand::dying(module), span)?,
                (None, Some((top, _))) => {
                    let top = self.names.intern(top);
                    self.store_name(top, Operand::dying(module), span)?;
                }
                (Some(name), rest) => {
                    // `import a.b.c as m` binds the submodule.
                    for part in rest.map_or("", |(_, rest)| rest).split('.').filter(|part| !part.is_empty()) {
                        let part = self.names.intern(part);
                        let site = self.unit.site(part);
                        self.emit(Op::ImportFrom, module, module, site, span);
                    }
                    self.store_name(name, Operand::dying(module), span)?;
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(crate) fn import_from(&mut self, import: &'a ImportFrom, span: Span) -> Outcome {
        // Statements of the module itself were looked at before; all others stand too late.
        if !self.outer.is_empty() || self.level > 1 {
            future::refuse_late(import, &self.names, span)?;
        }
        let names: Vec<Const> =
            import.names.iter().map(|alias| Const::Str(self.names.text(alias.name).as_bytes().into())).collect();
        let empty = self.names.intern("");
        let module_name = import.module.unwrap_or(empty);
        let module = self.import_name(module_name, import.level, Const::Tuple(names.into()), span);
        for alias in &import.names {
            if self.names.text(alias.name) == "*" {
                self.emit_flags(Op::ImportStar, KILL_A, module, 0, 0, span);
                return Ok(());
            }
            let value = self.unit.temporary();
            let site = self.unit.site(alias.name);
            self.emit(Op::ImportFrom, value, module, site, span);
            self.store_name(alias.asname.unwrap_or(alias.name), Operand::dying(value), span)?;
            self.unit.depth -= 1;
        }
        self.clear(module);
        Ok(())
    }

    fn import_name(&mut self, name: Name, level: u32, names: Const, span: Span) -> Register {
        let module = self.unit.temporary();
        let first = self.constant_operand(Const::Int(i64::from(level)), span).register;
        self.constant_operand(names, span);
        let site = self.unit.site(name);
        self.emit(Op::ImportName, module, site, first, span);
        self.unit.depth -= 2;
        module
    }
}
