"""structlog, set up so that its events stand in the run's logs in Prefect."""

import logging

import structlog


def set_up_logs() -> None:
    """Send the events of `copydesk` through the standard library's logger of that name.

    Prefect sends it on to its server when PREFECT_LOGGING_EXTRA_LOGGERS names it, but drops what is below
    WARNING unless the logger's own level says otherwise.
    """
    logging.getLogger("copydesk").setLevel(logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.LogfmtRenderer(key_order=["event"]),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
