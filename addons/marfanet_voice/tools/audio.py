"""Recordings: what a file is, how long it lasts, where it is cut, and what is sent.

Files come from people, so ffmpeg is never left to guess: it gets the demuxer that the
file's first bytes call for and no other, only decoders for sound, may open nothing but
files, and runs within limits (``tools.sandbox``).

Sound is never loaded here: it goes from file to file, whatever its length.
"""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..exceptions import Empty, NotAudio, TooLong
from . import levels, sandbox, silences
from .quiet import quietest_moment
from .silences import Span
from .sniffing import sniff, sniffed_container

# The type to serve a file with. Python's own table calls WebM a video.
_MIMETYPES = {
    "amr": "audio/amr",
    "flac": "audio/flac",
    "matroska": "audio/webm",
    "mov": "audio/mp4",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
}
_DECODERS = (
    "aac,alac,amrnb,amrwb,flac,libopencore_amrnb,libopencore_amrwb,libopus,mp3,"
    "mp3float,opus,pcm_alaw,pcm_f32le,pcm_f64le,pcm_mulaw,pcm_s16be,pcm_s16le,"
    "pcm_s24le,pcm_s32le,pcm_u8,vorbis"
)
# What voices are recorded with; beyond, a file is made to be expensive.
_MAX_CHANNELS = 8
_MAX_RATE = 192_000
# A recorder that stops at the limit has gone a little beyond it.
_TOLERANCE = 1.01
# Sound that is decoded to see that a file can be, and what is in it. That takes long
# for a whole hour, and the person waits; what comes later in the file is found out when
# it is sent.
_SECONDS_TRIED = 60
#: Seconds of processor time to look at a file, of which a healthy one takes one.
_TO_LOOK = 60
#: …and to decode and encode a second of sound, of which this machine takes 0.012.
_TO_ENCODE = 0.25
#: What ffmpeg may print; a healthy file makes it print some hundred kilobytes an hour.
_PRINTED_BYTES = 8 * 1024 * 1024

# 16 kHz is the rate that speech models hear at, and 24 kbit/s is transparent for a
# voice: an hour is about 11 MB.
_RATE = 16_000
_OPUS = ["-c:a", "libopus", "-b:a", "24k"]
# What a phone has written into a file beside the sound (its place, a title, a name) is
# no business of a service's; nor are chapters, of which a file can have thousands.
_NO_TAGS = ["-map_metadata", "-1", "-map_chapters", "-1"]
# Bytes a second beyond which a file is worth converting for the sake of the line: four
# times what conversion makes of it.
_SMALL = 12_000
# …and bytes for its headers, of which the shortest recording has as many as any.
_HEADERS = 16_000
# Gaps in a file's time (a phone that was asleep) become silence, so that a second of
# what is sent is the same second of the recording.
_STEADY = f"aresample={_RATE}:async=1:first_pts=0,aformat=channel_layouts=mono"
# Brings the far voice on a loudspeaker up to the near one, by 30 times (29 dB) at most,
# within seconds and without distortion; what is nothing but noise (peaks under
# -60 dBFS) is not amplified. docs/decisions tells what was measured.
_LEVEL = "dynaudnorm=framelen=250:gausssize=11:maxgain=30:threshold=0.001"
# After levelling: what is silence then is silence in a quiet recording too.
_SILENCE = "silencedetect=noise=-35dB:duration=0.4"


@dataclass(frozen=True)
class Recording:
    """What is known of a recording.

    :param path: where the file is
    :param demuxer: ffmpeg's name for its container
    :param seconds: how long it lasts
    :param contents: what was found in all of it, if it was short enough to listen to
    """

    path: Path
    demuxer: str
    seconds: float
    contents: "Contents | None" = field(default=None, compare=False)

    @property
    def mimetype(self) -> str:
        return _MIMETYPES[self.demuxer]


@dataclass(frozen=True)
class Contents:
    """What is in a recording.

    :param parts: ``(start, seconds)`` of what is to be sent, in order: cut in silence,
        without the long silences; none where nothing is heard
    :param is_fit: whether a service can be sent it as it is: Opus and nothing beside
        it, no gaps, its voices near enough to the microphone
    """

    parts: list[tuple[float, float]]
    is_fit: bool


