"""Why a recording is not taken.

* RecordingRefused
  x Empty          no byte, or no moment of sound
  x NotAudio       not a recording that can be read
  x TooLong        longer than the limit
"""


class RecordingRefused(Exception):
    """Base: the file stays where it came from, nothing is stored."""


class Empty(RecordingRefused):
    """There is nothing in it."""


class NotAudio(RecordingRefused):
    """It is no recording, or one too damaged to be read."""


class TooLong(RecordingRefused):
    """It is longer than the limit."""


class StageFailed(Exception):
    """A job on a voice note broke; the text says where, and nothing of the note."""
