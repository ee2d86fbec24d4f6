//! `taipan bundle`: one executable of a script, the modules it imports and this program.
//!
//! The executable is a copy of this program with a zip archive behind it. When it starts, it finds the archive and runs the
//! `__main__.py` in it.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use taipan_ast::parsed::Parsed;
use taipan_ast::stmt::{Mod, Stmt, StmtKind};

use crate::archive::{self, Archive};
use crate::command::inspect::read;
use crate::command::options::Inherited;
use crate::command::packages::{self, Packages};
use crate::command::program::{self, MAIN};
use crate::command::session::complain;
use crate::command::{Options, Program, Source};

/// Makes an executable of a script. The status is 1 if that fails.
pub fn bundle(script: &Path, output: Option<&Path>, options: &Options) -> i32 {
    let output = output.map_or_else(|| script.with_extension(""), Path::to_owned);
    match make(script, &output, options) {
        Ok(()) => 0,
        Err(why) => {
            complain(&format!("taipan bundle: {}\n", why.trim_end()));
            1
        }
    }
}

fn make(script: &Path, output: &Path, options: &Options) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
    if matches!(Archive::open(&own), Ok(Some(_))) {
        return Err("this program is a bundle itself".to_owned());
    }
    let refused = |error: io::Error| format!("{}: {error}", output.display());
    if fs::canonicalize(output).is_ok_and(|there| fs::canonicalize(script).is_ok_and(|script| there == script)) {
        return Err(format!("{} is the script itself; -o names another file", output.display()));
    }
    let files = Gathered::of(script, options)?.files;
    let program = fs::read(&own).map_err(|error| format!("{}: {error}", own.display()))?;
    let mut archive = Vec::new();
    let files: Vec<(String, Vec<u8>)> = files.into_iter().collect();
    archive::write(&mut archive, &files).map_err(refused)?;
    // A program that runs cannot be written over, but another may take its name.
    let draft = output.with_extension("draft");
    let written = fs::File::create(&draft).and_then(|mut file| {
        file.write_all(&program)?;
        file.write_all(&archive)?;
        make_executable(&file)
    });
    written.and_then(|()| fs::rename(&draft, output)).map_err(|error| {
        drop(fs::remove_file(&draft));
        refused(error)
    })
}

fn make_executable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o755))
}

/// The files of a bundle by their names in the archive.
struct Gathered {
    files: BTreeMap<String, Vec<u8>>,
    /// Where modules are searched.
    folders: Vec<PathBuf>,
    /// Modules that are still to be looked for, and whether somebody must have them.
    open: VecDeque<(String, bool)>,
}

impl Gathered {
    fn of(script: &Path, options: &Options) -> Result<Gathered, String> {
        let folder = fs::canonicalize(script).ok().and_then(|real| real.parent().map(Path::to_owned));
        let mut folders: Vec<PathBuf> = folder.into_iter().collect();
        folders.extend(packages::stated(options).into_iter().map(PathBuf::from));
        folders.extend(Packages::find(options).folders);
        let mut gathered = Gathered { files: BTreeMap::new(), folders, open: VecDeque::new() };
        gathered.add(MAIN, script, "")?;
        while let Some((module, required)) = gathered.open.pop_front() {
            if !gathered.include(&module)? && required {
                complain(&format!(
                    "taipan bundle: there is no module {module}; it is looked for when the program runs\n"
                ));
            }
        }
        Ok(gathered)
    }

    /// Adds a module with the packages it lies in; false if it is not found.
    fn include(&mut self, module: &str) -> Result<bool, String> {
        let top = module.split('.').next().unwrap_or(module);
        if taipan_modules::registry::find(top).is_some() {
            return Ok(true);
        }
        let mut place = String::new();
        let parts: Vec<&str> = module.split('.').collect();
        for (index, part) in parts.iter().enumerate() {
            let inside = format!("{place}{part}");
            let name = parts[..=index].join(".");
            let candidates =
                [(format!("{inside}/__init__.py"), name.clone()), (format!("{inside}.py"), package(&name))];
            let found = self.folders.iter().find_map(|folder| {
                let found = candidates.iter().find(|(file, _)| folder.join(file).is_file());
                found.map(|(file, package)| (folder.join(file), file.clone(), package.clone()))
            });
            match found {
                Some((path, file, package)) if !self.files.contains_key(&file) => self.add(&file, &path, &package)?,
                Some(_) => {}
                // A package without a file of its own.
                None if self.folders.iter().any(|folder| folder.join(&inside).is_dir()) => {}
                None => return Ok(false),
            }
            place = format!("{inside}/");
        }
        Ok(true)
    }

