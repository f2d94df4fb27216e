"""One window into the desk: match, choose and write in one transaction, all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime

from copydesk.storage import arrivals, asked_urls, read_files, rejects
from copydesk.storage.arrivals import Staged
from copydesk.storage.errors import DeskFormatError
from copydesk.storage.prepared import Prepared, concatenate
from copydesk.storage.runs import Tally
from copydesk.tasks.arrive import receive
from copydesk.tasks.choose import place_articles
from copydesk.tasks.line import Line
from copydesk.tasks.match import match_candidates
from copydesk.tasks.stopwatch import Stopwatch
from copydesk.tasks.versions import link_versions
from copydesk.tasks.withhold import urls_to_remember


def commit_window(line: Line, prepared: Prepared, now: datetime) -> Tally:
    """Take a prepared window into the desk and return what it did, but for who came out canonical.

    The articles, their matches and their places depend on the set of documents in the desk: not on their
    order, nor on how they were split into windows and runs.
    """
    stopwatch = Stopwatch()
    with line.live.transaction():
        with stopwatch.timing("write_seconds"):
            arrived = receive(line.live, prepared, line.rules.recipe)
            arrivals.add_documents(line.live, arrived.fresh, line.run.run_id, now)
            arrivals.update_documents(line.live, arrived.revised)
            known = rejects.add_rejects(line.live, prepared.tables["rejects"], line.run)
        staged = Staged(concatenate([arrived.fresh, arrived.rewritten]), arrived.first_seen_at)
        _add_articles(line, staged, now, stopwatch)
        read_files.remember_files(line.live, prepared.read_files, line.run.run_id, now)
        asked_urls.remember_urls(line.live, urls_to_remember(line.live, prepared), line.run.run_id)
    refused = Tally(rejected=prepared.refused_inputs - known, unchanged=known)
    return arrived.tally + stopwatch.tally() + refused


def recommit_window(line: Line, prepared: Prepared, before: Mapping[str, datetime], now: datetime) -> Tally:
    """Put documents of the desk that were prepared anew in place of what they were.

    `before` holds when each of them was first seen. One that is no story any more leaves the desk; its
    text stays in its reject.
    """
    kept = set(prepared.ids())
    if not kept <= before.keys():
        raise DeskFormatError("this version makes other ids than the one that took the documents in")
    stopwatch = Stopwatch()
    withdrawn = sorted(before.keys() - kept)
    with line.live.transaction():
        rejects.add_rejects(line.live, prepared.tables["rejects"], line.run)
        _add_articles(line, Staged(prepared, before, withdrawn), now, stopwatch)
    return Tally(read=len(before), revised=len(kept), rejected=len(withdrawn)) + stopwatch.tally()


def _add_articles(line: Line, staged: Staged, now: datetime, stopwatch: Stopwatch) -> None:
    if not len(staged.prepared) and not staged.withdrawn:
        return
    with arrivals.showing_staged(line.live, staged, now):
        with stopwatch.timing("write_seconds"):
            arrivals.add_derived(line.live, staged)
        with stopwatch.timing("match_seconds"):
            match_candidates(line)
        with stopwatch.timing("choose_seconds"):
            place_articles(line, now)
        with stopwatch.timing("write_seconds"):
            link_versions(line.live)
        if staged.withdrawn:
            arrivals.forget_withdrawn(line.live)
