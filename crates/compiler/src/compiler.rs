//! The compiler's state, and how code objects begin and end.

use std::collections::HashMap;
use std::sync::Arc;

use taipan_ast::name::Name;
use taipan_ast::parsed::Parsed;
use taipan_ast::stmt::Mod;
use taipan_bytecode::assembler::{Assembler, TooLarge};
use taipan_bytecode::code::{CellVar, Code, flags};
use taipan_bytecode::opcode::Op;
use taipan_bytecode::positions::{Position, Positions};
use taipan_source::diagnostic::Warning;
use taipan_source::lines::LineIndex;
use taipan_source::meter::Toll;
use taipan_source::span::Span;

use crate::failure::{Outcome, too_large};
use crate::future;
use crate::interner::{Interner, Known};
use crate::options::{CompileOptions, Mode};
use crate::scope::collect::Depth;
use crate::scope::{Binding, ScopeId, ScopeKind, ScopeTable, collect, mark, resolve};
use crate::unit::{MOST_TEMPORARIES, Register, Unit, UnitKind};

/// Registers for variables end before the numbers of temporaries begin.
const MOST_VARIABLES: usize = 0x7fe0;

/// Everything that lowering a tree needs.
pub(crate) struct Compiler<'a> {
    pub(crate) names: Interner<'a>,
    pub(crate) known: Known,
    pub(crate) table: ScopeTable,
    pub(crate) options: &'a CompileOptions,
    pub(crate) lines: &'a LineIndex,
    pub(crate) future_annotations: bool,
    /// The code object being compiled.
    pub(crate) unit: Box<Unit<'a>>,
    /// The code objects around it, outermost first.
    #[allow(clippy::vec_box, reason = "units are large, and move between here and `unit`")]
    pub(crate) outer: Vec<Box<Unit<'a>>>,
    pub(crate) warnings: Vec<Warning>,
    /// Bodies of statements around the current statement: 1 in the module's own.
    pub(crate) level: u32,
    /// Who pays.
    pub(crate) toll: &'a mut Toll<'a>,
}

/// Compiles a whole tree.
pub(crate) fn compile<'a>(
    parsed: &'a Parsed,
    options: &'a CompileOptions,
    depth: Depth,
    toll: &'a mut Toll<'a>,
) -> Outcome<(Arc<Code>, Vec<Warning>)> {
    let mut names = Interner::new(&parsed.names);
    let known = Known::new(&mut names);
    let future_annotations = future::annotations(&parsed.module, &names)? || options.future_annotations;
    let postponed = future_annotations;
    let mut table =
        collect::collect(&parsed.module, &mut names, known, postponed, options.top_level_await, depth, toll)?;
    resolve::resolve(&mut table, &names, known)?;
    let top = ScopeId(0);
    let unit = Box::new(new_unit(UnitKind::Module, table.get(top).name, String::from("<module>"), top, &table));
    let lines = &parsed.lines;
    let outer = Vec::new();
    let warnings = Vec::new();
    let mut compiler =
        Compiler { names, known, table, options, lines, future_annotations, unit, outer, warnings, level: 0, toll };
    compiler.unit.first_line = 1;
    if future_annotations {
        compiler.unit.flags |= flags::FUTURE_ANNOTATIONS;
    }
    compiler.prepare_registers(UnitKind::Module);
    compiler.module(&parsed.module)?;
    let last = compiler.assemble()?;
    #[cfg(debug_assertions)]
    if let Err(fault) = taipan_bytecode::verifier::verify(&last) {
        panic!("the compiler made faulty code: {fault:?}\n{}", taipan_bytecode::disassembler::Disassembly(&last));
    }
    Ok((last, compiler.warnings))
}

