//! What the house is built of: licences, sources, versions and names of all crates, as `cargo metadata` resolves them.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use spdx::{Expression, Licensee, ParseMode};

use crate::sources;

/// The licences that we take. They permit everything and ask for a notice at the most; LGPL and GPL ask for more.
const PERMISSIVE: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Zlib",
    // Tables made of the Unicode database.
    "Unicode-3.0",
    "Unicode-DFS-2016",
];

/// Crates that stay out, also below others, and why. A `*` at the end stands for any ending.
const BANNED: [(&str, &str); 12] = [
    ("cc", "Rust is all that a checkout needs: no compiler of C"),
    ("cmake", "Rust is all that a checkout needs: no compiler of C"),
    ("bindgen", "Rust is all that a checkout needs: no compiler of C"),
    ("pkg-config", "what the system has installed must not change what we build"),
    ("openssl*", "C, and its licence has clauses of its own"),
    ("pyo3*", "a binding to CPython"),
    ("rustpython*", "another implementation of Python"),
    ("ruff_*", "another implementation of Python's grammar"),
    ("tokio", "the event loop is ours"),
    ("async-std", "the event loop is ours"),
    ("smol", "the event loop is ours"),
    ("lazy_static", "std has `LazyLock`"),
];

/// How cargo calls the public registry, whatever mirror stands in for it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn every_crate_is_permissive_known_and_not_banned() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let ours = packages.iter().filter(|package| package["source"].is_null()).count();
    assert!(ours > 10 && packages.len() > 2 * ours, "cargo tells of {} packages, {ours} of them ours", packages.len());
    let offences: Vec<String> = packages.iter().flat_map(offences).collect();
    sources::none("crates that must not be built on", &offences);
}

#[test]
fn expressions_of_licences_mean_what_they_say() {
    let taken = [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/Apache-2.0",
        "Apache-2.0 / MIT",
        "GPL-2.0/MIT",
        "MIT AND Zlib",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "GPL-3.0-only AND MIT OR BSD-3-Clause",
        "Apache-2.0 WITH LLVM-exception",
        "GPL-2.0 WITH Classpath-exception-2.0 OR MIT",
    ];
    let refused = [
        "",
        "GPL-3.0",
        "LGPL-2.1-or-later",
        "MIT AND LGPL-2.1",
        "MIT AND (LGPL-3.0 OR GPL-3.0)",
        "(MIT OR Apache-2.0) AND GPL-2.0-only",
        "GPL-2.0 WITH Classpath-exception-2.0",
        "Apache-2.0 WITH Swift-exception AND GPL-3.0",
        "GPL-2.0/LGPL-3.0",
        "MPL-2.0",
        "MIT OR",
        "whatever you like",
    ];
    for expression in taken {
        assert!(is_permissive(expression), "{expression} must be taken");
    }
    for expression in refused {
        assert!(!is_permissive(expression), "{expression} must be refused");
    }
}

#[test]
fn what_is_wrong_with_a_crate_is_found() {
    let package = |name: &str, license: Value, source: Value, requirements: &[&str]| {
        let dependency = |version: &&str| json!({"name": "other", "req": version, "source": REGISTRY});
        let dependencies: Vec<Value> = requirements.iter().map(dependency).collect();
        let manifest = sources::root().join("crates/made/Cargo.toml");
        json!({
            "name": name, "version": "1.0.0", "license": license, "source": source, "dependencies": dependencies,
            "manifest_path": manifest.to_str(),
        })
    };
    let complaints = |package: Value| offences(&package).len();
    let (mit, none, public) = (json!("MIT"), Value::Null, json!(REGISTRY));
    assert_eq!(complaints(package("good", mit.clone(), public.clone(), &["*"])), 0, "others may use any version");
    assert_eq!(complaints(package("ours", mit.clone(), none.clone(), &["^1", "=2.0.1"])), 0);
    assert_eq!(complaints(package("ours", mit.clone(), none.clone(), &["^1", "*"])), 1, "a wildcard");
    assert_eq!(complaints(package("ours", mit.clone(), none.clone(), &["1.*"])), 1, "a wildcard at the end");
    assert_eq!(complaints(package("bad", json!("GPL-3.0"), public.clone(), &[])), 1);
    assert_eq!(complaints(package("silent", none.clone(), public.clone(), &[])), 1, "no licence is none");
    assert_eq!(complaints(package("tokio", mit.clone(), public.clone(), &[])), 1);
    assert_eq!(complaints(package("pyo3-ffi", mit.clone(), public, &[])), 1);
    assert_eq!(complaints(package("foreign", mit.clone(), json!("git+https://example.org/foreign#1"), &[])), 1);
    assert_eq!(complaints(package("mirrored", mit.clone(), json!("registry+https://example.org/index"), &[])), 1);
    let mut outside = package("outside", mit, none, &[]);
    outside["manifest_path"] = json!("/elsewhere/Cargo.toml");
    assert_eq!(complaints(outside), 1);
}

