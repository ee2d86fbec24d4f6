//! A Rust program and a script call each other: a price list in Rust, the rules of a discount in Python.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::BTreeMap;
use std::error::Error;

use taipan::engine::Engine;
use taipan::error::Raise;
use taipan::sandbox::Sandbox;

const RULES: &str = r#"
from shop import price

def total(basket, member=False):
    amount = sum(price(item) * count for item, count in basket.items())
    if member and amount > 20:
        print(f"a member saves {amount * 0.1:.2f}")
        amount *= 0.9
    return round(amount, 2)
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let prices = BTreeMap::from([("tea", 4.5), ("cup", 12.0)]);
    let mut engine = Engine::new();
    engine.module("shop").function("price", move |item: String| {
        prices.get(&*item).copied().ok_or_else(|| Raise::new("LookupError", format!("we sell no {item}")))
    });
    let rules = engine.compile("rules.py", RULES)?;

    let sandbox = Sandbox::new();
    let printed = sandbox.output();
    let mut vm = engine.vm(sandbox)?;
    vm.run(&rules)?;

    let basket = BTreeMap::from([("tea", 3), ("cup", 1)]);
    let total: f64 = vm.call("total", (basket, true))?;
    assert_eq!(total, 22.95);
    assert_eq!(printed.take(), "a member saves 2.55\n");

    let missing = vm.call::<f64>("total", (BTreeMap::from([("milk", 1)]),)).unwrap_err();
    assert_eq!(missing.to_string(), "LookupError: we sell no milk");
    assert_eq!(missing.frames()[0].line, 5);

    println!("{total} to pay");
    Ok(())
}
