"""A passkey: what a phone or a browser keeps, and how it signs."""

import hashlib
import json
from base64 import urlsafe_b64encode
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

# Of the authenticator's data: somebody was there, and has proved to be the owner.
_PRESENT_AND_VERIFIED = 0x05


class Passkey:
    """One credential of WebAuthn, of a P-256 key.

    :param name: what tells it from others
    """

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.identifier = _text(hashlib.sha256(name.encode()).digest())
        self._signed = 0

    @property
    def public_key(self) -> str:
        """What the server keeps: the key as COSE writes it (RFC 9053, 7.1.1)."""
        numbers = self._key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        # A map of five: key type EC2, algorithm ES256, curve P-256, x and y.
        cose = bytes.fromhex("a5010203262001215820") + x + bytes.fromhex("225820") + y
        return urlsafe_b64encode(cose).decode()

    def answer(self, challenge: str, url: str) -> str:
        """Return the answer to a server's challenge, as a browser gives it.

        :param challenge: as the server sent it, in base64url
        :param url: of the server
        """
        self._signed += 1
        client = json.dumps(
            {"type": "webauthn.get", "challenge": challenge, "origin": url}
        ).encode()
        host = urlsplit(url).hostname or ""
        authenticator = hashlib.sha256(host.encode()).digest()
        authenticator += bytes([_PRESENT_AND_VERIFIED])
        authenticator += self._signed.to_bytes(4, "big")
        signature = self._key.sign(
            authenticator + hashlib.sha256(client).digest(), ec.ECDSA(SHA256())
        )
        return json.dumps(
            {
                "id": self.identifier,
                "rawId": self.identifier,
                "type": "public-key",
                "response": {
                    "clientDataJSON": _text(client),
                    "authenticatorData": _text(authenticator),
                    "signature": _text(signature),
                },
            }
        )


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
