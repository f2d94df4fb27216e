"""What the network and its libraries raise, as failures."""

import httpcore
import httpx

from copydesk.tasks.fetching.addresses import AddressRefusedError
from copydesk.tasks.fetching.failures import Failed, OutOfReach
from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.network import UnknownHostError

_UNUSABLE = (httpx.InvalidURL, httpcore.UnsupportedProtocol, httpcore.LocalProtocolError)

# All that may be raised while one URL is asked for.
FAULTS = (
    AddressRefusedError,
    UnknownHostError,
    TimeoutError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    *_UNUSABLE,
)


def failure_of(fault: Exception, limits: Limits) -> Failed:
    """Return what a fault means for the URL that was asked."""
    if isinstance(fault, AddressRefusedError):
        return OutOfReach(str(fault))
    if isinstance(fault, UnknownHostError):
        return Failed(str(fault), passing=fault.passing, silent=fault.passing)
    if isinstance(fault, httpcore.ConnectTimeout):
        return Failed(f"no connection within {limits.connect_seconds:g} seconds", passing=True, silent=True)
    if isinstance(fault, TimeoutError | httpcore.TimeoutException):
        reason = f"not answered to the end within {limits.deadline_seconds:g} seconds"
        # What took so long once is asked again in the next run, not at once.
        return Failed(reason, passing=True, silent=True, is_over=True)
    if isinstance(fault, httpcore.ConnectError):
        is_untrusted = "CERTIFICATE" in str(fault)
        return Failed(f"no connection: {_told(fault)}", passing=not is_untrusted, silent=True)
    if isinstance(fault, _UNUSABLE):
        return Failed(f"no URL that can be asked: {_told(fault)}")
    return Failed(f"the answer broke off: {_told(fault)}", passing=True)


def _told(fault: Exception) -> str:
    return str(fault) or type(fault).__name__
