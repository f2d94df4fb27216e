"""The temporary server's database: made from a template, because migrating an empty one takes 8 CPU-s."""

import asyncio
import importlib.metadata
import os
import shutil
import sqlite3
import tempfile
import zlib
from contextlib import closing, suppress
from pathlib import Path

DATABASE_NAME = "prefect.db"


def prepare_home(home: Path) -> None:
    """Leave in `home` a database that fits the installed Prefect, with the history it had.

    Raises `sqlite3.DatabaseError` if the one that is there is damaged.
    """
    version = importlib.metadata.version("prefect")
    database = home / DATABASE_NAME
    template = _template(version)
    is_new = not database.exists()
    if is_new and template is not None and _is_whole(template) and _fits(template, version):
        _copy_whole(template, database)
    if database.exists() and _fits(database, version):
        return
    _migrate()
    _sign(database, version)
    if is_new and template is not None:
        with suppress(OSError, sqlite3.Error):  # no template costs the next desk some seconds, no more
            _keep_as_template(database, template)


def _template(version: str) -> Path | None:
    """Return where this user's template for a version of Prefect is kept; no home folder, no template."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return cache / "copydesk" / f"prefect-{version}.db" if cache.is_absolute() else None


def _signature(version: str) -> int:
    return zlib.crc32(version.encode()) & 0x7FFF_FFFF


def _fits(database: Path, version: str) -> bool:
    """Say whether this version of Prefect migrated the database to the end."""
    with closing(sqlite3.connect(database)) as connection:
        (signature,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(signature == _signature(version))


def _is_whole(database: Path) -> bool:
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection,
    ):
        return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    return False


def _sign(database: Path, version: str) -> None:
    """Note in the database's header, which Prefect leaves alone, that it fits this version."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version = {_signature(version)}")


def _migrate() -> None:
    from prefect.server.database import provide_database_interface

    asyncio.run(provide_database_interface().create_db())


def _keep_as_template(database: Path, template: Path) -> None:
    template.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=template.parent) as beside:
        copy = Path(beside) / template.name
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", [str(copy)])
        copy.replace(template)


def _copy_whole(source: Path, target: Path) -> None:
    """Copy so that `target` is either absent or complete, whenever this process is killed."""
    with tempfile.TemporaryDirectory(dir=target.parent) as beside:
        shutil.copyfile(source, Path(beside) / target.name).replace(target)
