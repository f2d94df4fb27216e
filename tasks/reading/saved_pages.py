"""What lies beside pages that were saved: their pictures, styles and scripts, which are no news."""

import os
from pathlib import Path

ASSETS = frozenset({
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp",
    ".woff", ".woff2", ".ttf", ".otf", ".eot",
})  # fmt: skip
_PAGES = (".html", ".htm", ".xhtml")
# What browsers add to a page's name for the folder of its parts, in the languages they speak.
_PARTS = (
    "_files", "-Dateien", "_fichiers", "_file", "_archivos", "_bestanden", "-filer", "_tiedostot",
    "_arquivos", "_ficheiros", "_pliki", "_soubory", "_elemei", "_dosyalar", "_datoteke", "_fitxers",
)  # fmt: skip


class SavedPages:
    """Tells which files under a folder are parts of saved pages: each folder is looked at once."""

    def __init__(self, start: Path) -> None:
        self._start = start
        self._parts: dict[Path, bool] = {}
        self._pages: dict[Path, bool] = {}

    def holds_parts(self, folder: Path) -> bool:
        """Tell whether a browser put a page's parts into this folder: `Story_files` beside `Story.html`."""
        if folder not in self._parts:
            is_inside = folder != self._start and self._start in folder.parents
            self._parts[folder] = is_inside and (_is_of_a_page(folder) or self.holds_parts(folder.parent))
        return self._parts[folder]

    def are_beside(self, folder: Path) -> bool:
        """Tell whether a page stands in this folder, or in one above it that is read, too."""
        if folder not in self._pages:
            above = folder != self._start and self._start in folder.parents and self.are_beside(folder.parent)
            self._pages[folder] = above or _has_page(folder)
        return self._pages[folder]


def _is_of_a_page(folder: Path) -> bool:
    name = folder.name
    stem = next((name.removesuffix(parts) for parts in _PARTS if name.endswith(parts)), None)
    return bool(stem) and any(os.path.lexists(folder.with_name(f"{stem}{ending}")) for ending in _PAGES)


def _has_page(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entry.name.lower().endswith(_PAGES) for entry in entries)
    except OSError:
        return False
