"""`copydesk forget`: documents withdrawn for legal or editorial reasons, everywhere in the desk."""

import getpass
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from copydesk.flows.forget_words import (
    Plan,
    Withdrawn,
    plan_as_text,
    result_as_json,
    result_as_text,
)
from copydesk.flows.opened import opened
from copydesk.flows.opening import new_run, rules_of
from copydesk.flows.settings import load_settings
from copydesk.storage import runs, tombstones
from copydesk.storage.backups import all_backups
from copydesk.storage.clusters import cluster_changes, remember_clusters
from copydesk.storage.database import Database
from copydesk.storage.desk import Desk, writing
from copydesk.storage.errors import CopydeskError
from copydesk.storage.explanations import NoSuchArticleError, find_article
from copydesk.storage.exports import exports_since
from copydesk.storage.notes import tables_naming
from copydesk.storage.publish import publish
from copydesk.storage.published import read_published
from copydesk.storage.rewriting import owe_rewriting
from copydesk.storage.runs import Tally
from copydesk.storage.tombstones import Document, Selection, Word
from copydesk.tasks.carriers import find_carriers, is_copy
from copydesk.tasks.clock import utc_now
from copydesk.tasks.forget import find_documents, withdraw
from copydesk.tasks.line import Line
from copydesk.tasks.naming import files_naming
from copydesk.tasks.text.marks import url_mark

EXIT_NOT_DONE = 1


class ForgetError(CopydeskError):
    """What to withdraw is not said, or why, or there is nobody to ask whether it is meant."""

    exit_code = 2


class NothingToForgetError(CopydeskError):
    """No document is what was named, or none of them was ever withdrawn."""


def forget_command(arguments: Namespace) -> int:
    """Withdraw documents, or let them come in again; print what that did."""
    desk = Desk(Path(arguments.desk))
    if not (arguments.articles or arguments.source or arguments.url):
        raise ForgetError("say what to withdraw: ARTICLE..., --source NAME or --url URL")
    if sum(map(bool, (arguments.articles, arguments.source, arguments.url))) > 1:
        raise ForgetError(
            "name one of ARTICLE, --source and --url: they don't narrow each other, each takes all of its own"
        )
    if arguments.undo:
        return _undo(desk, arguments)
    if not arguments.reason:
        raise ForgetError("say why: --reason TEXT; it stays with what is left of the documents")
    plan = _plan(desk, arguments)
    print(plan_as_text(plan), file=sys.stderr)  # noqa: T201 - what is asked about, not the result
    if not (arguments.yes or _is_meant()):
        print("copydesk: nothing was withdrawn", file=sys.stderr)  # noqa: T201
        return EXIT_NOT_DONE
    withdrawn = _carry_out(desk, plan, _word(arguments), arguments.wait)
    withdrawn = replace(
        withdrawn,
        files=files_naming(desk.folder, set(withdrawn.article_ids)),
        notes=tables_naming(desk, withdrawn.article_ids),
    )
    print(result_as_json(withdrawn) if arguments.json else result_as_text(withdrawn))  # noqa: T201
    return 0


def _plan(desk: Desk, arguments: Namespace) -> Plan:
    """Return what would be withdrawn, and what carries the same passages. Raises NothingToForgetError."""
    thresholds = load_settings(desk.settings).matching
    with read_published(desk) as published:
        named = [_find(published, key) for key in arguments.articles]
        selection = Selection(named, arguments.source, arguments.url)
        documents = find_documents(published, selection)
        if not documents:
            raise NothingToForgetError(f"there is no document {_meant(arguments)} in the desk")
        carriers = find_carriers(published, [one.article_id for one in documents], thresholds)
        copies = [carrier.article_id for carrier in carriers if is_copy(carrier)]
        if arguments.with_copies:
            selection = replace(selection, article_ids=sorted({*named, *copies}))
            carriers = [carrier for carrier in carriers if not is_copy(carrier)]
        return Plan(selection, find_documents(published, selection), carriers)


def _find(published: Database, key: str) -> str:
    try:
        return find_article(published, key)
    except NoSuchArticleError as error:
        for stone in tombstones.find_tombstones(published, key):
            raise NothingToForgetError(
                f"{stone.article_id} was withdrawn on {stone.decided_at:%Y-%m-%d} already, "
                f"by {stone.author}: {stone.reason}"
            ) from error
        raise


def _meant(arguments: Namespace) -> str:
    if arguments.source:
        return f"of the source {arguments.source!r}"
    return f"from {arguments.url}"


def _is_meant() -> bool:
    if not sys.stdin.isatty():
        raise ForgetError("there is nobody to ask whether this is meant: say --yes")
    print("Withdraw them, for good? [y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def _word(arguments: Namespace) -> Word:
    return Word(arguments.reason, arguments.author or getpass.getuser(), utc_now())


def _carry_out(desk: Desk, plan: Plan, word: Word, wait_seconds: float) -> Withdrawn:
    # As in a flow: the lock first, then the only one who opens the live file.
    settings = load_settings(desk.settings)
    with writing(desk, wait_seconds), opened(desk) as live:
        # What came in since the question was asked is meant as well.
        documents = find_documents(live, plan.selection)
        ids = [document.article_id for document in documents]
        line = Line(live, rules_of(live, settings), new_run(settings, None))
        runs.start_run(live, line.run)
        remember_clusters(live)
        owe_rewriting(desk)
        emptied = withdraw(line, ids, word)
        publish(live, desk, lambda: runs.record_tally(live, line.run, Tally(), ("Completed", utc_now())))
        return Withdrawn(
            article_ids=ids,
            word=word,
            emptied=emptied,
            carriers=plan.carriers,
            clusters=cluster_changes(live),
            backups=[backup.path for backup in all_backups(live)],
            exports=_exports(desk, documents),
            sources=[uri for uri in sorted({one.uri for one in documents}) if Path(uri).exists()],
        )


def _exports(desk: Desk, documents: Sequence[Document]) -> list[str]:
    """Return the exports made since the first of the documents came: they may hold them."""
    since = min((document.ingested_at for document in documents), default=utc_now())
    return sorted({export.path for export in exports_since(desk, since)})


def _undo(desk: Desk, arguments: Namespace) -> int:
    """Let documents come in again; nothing of them is there to bring back."""
    mark = url_mark(arguments.url) if arguments.url else None
    with read_published(desk) as published:
        stones = [tombstones.find_tombstones(published, key) for key in arguments.articles]
    named = [stone.article_id for found in stones for stone in found]
    settings = load_settings(desk.settings)
    with writing(desk, arguments.wait), opened(desk) as live:
        run = new_run(settings, None)
        runs.start_run(live, run)
        with live.transaction():
            revived = tombstones.remove_tombstones(live, Selection(named, arguments.source), mark)
        publish(live, desk, lambda: runs.record_tally(live, run, Tally(), ("Completed", utc_now())))
    if not revived:
        raise NothingToForgetError('nothing of the kind was withdrawn; see: copydesk sql "from tombstones"')
    if arguments.json:
        print(json.dumps({"may_come_in_again": revived}))  # noqa: T201 - the command's result
    else:
        advice = "their texts are gone, take them in anew: copydesk ingest --reread SOURCE"
        print(f"{len(revived)} documents may come in again: {advice}")  # noqa: T201
    return 0
