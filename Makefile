# Every command a developer types. `make` alone lists them; CI runs `make ci` and nothing else.
#
# One profile (dev) serves clippy, unit tests and programs, so that a clean checkout is compiled only once.

SHELL := bash
.SHELLFLAGS := -eo pipefail -c
.DEFAULT_GOAL := help

# The programs, the documentation's examples and the gaps, under the binary of this profile.
PROGRAMS := cargo test --quiet --package taipan-tests --test programs --
# The sanitizer needs to be told for which machine it builds.
HOST = $(shell rustc -vV | sed -n 's/^host: //p')
# Where `make install` puts things.
PREFIX ?= /usr/local
TREE = $(DESTDIR)$(PREFIX)
PAGE = $(TREE)/share/man/man1/taipan.1
BASH = $(TREE)/share/bash-completion/completions/taipan
ZSH = $(TREE)/share/zsh/site-functions/_taipan
FISH = $(TREE)/share/fish/vendor_completions.d/taipan.fish
# What `make dist` calls its tarball, and the Python whose pip builds the wheel.
VERSION = $(shell sed -n 's/^version = "\(.*\)"$$/\1/p' Cargo.toml | head -n 1)
PACKED = taipan-$(VERSION)-$(HOST)
PYTHON ?= python3
# What is too long for every commit is done in parts, and the commit says whose turn it is; without git it is the first's.
TURN ?= $(shell printf %d "0x$$(git rev-parse --short=7 HEAD 2>/dev/null || echo 0)")
EXAMPLES := $(basename $(notdir $(wildcard crates/interpreter/examples/*.rs)))

.PHONY: help build run repl install uninstall dist test unit structure programs one storm stormpart memcheck oracle record differences examples bench fmt lint doc fetch advisories fuzz fuzzpart sanitize optimised ci

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build the release binary, target/release/taipan
	cargo build --release --package taipan-cli

run: build ## run a script: make run FILE=examples/kitchen.py ARGS="..."
	@target/release/taipan $(FILE) $(ARGS)

repl: build ## start the prompt
	@target/release/taipan

install: build ## install the command, its manual page and completions: make install PREFIX=~/.local
	install -d $(TREE)/bin $(dir $(PAGE)) $(dir $(BASH)) $(dir $(ZSH)) $(dir $(FISH))
	install -m 755 target/release/taipan $(TREE)/bin/taipan
	target/release/taipan man > $(PAGE)
	target/release/taipan completions bash > $(BASH)
	target/release/taipan completions zsh > $(ZSH)
	target/release/taipan completions fish > $(FISH)

uninstall: ## remove what install has installed
	rm -f $(TREE)/bin/taipan $(PAGE) $(BASH) $(ZSH) $(FISH)

dist: ## write a tarball and a wheel for pip to target/dist; the wheel needs PYTHON with pip, which fetches maturin
	rm -rf target/dist
	$(MAKE) --no-print-directory install PREFIX= DESTDIR=$(CURDIR)/target/dist/$(PACKED)
	cp README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT target/dist/$(PACKED)
	tar -czf target/dist/$(PACKED).tar.gz -C target/dist --owner=0 --group=0 $(PACKED)
	rm -r target/dist/$(PACKED)
	$(PYTHON) -m pip wheel --quiet --no-deps --wheel-dir target/dist .
	@ls -l target/dist

test: ## run all tests: structure, units, programs, documentation examples
	@mkdir -p target
	@status=0; { failed=0; cargo test --workspace --all-targets --no-fail-fast || failed=1; \
	cargo test --workspace --doc || failed=1; exit $$failed; } 2>&1 | tee target/test.log || status=1; \
	awk -f tests/tally.awk target/test.log; exit $$status

unit: ## run the Rust tests of one crate: make unit CRATE=taipan-core
	cargo test --package $(CRATE)

structure: ## check walls, floors, unsafe, sizes and names
	cargo test --quiet --package taipan-tests --test structure

programs: ## run the script suite alone
	$(PROGRAMS)

one: ## run the programs whose names contain NAME: make one NAME=language/calls
	$(PROGRAMS) $(NAME)

storm: ## run the script suite with a collection at every allocation and a task switch at every chance
	TAIPAN_STORM=1 $(PROGRAMS) $(NAME)

stormpart: ## the same with an eighth of the areas that storm is good for, the one whose turn it is: make stormpart TURN=7
	TAIPAN_STORM=1 $(PROGRAMS) --turn $(TURN) language/ builtins/ stdlib/ asyncio/ errors/ regression/

memcheck: ## run the script suite under valgrind, every object in a block of its own: make memcheck NAME=language/calls
	cargo build --quiet --profile apart --package taipan-cli --package taipan-heap --features taipan-heap/apart
	TAIPAN=target/apart/taipan TAIPAN_UNDER="valgrind -q --error-exitcode=99 --main-stacksize=16777216 --suppressions=$(CURDIR)/tests/memcheck.supp" $(PROGRAMS) $(NAME)

oracle: ## run the script suite under CPython 3.13 (CPYTHON313 or python3.13) and compare
	$(PROGRAMS) --oracle $(NAME)

record: ## write the expectations of new programs from CPython 3.13: make record NAME=language/calls
	$(PROGRAMS) --record $(NAME)

differences: ## write tests/gaps.txt into docs/differences.md
	$(PROGRAMS) --differences

examples: ## run the examples of embedding
	@for name in $(EXAMPLES); do echo "example $$name"; cargo run --quiet --package taipan --example $$name < /dev/null; done

bench: ## run the benchmarks of tests/bench with taipan and, where it is installed, CPython
	@cargo build --quiet --release --package taipan-cli
	@tests/bench/run target/release/taipan

fmt: ## format the Rust code
	cargo fmt --all

lint: ## check formatting and lints
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings

doc: ## build the API documentation
	RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps

fetch: ## get the crates of all systems, so that the licences of all of them can be checked
	@cargo fetch --locked --quiet || echo "fetch: not all crates are here; licences of other systems' crates are not checked"

advisories: ## check that no crate has a known hole, where cargo-deny or cargo-audit and their database can be had
	@tests/advisories.sh

fuzz: ## fuzz a target for a while: make fuzz TARGET=parse SECONDS=600; findings land in target/fuzz
	cargo run --package taipan-fuzz -- $(or $(TARGET),compile) $(or $(SECONDS),60)

fuzzpart: ## fuzz two targets side by side for two minutes, those whose turn it is: make fuzzpart TURN=7 SECONDS=60
	cargo run --quiet --package taipan-fuzz -- --turn $(TURN) $(or $(SECONDS),120)

sanitize: ## fuzz a target under AddressSanitizer, every object in a block of its own: make sanitize TARGET=natives SECONDS=600
	RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=address cargo build --profile apart --target $(HOST) --target-dir target/sanitize \
	--package taipan-fuzz --package taipan-heap --features taipan-heap/apart
	ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 target/sanitize/$(HOST)/apart/fuzz \
	$(or $(TARGET),natives) $(or $(SECONDS),60)

optimised: ## build as for a release, check that steps jump, run the script suite with it
	cargo build --profile checked --package taipan-cli
	tests/tailcalls.sh target/checked/taipan
	TAIPAN=$(CURDIR)/target/checked/taipan $(PROGRAMS)

ci: fetch lint advisories doc examples optimised stormpart fuzzpart test ## what CI runs; the last line counts the tests
