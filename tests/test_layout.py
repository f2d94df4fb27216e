"""The house: which rooms there are, and which may know of which."""

import doctest
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("flows", "tasks", "storage")


def packages() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed: list[str] = settings["tool"]["setuptools"]["packages"]
    return listed


def test_every_folder_with_code_is_a_package_that_gets_installed() -> None:
    folders = {file.parent for room in ROOMS for file in (ROOT / room).rglob("*.py")}
    assert sorted(packages()) == sorted(
        f"copydesk.{'.'.join(folder.relative_to(ROOT).parts)}" for folder in folders
    )


def test_data_files_lie_in_packages_and_are_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["*"]
    for room in ROOMS:
        for file in (ROOT / room).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts and file.suffix != ".py":
                assert any(file.match(pattern) for pattern in patterns), file
                assert (file.parent / "__init__.py").exists()


def test_the_root_is_no_package() -> None:
    assert not (ROOT / "__init__.py").exists()


def test_rooms_import_in_one_direction_and_text_logic_knows_no_database() -> None:
    # The contract is checked on the files of this tree, whatever else is installed.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def modules_with_examples() -> list[str]:
    rooms = ("text", "reading", "fetching")
    files = sorted(file for room in rooms for file in (ROOT / "tasks" / room).rglob("*.py"))
    return [
        ".".join(("copydesk", *file.relative_to(ROOT).with_suffix("").parts))
        for file in files
        if file.stem != "__init__"
    ]


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_of_a_module_are_true(name: str) -> None:
    # By name: pytest's own collection of doctests would load a second copy of each module.
    assert doctest.testmod(import_module(name)).failed == 0
