"""The plan a desk's index is made by: stored with it, so that it can always be read the same way."""

import json
from dataclasses import asdict

import numpy as np

from copydesk.storage.database import Database
from copydesk.storage.errors import DeskFormatError
from copydesk.storage.index_plan import insert_plan, select_plan
from copydesk.tasks.text.minhash import VERSION, IndexPlan, plan


def desk_plan(live: Database) -> IndexPlan:
    """Return the desk's plan; a new desk is given today's, made by datasketch.

    Raises DeskFormatError when another version of the algorithm made the index.
    """
    stored = select_plan(live)
    if stored is None:
        made = plan()
        insert_plan(live, made.version, _write(made))
        return made
    version, written = stored
    if version != VERSION:
        raise DeskFormatError(
            f"the desk's index was made by fingerprints of version {version}, this copydesk makes {VERSION}"
        )
    return _read(written)


def _write(made: IndexPlan) -> str:
    columns = {"multipliers": made.multipliers.tolist(), "increments": made.increments.tolist()}
    return json.dumps({**asdict(made), **columns}, sort_keys=True)


def _read(written: str) -> IndexPlan:
    stored = json.loads(written)
    for name in ("multipliers", "increments"):
        stored[name] = np.array(stored[name], np.uint32)
    return IndexPlan(**{**stored, "shingle_lengths": tuple(stored["shingle_lengths"])})
