"""What the network and its libraries raise, as failures."""

import os

import aiohttp

from copydesk.tasks.fetching.addresses import AddressRefusedError
from copydesk.tasks.fetching.failures import Failed, OutOfReach
from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.fetching.network import UnknownHostError

# All that may be raised while one URL is asked for.
FAULTS = (AddressRefusedError, UnknownHostError, TimeoutError, aiohttp.ClientError)


def failure_of(fault: Exception, limits: Limits) -> Failed:
    """Return what a fault means for the URL that was asked."""
    if isinstance(fault, AddressRefusedError):
        return OutOfReach(str(fault))
    if isinstance(fault, UnknownHostError):
        return Failed(str(fault), passing=fault.passing, silent=fault.passing)
    if isinstance(fault, aiohttp.ConnectionTimeoutError):
        return Failed(f"no connection within {limits.connect_seconds:g} seconds", passing=True, silent=True)
    if isinstance(fault, TimeoutError):
        reason = f"not answered to the end within {limits.deadline_seconds:g} seconds"
        # What took so long once is asked again in the next run, not at once.
        return Failed(reason, passing=True, silent=True, is_over=True)
    if isinstance(fault, aiohttp.ClientConnectorCertificateError):
        return Failed(f"no connection: {fault.certificate_error}", silent=True)
    if isinstance(fault, aiohttp.ClientConnectorError):
        number = fault.os_error.errno
        told = os.strerror(number) if number else str(fault.os_error)
        return Failed(f"no connection: {told}", passing=True, silent=True)
    if isinstance(fault, aiohttp.InvalidURL):
        return Failed(f"no URL that can be asked: {fault.description or _told(fault)}")
    if isinstance(fault, aiohttp.ClientResponseError):
        return Failed(f"what came is no HTTP: {' '.join(fault.message.split())}", passing=True)
    if isinstance(fault, aiohttp.ClientPayloadError):
        return Failed("the answer broke off before its end", passing=True)
    return Failed(f"the answer broke off: {_told(fault)}", passing=True)


def _told(fault: Exception) -> str:
    return str(fault) or type(fault).__name__
