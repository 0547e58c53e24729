# Every task of the house. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup build demo docs test check mutate format asan tsan fuzz bench clean
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

# The C libraries, by the name that pkg-config knows and by the Debian package that has it.
libraries := openssl=libssl-dev sqlite3=libsqlite3-dev libmicrohttpd=libmicrohttpd-dev libcurl=libcurl4-openssl-dev
# What the sanitizers look at: whatever touches C or threads.
risky := ^(LocksTests|OpenSSLTests|SQLiteTests|HTTPServerTests|HTTPClientTests|SealingTests|StorageTests|PlatformTests|WebTests|ServiceTests)\.
say = @printf '\033[1m==> %s\033[0m\n'

help: ## list the tasks
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## install the C libraries that are missing (Debian, apt)
	@command -v swift >/dev/null || { echo "make setup: there is no swift on the PATH; install Swift 6.3 from https://www.swift.org/install/linux/" >&2; exit 1; }
	@missing=; \
	command -v pkg-config >/dev/null || missing=" pkg-config"; \
	for pair in $(libraries); do \
	    pkg-config --exists "$${pair%%=*}" 2>/dev/null || missing="$$missing $${pair#*=}"; \
	done; \
	for tool in openssl curl tar; do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	$(if $(python),python3 -c 'import ensurepip' 2>/dev/null || missing="$$missing python3-venv";) \
	if [ -z "$$missing" ]; then echo "==> The C libraries are there: $(foreach l,$(libraries),$(firstword $(subst =, ,$(l))))"; exit 0; fi; \
	command -v apt-get >/dev/null || { echo "make setup: missing$$missing, and there is no apt-get here; install them with this system's own tool" >&2; exit 1; }; \
	root=; \
	if [ "$$(id -u)" != 0 ]; then \
	    command -v sudo >/dev/null || { echo "make setup: missing$$missing; run as root: apt-get install$$missing" >&2; exit 1; }; root="sudo"; \
	fi; \
	echo "==> Installing with apt-get:$$missing"; \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
	&& $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null \
	|| { echo "make setup: apt-get failed; look above, then run it again" >&2; exit 1; }; \
	echo "==> Installed"

build: setup ## build the command for use (.build/release/tradehall)
	$(say) "Building the command, optimised"
	@swift build -c release --product tradehall

demo: setup ## play one whole tender on a real server; MODE=all plays each of the eight modes with 20 bidders
	$(say) "Building the command"
	@swift build --product tradehall
	$(say) "Playing $(if $(MODE),$(MODE),one open tender), from registration to the offline check"
	@.build/debug/tradehall demo $(if $(MODE),--mode $(MODE))

docs: setup ## write docs/modes from the tables of law
	@swift build --product tradehall
	@.build/debug/tradehall modes docs --out docs/modes

# The calendar is compared with a package of Python, in an environment of its own.
test: python := yes
test: setup ## build and run every test
	$(say) "Building the command and its tests"
	@swift build --build-tests
	$(say) "Running the tests"
	@mkdir -p .build/opening
	@TRADEHALL_TRANSCRIPT_OUT=$(CURDIR)/.build/opening swift test --skip-build
	$(say) "Bidding with tar, openssl and curl alone"
	@Tests/Scenarios/stock-client .build/debug/tradehall
	$(say) "Opening with a key that nobody holds, over files"
	@Tests/Scenarios/opening/over-files .build/debug/tradehall
	$(say) "Replaying an opening in Python"
	@Tests/Scenarios/opening/against-python .build/opening .build/debug/tradehall
	$(say) "Judging certificates, lists and OCSP responses that Python makes"
	@Tests/Scenarios/paths/corner-cases .build/debug/tradehall
	$(say) "Comparing the calendar with a package of PyPI, day by day"
	@Tests/Scenarios/calendar-against-pypi .build/debug/tradehall
	$(say) "All tests passed"

check: ## lint the format, and the rules of the house
	$(say) "Linting"
	@swift format lint --strict --configuration .swift-format -r Package.swift Sources Tests
	$(say) "Reading the house's rules against the tree"
	@Tests/House/check

mutate: build ## take each demand out of the law in turn: a scenario must notice
	@.build/release/tradehall modes mutate --scenarios Tests/Scenarios/law

format: ## rewrite the sources in the house's format
	@swift format -i --configuration .swift-format -r Package.swift Sources Tests

asan: setup ## run the tests of owners, storage and service under the address sanitizer
	$(say) "Building and testing under the address sanitizer"
	@LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/leak-suppressions.txt:print_suppressions=0 \
	    swift test --scratch-path .build/asan --sanitize=address --filter '$(risky)'

tsan: setup ## the same under the thread sanitizer
	$(say) "Building and testing under the thread sanitizer"
	@swift test --scratch-path .build/tsan --sanitize=thread --filter '$(risky)'

SECONDS_EACH ?= 600
doors := certificate crl ocsp cms timestamp seal trust-list
fuzz: setup ## let fuzzers at every parser of foreign bytes; SECONDS_EACH=600
	$(say) "Building the fuzzer"
	@TRADEHALL_FUZZ=1 swift build --scratch-path .build/fuzz --sanitize=fuzzer -Xswiftc -parse-as-library --product tradehall-fuzz
	@for door in $(doors); do \
	    printf '\033[1m==> Fuzzing %s for %s seconds\033[0m\n' "$$door" "$(SECONDS_EACH)"; \
	    mkdir -p .build/fuzz/found/$$door; \
	    TRADEHALL_DOOR=$$door .build/fuzz/debug/tradehall-fuzz .build/fuzz/found/$$door Tests/Fuzz/corpus/$$door \
	        -max_total_time=$(SECONDS_EACH) -timeout=10 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
	        -artifact_prefix=.build/fuzz/$$door- 2>&1 | tail -n 12; \
	    [ "$${PIPESTATUS[0]}" -eq 0 ] || { echo "make fuzz: $$door failed; keep the input of .build/fuzz/$$door-* in Tests/Fuzz/corpus/$$door" >&2; exit 1; }; \
	done

bench: build ## measure, each figure beside its limit
	@.build/release/tradehall bench

clean: ## remove what was built
	@rm -rf .build
