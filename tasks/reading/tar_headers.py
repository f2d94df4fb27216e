"""The headers of a tar archive, checked: Python takes a broken one for the end, and reads long ones whole."""

import tarfile

# Names and attributes that stand in blocks of their own; nobody's are longer.
_MAX_BYTES = 1_000_000
_LONG = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


class Header(tarfile.TarInfo):
    """The block of an archive that describes a member."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "Header":
        """Return the header of a block; raises ReadError for one that cannot be gone on from."""
        try:
            header = super().frombuf(buf, encoding, errors)
        except (tarfile.EmptyHeaderError, tarfile.EOFHeaderError):  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error
        if header.type in _LONG and header.size > _MAX_BYTES:
            raise tarfile.ReadError(f"a name or attribute of {header.size:,} bytes")
        return header
