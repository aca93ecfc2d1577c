# "make" builds everything, also from a fresh clone.  "make help" lists what else there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The node that comes with Playwright, because Debian's own is too old for the linters.
NODE = $(shell $(BIN)/python -c 'import playwright; print(*playwright.__path__)')/driver/node
PDF := pierre-carrier-cv.pdf
RESUME := pierre-carrier-resume.pdf
# Where "make live" serves; 0 is any that is free.
PORT := 8000
# How often "make fuzz" tries each target.
RUNS := 100000

# Read the Docs needs the list of packages for the PDF in its own file, so it is read from there.
PDF_PACKAGES := $(shell sed -n '/^  apt_packages:/,/^  [a-z]/s/^    - //p' .readthedocs.yaml)
# The validators of pages and of PDFs need Java, the latter with JAXB.  Names in many scripts need the fonts.  The node that comes
# with Playwright needs libatomic1.
TEST_PACKAGES := default-jre-headless fonts-noto-cjk fonts-noto-core fonts-symbola libatomic1 libjaxb-java poppler-utils webkit2gtk-driver xvfb
# debootstrap makes the fresh machines on which all of this is tried.  What opens the CV for Word, and a font that stands in for
# Word's own.
PROVE_PACKAGES := debootstrap fonts-crosextra-carlito libreoffice-writer-nogui
# The fonts of the gallery's languages, and what takes the pictures of paper.
GALLERY_PACKAGES := fonts-noto-cjk fonts-noto-core poppler-utils
# latexmk runs moderncv, which comes with the packages of the PDF.
BENCHMARK_PACKAGES := latexmk libatomic1 texlive-plain-generic

.DEFAULT_GOAL := all
.PHONY: all html short test coverage prove browsers fuzz lint lint-python lint-scripts lint-styles schema messages screenshots picture docs live linkcheck licences benchmark upgrade clean help

all: $(VENV)/site ## Build the site, the PDF and the data (what is missing is installed)
	@tools/is-fresh _build/fresh _build/html || { tools/apt-install $(PDF_PACKAGES); \
		exec tools/is-fresh _build/fresh _build/html -- $(BIN)/python -m sphinx_cv build; }
	@echo 'Site:        _build/html/index.html'
	@echo 'JSON Resume: _build/html/resume.json'
	@echo 'PDF:         _build/html/$(PDF)'

html: $(VENV)/site ## Build the site and the data only
	@$(BIN)/python -m sphinx_cv build -b html
	@echo 'Site:        _build/html/index.html'
	@echo 'JSON Resume: _build/html/resume.json'

short: all ## Build a resume of one page too, which leaves out the least that it has to
	@CV_SHORT=1 $(BIN)/python -m sphinx_cv build
	@echo 'Resume:      _build/variants/$(RESUME)'

test: all $(VENV)/dev ## Check everything: linters, types, tests, the site in a browser, the PDF
	@tools/apt-install $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory browsers
	@$(MAKE) --no-print-directory lint
	$(NODE) --test --test-reporter=dot tests/js/*.test.mjs
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Watching which lines run makes Python a third slower, so "make test" does without.
coverage: all $(VENV)/dev ## Run the tests of "make test", and say which lines they leave untried (CI does so every night)
	@tools/apt-install $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory browsers
	$(BIN)/python -m pytest --cov --numprocesses auto --dist loadfile --no-loadscope-reorder

prove: all $(VENV)/dev ## Check what is slow and seldom broken (CI does so every night)
	@tools/apt-install $(TEST_PACKAGES) $(PROVE_PACKAGES)
	@$(MAKE) --no-print-directory browsers
	$(BIN)/python -m pytest --prove --numprocesses auto --dist load

# One that is here will do, and not every system has them in packages.  The tests of one that is missing fail.
browsers: ## Find or install the browsers that the tests need
	@tools/find-browser firefox >/dev/null 2>&1 || tools/apt-install firefox-esr || true
	@tools/find-browser chromium >/dev/null 2>&1 || tools/apt-install chromium || true
	@tools/find-browser chromium >/dev/null

fuzz: $(VENV)/dev ## Feed what reads files with what nobody would write, and stop at what fails (RUNS=1000000 for longer)
	@tools/install Atheris $(BIN)/pip install -q --constraint constraints.txt -e '.[fuzz]'
	@mkdir -p _build
	for target in front_matter dates resume bibtex; do \
		$(BIN)/python tests/fuzz.py $$target -runs=$(RUNS) -artifact_prefix=_build/ || exit; done

lint: lint-python lint-scripts lint-styles ## Check style and types only

lint-python: $(VENV)/dev ## Check those of Python
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lint-scripts: $(VENV)/dev node_modules/installed ## Check those of the scripts
	$(NODE) node_modules/.bin/tsc
	$(NODE) node_modules/.bin/tsc -p tests/js
	$(NODE) node_modules/.bin/eslint src tests *.mjs

lint-styles: $(VENV)/dev node_modules/installed ## Check the style sheets
	$(NODE) node_modules/.bin/stylelint 'src/**/*.css'