/// All that is wrong with a package of `cargo metadata`.
fn offences(package: &Value) -> Vec<String> {
    let text = |key: &str| package[key].as_str();
    let name = text("name").unwrap_or_default();
    let mut found = Vec::new();
    match text("license") {
        None => found.push("has no licence that cargo knows".to_owned()),
        Some(licence) if !is_permissive(licence) => found.push(format!("is licensed as {licence}")),
        Some(_) => {}
    }
    for (_, reason) in BANNED.iter().filter(|(banned, _)| is_called(name, banned)) {
        found.push(format!("is banned: {reason}"));
    }
    match text("source") {
        Some(REGISTRY) => {}
        Some(source) => found.push(format!("comes from {source}")),
        None => {
            if !text("manifest_path").is_some_and(|path| Path::new(path).starts_with(sources::root())) {
                found.push("lies outside the workspace".to_owned());
            }
            found.extend(wildcards(package));
        }
    }
    found.into_iter().map(|complaint| format!("{name} {}: {complaint}", text("version").unwrap_or_default())).collect()
}

/// What a package of ours uses from outside in any version. What lies in the workspace has no other.
fn wildcards(package: &Value) -> Vec<String> {
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    let from_outside = dependencies.iter().filter(|dependency| !dependency["source"].is_null());
    let any = from_outside.filter(|dependency| dependency["req"].as_str().is_none_or(|version| version.contains('*')));
    any.map(|dependency| format!("uses any version of {}", dependency["name"])).collect()
}

/// Whether the licences of our list are enough for the expression: all that `AND` joins, one of what `OR` joins.
fn is_permissive(expression: &str) -> bool {
    // Manifests wrote `MIT/Apache-2.0` before there were expressions, and old names are names.
    let mode = ParseMode { allow_slash_as_or_operator: true, allow_deprecated: true, ..ParseMode::STRICT };
    let licences = PERMISSIVE.map(|name| Licensee::parse_mode(name, mode).expect("a licence that SPDX knows"));
    Expression::parse_mode(expression, mode)
        .is_ok_and(|expression| expression.evaluate(|asked| licences.iter().any(|licence| licence.satisfies(asked))))
}

fn is_called(name: &str, banned: &str) -> bool {
    match banned.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == banned,
    }
}

/// What cargo resolves for all systems; where the crates of other systems were never fetched, for this one. It asks no
/// network, so that the test runs wherever the house is built.
fn metadata() -> Value {
    resolve(&[]).or_else(|_| resolve(&["--filter-platform", "host-tuple"])).expect("the metadata")
}

fn resolve(more: &[&str]) -> Result<Value, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(more)
        .current_dir(sources::root());
    let answer = command.output().map_err(|error| error.to_string())?;
    if !answer.status.success() {
        return Err(String::from_utf8_lossy(&answer.stderr).into_owned());
    }
    serde_json::from_slice(&answer.stdout).map_err(|error| error.to_string())
}
