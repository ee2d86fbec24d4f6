//! Where installed packages lie: the prefix, virtual environments, the folders `site-packages`.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::command::Options;

/// Below a prefix, where packages are. They are those of CPython 3.13: what is pure Python runs here too.
const FOLDER: &str = "lib/python3.13/site-packages";

/// Where the command was installed, and what was installed with it.
pub(super) struct Packages {
    /// The command, as it was called; links are not followed.
    pub(super) executable: PathBuf,
    /// `sys.prefix`.
    pub(super) prefix: PathBuf,
    /// `sys.exec_prefix`.
    pub(super) exec_prefix: PathBuf,
    /// `sys.base_prefix`: another one in a virtual environment alone.
    pub(super) base_prefix: PathBuf,
    /// Whether packages outside of the virtual environment count, too.
    pub(super) sees_base: bool,
    /// The folders that are there, in the order in which they are searched.
    pub(super) folders: Vec<PathBuf>,
}

impl Packages {
    /// Looks where the command lies, and what lies beside it.
    pub(super) fn find(options: &Options) -> Packages {
        let executable = executable(options);
        let base = options.variable("PYTHONHOME");
        let (base_prefix, exec_prefix) = match base.as_deref().and_then(OsStr::to_str) {
            Some(home) => match home.split_once(':') {
                Some((prefix, exec_prefix)) => (prefix.into(), exec_prefix.into()),
                None => (home.into(), home.into()),
            },
            None => {
                let prefix = above(&followed(&executable), 2);
                (prefix.clone(), prefix)
            }
        };
        let none = Packages {
            executable,
            prefix: base_prefix.clone(),
            exec_prefix,
            base_prefix,
            sees_base: true,
            folders: Vec::new(),
        };
        let mut found = match environment(options, &none.executable) {
            Some((prefix, settings)) => {
                let setting = |key: &str| {
                    settings.lines().find_map(|line| {
                        let (name, value) = line.split_once('=')?;
                        name.trim().eq_ignore_ascii_case(key).then(|| value.trim())
                    })
                };
                let sees_base = setting("include-system-site-packages").is_some_and(|value| value == "true");
                let base_prefix = match setting("home") {
                    Some(home) if base.is_none() => above(Path::new(home), 1),
                    _ => none.base_prefix,
                };
                Packages { exec_prefix: prefix.clone(), prefix, base_prefix, sees_base, ..none }
            }
            None => none,
        };
        if !options.no_site && !options.no_packages {
            found.folders = found.existing(options);
        }
        found
    }

    fn existing(&self, options: &Options) -> Vec<PathBuf> {
        let own = Some(self.prefix.join(FOLDER));
        let of_user = if options.no_user_site || !self.sees_base { None } else { user_base(options) };
        let of_user = of_user.map(|base| base.join(FOLDER));
        let of_base = if self.sees_base { Some(self.base_prefix.join(FOLDER)) } else { None };
        let is_environment = self.prefix != self.base_prefix;
        let order = if is_environment { [own, of_user, of_base] } else { [of_user, own, None] };
        order.into_iter().flatten().filter(|folder| folder.is_dir()).collect()
    }
}

/// The path of the command as it was called.
fn executable(options: &Options) -> PathBuf {
    let called = options.original.first().map(PathBuf::from).unwrap_or_default();
    let resolved = || std::env::current_exe().unwrap_or_default();
    if called.as_os_str().is_empty() {
        return resolved();
    }
    if called.components().count() > 1 || called.is_absolute() {
        return std::path::absolute(&called).unwrap_or_else(|_| resolved());
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .map(|folder| folder.join(&called))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(resolved)
}

/// The virtual environment that the command lies in, or else the one that is activated, with its settings.
fn environment(options: &Options, executable: &Path) -> Option<(PathBuf, String)> {
    let beside = [above(executable, 1), above(executable, 2)];
    let activated = options.variable("VIRTUAL_ENV").map(PathBuf::from);
    let activated = activated.map(|prefix| std::path::absolute(&prefix).unwrap_or(prefix));
    let read = |prefix: &PathBuf| std::fs::read_to_string(prefix.join("pyvenv.cfg")).ok();
    let settings_beside = beside.iter().find_map(read);
    match settings_beside {
        // The settings stand in the folder of the command, or above it: packages lie below the latter.
        Some(settings) => Some((above(executable, 2), settings)),
        None => activated.and_then(|prefix| read(&prefix).map(|settings| (prefix, settings))),
    }
}

/// Where packages that a user installs for himself go.
fn user_base(options: &Options) -> Option<PathBuf> {
    let stated = options.variable("PYTHONUSERBASE").map(PathBuf::from);
    stated.or_else(|| {
        std::env::var_os("HOME").filter(|home| !home.is_empty()).map(|home| Path::new(&home).join(".local"))
    })
}

/// The file that a path leads to, if it is a link; links among its folders stay.
fn followed(path: &Path) -> PathBuf {
    match std::fs::read_link(path) {
        Ok(_) => std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        Err(_) => path.to_owned(),
    }
}

/// The folder so many levels above a path.
fn above(path: &Path, levels: usize) -> PathBuf {
    path.ancestors().nth(levels).unwrap_or(path).to_owned()
}

/// The folders that PYTHONPATH names.
pub(super) fn stated(options: &Options) -> Vec<OsString> {
    let Some(folders) = options.variable("PYTHONPATH") else { return Vec::new() };
    std::env::split_paths(&folders)
        .map(|folder| match folder.as_os_str().is_empty() {
            true => std::env::current_dir().unwrap_or_default(),
            false => std::path::absolute(&folder).unwrap_or(folder),
        })
        .map(PathBuf::into_os_string)
        .collect()
}

/// Whether a folder holds files that name further folders or code to run at the start.
pub(super) fn has_path_files(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.path().extension().is_some_and(|extension| extension == "pth"))
}