    /// Adds a file, and notes what it imports.
    fn add(&mut self, name: &str, path: &Path, package: &str) -> Result<(), String> {
        let text = read(path)?;
        let parsed = taipan_parser::parse(&text, taipan_parser::Mode::Module)
            .map_err(|error| crate::compile::describe(&path.to_string_lossy(), &text, &error))?;
        self.files.insert(name.to_owned(), fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?);
        if let Mod::Module(body) = &parsed.module {
            self.imports(&parsed, body, package);
        }
        Ok(())
    }

    fn imports(&mut self, parsed: &Parsed, body: &[Stmt], package: &str) {
        let text = |name| parsed.names.text(name).to_owned();
        for statement in body {
            match &statement.kind {
                StmtKind::Import(names) => self.open.extend(names.iter().map(|alias| (text(alias.name), true))),
                StmtKind::ImportFrom(import) => {
                    let module = import.module.map(text).unwrap_or_default();
                    let level = (import.level as usize).saturating_sub(1);
                    let base = package.rsplitn(level + 1, '.').nth(level).unwrap_or_default();
                    let module = match (import.level, module.is_empty()) {
                        (0, _) => module,
                        (_, true) => base.to_owned(),
                        (_, false) if base.is_empty() => module,
                        (_, false) => format!("{base}.{module}"),
                    };
                    // What is imported from a package may be a module of it.
                    self.open
                        .extend(import.names.iter().map(|alias| (format!("{module}.{}", text(alias.name)), false)));
                    self.open.push_back((module, true));
                }
                kind => bodies(kind).into_iter().for_each(|body| self.imports(parsed, body, package)),
            }
        }
    }
}

/// The package that a module lies in.
fn package(module: &str) -> String {
    module.rsplit_once('.').map_or(String::new(), |(package, _)| package.to_owned())
}

/// The statements inside of a statement.
fn bodies(kind: &StmtKind) -> Vec<&[Stmt]> {
    match kind {
        StmtKind::FunctionDef(of) | StmtKind::AsyncFunctionDef(of) => vec![&of.body],
        StmtKind::ClassDef(of) => vec![&of.body],
        StmtKind::For(of) | StmtKind::AsyncFor(of) => vec![&of.body, &of.orelse],
        StmtKind::While(of) => vec![&of.body, &of.orelse],
        StmtKind::If(of) => vec![&of.body, &of.orelse],
        StmtKind::With(of) | StmtKind::AsyncWith(of) => vec![&of.body],
        StmtKind::Match(of) => of.cases.iter().map(|case| case.body.as_slice()).collect(),
        StmtKind::Try(of) | StmtKind::TryStar(of) => {
            let handlers = of.handlers.iter().map(|handler| handler.body.as_slice());
            [of.body.as_slice(), &of.orelse, &of.finalbody].into_iter().chain(handlers).collect()
        }
        _ => Vec::new(),
    }
}

/// This program, if it is a bundle.
#[must_use]
pub fn own() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let archive = Archive::open(&own).ok().flatten()?;
    archive.has_file(MAIN).then_some(own)
}

/// Runs the program in a bundle: what is installed beside it, and the environment, are none of its business.
#[must_use]
pub fn run(bundle: &Path, arguments: &[OsString], inherited: Inherited) -> i32 {
    let options = Options {
        original: arguments.to_vec(),
        ignore_environment: true,
        no_user_site: true,
        no_packages: true,
        inherited,
        ..Options::default()
    };
    let program = Program { source: Source::File(bundle.into()), arguments: arguments.to_vec(), options };
    program::run(program)
}
