"""structlog, set up so that its events stand in the run's logs in Prefect."""

import atexit
import logging
import os
import sys

import structlog
from prefect.logging.handlers import APILogHandler


def set_up_logs() -> None:
    """Send the events of `copydesk` to the logs of the flow run or task run they happen in.

    Without a level of its own the logger would inherit WARNING and drop what it is for.
    """
    logger = logging.getLogger("copydesk")
    logger.setLevel(logging.INFO)
    if not any(isinstance(handler, APILogHandler) for handler in logger.handlers):
        logger.addHandler(APILogHandler())
    if "PREFECT__FLOW_RUN_ID" in os.environ:
        end_quietly()  # a process that Prefect started for this run alone
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.LogfmtRenderer(key_order=["event"]),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def end_quietly() -> None:
    """Drop what is written to standard error once this process is over.

    Prefect's threads still hold objects of DuckDB's binding then, which lists them in a hundred lines.
    """
    atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno()))
