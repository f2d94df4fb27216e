import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from copydesk.flows.server.home import prepare_home


@pytest.mark.usefixtures("prefect_server")
def test_a_broken_template_was_made_anew_and_holds_no_runs(template_folder: Path) -> None:
    (template,) = template_folder.iterdir()

    with closing(sqlite3.connect(template)) as connection:
        assert connection.execute("SELECT count(*) FROM flow_run").fetchall() == [(0,)]


@pytest.mark.usefixtures("prefect_server")
def test_a_new_home_takes_its_database_from_the_template(template_folder: Path, tmp_path: Path) -> None:
    (template,) = template_folder.iterdir()

    prepare_home(tmp_path)

    (database,) = tmp_path.iterdir()
    assert database.read_bytes() == template.read_bytes()
