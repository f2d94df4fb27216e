"""structlog, set up so that its events stand in the run's logs in Prefect, and in a file of the desk."""

import atexit
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

import structlog
from prefect.logging.handlers import APILogHandler

from copydesk.storage.desk import Desk

if TYPE_CHECKING:
    from structlog.typing import Processor

FILE_BYTES = 10_000_000
FILES_KEPT = 4


def set_up_logs() -> None:
    """Send the events of `copydesk` to the logs of the flow run or task run they happen in.

    Without a level of its own the logger would inherit WARNING and drop what it is for.
    """
    logger = logging.getLogger("copydesk")
    logger.setLevel(logging.INFO)
    if not any(isinstance(handler, APILogHandler) for handler in logger.handlers):
        in_prefect = APILogHandler()
        in_prefect.setFormatter(_formatter(structlog.processors.LogfmtRenderer(key_order=["event"])))
        logger.addHandler(in_prefect)
    # Of a task run that ended well Prefect would say so beside the line of counts that the task run wrote.
    logging.getLogger("prefect.task_runs").setLevel(logging.WARNING)
    if "PREFECT__FLOW_RUN_ID" in os.environ:
        end_quietly()  # a process that Prefect started for this run alone
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


@contextmanager
def logged_in(desk: Desk) -> Iterator[None]:
    """Have the events of a run stand in `logs/copydesk.jsonl` of its desk, too, one object a line."""
    folder = desk.folder / "logs"
    folder.mkdir(exist_ok=True)
    in_file = RotatingFileHandler(
        folder / "copydesk.jsonl", maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8"
    )
    in_file.setFormatter(
        _formatter(
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        )
    )
    logger = logging.getLogger("copydesk")
    logger.addHandler(in_file)
    try:
        yield
    finally:
        logger.removeHandler(in_file)
        in_file.close()


def _formatter(*processors: "Processor") -> logging.Formatter:
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(processors=[remove, *processors])


def end_quietly() -> None:
    """Drop what is written to standard error once this process is over.

    Prefect's threads still hold objects of DuckDB's binding then, which lists them in a hundred lines.
    """
    atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno()))
