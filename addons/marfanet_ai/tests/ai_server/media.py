"""What a service learns from the bytes it is sent: form fields, container, length.

And recordings to send, made by the same ffmpeg.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

# Decoded to this many mono 16-bit samples a second, only to be counted.
_RATE = 8000


class Unreadable(Exception):
    """The bytes are not what they should be; the text says how."""


@dataclass(frozen=True)
class Part:
    """One field of a multipart form, in the order of the form."""

    name: str
    filename: str | None
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


def form_parts(body: bytes, content_type: str) -> list[Part]:
    """Split a ``multipart/form-data`` body (RFC 7578).

    :raise Unreadable: not such a form, or one that is not closed
    """
    found = re.fullmatch(
        r'multipart/form-data;\s*boundary="?([^";]{1,70})"?', content_type.strip()
    )
    if not found:
        raise Unreadable("expected multipart/form-data with a boundary")
    mark = b"--" + found[1].encode()
    # The first boundary has no line break of its own before it.
    before, *chunks, after = (b"\r\n" + body).split(b"\r\n" + mark)
    if before or after.strip() != b"--":
        raise Unreadable("the form is not closed by its boundary")
    return [_part(chunk) for chunk in chunks]


def _part(chunk: bytes) -> Part:
    head, blank, content = chunk.partition(b"\r\n\r\n")
    disposition = re.search(
        rb'content-disposition:\s*form-data;\s*name="([^"]*)"(?:;\s*filename="([^"]*)")?',
        head,
        re.IGNORECASE,
    )
    if not (blank and disposition):
        raise Unreadable("a part of the form has no name")
    name, filename = disposition.groups()
    return Part(name.decode(), None if filename is None else filename.decode(), content)


def container_of(content: bytes) -> str:
    """Name the container by the first bytes, or "" for one that nobody knows."""
    if content[:4] == b"OggS":
        return "ogg"
    if content[:4] == b"\x1aE\xdf\xa3":
        # The document type follows within the EBML header.
        return "webm" if b"webm" in content[:64] else "mkv"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav"
    if content[:4] == b"fLaC":
        return "flac"
    if content[4:8] == b"ftyp":
        return "mp4"
    if content[:3] == b"ID3":
        return "mp3"
    if len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0:
        # The two layer bits are zero in AAC's frames and never in MPEG audio's.
        return "mp3" if content[1] & 0x06 else "aac"
    return ""


def decoded_seconds(content: bytes) -> float:
    """Decode the whole audio with ffmpeg and return its length in seconds.

    Counted from the samples, because what a browser records has no length in its
    header.

    :raise Unreadable: there is no audio, or ffmpeg reports any error in it
    """
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        command = ["ffmpeg", "-v", "error", "-nostdin", "-xerror"]
        command += ["-protocol_whitelist", "file,pipe", "-i", file.name]
        command += ["-map", "0:a:0", "-ac", "1", "-ar", str(_RATE), "-f", "s16le", "-"]
        decoded = subprocess.run(command, capture_output=True, check=False)
    if decoded.returncode or decoded.stderr or not decoded.stdout:
        raise Unreadable("the audio cannot be decoded")
    return len(decoded.stdout) / 2 / _RATE


def tone(folder: Path, container: str, seconds: float) -> Path:
    """Make a recording of a tone; Opus inside Ogg and WebM, as browsers record."""
    path = folder / f"{seconds:g}.{container}"
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi"]
    command += ["-i", f"sine=frequency=300:duration={seconds}", "-ar", "48000"]
    if container in ("ogg", "webm", "mkv"):
        command += ["-c:a", "libopus", "-b:a", "24k"]
    subprocess.run([*command, str(path)], check=True)
    return path