def inspect(path: Path, max_seconds: float) -> Recording:
    """Find out what a file is, and that it can be heard.

    The length comes from the packets of sound in it: what a file says of itself may be
    missing, as in what browsers record, or a lie.

    :param path: a file of unknown content
    :param max_seconds: the longest recording that is taken
    :raise RecordingRefused: Empty, NotAudio or TooLong
    """
    if not path.stat().st_size:
        raise Empty
    demuxer = sniff(path)
    if not demuxer:
        raise NotAudio
    recording = Recording(path, demuxer, 0.0)
    longest = max_seconds * _TOLERANCE
    # One second more than allowed tells a recording that is too long from one that
    # just fits, without reading the rest of it.
    packets = _try(recording, ["-c", "copy", "-t", str(longest + 1)])
    _check_streams(packets.log)
    seconds = _position(packets)
    if seconds > longest:
        raise TooLong
    if not seconds:
        raise Empty
    recording = Recording(path, demuxer, seconds)
    heard = _listen(recording, [levels.FILTER], ["-t", str(_SECONDS_TRIED)])
    if not levels.found_in(heard.output):
        raise Empty
    if seconds > _SECONDS_TRIED:
        return recording
    return replace(recording, contents=_contents(recording, heard, seconds))


def known(path: Path, seconds: float) -> Recording:
    """Return a recording that was inspected when it was taken in.

    :param seconds: the length found then
    :raise NotAudio: the file is not what it was
    """
    demuxer = sniff(path)
    if not demuxer:
        raise NotAudio
    return Recording(path, demuxer, seconds)


def contents(
    recording: Recording, longest: float, folder: Path | None = None
) -> Contents:
    """Listen to a recording from end to end.

    :param longest: seconds that a part may have
    :param folder: where small files may lie for a moment; the system's own, if not told
    :raise NotAudio: it cannot be decoded
    """
    # Nobody asks how loud a recording is that is cut: its pieces are made anyway.
    ask = [levels.FILTER] if recording.seconds <= longest else []
    return _contents(recording, _listen(recording, ask), longest, folder)


def can_be_sent(recording: Recording, container: str, max_bytes: int) -> bool:
    """Whether a service takes the file of a recording that is fit to be sent.

    :param container: that the service takes, "ogg" or "webm"
    :param max_bytes: that it takes
    """
    size = recording.path.stat().st_size
    small = size <= min(max_bytes, _HEADERS + recording.seconds * _SMALL)
    return small and sniffed_container(recording.path) == container


def convert(
    recording: Recording,
    target: Path,
    container: str,
    *,
    start: float = 0.0,
    seconds: float | None = None,
) -> None:
    """Write a recording, or a part of it, as speech services like it.

    Opus, mono, 16 kHz, the voices brought to one level.

    :param target: the file to write
    :param container: "ogg" or "webm"
    :param start: where the part begins, in seconds
    :param seconds: how long it is; to the end, if not told
    :raise NotAudio: it cannot be decoded
    """
    _write(
        recording,
        Span(start, recording.seconds if seconds is None else start + seconds),
        ["-af", f"{_STEADY},{_LEVEL}", *_NO_TAGS, *_OPUS, "-f", container],
        target,
    )


def _listen(
    recording: Recording, ask: Sequence[str], bounds: Sequence[str] = ()
) -> sandbox.Finished:
    """Decode a recording, and have its silences told.

    :param ask: filters that tell more of it
    :param bounds: how far to listen; to the end, if not told
    """
    filters = ",".join([_STEADY, *ask, _LEVEL, _SILENCE])
    return _ffmpeg(
        recording,
        [*bounds, "-af", filters, "-f", "null", "-"],
        _TO_LOOK + _TO_ENCODE * recording.seconds,
        _PRINTED_BYTES,
    )