fn new_unit<'a>(kind: UnitKind, name: Name, qualname: String, scope: ScopeId, table: &ScopeTable) -> Unit<'a> {
    Unit {
        kind,
        name,
        qualname,
        first_line: 0,
        flags: 0,
        positional: 0,
        positional_only: 0,
        keyword_only: 0,
        assembler: Assembler::new(),
        host: scope,
        scope,
        class: table.get(scope).class,
        blocks: Vec::new(),
        depth: 0,
        constants: Default::default(),
        names: HashMap::new(),
        name_list: Vec::new(),
        sites: Vec::new(),
        shared_sites: HashMap::new(),
        locals: Vec::new(),
        cells: Vec::new(),
        bound: 0,
        fragile: 0,
        states: Vec::new(),
        static_attributes: Vec::new(),
        class_cell: None,
        has_walrus: table.get(scope).has_walrus,
    }
}

impl<'a> Compiler<'a> {
    fn module(&mut self, module: &'a Mod) -> Outcome {
        self.unit.flags |= flags::MODULE_BODY;
        let scope = self.table.get(ScopeId(0));
        if scope.has_await {
            // Top-level await: running the code gives a coroutine.
            self.unit.flags |= if scope.has_yield { flags::ASYNC_GENERATOR } else { flags::COROUTINE };
        }
        match module {
            Mod::Expression(value) => {
                let value = self.operand(value)?;
                self.emit(Op::Return, value.register, 0, 0, Span::default());
                return Ok(());
            }
            Mod::Module(body) | Mod::Interactive(body) => {
                if self.annotates(body) {
                    self.emit(Op::SetAnnotations, 0, 0, 0, Span::default());
                }
                let body = if self.options.mode == Mode::Module { self.module_docstring(body)? } else { body };
                self.body(body)?;
            }
        }
        self.emit(Op::ReturnNone, 0, 0, 0, Span::default());
        Ok(())
    }

    /// Begins the code object of a scope; `leave_unit` ends it.
    pub(crate) fn enter_unit(&mut self, kind: UnitKind, scope: ScopeId, first: Span) {
        let name = self.table.get(scope).name;
        let qualname = self.qualname(scope, name);
        let mut unit = Box::new(new_unit(kind, name, qualname, scope, &self.table));
        unit.first_line = self.lines.line(first.start);
        if kind == UnitKind::Function {
            unit.flags |= flags::OPTIMIZED | flags::NEW_LOCALS;
            let in_function = self.outer.iter().any(|unit| unit.kind == UnitKind::Function);
            if in_function || self.table.get(self.unit.scope).is_function_like() {
                unit.flags |= flags::NESTED;
            }
        }
        if self.future_annotations {
            unit.flags |= flags::FUTURE_ANNOTATIONS;
        }
        self.outer.push(std::mem::replace(&mut self.unit, unit));
        self.prepare_registers(kind);
    }

    /// Ends the current code object and returns to the one around it.
    pub(crate) fn leave_unit(&mut self) -> Outcome<Arc<Code>> {
        let code = self.assemble();
        if let Some(outer) = self.outer.pop() {
            self.unit = outer;
        }
        code
    }

    fn qualname(&self, scope: ScopeId, name: Name) -> String {
        let text = self.names.text(name);
        let mut around = &self.unit;
        // Scopes of type parameters leave no trace in qualified names.
        let mut depth = self.outer.len();
        while matches!(self.table.get(around.host).kind, ScopeKind::TypeParameters) && depth > 0 {
            depth -= 1;
            around = &self.outer[depth];
        }
        if around.kind == UnitKind::Module {
            return text.to_owned();
        }
        let is_definition = matches!(self.table.get(scope).kind, ScopeKind::Function | ScopeKind::Class);
        let mangled = if is_definition { self.binding_in(around.scope, name) } else { None };
        if mangled == Some(Binding::GlobalExplicit) {
            return text.to_owned();
        }
        if matches!(self.table.get(around.host).kind, ScopeKind::Function | ScopeKind::Lambda) {
            format!("{}.<locals>.{text}", around.qualname)
        } else {
            format!("{}.{text}", around.qualname)
        }
    }

    fn binding_in(&self, scope: ScopeId, name: Name) -> Option<Binding> {
        self.table.get(scope).find(name).map(|symbol| symbol.binding)
    }

