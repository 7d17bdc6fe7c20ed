"""What the fields of a voice note's form say, as records and values."""

import uuid
from datetime import UTC, datetime

from odoo.exceptions import ValidationError
from odoo.http import request


def read_uuid(text):
    try:
        return str(uuid.UUID(text or ""))
    except ValueError:
        raise ValidationError(
            request.env._("The note's number is missing or is no UUID.")
        ) from None


def read_representative(text):
    partners = request.env["res.partner"]
    partner = partners.browse(int(text)) if (text or "").isdigit() else partners
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
    record = records.browse(int(text)) if text.isdigit() else records
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
    except ValueError:
        moment = None
    if not moment or not moment.tzinfo:
        raise ValidationError(
            request.env._("The time of the recording must be ISO 8601 with its zone.")
        )
    moment = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    # A device whose clock is ahead cannot have recorded the future.
    return min(moment, datetime.now(UTC).replace(tzinfo=None, microsecond=0))


def read_count(text):
    """Return a number of bytes.

    :raise ValidationError: none is told
    """
    if not (text or "").isdigit():
        raise ValidationError(request.env._("The number of bytes is missing."))
    return int(text)
