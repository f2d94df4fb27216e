"""What must hold in every desk at any time: what `copydesk doctor` checks, by one assertion."""

from copydesk.storage.database import Database
from copydesk.storage.desk import Desk
from copydesk.storage.soundness import differing_rows, live_breaches
from tests.desks import reading


def assert_sound(desk: Desk) -> None:
    """Check a desk that is published: what holds of the live file, and that both hold the same rows."""
    with reading(live=desk.live, published=desk.published) as connection:
        database = Database(connection)
        assert live_breaches(database) == []
        assert differing_rows(database) == []
