"""What would be broken: old sound kept after an update of the code that makes it, or all made anew for nothing."""

import ast
import importlib.util
import shutil
from pathlib import Path

import pytest

import pipeline
import voices
from pipeline.production.revision import _MIXING, _SAYING, _revision, mixing_revision, reading_revision


def test_revisions_stay_while_the_code_does() -> None:
    assert mixing_revision() == mixing_revision()
    assert reading_revision() == reading_revision() != mixing_revision()


def test_every_module_that_is_named_is_there() -> None:
    for package, names in ((pipeline, _MIXING), (voices, _SAYING)):
        root = Path(str(package.__file__)).parent
        assert [name for name in names if not (root / name).is_dir() and not (root / f"{name}.py").is_file()] == []


def imported(module: str) -> set[str]:
    """The modules of the voices that one imports when it is loaded, and those that these import."""
    found, todo = {module}, [module]
    while todo:
        name = todo.pop()
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        for node in ast.parse(Path(spec.origin).read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("voices"):
                both = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
                new = {other for other in both if is_module(other)} - found
                found |= new
                todo += new
    return found


def is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def test_no_module_that_decides_what_is_said_is_forgotten() -> None:
    reached = {name.removeprefix("voices.").replace(".", "/") for name in imported("voices.saying.utterance")}
    told = {name for name in reached if any(name == part or name.startswith(f"{part}/") for part in _SAYING)}
    assert reached - told <= {"voices", "engines", "lexicon", "cast", "engines/ipa", "engines/samples"}


def test_a_module_that_is_gone_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="mix is no module"):
        _revision(tmp_path, ("mix",))


def test_a_changed_module_changes_the_revision_and_another_does_not(tmp_path: Path) -> None:
    root = tmp_path / "pipeline"
    shutil.copytree(Path(str(pipeline.__file__)).parent, root, ignore=shutil.ignore_patterns("__pycache__"))
    before = _revision(root, _MIXING)
    (root / "production" / "book_file.py").write_text("# other")
    assert _revision(root, _MIXING) == before
    for changed in (root / "sound" / "mix.py", root / "sound" / "release" / "mp3.py"):
        changed.write_text("# other")
        assert _revision(root, _MIXING) != before
        before = _revision(root, _MIXING)
