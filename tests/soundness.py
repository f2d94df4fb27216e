"""What must hold in every desk at any time: what `copydesk doctor` checks, by one assertion."""

import duckdb

from copydesk.storage.database import Database, quoted
from copydesk.storage.desk import Desk
from copydesk.storage.soundness import differing_rows, live_breaches, published_breaches
from tests.desks import read


def assert_sound(desk: Desk) -> None:
    """Check both files of a desk that is published."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach {quoted(desk.live)} as live (read_only)")
        connection.execute(f"attach {quoted(desk.published)} as published (read_only)")
        database = Database(connection)
        connection.execute("use published")
        assert published_breaches(database) == []
        connection.execute("use live")
        assert live_breaches(database) == []
        assert differing_rows(database) == []
    in_live, in_published = read(desk.live), read(desk.published)
    assert {name: in_live[name] for name in in_published} == in_published
