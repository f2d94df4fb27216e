"""The plan of the desk's index, as it was written when the desk was made."""

from copydesk.storage.database import Database


def select_plan(live: Database) -> tuple[str, str] | None:
    """Return the stored plan's version and JSON, if there is one."""
    rows = live.rows("select_index_plan")
    return (str(rows[0][0]), str(rows[0][1])) if rows else None


def insert_plan(live: Database, version: str, plan: str) -> None:
    """Store the plan of a new desk."""
    live.execute("insert_index_plan", {"version": version, "plan": plan})