schema: $(VENV)/site ## Bring the schema of the front matter, for editors, up to date with the tables
	$(BIN)/python tools/update-schema

messages: $(VENV)/site ## Bring all catalogues up to date with the labels (NEW=sl adds one for Slovene)
	$(BIN)/python tools/update-messages $(NEW)

screenshots: $(VENV)/dev ## Take pictures of each kind of page, into _build/screenshots
	CV_SCREENSHOTS=_build/screenshots $(BIN)/python -m pytest -k screenshots

picture: all browsers ## Take the picture of README.md again, after the CV or its look has changed
	$(BIN)/python tools/pictures.py readme docs/cv.webp

docs: $(VENV)/site ## Build the manual of sphinx-cv with its gallery, into _build/docs
	@tools/apt-install $(PDF_PACKAGES) $(GALLERY_PACKAGES)
	@tools/find-browser chromium >/dev/null 2>&1 || tools/apt-install chromium || true
	@$(BIN)/python tools/pictures.py gallery _build/gallery
	@$(BIN)/python -m sphinx -n -W --keep-going -d _build/docs-doctrees docs _build/docs
	@echo 'Manual: _build/docs/index.html'

# What reloads the page is a script of its own in each page, which the policy would keep out.
live: $(VENV)/dev ## Serve the site, and rebuild and reload it at every save
	$(BIN)/sphinx-autobuild -n -d _build/doctrees -D cv_csp= --watch src --open-browser --port $(PORT) . _build/html

linkcheck: $(VENV)/site ## Look whether the links to other sites still lead somewhere
	$(BIN)/python -m sphinx -n -W --keep-going -d _build/doctrees -b linkcheck . _build/linkcheck

licences: $(VENV)/dev ## List the licence of each package that is installed here
	@$(BIN)/pip-licenses --from=mixed --order=license --with-urls

benchmark: all $(VENV)/dev ## Time what this project is measured by, beside others
	@tools/apt-install $(BENCHMARK_PACKAGES)
	@$(MAKE) --no-print-directory browsers
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/search/run.py
	$(BIN)/python benchmarks/growth.py

upgrade: ## Pin the newest packages that work together
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -e '.[lint,test,browser,live,fuzz,licences]'
	{ sed -n '/^#/p' constraints.txt; $(BIN)/pip freeze --exclude-editable; } > constraints.new
	mv constraints.new constraints.txt

clean: ## Remove what was built, and what was installed here
	rm -rf _build $(VENV) node_modules .nox .mypy_cache .pytest_cache .ruff_cache

help: ## List what make can do
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 21

# Debian has Python's module for virtual environments in a package of its own.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed; make PYTHON=python3.12 names another' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/apt-install python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/site: pyproject.toml constraints.txt | $(VENV)/bin/python
	@tools/install 'the Python packages that the build needs' \
		$(BIN)/pip install -q --constraint constraints.txt -e '.[docx]'
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@tools/install 'the Python packages that the tests need' \
		$(BIN)/pip install -q --constraint constraints.txt -e '.[lint,test,browser,live,licences]'
	@touch $@

# The linters of scripts and styles.  npm only unpacks them, and Playwright's node runs them.
node_modules/installed: package.json
	@tools/apt-install libatomic1
	@command -v npm >/dev/null || tools/apt-install nodejs npm
	@tools/install 'the linters of scripts and styles' \
		npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
