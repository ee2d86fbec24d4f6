//! How the command is linked: at a fixed address, where that is understood.
//!
//! The tables of builtin classes hold 17,000 addresses. In a program that may lie anywhere, every start writes them anew, and
//! half a megabyte of pages with them: a fifth of the time that a small script takes.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name| std::env::var(name).unwrap_or_default();
    let native = variable("HOST") == variable("TARGET");
    if native && variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
