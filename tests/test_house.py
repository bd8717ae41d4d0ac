"""The house rules: who imports whom, what stands where, and that the documents tell the truth."""

import ast
import re
import subprocess
import sys
import tomllib

import pytest

import components
from components.pages import PAGES
from tests.conftest import ROOT

ROOMS = {}
for _line in components.__doc__.split("may import", 1)[1].splitlines():
    if (match := re.match(r"    (\w+) {2,}(\S.*?) {2,}(-|[\w ]+)$", _line)) and match[1] != "room":
        ROOMS[match[1]] = set() if match[3] == "-" else set(match[3].split())

SOURCES = sorted((ROOT / "components").rglob("*.py"))
ONLY = {
    "streamlit": {"pages"},
    "geopandas": {"geo", "shapes"},
    "plotly": {"views"},
    "yaml": {"yaml_text"},
    "babel": {"text"},
    "starlette": {"serve"},
    "duckdb": {"ged", "refresh"},
    "matplotlib": {"plates"},
    "typst": {"exports"},
    "docx": {"exports"},
    "fontTools": {"fonts", "exports"},
    "pptx": {"exports"},
}


def room(path) -> str:
    """The room that a source file belongs to."""
    parts = path.relative_to(ROOT / "components").parts
    return parts[0] if len(parts) > 1 else path.stem


def imports(path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "components" else {node.module}
    return found


def test_the_map_of_the_house_names_every_room():
    assert {room(path) for path in SOURCES} - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "__init__.py" or path.parent.name != "components"], ids=lambda p: p.stem)
def test_rooms_import_only_what_the_map_allows(path):
    here = room(path)
    ours = {module.split(".")[1] for module in imports(path) if module.startswith("components.")}
    assert ours - {here} <= ROOMS[here], f"{path.name} imports {ours - {here} - ROOMS[here]}"


def test_no_room_reaches_back_in_a_circle():
    state = {}

    def walk(name, way=()):
        assert state.get(name) != "open", f"circle: {' -> '.join((*way, name))}"
        if name in state:
            return
        state[name] = "open"
        for other in ROOMS[name] - {name}:
            walk(other, (*way, name))
        state[name] = "done"

    for name in ROOMS:
        walk(name)


@pytest.mark.parametrize(("package", "rooms"), ONLY.items())
def test_a_framework_stays_in_its_room(package, rooms):
    users = {room(path) for path in SOURCES if any(module.split(".")[0] == package for module in imports(path))}
    assert users == rooms


def test_pages_are_all_registered():
    files = {path.name for path in (ROOT / "components" / "pages").glob("[a-z]*.py")} - {"frame.py"}
    assert files == {page.file for page in PAGES}


def test_public_functions_and_classes_say_what_one_gets():
    silent = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            silent.append(path.name)
        for node in ast.walk(tree):
            public = isinstance(node, ast.ClassDef) or (isinstance(node, ast.FunctionDef) and node in tree.body)
            if public and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{path.name}:{node.name}")
    assert silent == []


def test_no_module_does_work_when_it_is_imported_but_scripts():
    """Pages and the frame are scripts; every other module only defines."""
    script = {page.file for page in PAGES} | {"frame.py"}
    for path in SOURCES:
        if path.name == "__main__.py" or (path.name in script and path.parent.name == "pages"):
            continue
        calls = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
        assert not calls, path.name


def test_the_style_is_clean():
    for arguments in (["check"], ["format", "--check"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *arguments, "."], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_top_level_holds_what_was_agreed():
    allowed = {"pyproject.toml", "README.md", "app.py", "data", "components", "tests", "LICENSE", "requirements.lock"}
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    top = {name.split("/")[0] for name in tracked}
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_every_dependency_says_what_it_is_for_and_is_pinned():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    names = [re.match(r"[\w.-]+", line)[0] for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lock.splitlines() if "==" in line}
    for name in names:
        assert re.search(rf'"{re.escape(name)}[^"]*",\s+# \S', text), f"{name}: say what it is for"
        assert re.sub(r"[-_.]+", "-", name).lower() in pinned, f"{name} is not pinned"
    assert "://" not in lock


def test_the_readme_tells_the_truth():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    python = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"].removeprefix(">=")
    assert f"Python {python}" in readme
    for module in re.findall(r"python -m ((?:components|tests)[\w.]*)", readme):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        assert link.startswith("http") or (ROOT / link).exists(), link
    for entry in ("components/", "data/", "tests/", "app.py"):
        assert entry in readme


def test_the_authoring_guide_names_every_field():
    from components.model import Case

    guide = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for field in Case.model_fields:
        assert f"`{field}`" in guide, field
