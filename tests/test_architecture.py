"""The shape of the house: imports go down only, modules stay small, names say what a thing is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ocrfix"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = (
    ("errors", "geometry"),
    ("model", "settings"),
    ("image",),
    ("language",),
    ("ocr", "layout", "repair", "articles", "formats", "evaluate"),
    ("pipeline", "placing", "repairing", "store", "database", "lessons", "lexicons", "scans", "web"),
    ("batch",),
    ("review", "service"),
    ("cli",),
)
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}
ENTRANCE = {"__init__", "__main__"}
MOST_LINES = 400
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "common", "misc"}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def part_of(module: str) -> str:
    """The package or module right below `ocrfix`; the package's own `__init__` for `ocrfix` itself.

    >>> part_of("ocrfix.model.page"), part_of("ocrfix.errors"), part_of("ocrfix")
    ('model', 'errors', '__init__')
    """
    return [*module.split("."), "__init__"][1]


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a module names in an import, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: imports are written out in full"
            yield node.module or ""
            if node.module == "ocrfix":
                yield from (f"ocrfix.{alias.name}" for alias in node.names if alias.name[0] != "_")


def goes_down(importer: str, imported: str) -> bool:
    if importer == imported or imported == "__init__" or importer in ENTRANCE:
        return True
    same_floor = FLOOR_OF[importer] == FLOOR_OF[imported]
    return FLOOR_OF[imported] < FLOOR_OF[importer] or (same_floor and not is_package(importer))


def is_package(part: str) -> bool:
    return (PACKAGE / part).is_dir()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path):
    importer = part_of(name_of(path))
    own = {part_of(name) for name in imports_of(path) if name.split(".")[0] == "ocrfix"}
    assert [part for part in sorted(own) if not goes_down(importer, part)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_a_floor(path):
    assert part_of(name_of(path)) in {*FLOOR_OF, *ENTRANCE}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_reaches_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_name_says_nothing(path):
    assert EMPTY_NAMES.isdisjoint(name_of(path).split("."))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nobody_imports_typers_own_click(path):
    assert "click" not in {name.split(".")[0] for name in imports_of(path)}


def test_only_the_adapter_imports_pytesseract():
    users = {name_of(path) for path in MODULES if "pytesseract" in imports_of(path)}
    assert users <= {"ocrfix.ocr.tesseract"}


def test_the_command_line_loads_nothing_heavy_before_it_is_needed():
    heavy = {"numpy", "cv2", "PIL", "onnxruntime", "rapidocr", "pypdfium2", "rich"}
    for path in (PACKAGE / "cli").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        at_once = {
            name.split(".")[0]
            for node in tree.body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
        }
        assert heavy.isdisjoint(at_once), name_of(path)
