//! Turns the grammar into a parser at build time.

fn main() {
    println!("cargo::rerun-if-changed=../../grammar/python.lalrpop");
    if let Err(error) = lalrpop::Configuration::new().set_in_dir("../../grammar").process() {
        panic!("grammar/python.lalrpop: {error}");
    }
}
