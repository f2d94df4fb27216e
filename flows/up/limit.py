"""One run at a time on a desk: a global concurrency limit that all deployments of the desk share.

Whoever executes them, `copydesk up` or a pool of workers, the server lets the next run wait for the slot. The
runs of the command line have no deployment and take no slot; the lock on the desk holds for them as for all.
"""

import re
import zlib
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate

from copydesk.storage.desk import Desk

_NOT_IN_A_NAME = re.compile("[/%&<>]")


def limit_name(desk: Desk) -> str:
    """Return the name of a desk's limit: its folder's, as far as Prefect takes it, and a hash of the path."""
    folder = desk.folder.absolute()
    return f"{_NOT_IN_A_NAME.sub('-', folder.name)} {zlib.crc32(str(folder).encode()):08x}"


async def ensure_limit(client: PrefectClient, desk: Desk) -> UUID:
    """Make the limit of a desk, if it is not there, and return its id."""
    await client.upsert_global_concurrency_limit_by_name(limit_name(desk), 1)
    return (await client.read_global_concurrency_limit_by_name(limit_name(desk))).id


async def free_slot(client: PrefectClient, desk: Desk) -> None:
    """Give back the slot that is held for a run which is no more. To be called when none is under way."""
    await client.update_global_concurrency_limit(
        limit_name(desk), GlobalConcurrencyLimitUpdate(active=True, active_slots=0)
    )


async def share_limit(client: PrefectClient, deployment_id: UUID, limit_id: UUID | None) -> None:
    """Put a deployment under the limit, or under none: Prefect's own client knows no shared ones."""
    await client.request(
        "PATCH",
        "/deployments/{id}",
        path_params={"id": deployment_id},
        json={"global_concurrency_limit_id": None if limit_id is None else str(limit_id)},
    )
