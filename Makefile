# make demo: set everything up and run the main job.   make test: set everything up and check everything.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.PHONY: demo test test-lowest docs pictures examples translations bench clean

demo: .venv/runs
	$(BIN)/plan-competency demo

test: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=.cache $(BIN)/python -m mypy -p plan_competency
	MYPYPATH=.cache:tests $(BIN)/python -m mypy --explicit-package-bases tests benchmarks
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# The same tests with the oldest versions that pyproject.toml admits.
test-lowest: .venv-lowest/tests
	.venv-lowest/bin/python -m pytest --numprocesses auto --dist worksteal

# What README and docs show is what the commands print.
examples: .venv/tests
	$(BIN)/python tests/refresh_examples.py

# The documentation as pages, in build/docs.
docs: .venv/tests
	$(BIN)/python -m sphinx -W -q docs build/docs

# The pictures of the documentation, from what the commands really write and print; needs a Chromium.
pictures: .venv/tests
	$(BIN)/python docs/pictures.py

# What is said in reports and not translated yet goes into the files of translations, to be filled in.
translations: .venv/tests
	$(BIN)/python tests/translations.py

bench: .venv/tests
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf .venv .venv-lowest build dist *.egg-info

.venv-lowest/tests: pyproject.toml
	$(PYTHON) -m venv .venv-lowest
	$(PYTHON) -c "import re, tomllib; project = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
	  wanted = [*project['dependencies'], *sum(project['optional-dependencies'].values(), [])]; \
	  print('\n'.join(sorted({re.sub(r'>=([^,]+).*', r'==\1', item) for item in wanted})))" > .venv-lowest/versions.txt
	.venv-lowest/bin/python -m pip install --disable-pip-version-check --quiet \
	  --requirement .venv-lowest/versions.txt --editable '.[dev]'
	touch $@

.venv/runs: pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --editable '.[charts]'
	touch $@

.venv/tests: .venv/runs
	$(PIP) --editable '.[dev]'
	# A checkout may have any name, the package has one: the type checker sees it through a link.
	mkdir -p .cache && ln -sfn .. .cache/plan_competency
	touch $@
