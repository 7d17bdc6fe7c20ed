"""The secrets of the doors' addresses: made, hashed, compared, kept from logs."""

import hmac
import re
import secrets
from collections.abc import Iterable
from hashlib import sha256

# 192 bits. ASVS 5.0 asks for 112 where a plain hash is stored and for 128 in what is
# handed out once; a multiple of three bytes leaves no padding.
SECRET_BYTES = 24
SECRET_LENGTH = SECRET_BYTES * 4 // 3

SHAPE = re.compile(rf"[A-Za-z0-9_-]{{{SECRET_LENGTH}}}")

# Somebody who mistypes a secret, loses its end or sets a language before it, leaves
# most of it in the log: whatever looks like much of a secret is kept out.
_NEARLY = re.compile(r"(?<=/)[A-Za-z0-9_%-]{20,}")
HIDDEN = "***"


def new_secret() -> str:
    """Return a fresh secret: ``SECRET_LENGTH`` characters that a URL holds as is."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """Return what is stored of a secret: its SHA-256 in hexadecimal.

    A slow hash protects what people choose; 192 random bits need none (ASVS 6.5.2).
    """
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def position(hashed: str, known: Iterable[str]) -> int | None:
    """Return where ``hashed`` stands among ``known``, or None.

    Each one is compared, in constant time and to the last, so that nobody learns by
    a clock whether a guess came near to any of them.
    """
    found = None
    for index, candidate in enumerate(known):
        if hmac.compare_digest(hashed, candidate):
            found = index
    return found


def hide(text: str) -> str:
    """Return ``text``, a request's line or address, without what may be a secret."""
    return _NEARLY.sub(HIDDEN, text)