def _contents(
    recording: Recording,
    heard: sandbox.Finished,
    longest: float,
    folder: Path | None = None,
) -> Contents:
    parts = silences.plan(
        silences.found_in(heard.log, recording.seconds),
        recording.seconds,
        longest,
        lambda span: span.start + _quietest_moment(recording, span, folder),
    )
    is_fit = _is_opus_alone(heard.log) and levels.are_even(
        levels.found_in(heard.output)
    )
    return Contents([(part.start, part.seconds) for part in parts], is_fit)


def _is_opus_alone(log: str) -> bool:
    """Whether a file holds Opus and nothing else, no words about it either."""
    said = log.partition("\nOutput #")[0]
    streams = re.findall(r"^ *Stream #.*?: (\w+): (\w+)", said, re.MULTILINE)
    tags = re.findall(r"^ {4,}([^:\n]*?) *: ", said, re.MULTILINE)
    others = {tag.lower() for tag in tags} - {"encoder", "duration"}
    others = {tag for tag in others if not tag.startswith("stream #")}
    return streams == [("Audio", "opus")] and not others


def _quietest_moment(recording: Recording, span: Span, folder: Path | None) -> float:
    with tempfile.TemporaryDirectory(prefix="marfanet-voice-", dir=folder) as name:
        slice_ = Path(name, "slice.wav")
        _write(recording, span, ["-af", _STEADY, "-f", "wav"], slice_)
        return quietest_moment(slice_)


def _write(recording: Recording, part: Span, encoding: list[str], target: Path) -> None:
    bounds = ["-ss", str(part.start)] if part.start > 0 else []
    if part.end < recording.seconds:
        bounds += ["-t", str(part.seconds)]
    _ffmpeg(
        recording,
        [*encoding, "-y", f"file:{target}"],
        _TO_LOOK + _TO_ENCODE * part.seconds,
        # Twice a second of 16-bit sound, the largest that is written.
        _PRINTED_BYTES + int(part.seconds * _RATE * 4),
        bounds,
    )


def _check_streams(log: str) -> None:
    """Refuse what holds more than a recording, or what no microphone makes.

    Told from what ffmpeg says of a file, not by ffprobe: that wants to open a decoder
    for the picture of a song too, and fails if it may not. What a file says of itself
    can look like such lines as well; there are then more to find fault with.

    :raise NotAudio: so it is
    """
    if re.search(r"^ *Stream #.*: Attachment:", log, re.MULTILINE):
        raise NotAudio
    for rate, channels in re.findall(r"Audio: .*?(\d+) Hz, (?:(\d+) channels)?", log):
        if int(rate) > _MAX_RATE or int(channels or 0) > _MAX_CHANNELS:
            raise NotAudio


def _try(recording: Recording, output: list[str]) -> sandbox.Finished:
    to_nowhere = ["-f", "null", "-progress", "pipe:1", "-"]
    return _ffmpeg(recording, [*output, *to_nowhere], _TO_LOOK, _PRINTED_BYTES)


def _position(finished: sandbox.Finished) -> float:
    """Return how far ffmpeg got in a recording, in seconds."""
    positions = re.findall(r"^out_time_us=(\d+)$", finished.output, re.MULTILINE)
    # «N/A» where there was nothing at all.
    return int(positions[-1]) / 1_000_000 if positions else 0.0


def _ffmpeg(
    recording: Recording,
    output: list[str],
    seconds: float,
    file_bytes: int,
    bounds: list[str] | None = None,
) -> sandbox.Finished:
    source = [*_only(recording), *(bounds or []), "-i", f"file:{recording.path}"]
    sound = ["-map", "0:a:0", "-vn", "-sn", "-dn"]
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-nostats", *source, *sound]
    try:
        return sandbox.run(
            [*command, *output], seconds=int(seconds), file_bytes=file_bytes
        )
    except sandbox.Failed:
        raise NotAudio from None


def _only(recording: Recording) -> list[str]:
    """Return options that leave ffmpeg no choice of what to do with a file."""
    # «file:» before names, so that none is taken for an option or another protocol.
    return [
        "-protocol_whitelist", "file,pipe",
        "-format_whitelist", recording.demuxer,
        "-codec_whitelist", _DECODERS,
        "-threads", "1",
        "-f", recording.demuxer,
    ]  # fmt: skip
