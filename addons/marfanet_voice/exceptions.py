"""Why a recording is not taken.

* RecordingRefused
  x Empty            no byte, or no moment of sound
  x NotAudio         not a recording that can be read
  x TooLong          longer than the limit
* UploadRefused      said to a person, as every UserError
  x NoSuchUpload     never begun, finished long ago, or another person's
  x DamagedChunk     a piece arrived otherwise than it was sent
  x OutOfStep        device and server disagree on what has arrived
  x RecordingNotTaken  all has arrived, but it is no recording that is taken
  x UploadTooLarge   larger than the limit
  x TooManyUploads   too much is half sent
"""

from odoo.exceptions import UserError


class RecordingRefused(Exception):
    """Base: the file stays where it came from, nothing is stored."""


class Empty(RecordingRefused):
    """There is nothing in it."""


class NotAudio(RecordingRefused):
    """It is no recording, or one too damaged to be read."""


class TooLong(RecordingRefused):
    """It is longer than the limit."""


class UploadRefused(UserError):
    """Base: nothing of the request was kept; the device keeps its copy."""


class NoSuchUpload(UploadRefused):
    """There is none under this number for this person."""


class DamagedChunk(UploadRefused):
    """Its checksum is another one."""


class OutOfStep(UploadRefused):
    """The device goes on from ``received``, the bytes that are safe on the server."""

    def __init__(self, message, received):
        super().__init__(message)
        self.received = received


class RecordingNotTaken(UploadRefused):
    """What has arrived is no recording, or a longer one than is taken."""


class UploadTooLarge(UploadRefused):
    """It is larger than the limit."""


class TooManyUploads(UploadRefused):
    """The person has too much half sent."""