    /// Gives every variable of the unit its register: parameters, other locals, variables of inlined comprehensions,
    /// then cells. Captured variables get their cells at once.
    fn prepare_registers(&mut self, kind: UnitKind) {
        if kind != UnitKind::Function {
            self.unit.locals.push(self.known.namespace);
        }
        let host = self.unit.host;
        let mut captured = Vec::new();
        self.place_locals(host, &mut captured, &[]);
        let parameters = self.parameter_count(host);
        let unit = &mut self.unit;
        unit.bound = if parameters >= 128 { u128::MAX } else { (1 << parameters) - 1 };
        let mut next = unit.locals.len().min(MOST_VARIABLES) as Register;
        for (scope, name) in captured {
            let symbol = self.table.get_mut(scope).symbol(name);
            symbol.register = next;
            self.unit.cells.push((name, next));
            if scope == host {
                self.make_cell(next);
            }
            next = (next + 1).min(MOST_VARIABLES as Register);
        }
        let unit = &mut self.unit;
        for needed in [self.table.get(host).needs_class_cell, self.table.get(host).needs_class_dict] {
            if kind != UnitKind::Class || !needed {
                continue;
            }
            // The class dictionary's cell follows the class cell; `class_cell_register` knows.
            unit.class_cell = unit.class_cell.or(Some(next));
            next += 1;
        }
        self.prepare_class_cells(host);
    }

    fn parameter_count(&self, host: ScopeId) -> usize {
        let symbols = &self.table.get(host).symbols;
        symbols.iter().filter(|symbol| symbol.marks & mark::PARAMETER != 0).count()
    }

    fn place_locals(&mut self, scope: ScopeId, captured: &mut Vec<(ScopeId, Name)>, busy: &[Register]) {
        let is_host = scope == self.unit.host;
        let mut mine = busy.to_vec();
        for at in 0..self.table.get(scope).symbols.len() {
            let symbol = self.table.get(scope).symbols[at];
            let parameter = symbol.marks & mark::PARAMETER != 0;
            match symbol.binding {
                Binding::Local => {}
                Binding::Cell if parameter => {}
                Binding::Cell => {
                    captured.push((scope, symbol.name));
                    continue;
                }
                _ => continue,
            }
            // Comprehensions side by side share registers for variables of one name.
            let shared = if is_host { None } else { self.shared_register(symbol.name, &mine) };
            let register = shared.unwrap_or_else(|| {
                self.unit.locals.push(symbol.name);
                (self.unit.locals.len() - 1).min(MOST_VARIABLES) as Register
            });
            if !is_host {
                mine.push(register);
            }
            if symbol.marks & mark::DELETED != 0 && register < 128 {
                self.unit.fragile |= 1 << register;
            }
            self.table.get_mut(scope).symbols[at].register = register;
            if parameter && symbol.binding == Binding::Cell {
                self.unit.cells.push((symbol.name, register));
                self.make_cell(register);
            }
        }
        for at in 0..self.table.get(scope).children.len() {
            let child = self.table.get(scope).children[at];
            if self.table.get(child).host == self.unit.host {
                self.place_locals(child, captured, &mine);
            }
        }
    }

    /// A register that another comprehension of this unit uses for the same name.
    fn shared_register(&self, name: Name, busy: &[Register]) -> Option<Register> {
        let free = self.unit.locals.iter().enumerate().skip(self.first_comprehension_local());
        let mut free = free.map(|(register, &local)| (register as Register, local));
        free.find(|&(register, local)| local == name && !busy.contains(&register)).map(|(register, _)| register)
    }

    /// The registers below hold the host's own variables.
    fn first_comprehension_local(&self) -> usize {
        let scope = self.table.get(self.unit.host);
        let own = scope.symbols.iter().filter(|symbol| {
            symbol.binding == Binding::Local || symbol.binding == Binding::Cell && symbol.marks & mark::PARAMETER != 0
        });
        own.count() + usize::from(self.unit.kind != UnitKind::Function)
    }

