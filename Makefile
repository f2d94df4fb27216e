# Two commands do all the set-up: `make run` and `make test`. Each makes its own environment from nothing.

PYTHON ?= python3
RUN := .venv/run
TEST := .venv/test
BENCH := .venv/bench
DATA ?= $(COPYDESK_DATA)
# Holds for the build's own environment too.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lint check format docs quality bench constraints clean

run: $(RUN)/ready
	$(RUN)/bin/copydesk ingest seeds/

test: $(TEST)/ready
	$(TEST)/bin/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart 0

lint: $(TEST)/ready
	$(TEST)/bin/ruff format --check .
	$(TEST)/bin/ruff check .
	$(TEST)/bin/mypy
	$(TEST)/bin/lint-imports

check: lint test

format: $(TEST)/ready
	$(TEST)/bin/ruff format .
	$(TEST)/bin/ruff check --fix .

docs: $(TEST)/ready
	$(TEST)/bin/python -m copydesk.storage.tables_page > docs/tables.md
	$(TEST)/bin/python -m tests.readme

# Quality, held against benchmarks/floors.toml: on the invented corpus, and with make quality DATA=folder on labelled
# news (the scripts say what it must hold). All parts run; one that falls below a floor fails it all.
quality: $(TEST)/ready
	@failed=0; for part in golden editions tails $(if $(DATA),furniture wire matching pages); do \
		echo; echo "== $$part"; \
		$(TEST)/bin/python benchmarks/quality_$$part.py $(DATA) || failed=1; \
	done; exit $$failed

bench: $(BENCH)/ready
	$(BENCH)/bin/python benchmarks/speed_fingerprints.py
	$(BENCH)/bin/python benchmarks/speed_cleaning.py
	$(BENCH)/bin/python benchmarks/growth_cleaning.py
	$(BENCH)/bin/python benchmarks/growth_reading.py
	$(BENCH)/bin/python benchmarks/speed_pipeline.py
	$(BENCH)/bin/python benchmarks/speed_fetching.py

$(RUN)/ready: pyproject.toml constraints.txt
	rm -rf $(RUN)
	$(PYTHON) -m venv $(RUN)
	$(RUN)/bin/python -m pip install --quiet --editable .
	touch $@

$(TEST)/ready: pyproject.toml constraints.txt
	rm -rf $(TEST)
	$(PYTHON) -m venv $(TEST)
	$(TEST)/bin/python -m pip install --quiet --editable '.[test]'
	touch $@

$(BENCH)/ready: pyproject.toml constraints.txt
	rm -rf $(BENCH)
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --editable '.[test,bench]'
	touch $@

# Today's versions of everything that pyproject.toml allows.
constraints:
	rm -rf .venv/fresh
	$(PYTHON) -m venv .venv/fresh
	PIP_CONSTRAINT= .venv/fresh/bin/python -m pip install --quiet '.[test,bench]' 'setuptools>=77'
	.venv/fresh/bin/python -m pip freeze --all --exclude copydesk --exclude pip > constraints.txt
	rm -rf .venv/fresh

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
