"""What the fields of a voice note's form say, as records and values."""

import re
import uuid
from datetime import UTC, datetime

from odoo.exceptions import ValidationError
from odoo.http import request

# «isdigit» also takes «²», which is no number to Python.
DIGITS = re.compile(r"[0-9]{1,18}")
#: The first year that a recording may be of.
EARLIEST = 2000
#: The version of the UUIDs of notes that the server makes of files in a chatter and of
#: typed text. Everybody can compute them: whoever sent a recording under one would be
#: handed what a colleague has typed.
SERVERS_OWN = 5


def read_uuid(text):
    """Return the number that a device has given its note.

    :raise ValidationError: it is none, or one that this server gives
    """
    try:
        number = uuid.UUID(text or "")
    except ValueError:
        raise ValidationError(
            request.env._("The note's number is missing or is no UUID.")
        ) from None
    if number.version == SERVERS_OWN:
        raise ValidationError(
            request.env._(
                "UUIDs of version 5 are given by the server itself, to what it makes"
                " notes of. Send another one, such as a random one (version 4)."
            )
        )
    return str(number)


def read_representative(text):
    partners = request.env["res.partner"]
    partner = partners.browse(_number(text) or ())
    if not partner.exists():
        raise ValidationError(
            request.env._("There is no such representative. Choose one from the list.")
        )
    return partner


def read_record(model, text):
    """Return the record that a form names by its id, or an empty one if it names none.

    :raise ValidationError: there is none, or the person may not see it
    """
    records = request.env[model]
    if not text:
        return records
    record = records.browse(_number(text) or ())
    if not record.exists() or not record.has_access("read"):
        raise ValidationError(
            request.env._("What the recording was made on is no longer there.")
        )
    return record


def read_moment(text):
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.tzinfo and moment.astimezone(UTC)
    except (OverflowError, ValueError):
        moment = None
    if not moment:
        raise ValidationError(
            request.env._("The time of the recording must be ISO 8601 with its zone.")
        )
    now = datetime.now(UTC)
    # A device whose clock is ahead cannot have recorded the future, and one whose clock
    # has stopped (1970, 1980) does not know when it was.
    moment = now if moment.year < EARLIEST else min(moment, now)
    return moment.replace(tzinfo=None, microsecond=0)


def read_count(text):
    """Return a number of bytes.

    :raise ValidationError: none is told
    """
    number = _number(text)
    if number is None:
        raise ValidationError(request.env._("The number of bytes is missing."))
    return number


def _number(text):
    """Return what plain digits say; None where they are none, or more than any id."""
    return int(text) if DIGITS.fullmatch(text or "") else None
