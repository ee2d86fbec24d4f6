//! Rust types as classes of Python.

use taipan::class::Shared;
use taipan::engine::Engine;
use taipan::sandbox::Sandbox;
use taipan::{class, methods};

/// A moneybag.
#[class]
struct Moneybag {
    #[py(get)]
    coins: i64,
    #[py(set)]
    owner: String,
}

#[methods]
impl Moneybag {
    #[new]
    #[function("__new__(cls, coins=0, *, owner=None)")]
    fn new(coins: i64, owner: Option<String>) -> Result<Moneybag, String> {
        if coins < 0 { Err("no debts".to_owned()) } else { Ok(Moneybag { coins, owner: owner.unwrap_or_default() }) }
    }

    /// Takes all the coins of another moneybag.
    fn rob(&mut self, other: Shared<Moneybag>) -> Option<i64> {
        let found = other.write(|other| std::mem::take(&mut other.coins))?;
        self.coins += found;
        Some(found)
    }

    fn owner_of(&self) -> String {
        self.owner.clone()
    }

    fn lose(&mut self) {
        panic!("a hole");
    }

    async fn count(&self) -> i64 {
        std::future::ready(()).await;
        self.coins
    }

    async fn never(&mut self) {
        std::future::pending().await
    }

    fn of_two(a: i64, b: i64) -> Moneybag {
        Moneybag { coins: a + b, owner: String::new() }
    }

    fn __len__(&self) -> i64 {
        self.coins
    }
}

/// What a script prints that makes moneybags.
fn run(text: &str) -> Vec<String> {
    let mut engine = Engine::new();
    engine.module("bank").class::<Moneybag>();
    let script = format!(
        "import asyncio, bank\nsaid = []\ndef tried(call):\n    try:\n        said.append(repr(call()))\n    \
         except Exception as e:\n        said.append(f'{{type(e).__name__}}: {{e}}')\n{text}"
    );
    let program = engine.compile("moneybags.py", &script).expect("Python");
    let mut vm = engine.vm(Sandbox::new()).expect("memory");
    vm.run(&program).expect("no exception");
    vm.get("said").expect("a list of strings")
}

#[test]
fn a_constructor_takes_names_and_refuses_in_pythons_words() {
    let said = run("tried(lambda: len(bank.Moneybag(3)))
tried(lambda: bank.Moneybag(coins=2, owner='Ann').owner_of())
tried(lambda: bank.Moneybag(-1))
tried(lambda: bank.Moneybag('x'))
tried(lambda: bank.Moneybag(1, 2))
tried(lambda: (bank.Moneybag.__module__, bank.Moneybag.__name__, bank.Moneybag.__doc__))
tried(lambda: len(bank.Moneybag.of_two(1, b=2)))");
    assert_eq!(said[..3], ["3", "'Ann'", "RuntimeError: no debts"]);
    assert!(said[3].starts_with("TypeError"), "{}", said[3]);
    assert!(said[4].starts_with("TypeError"), "{}", said[4]);
    assert_eq!(said[5..], ["('bank', 'Moneybag', 'A moneybag.')", "3"]);
}

#[test]
fn fields_are_read_and_set_as_they_are_marked() {
    let said = run("p = bank.Moneybag(3)
p.owner = 'Bob'
tried(lambda: (p.coins, p.owner_of()))
tried(lambda: setattr(p, 'coins', 4))
tried(lambda: p.owner)
tried(lambda: setattr(p, 'owner', 4))
tried(lambda: delattr(p, 'owner'))");
    assert_eq!(said[0], "(3, 'Bob')");
    assert!(said[1].starts_with("AttributeError") && said[2].starts_with("AttributeError"), "{said:?}");
    assert!(said[3].starts_with("TypeError") && said[4].starts_with("AttributeError"), "{said:?}");
}

#[test]
fn an_object_that_is_borrowed_raises_instead_of_panicking() {
    let said = run("p, q = bank.Moneybag(1), bank.Moneybag(2)
tried(lambda: (p.rob(q), p.coins, q.coins))
tried(lambda: p.rob(p))
tried(lambda: p.lose())
tried(lambda: p.coins)
async def main():
    waits = asyncio.create_task(p.never())
    await asyncio.sleep(0)
    tried(lambda: p.coins)
    waits.cancel()
    await asyncio.wait([waits])
    tried(lambda: p.coins)
    said.append(repr(await p.count()))
asyncio.run(main())");
    assert_eq!(said[..2], ["(2, 3, 0)", "None"]);
    assert!(said[2].starts_with("RuntimeError") && said[2].contains("a hole"), "{said:?}");
    assert_eq!(said[3..], ["3", "RuntimeError: Moneybag is being changed", "3", "3"]);
}

#[test]
fn scripts_derive_from_a_class_of_the_host_and_mix_no_two() {
    let said = run("class Loud(bank.Moneybag):
    def __new__(cls, coins):
        self = super().__new__(cls, coins * 2)
        self.noise = 'clink'
        return self
loud = Loud(2)
tried(lambda: (loud.coins, loud.noise, isinstance(loud, bank.Moneybag)))
tried(lambda: type('Both', (bank.Moneybag, list), {}))
tried(lambda: bank.Moneybag.rob(1, 2))");
    assert_eq!(said[0], "(4, 'clink', True)");
    assert_eq!(said[1], "TypeError: multiple bases have instance lay-out conflict");
    assert!(said[2].starts_with("TypeError"), "{said:?}");
}
