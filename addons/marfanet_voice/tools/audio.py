"""Recordings: what a file is, how long it lasts, and another container for it.

Files come from people, so ffmpeg is never left to guess: it gets the demuxer that the
file's first bytes call for, may open nothing but the file itself, and has a time limit.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from ..exceptions import Empty, NotAudio, TooLong

# ffmpeg's name of the demuxer, and the type to serve the file with. Python's own
# table calls WebM a video.
_MIMETYPES = {
    "amr": "audio/amr",
    "flac": "audio/flac",
    "matroska": "audio/webm",
    "mov": "audio/mp4",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
}

# Reading is many times faster than listening; a file that takes longer is hostile.
_SECONDS_TO_READ = 120
_HEADER_BYTES = 12


@dataclass(frozen=True)
class Recording:
    """What is known of a recording.

    :param path: where the file is
    :param demuxer: ffmpeg's name for its container
    :param seconds: how long it lasts
    """

    path: Path
    demuxer: str
    seconds: float

    @property
    def mimetype(self) -> str:
        return _MIMETYPES[self.demuxer]


def inspect(path: Path, max_seconds: float) -> Recording:
    """Decode a file to the end and tell what it is.

    The length comes from the decoded sound, because what browsers record in WebM
    states none.

    :param path: a file of unknown content
    :param max_seconds: the longest recording that is taken
    :raise RecordingRefused: Empty, NotAudio or TooLong
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        raise Empty
    demuxer = _sniff(header)
    if not demuxer:
        raise NotAudio
    # One second more than allowed tells a recording that is too long from one that
    # just fits, without reading the rest of it.
    limit = ["-t", str(max_seconds + 1)]
    source = _input(path, demuxer)
    output = _ffmpeg([*source, *limit, "-f", "null", "-progress", "pipe:1", "-"])
    seconds = _last_position(output)
    if not seconds:
        raise Empty
    if seconds > max_seconds:
        raise TooLong
    return Recording(path, demuxer, seconds)


def convert(recording: Recording, target: Path, container: str) -> None:
    """Write the recording as speech services like it: Opus, mono, 16 kHz.

    16 kHz is the rate that speech models hear at, and 24 kbit/s is transparent for a
    voice: an hour is about 11 MB.

    :param target: the file to write
    :param container: "ogg" or "webm"
    :raise NotAudio: it cannot be decoded
    """
    sound = ["-ac", "1", "-ar", "16000", "-c:a", "libopus", "-b:a", "24k"]
    source = _input(recording.path, recording.demuxer)
    _ffmpeg([*source, *sound, "-f", container, "-y", str(target)])


def _sniff(header: bytes) -> str | None:
    """Return the demuxer that the first bytes of a file call for, if it is audio."""
    if header.startswith(b"OggS"):
        return "ogg"
    if header.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if header.startswith(b"fLaC"):
        return "flac"
    if header.startswith(b"#!AMR"):
        return "amr"
    if header.startswith(b"RIFF") and header[8:12] == b"WAVE":
        return "wav"
    if header[4:8] == b"ftyp":
        return "mov"
    # MPEG audio: an ID3 tag, or a frame whose first eleven bits are set.
    if header.startswith(b"ID3") or (
        len(header) > 1 and header[0] == 0xFF and header[1] & 0xE0 == 0xE0
    ):
        return "mp3"
    return None


def _input(path: Path, demuxer: str) -> list[str]:
    # «file:» so that no name can be taken for an option or another protocol.
    only_files = ["-protocol_whitelist", "file,pipe"]
    return [*only_files, "-f", demuxer, "-i", f"file:{path}", "-map", "0:a:0", "-vn"]


def _ffmpeg(arguments: list[str]) -> str:
    """Run ffmpeg and return what it printed.

    :raise NotAudio: it failed, or took too long
    """
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-v", "error", *arguments]
    try:
        finished = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS_TO_READ
        )
    except subprocess.TimeoutExpired:
        raise NotAudio from None
    if finished.returncode:
        raise NotAudio
    return finished.stdout


def _last_position(progress: str) -> float:
    """Return the last position, in seconds, that ffmpeg's progress lines tell."""
    positions = [
        line.partition("=")[2]
        for line in progress.splitlines()
        if line.startswith("out_time_us=")
    ]
    last = positions[-1] if positions else ""
    # «N/A» where nothing at all was decoded.
    return int(last) / 1_000_000 if last.isdigit() else 0.0
