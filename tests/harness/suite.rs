//! What the suite consists of: the programs, the directives in their comments, and the examples of the documentation.

use std::path::{Path, PathBuf};

/// The folders of `tests/` that hold programs.
const AREAS: [&str; 8] = ["language", "builtins", "stdlib", "asyncio", "errors", "limits", "regression", "command"];

/// A module that programs import says so in its first line, and is then no program itself.
const MODULE_MARK: &str = "# imported by";

/// One program with all that is expected of it.
pub(crate) struct Program {
    /// Its path below `tests/` without the extension: `language/calls/defaults`.
    pub(crate) name: String,
    /// The file to run.
    pub(crate) path: PathBuf,
    /// What the interpreter gets on its command line.
    pub(crate) command: Vec<String>,
    /// What its environment has beside the usual.
    pub(crate) environment: Vec<(String, String)>,
    /// The line with which a shell starts the interpreter, where it is not the usual one.
    pub(crate) shell: Option<String>,
    /// Expected standard output; `None` while nothing has been recorded.
    pub(crate) out: Option<Vec<u8>>,
    /// Expected standard error, where it matters.
    pub(crate) err: Option<Vec<u8>>,
    /// Expected exit code.
    pub(crate) exit: i32,
    /// What its standard input is.
    pub(crate) input: Input,
    /// Whether Ctrl-C is pressed whenever it says that it waits.
    pub(crate) interrupted: bool,
    /// Address space in KiB, where it is to be short.
    pub(crate) memory: Option<u32>,
    /// Whether CPython is expected to behave the same.
    pub(crate) oracle: bool,
    /// Whether it can be made many times slower and still mean the same.
    pub(crate) patient: bool,
}

/// What a program can read.
pub(crate) enum Input {
    /// Nothing: the end comes at once.
    Nothing,
    /// What a file holds.
    File(PathBuf),
    /// Nothing, and the end does not come.
    Silence,
}

/// All programs and documentation examples, sorted by name.
pub(crate) fn find(root: &Path) -> Result<Vec<Program>, String> {
    let tests = root.join("tests");
    let mut programs = Vec::new();
    for area in AREAS {
        let folder = tests.join(area);
        if folder.is_dir() {
            collect(&tests, &folder, &mut programs)?;
        }
    }
    collect_examples(root, &mut programs)?;
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(programs)
}

/// Adds the programs of `folder`. A folder with an `__init__.py` or a `__main__.py` is a package that programs import.
fn collect(tests: &Path, folder: &Path, programs: &mut Vec<Program>) -> Result<(), String> {
    for path in entries(folder)? {
        if path.is_dir() {
            let package = path.join("__init__.py").exists() || path.join("__main__.py").exists();
            if !package {
                collect(tests, &path, programs)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            let source = read_text(&path)?;
            if !source.starts_with(MODULE_MARK) {
                programs.push(program(tests, path, &source)?);
            }
        }
    }
    Ok(())
}

/// Reads the directives of one program.
fn program(tests: &Path, path: PathBuf, source: &str) -> Result<Program, String> {
    let relative = path.strip_prefix(tests).map_err(|error| error.to_string())?.with_extension("");
    let name = relative.to_string_lossy().replace('\\', "/");
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut command = match directive(source, "command") {
        Some(line) => words(line),
        None => vec![file],
    };
    if let Some(line) = directive(source, "args") {
        command.extend(words(line));
    }
    let environment = words(directive(source, "env").unwrap_or_default())
        .iter()
        .filter_map(|word| word.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let exit = match directive(source, "exit") {
        Some(code) => code.parse().map_err(|_| format!("{name}: the exit code must be a number"))?,
        None => 0,
    };
    let interrupted = directive(source, "interrupt").is_some();
    let file = path.with_extension("in");
    let input = match (file.exists(), interrupted) {
        (true, _) => Input::File(file),
        (false, true) => Input::Silence,
        (false, false) => Input::Nothing,
    };
    Ok(Program {
        out: std::fs::read(path.with_extension("out")).ok(),
        err: std::fs::read(path.with_extension("err")).ok(),
        input,
        interrupted,
        memory: directive(source, "memory").and_then(|kibibytes| kibibytes.parse().ok()),
        oracle: directive(source, "oracle").is_none(),
        patient: directive(source, "calm").is_none(),
        name,
        path,
        command,
        environment,
        shell: directive(source, "shell").map(str::to_owned),
        exit,
    })
}

/// The rest of the comment line `# key: rest`, which must stand among the first ten lines.
fn directive<'a>(source: &'a str, key: &str) -> Option<&'a str> {
    source.lines().take(10).find_map(|line| {
        let rest = line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':')?;
        Some(rest.trim())
    })
}

/// Splits a command line at blanks; a part in single quotes is one word, in which `\n` is a line break.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.replace("\\n", "\n"));
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// A fenced `python` block of the README or of `docs/` that is followed by an `output` block is a program too.
fn collect_examples(root: &Path, programs: &mut Vec<Program>) -> Result<(), String> {
    let mut pages = vec![root.join("README.md")];
    pages.extend(entries(&root.join("docs"))?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "md")));
    let scratch = root.join("target/docs-examples");
    for page in pages.iter().filter(|page| page.exists()) {
        let text = read_text(page)?;
        let stem = page.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        for (number, (code, output)) in examples(&text).into_iter().enumerate() {
            let file = format!("{stem}_{}.py", number + 1);
            std::fs::create_dir_all(&scratch).map_err(|error| error.to_string())?;
            let path = scratch.join(&file);
            std::fs::write(&path, code).map_err(|error| error.to_string())?;
            programs.push(Program {
                name: format!("docs/{stem}_{}", number + 1),
                path,
                command: vec![file],
                environment: Vec::new(),
                shell: None,
                out: Some(output.into_bytes()),
                err: None,
                exit: 0,
                input: Input::Nothing,
                interrupted: false,
                memory: None,
                oracle: true,
                patient: true,
            });
        }
    }
    Ok(())
}

/// The pairs of code and output of one page.
fn examples(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut code: Option<String> = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            if !line.trim().is_empty() {
                code = None;
            }
            continue;
        };
        let body: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        match (language, code.take()) {
            ("python", _) => code = Some(body),
            ("output", Some(code)) => pairs.push((code, body)),
            _ => {}
        }
    }
    pairs
}

/// The entries of a folder in the order of their names; none where there is no folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listing = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listing.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}

/// The text of a file; programs may hold bytes that are not UTF-8 on purpose.
fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
