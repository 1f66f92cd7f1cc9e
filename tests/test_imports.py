"""The rooms of the house: who imports whom, what importing costs, and what each module offers."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import bot
import corpus
import retrieval

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    module.name
    for package in (bot, corpus, retrieval)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
)
# What takes seconds or hundreds of megabytes to import, and must wait until it is needed.
HEAVY = ("torch", "transformers", "sentence_transformers", "model2vec", "onnxruntime", "onnx", "mwxml", "libzim")


def source_of(module: str) -> ast.Module:
    path = importlib.import_module(module).__file__
    assert path is not None
    return ast.parse(Path(path).read_text(encoding="utf-8"))


def offered(tree: ast.Module) -> list[str] | None:
    """The literal `__all__` of a module, or None if it has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            return list(ast.literal_eval(node.value))
    return None


def imported(tree: ast.Module) -> set[tuple[str, str]]:
    """The (module, name) of every `from module import name` of ours, wherever it stands."""
    return {
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.partition(".")[0] in {"bot", "corpus", "retrieval"}
        for alias in node.names
    }


OFFERING = {module: names for module in MODULES if (names := offered(source_of(module))) is not None}


def test_each_room_is_one_folder() -> None:
    # Without an `__init__.py`, Python would join them with folders of the same name elsewhere, such as an older copy.
    assert [list(room.__path__) for room in (bot, corpus, retrieval)] == [
        [str(ROOT / name)] for name in ("bot", "corpus", "retrieval")
    ]


def test_the_contracts_between_the_packages_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    # It would silence every logger there is, for the tests that come after this one.
    monkeypatch.setattr("logging.config.dictConfig", lambda _: None)
    status = lint_imports(str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("module", ["retrieval", "retrieval.evaluate", "corpus.readers", "bot.cli"])
def test_importing_is_cheap(module: str) -> None:
    script = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("module", OFFERING)
def test_what_a_module_offers_is_there_named_once_and_made_there(module: str) -> None:
    names = OFFERING[module]
    assert len(names) == len(set(names))
    there = importlib.import_module(module)
    assert [name for name in names if not hasattr(there, name)] == []
    # Only a package, and a tree of errors, passes on what others have made.
    if not hasattr(there, "__path__") and not module.endswith(".errors"):
        assert {name for _, name in imported(source_of(module))} & set(names) == set()


@pytest.mark.parametrize("module", [*MODULES, "corpus.readers", "retrieval"])
def test_a_module_takes_from_another_only_what_that_offers(module: str) -> None:
    taken = {
        (source, name)
        for source, name in imported(source_of(module))
        if source in OFFERING and name not in OFFERING[source] and f"{source}.{name}" not in MODULES
    }
    assert taken == set()
