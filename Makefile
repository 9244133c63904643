# A thin front to CMake and the checks; `make help` tells the targets.
.DEFAULT_GOAL := build
.PHONY: build bench figures check install docs coverage lint format sanitize clean help

PRESET ?= release# or ci, where warnings are errors
PREFIX ?= /usr/local
FIGURES ?= figures
COVERAGE ?= 90# percent of the lines of src/ that the tests must run
# Only asked for when a build folder is new; an existing one keeps its generator.
export CMAKE_GENERATOR ?= Ninja

need := @scripts/install-dependencies
jobs := $(shell nproc 2>/dev/null || echo 2)
sources := find include src cli tests examples bench -name '*.[ch]'
test := ctest --output-on-failure --no-tests=error --parallel $(jobs)

build: ## build the library, the program and its manual page (the default)
	$(need) build
	@cmake --preset $(PRESET) >/dev/null
	@cmake --build build --parallel $(jobs)

figures: ## draw all figures of the paper into figures/
	$(need) build figures
	@cmake --preset $(PRESET) >/dev/null
	@cmake --build build --parallel $(jobs) --target entangine_program
	build/entangine figure all -o $(FIGURES)

check: ## build everything and run all tests
	$(need) build figures check
	@cmake --preset $(PRESET) -DENT_TESTS=ON >/dev/null
	@cmake --build build --parallel $(jobs)
	@$(test) --test-dir build

install: build ## install below PREFIX (default /usr/local); DESTDIR is honoured
	@cmake --install build --prefix $(PREFIX)

bench: ## compare speed with the peers that are installed, write docs/benchmarks.md (LONG=1: the largest networks too)
	$(need) build
	@cmake --preset $(PRESET) -DENT_BENCH=ON >/dev/null
	@cmake --build build --parallel $(jobs)
	@python3 bench/run.py build $(if $(LONG),--long)

docs: ## write the reference of the C interface to build/docs/html
	$(need) docs
	@mkdir -p build/docs
	@VERSION=$$(sed -n 's/^#define ENT_VERSION "\(.*\)"/\1/p' include/entangine/version.h) doxygen docs/Doxyfile
	@echo "docs: build/docs/html/index.html"

sanitize: ## run the tests under the address and undefined-behaviour sanitizers
	$(need) build figures check
	@cmake --preset debug-sanitize >/dev/null
	@cmake --build build/sanitize --parallel $(jobs)
	@$(test) --test-dir build/sanitize

coverage: ## run the tests, list the lines of src/ that none runs, fail below COVERAGE percent
	$(need) build figures check coverage
	@cmake --preset coverage >/dev/null
	@cmake --build build/coverage --parallel $(jobs)
	@find build/coverage -name '*.gcda' -delete
	@$(test) --test-dir build/coverage
	@gcovr --root . --filter src/ --sort-uncovered --fail-under-line $(COVERAGE) build/coverage

lint: ## check the form of the code (clang-format) and look for mistakes (clang-tidy)
	$(need) build lint
	@cmake --preset $(PRESET) >/dev/null
	@$(sources) | xargs clang-format --dry-run --Werror
	@find src cli -name '*.c' | xargs -n 1 -P $(jobs) clang-tidy --quiet -p build
	@echo "lint: nothing to say"

format: ## give the code its form (clang-format)
	$(need) lint
	@$(sources) | xargs clang-format -i

clean: ## remove everything that was built
	@rm -rf build

help: ## tell the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 12
