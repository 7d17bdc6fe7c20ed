"""Files that are no recordings, or worse, made on the spot."""

import struct
import subprocess
from pathlib import Path

ID3 = b"ID3\x04\x00\x00\x00\x00\x00\x00"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(2000)
DASH = b'<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>'


def encode(path: Path, *options: str, seconds: float = 2.0) -> Path:
    """Write a tone in the container that a name ends in."""
    source = ["-f", "lavfi", "-i", f"sine=frequency=300:duration={seconds}"]
    command = ["ffmpeg", "-v", "error", "-y", *source, *options, str(path)]
    subprocess.run(command, check=True)
    return path


def refused_files(folder: Path) -> dict[str, tuple[Path, str]]:
    """Write files that are refused.

    :return: by what they are: the file, and a word of the reason that is told
    """
    contents = {
        "nothing at all": (b"", "empty"),
        "text": ("این صدا نیست".encode(), "no recording"),
        "playlist named webm": (PLAYLIST, "no recording"),
        "list of files": (b"ffconcat version 1.0\nfile /etc/passwd\n", "no recording"),
        "manifest of a stream": (DASH, "no recording"),
        "playlist behind a tag": (ID3 + PLAYLIST, "no recording"),
        "playlist behind an Ogg page": (b"OggS" + PLAYLIST * 50, "no recording"),
        "image": (PNG, "no recording"),
        "image behind a tag": (ID3 + PNG, "no recording"),
        "page behind a tag": (ID3 + b"<script>alert(1)</script>" * 99, "no recording"),
        "webm that breaks off at once": (b"\x1aE\xdf\xa3" + bytes(50), "no recording"),
        "sound in 60,000 channels": (_wav(channels=60_000), "no recording"),
        "sound at 4 GHz": (_wav(rate=4_000_000_000), "no recording"),
    }
    files = {}
    for number, (what, (content, word)) in enumerate(contents.items()):
        path = folder / f"{number}.webm"
        path.write_bytes(content)
        files[what] = path, word
    files["m4a that breaks off"] = _broken_m4a(folder), "no recording"
    files["film without sound"] = _silent_film(folder), "no recording"
    files["matroska with a file in it"] = _with_attachment(folder), "no recording"
    files["m4a whose sound is another file"] = elsewhere(folder), "no"
    files["8 hours of silence"] = _hours_of_silence(folder), "longer than 60 minutes"
    return files


def claims_two_gigabytes(folder: Path) -> Path:
    """Write two seconds of sound whose header speaks of 2 GB."""
    path = folder / "claims.wav"
    samples = bytes(2 * 8000 * 2)
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 2**31 + 36, b"WAVE", b"fmt ",
                         16, 1, 1, 8000, 16000, 2, 16, b"data", 2**31)  # fmt: skip
    path.write_bytes(header + samples)
    return path


def elsewhere(folder: Path) -> Path:
    """Write an m4a whose sound, as it says, lies in a file of the server."""
    content = encode(folder / "here.m4a").read_bytes()
    entry = content.index(b"url \x00\x00\x00\x01") - 4
    name = b"/etc/passwd"
    record = (2).to_bytes(2, "big") + len(name).to_bytes(2, "big") + name + b"\x00"
    alias = (
        bytes(10) + b"\x01x" + bytes(26) + bytes(12) + b"\x01x" + bytes(62)
        + bytes(16) + b"\x00\x01\x00\x01" + bytes(16) + record + b"\xff\xff\x00\x00"
    ).ljust(160, b"\x00")  # fmt: skip
    reference = struct.pack(">I4sI", 12 + len(alias), b"alis", 0) + alias
    grown = len(reference) - 12
    for atom in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        start = content.index(atom) - 4
        size = int.from_bytes(content[start : start + 4], "big") + grown
        content = content[:start] + size.to_bytes(4, "big") + content[start + 4 :]
    path = folder / "elsewhere.m4a"
    path.write_bytes(content[:entry] + reference + content[entry + 12 :])
    return path


def _wav(channels: int = 1, rate: int = 8000) -> bytes:
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + 240_000, b"WAVE", b"fmt ", 16, 1, channels,
        rate, 8000, 2 * channels & 0xFFFF, 16, b"data", 240_000,
    )  # fmt: skip
    return header + bytes(240_000)


def _broken_m4a(folder: Path) -> Path:
    path = encode(folder / "broken.m4a")
    content = path.read_bytes()
    # What tells where the sound is comes last.
    path.write_bytes(content[: content.index(b"moov") - 4])
    return path


def _silent_film(folder: Path) -> Path:
    path = folder / "film.webm"
    source = ["-f", "lavfi", "-i", "color=size=16x16:duration=1"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *source, str(path)], check=True)
    return path


def _with_attachment(folder: Path) -> Path:
    attached = folder / "program.exe"
    attached.write_bytes(b"MZ" + bytes(1000))
    options = ["-attach", str(attached), "-metadata:s:t", "mimetype=application/x"]
    return encode(folder / "attachment.mkv", "-c:a", "libopus", *options)


def _hours_of_silence(folder: Path) -> Path:
    path = folder / "silence.flac"
    source = ["-f", "lavfi", "-i", "anullsrc=sample_rate=8000:channel_layout=mono"]
    command = ["ffmpeg", "-v", "error", "-y", *source, "-t", "28800", str(path)]
    subprocess.run(command, check=True)
    return path
