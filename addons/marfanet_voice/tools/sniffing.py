"""What a file is by its first bytes, whatever it is called."""

from pathlib import Path

HEADER_BYTES = 12
# As much as the header of a Matroska file takes.
_EBML_HEADER_BYTES = 64


def sniff(path: Path) -> str | None:
    """Return ffmpeg's name of the demuxer that a file calls for, if it is audio.

    Playlists and scripts that name other files (HLS, DASH, concat) have no place here,
    and so are never opened as such.
    """
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
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


def sniffed_container(path: Path) -> str:
    """Return "ogg" or "webm" where a file is that, else nothing."""
    with path.open("rb") as file:
        header = file.read(_EBML_HEADER_BYTES)
    if header.startswith(b"OggS"):
        return "ogg"
    # Matroska says in its header which kind of it it is.
    return "webm" if header.startswith(b"\x1aE\xdf\xa3") and b"webm" in header else ""
