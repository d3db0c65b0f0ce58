# make run and make test need Debian or Ubuntu (or another Linux, or macOS, with the libraries of
# packaging/system-packages.txt) and Python 3.11 or newer; they do the rest themselves.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
DATA ?= ../shared/data

VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := packaging/constraints.txt
SET_UP_FROM := pyproject.toml $(CONSTRAINTS)
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -c $(CONSTRAINTS)

# Models come with the installation: nothing may wait for a hub. Idle threads of OpenMP and
# OpenBLAS must not spin: that slows recognition down many times.
export HF_HUB_OFFLINE := 1
export OMP_WAIT_POLICY := PASSIVE
export OPENBLAS_NUM_THREADS := 1
export TOKENIZERS_PARALLELISM := false
# ONNX Runtime would report its use to its maker.
export ORT_DISABLE_TELEMETRY := 1

# Packages are built from what the program needs and nothing else.
PACKAGING := build/packaging-venv
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || date +%s)

.PHONY: run test lint coverage bench soak fuzz train screenshots translations wheel package check-package sbom audit setup clean \
	system-for-run system-for-test

run: $(VENV)/.runtime system-for-run
	$(BIN)/emotion-desktop demo

# Two at a time: one takes what needs the screen, the sound or the clock, the other the rest. In
# the order of their folders, in which long ones come early and neither waits for the other's last.
test: lint
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/codespell

# The share of lines that the tests run in their own process. Those of tests/system start others,
# which are not measured, and wait for them no longer than the program may take, measured or not.
coverage: setup
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen $(BIN)/coverage run -m pytest --ignore=tests/system
	$(BIN)/coverage report

bench: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -o addopts=--import-mode=importlib -o timeout=0 -ra -s $(filter-out tests/bench/test_soak.py,$(wildcard tests/bench/test_*.py))

# Hours at a virtual microphone that is unplugged now and then, live and as a kiosk.
SOAK_MINUTES ?= 120
soak: setup
	SOAK_MINUTES=$(SOAK_MINUTES) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -o addopts=--import-mode=importlib -o timeout=0 -ra -s tests/bench/test_soak.py

# Hostile input for everything that reads what strangers wrote: 100,000 inputs or an hour for each
# target, half of them guided by coverage where there is a wheel of atheris for this Python.
# FUZZ="queue package --seconds 60" chooses, --help lists; findings stay in build/fuzz.
fuzz: setup
	$(BIN)/python -c "import atheris" 2>/dev/null || $(PIP_INSTALL) --only-binary :all: atheris || true
	$(BIN)/python -m tests.fuzz $(FUZZ)

# The pictures of the README, from the running program with its models.
screenshots: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/ui/make_screenshots.py build/screenshots
	cp build/screenshots/live-ended-light-1280x800.png packaging/screenshots/live-light.png
	cp build/screenshots/live-ended-dark-1280x800.png packaging/screenshots/live-dark.png
	cp build/screenshots/analyse-done-light-1280x800.png packaging/screenshots/analyse.png
	cp build/screenshots/review-corrected-light-1280x800.png packaging/screenshots/review.png
	cp build/screenshots/review-summary-light-1280x800.png packaging/screenshots/review-summary.png
	cp build/screenshots/review-prosody-light-1280x800.png packaging/screenshots/review-prosody.png
	cp build/screenshots/review-comparison-light.png packaging/screenshots/review-comparison.png
	cp build/screenshots/kiosk-listening-light-1280x800.png packaging/screenshots/kiosk.png
	cp build/screenshots/settings-light-1280x800.png packaging/screenshots/settings.png

# Collects what is on screen and builds what the program loads; between the two somebody
# translates what is "unfinished" in the .ts file, by hand or with pyside6-linguist.
translations: setup
	@mkdir -p build
	$(BIN)/python packaging/message_templates.py > build/message_templates.py
	$(BIN)/pyside6-lupdate emotion_desktop/composition.py $$(find emotion_desktop/ui -name "*.py" | sort) build/message_templates.py \
		-ts resources/translations/emotion_desktop_de.ts -no-obsolete -locations none
	$(BIN)/pyside6-lrelease resources/translations/emotion_desktop_de.ts \
		-qm resources/translations/emotion_desktop_de.qm

train: setup
	$(BIN)/python -m model_training train-all --data $(DATA) --runs runs

# The same commit gives the same bytes.
wheel: $(PACKAGING)/.ready
	$(PACKAGING)/bin/python -m build --no-isolation --wheel --outdir dist .

# A tarball that runs from anywhere and a Debian package, for people without Python; see packaging/README.md.
package: export PYTHONHASHSEED := 0
package: wheel system-for-test
	$(PACKAGING)/bin/python -m pip install --disable-pip-version-check --no-deps --force-reinstall \
		dist/emotion_desktop-$$($(PACKAGING)/bin/python -c 'import emotion_desktop; print(emotion_desktop.__version__)')-py3-none-any.whl
	$(PACKAGING)/bin/pyinstaller --noconfirm --distpath build/package --workpath build/pyinstaller packaging/emotion-desktop.spec
	packaging/linux/build.sh build/package/emotion-desktop dist $(PACKAGING)/bin/python
	$(PACKAGING)/bin/python -m tests.bench.package_size build/package/emotion-desktop dist

# As root, with debootstrap and ffmpeg: the Debian package in a bare Debian without network.
check-package:
	packaging/linux/check_package.sh dist/emotion-desktop_*.deb build/check/out
	python3 -m tests.bench.results "package: checked in a bare Debian" passed < build/check/out/passed.txt

# What the program consists of, and what is known to be wrong with it (the latter asks the index).
sbom: wheel
	$(PACKAGING)/bin/python packaging/sbom.py > dist/emotion-desktop.cdx.json

audit: $(PACKAGING)/.ready
	$(PACKAGING)/bin/pip-audit --local --strict

# What developing needs: the program, its tests and its training.
setup: $(VENV)/.development system-for-test

# Results of building and checking; the virtual environment stays (rm -r .venv removes it).
clean:
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

system-for-run:
	@packaging/system_libraries.sh run $(PYTHON)

system-for-test:
	@packaging/system_libraries.sh test $(PYTHON)

# pip is there only once the environment is complete: without ensurepip venv stops half way.
$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@packaging/system_libraries.sh run $(PYTHON)
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.runtime: $(SET_UP_FROM) | $(BIN)/pip
	$(PIP_INSTALL) -e .
	@touch $@

$(VENV)/.development: $(SET_UP_FROM) | $(BIN)/pip
	$(PIP_INSTALL) -e '.[dev,training]'
	@touch $@ $(VENV)/.runtime

$(PACKAGING)/.ready: $(SET_UP_FROM)
	@packaging/system_libraries.sh run $(PYTHON)
	$(PYTHON) -m venv --clear $(PACKAGING)
	$(PACKAGING)/bin/python packaging/package_requirements.py > $(PACKAGING)/requirements.txt
	$(PACKAGING)/bin/python -m pip install --disable-pip-version-check -c $(CONSTRAINTS) -r $(PACKAGING)/requirements.txt
	@touch $@
