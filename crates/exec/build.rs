//! Tells the machine whether calls in tail position become jumps, which only optimised builds promise.

#![allow(clippy::disallowed_methods, reason = "what the machine must not call, its build may")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(threaded)");
    let read = |name: &str| std::env::var(name).unwrap_or_default();
    let optimised = matches!(read("OPT_LEVEL").as_str(), "2" | "3");
    let known = matches!(read("CARGO_CFG_TARGET_ARCH").as_str(), "x86_64" | "aarch64");
    if optimised && known {
        println!("cargo:rustc-cfg=threaded");
    }
}
