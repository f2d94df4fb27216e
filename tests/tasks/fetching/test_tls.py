"""https: the name is checked against the certificate, although the connection goes to an address."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from copydesk.tasks.fetching.addresses import Reach
from copydesk.tasks.fetching.client import Client
from copydesk.tasks.fetching.exchange import Validators
from copydesk.tasks.fetching.failures import Failed
from copydesk.tasks.fetching.limits import Limits
from tests.web import StoppedClock

HERE = Limits(reach=Reach(allow_private=True), robots=False)


def certificate(folder: Path, name: str) -> Path:
    """A certificate for a name, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[tuple[int, Path]]:
    """A server that calls itself localhost; its port, and the certificate."""
    file = certificate(tmp_path, "localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                body = b"ferry" * (1_000_000 if b"/long" in head else 1)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as running:
        yield running.sockets[0].getsockname()[1], file


async def get(url: str, times: int = 1) -> tuple[list[bytes], list[float]]:
    clock = StoppedClock()
    client = Client(HERE, clock)
    try:
        return [(await client.get(url, Validators())).body for _ in range(times)], clock.slept
    finally:
        await client.close()


async def test_a_page_comes_over_https_and_the_connection_is_used_again(
    server: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, file = server
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    assert await get(f"https://localhost:{port}/ferry", 3) == ([b"ferry"] * 3, [])


async def test_a_long_page_comes_whole_over_https(
    server: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, file = server
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    bodies, slept = await get(f"https://localhost:{port}/long", 2)

    assert bodies == [b"ferry" * 1_000_000] * 2
    assert slept == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_certificate_that_is_not_trusted_or_of_another_name_is_refused_at_once(
    server: tuple[int, Path], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    port, file = server
    if host != "localhost":
        monkeypatch.setenv("SSL_CERT_FILE", str(file))

    with pytest.raises(Failed, match="certificate verify failed") as raised:
        await get(f"https://{host}:{port}/ferry")

    assert not raised.value.passing
