"""What `copydesk up` keeps on a Prefect server, tried on a real one."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun
from prefect.runtime import flow_run
from prefect.states import Pending, Running

from copydesk.flows.run_page.artifacts import ProgressPage
from copydesk.flows.settings import SettingsError
from copydesk.flows.up import deployments
from copydesk.flows.up.attempt import Attempt
from copydesk.flows.up.board import Board
from copydesk.flows.up.deployments import read_deployments
from copydesk.flows.up.limit import limit_name
from copydesk.flows.up.serve import Service
from copydesk.storage.desk import Desk
from copydesk.storage.presence import stay_present
from tests.desks import new_desk

pytestmark = pytest.mark.usefixtures("prefect_server")


@asynccontextmanager
async def client_of() -> AsyncIterator[PrefectClient]:
    async with get_client() as client:
        yield client


def desk_of(folder: Path, *sources: str) -> Desk:
    desk = new_desk(folder)
    set_sources(desk, *sources)
    return desk


def set_sources(desk: Desk, *sources: str) -> None:
    text = "".join(f'[[source]]\nname = "{name}"\nlocation = "{name}"\n' for name in sources)
    desk.settings.write_text(text, encoding="utf-8")


def named(board: Board, name: str) -> UUID:
    [found] = [deployment_id for deployment_id, one in board.names.items() if one == name]
    return found


async def ask_for(client: PrefectClient, board: Board, name: str) -> FlowRun:
    return await client.create_flow_run_from_deployment(named(board, name))


async def schedule_runs(client: PrefectClient, deployment_id: UUID, count: int) -> None:
    await client.request(
        "POST",
        "/deployments/{id}/schedule",
        path_params={"id": deployment_id},
        json={"min_runs": count, "max_runs": count},
    )


async def states(client: PrefectClient, runs: Sequence[FlowRun]) -> list[str | None]:
    return [(await client.read_flow_run(run.id)).state_name for run in runs]


async def test_a_desk_has_a_deployment_for_each_source_and_its_upkeep(tmp_path: Path) -> None:
    desk = desk_of(tmp_path / "desk", "harbour", "market")
    async with client_of() as client:
        board = Board(client, desk)
        for _ in range(2):  # putting them there again changes nothing
            await board.set_up()
            found = {one.name.split(" of ")[0]: one for one in await read_deployments(client, desk)}
            assert set(found) == {"harbour", "market", "reclean", "publish", "maintain"}
        harbour = found["harbour"]
        assert harbour.parameters["sources"] == ["harbour"]
        assert harbour.parameters["desk"] == str(desk.folder)
        assert harbour.entrypoint == "copydesk.flows.ingest.ingest"
        assert "harbour" in harbour.tags
        described = harbour.parameter_openapi_schema
        assert described is not None
        assert "names of configured sources" in described["properties"]["sources"]["description"]
        limits = {one.global_concurrency_limit.id for one in found.values() if one.global_concurrency_limit}
        assert limits == {(await client.read_global_concurrency_limit_by_name(limit_name(desk))).id}
        assert any(run.deployment_id == harbour.id for run in await board.scheduled())


async def test_what_runs_seldom_is_told_its_time_beside_what_runs_every_minute(tmp_path: Path) -> None:
    desk = desk_of(tmp_path / "desk", "harbour", "market", "mill")
    text = desk.settings.read_text(encoding="utf-8")
    desk.settings.write_text(f"{text}[schedule]\ningest_minutes = 1\n", encoding="utf-8")
    async with client_of() as client:
        board = Board(client, desk)
        await board.set_up()
        for name in ("harbour", "market", "mill"):
            await schedule_runs(client, named(board, name), 100)
        assert named(board, "maintain") not in {run.deployment_id for run in await board.scheduled()}

        times = await board.next_times()

        assert set(times) == {named(board, name) for name in ("harbour", "market", "mill", "maintain")}


async def test_all_deployments_of_a_desk_are_found_however_many_the_server_names_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deployments, "PAGE", 2)
    desk = desk_of(tmp_path / "desk", "harbour", "market")
    async with client_of() as client:
        board = Board(client, desk)
        await board.set_up()
        assert {one.id for one in await read_deployments(client, desk)} == set(board.names)


async def test_a_run_of_any_deployment_holds_the_slot_of_all(tmp_path: Path) -> None:
    desk = desk_of(tmp_path / "desk", "harbour")
    async with client_of() as client:
        board = Board(client, desk)
        await board.set_up()
        first, second = await ask_for(client, board, "harbour"), await ask_for(client, board, "publish")
        await client.set_flow_run_state(first.id, Pending())
        assert await Attempt(client, second).execute() is None
        assert await states(client, [first, second]) == ["Pending", "AwaitingConcurrencySlot"]


async def test_runs_of_dead_processes_are_marked_and_told_and_their_slot_is_free(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of(tmp_path / "desk", "harbour")
    async with client_of() as client:
        board = Board(client, desk)
        await board.set_up()
        dead, next_one = await ask_for(client, board, "harbour"), await ask_for(client, board, "harbour")
        for state in (Pending(), Running()):
            await client.set_flow_run_state(dead.id, state)
        assert await board.clear_up()
        assert ": Crashed, " in capsys.readouterr().out
        limit = await client.read_global_concurrency_limit_by_name(limit_name(desk))
        assert limit.active_slots == 0
        await client.set_flow_run_state(next_one.id, Pending())
        assert await states(client, [dead, next_one]) == ["Crashed", "Pending"]


async def test_a_run_whose_process_lives_is_left_alone(tmp_path: Path) -> None:
    desk = desk_of(tmp_path / "desk", "harbour")
    async with client_of() as client:
        board = Board(client, desk)
        await board.set_up()
        run = await ask_for(client, board, "harbour")
        for state in (Pending(), Running()):
            await client.set_flow_run_state(run.id, state)
        stay_present(desk, str(run.id))
        await board.clear_up()
        assert await states(client, [run]) == ["Running"]


async def test_a_run_of_a_source_that_was_taken_out_ends_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of(tmp_path / "desk", "harbour", "market")
    async with client_of() as client:
        board = Board(client, desk)
        await board.set_up()
        queued, other = await ask_for(client, board, "market"), await ask_for(client, board, "harbour")
        set_sources(desk, "harbour")
        await board.set_up()
        state = (await client.read_flow_run(queued.id)).state
        assert state is not None
        assert state.name == "Cancelled"
        assert str(state.message).startswith("market")
        assert str(state.message).endswith(f": the source is no longer in {desk.settings}.")
        told = f": the source is no longer in {desk.settings}. Cancelled of it: 1 queued run\n"
        assert told in capsys.readouterr().out
        assert await states(client, [other]) == ["Scheduled"]
        assert "market" not in board.names.values()
        assert (await client.read_global_concurrency_limit_by_name(limit_name(desk))).limit == 1


async def test_settings_that_cannot_be_read_leave_the_schedules_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of(tmp_path / "desk", "harbour")
    async with client_of() as client:
        service = Service(client, desk)
        await service.set_up("http://127.0.0.1")
        desk.settings.write_text('[schedule]\nmaintain_cron = "soon"\n', encoding="utf-8")
        with pytest.raises(SettingsError):
            await Board(client, desk).set_up()
        await service._take_up_settings()
        told = capsys.readouterr().out
        assert "schedule.maintain_cron: 'soon' is no schedule" in told
        assert ["harbour"] in [one.parameters.get("sources") for one in await read_deployments(client, desk)]


async def test_a_server_that_is_away_is_told_of_once_and_when_it_is_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with client_of() as client:
        service = Service(client, desk_of(tmp_path / "desk", "harbour"))
        for fault in (None, "ConnectError", "ReadTimeout", None, None):
            service._hear(fault)
    away, back = capsys.readouterr().out.splitlines()
    assert "does not answer (ConnectError)" in away
    assert back.endswith("the Prefect server answers again")


async def test_two_desks_on_one_server_keep_their_deployments_apart(tmp_path: Path) -> None:
    first, second = desk_of(tmp_path / "a" / "desk", "twins"), desk_of(tmp_path / "b" / "desk", "twins")
    async with client_of() as client:
        for desk in (first, second, first):
            await Board(client, desk).set_up()
        parameters = [
            (one.parameters["desk"], one.parameters["sources"])
            for desk in (first, second)
            for one in await read_deployments(client, desk)
            if one.name.startswith("twins")
        ]
        assert parameters == [(str(first.folder), ["twins"]), (str(second.folder), ["twins"])]


async def test_a_deployment_that_somebody_paused_stays_paused(tmp_path: Path) -> None:
    desk = desk_of(tmp_path / "desk", "harbour")
    async with client_of() as client:
        board = Board(client, desk)
        await board.set_up()
        await client.pause_deployment(named(board, "harbour"))
        await board.set_up()
        assert (await client.read_deployment(named(board, "harbour"))).paused


async def test_a_machine_asleep_over_three_schedules_reads_a_source_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of(tmp_path / "desk", "harbour")
    (desk.folder / "harbour").mkdir()
    (desk.folder / "harbour" / "a.txt").write_text("Rain fell on the harbour all night.", encoding="utf-8")
    async with client_of() as client:
        service = Service(client, desk)
        await service.set_up("http://127.0.0.1")
        board = service._board
        asleep = datetime.now(UTC) - timedelta(hours=3, minutes=5)
        await client.request(
            "POST",
            "/deployments/{id}/schedule",
            path_params={"id": named(board, "harbour")},
            json={"start_time": asleep.isoformat(), "end_time": datetime.now(UTC).isoformat(), "min_runs": 3},
        )
        missed = await board.scheduled(datetime.now(UTC))
        assert len(missed) == 3
        serving = asyncio.create_task(service.serve(finish_seconds=200))
        while "Completed" not in await states(client, missed):
            await asyncio.sleep(0.2)
        service.stop.set()
        await serving
        assert await states(client, missed) == ["Skipped", "Skipped", "Completed"]
        names = {(await client.read_flow_run(run.id)).name for run in missed}
        assert names == {f"ingest harbour, {run.expected_start_time:%Y-%m-%d}" for run in missed}
    told = capsys.readouterr().out
    assert re.search(r"ingest harbour, .*: [12] missed runs?; a later one takes in what it would have", told)
    assert "1 read, 1 new" in told
    log = [json.loads(line) for line in (desk.folder / "logs" / "copydesk.jsonl").read_text().splitlines()]
    events = {line["event"]: line for line in log}
    assert {"prepared", "committed", "published"} <= events.keys()
    assert (events["committed"]["source"], events["committed"]["window"]) == ("harbour", "1")
    assert events["committed"]["run"]


async def test_a_run_that_is_several_windows_long_shows_how_far_it_is() -> None:
    @flow
    async def long() -> UUID:
        page = ProgressPage("test-progress", every_seconds=0)
        await page.advanced(read=5, done=5, total=None)
        await page.advanced(read=40, done=10, total=None)
        shown = flow_run.id
        await page.advanced(read=40, done=30, total=40)
        return UUID(shown)

    run_id = await long()
    async with client_of() as client:
        [artifact] = await client.read_artifacts(
            artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]))
        )
    assert (artifact.type, artifact.data) == ("progress", 75.0)
    assert artifact.description == "30 of 40 documents in all"
