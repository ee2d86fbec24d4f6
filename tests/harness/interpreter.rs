//! Which interpreter runs the programs: the `taipan` of this build, or CPython 3.13 as the oracle.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A command that runs Python programs.
pub(crate) struct Interpreter {
    /// What the report calls it.
    pub(crate) name: &'static str,
    /// The executable.
    pub(crate) path: PathBuf,
}

impl Interpreter {
    /// The binary named by `TAIPAN`, or the one of this build's profile, brought up to date first.
    pub(crate) fn taipan(root: &Path) -> Result<Self, String> {
        if let Some(path) = std::env::var_os("TAIPAN") {
            let path = std::path::absolute(root.join(path)).map_err(|error| error.to_string())?;
            return Ok(Self { name: "taipan", path });
        }
        // This test runs as <target>/<profile>/deps/programs-<hash>; cargo's folder for `dev` is `debug`.
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let folder = own.ancestors().nth(2).ok_or("the test binary lies outside a target folder")?;
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(profile) => profile,
        };
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--package", "taipan-cli", "--profile", profile])
            .current_dir(root)
            .status()
            .map_err(|error| format!("cargo cannot be run: {error}"))?;
        if !built.success() {
            return Err("the taipan binary does not build".to_owned());
        }
        Ok(Self { name: "taipan", path: folder.join(format!("taipan{}", std::env::consts::EXE_SUFFIX)) })
    }

    /// The public modules of the library, as text for people.
    pub(crate) fn modules(&self) -> Result<String, String> {
        let asked = "import sys; print(*sorted(n for n in sys.stdlib_module_names if n[0] != '_'), sep='`, `')";
        let failed = |error: std::io::Error| format!("{}: {error}", self.path.display());
        let answer = Command::new(&self.path).args(["-I", "-c", asked]).output().map_err(failed)?;
        Ok(format!("`{}`", String::from_utf8_lossy(&answer.stdout).trim()))
    }

    /// CPython 3.13 as named by `CPYTHON313`, or `python3.13` on the path.
    pub(crate) fn cpython() -> Result<Self, String> {
        let path = std::env::var_os("CPYTHON313").map_or_else(|| PathBuf::from("python3.13"), PathBuf::from);
        let answer = Command::new(&path).arg("-V").output().map_err(|error| format!("{}: {error}", path.display()))?;
        if answer.stdout.starts_with(b"Python 3.13") {
            Ok(Self { name: "CPython 3.13", path })
        } else {
            Err(format!("{} is not CPython 3.13", path.display()))
        }
    }
}