    fn prepare_class_cells(&mut self, host: ScopeId) {
        let Some(first) = self.unit.class_cell else { return };
        let scope = self.table.get(host);
        let (cell, dict) = (scope.needs_class_cell, scope.needs_class_dict);
        let mut next = first;
        for (needed, name) in [(cell, self.known.class_cell), (dict, self.known.class_dict)] {
            if needed {
                self.unit.cells.push((name, next));
                self.make_cell(next);
                if name == self.known.class_dict {
                    let namespace = self.unit.temporary();
                    self.emit(Op::LoadLocals, namespace, 0, 0, Span::default());
                    self.emit_dying(Op::StoreCell, next, namespace, Span::default());
                    self.unit.depth -= 1;
                }
                next += 1;
            }
        }
        if !cell {
            self.unit.class_cell = None;
        }
    }

    fn make_cell(&mut self, register: Register) {
        self.emit(Op::MakeCell, register, 0, 0, Span::default());
    }

    /// Turns the current unit into a code object.
    fn assemble(&mut self) -> Outcome<Arc<Code>> {
        let name = self.unit.name;
        let unit = &mut *self.unit;
        let variables = unit.cells.iter().map(|&(_, register)| register + 1).max().unwrap_or(0);
        let variables = variables.max(unit.locals.len().min(MOST_VARIABLES) as u16);
        let crowded = [unit.sites.len(), unit.constants.list.len() / 4096].into_iter().any(|count| count > 0xffff);
        if usize::from(variables) >= MOST_VARIABLES || unit.assembler.temporaries() >= MOST_TEMPORARIES || crowded {
            return Err(too_large(TooLarge));
        }
        let registers = u32::from(variables) + u32::from(unit.assembler.temporaries());
        let assembler = std::mem::take(&mut unit.assembler);
        let done = assembler.finish(variables).map_err(too_large)?;
        let texts = |names: &[Name]| names.iter().map(|&name| self.names.text(name).into()).collect();
        let mut locate = Locator::new(self.lines);
        let positions: Vec<Position> = done.spans.iter().map(|&span| locate.position(span)).collect();
        let scope = self.table.get(unit.host);
        Ok(Arc::new(Code {
            name: self.names.text(name).into(),
            qualname: std::mem::take(&mut unit.qualname).into(),
            filename: self.options.filename.clone(),
            first_line: unit.first_line,
            flags: unit.flags,
            positional: unit.positional,
            positional_only: unit.positional_only,
            keyword_only: unit.keyword_only,
            registers: registers as u16,
            locals: texts(&unit.locals),
            cells: unit
                .cells
                .iter()
                .map(|&(name, register)| CellVar { name: self.names.text(name).into(), register })
                .collect(),
            free: texts(&scope.free),
            instructions: done.instructions.into(),
            constants: std::mem::take(&mut unit.constants.list).into(),
            sites: std::mem::take(&mut unit.sites).into(),
            names: texts(&unit.name_list),
            handlers: done.handlers.into(),
            positions: Positions::pack(&positions),
        }))
    }
}

/// Turns spans into positions. Neighbouring instructions come from neighbouring lines, so the last line is tried first.
struct Locator<'a> {
    lines: &'a LineIndex,
    line: u32,
    start: u32,
    next: u32,
}

impl<'a> Locator<'a> {
    fn new(lines: &'a LineIndex) -> Locator<'a> {
        Locator { lines, line: 0, start: 0, next: 0 }
    }

    fn place(&mut self, offset: u32) -> (u32, u32) {
        if self.line == 0 || offset < self.start || offset >= self.next {
            self.line = self.lines.line(offset);
            self.start = self.lines.start(self.line);
            self.next = if self.line < self.lines.count() { self.lines.start(self.line + 1) } else { u32::MAX };
        }
        (self.line, offset - self.start)
    }

    fn position(&mut self, span: Span) -> Position {
        if span.end == 0 {
            return Position::default();
        }
        let (end_line, end_column) = self.place(span.end);
        let (line, column) = self.place(span.start);
        Position { line, end_line, column, end_column }
    }
}
