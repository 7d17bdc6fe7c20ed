"""Sending a recording in pieces, over a connection that breaks.

1. ``POST /marfanet/voice/uploads``, a form, tells what the recording is about. The
   answer says how many bytes the server has: 0 at first, and where to go on after a
   break. Harmless to repeat; the last word on representative, purpose and so on counts.
2. ``PUT /marfanet/voice/uploads/<uuid>?offset=N`` brings the next piece, at most 4 MiB
   of plain bytes (``Content-Type: application/octet-stream``) with its SHA-256 in
   hexadecimal in the header ``X-Content-SHA256``.
3. ``POST /marfanet/voice/uploads/<uuid>/finish``, a form with ``size`` and ``sha256``
   of the whole, makes the voice note and answers 201 with its receipt. Harmless to
   repeat: the same receipt comes again. Only then may the device let go of its copy.

Every answer is JSON. What is refused comes with ``{"error": sentence}`` and one of

====  ==============================================================================
400   the form makes no sense, a piece was damaged on its way (nothing of it was kept),
      or what was sent is no recording that is taken (its upload is gone)
403   ``X-Marfanet-User`` is missing or names another person than who is logged in
404   no such upload: begin it
409   out of step: go on from ``received``; after ``finish``, 0 means to send all again
413   larger than a recording may be; without JSON, a piece of more than 4 MiB
429   the person has too much half sent: try again later
====  ==============================================================================

Who is not logged in is sent to the log-in page as everywhere (a redirect, no JSON).

All three want the header ``X-Marfanet-User``: the id of the user who made the
recording. It stands in place of the CSRF token: a browser lets no other site's page add
a header of its own. A token would be bound to the log-in, and a recording made under an
earlier log-in could not be sent from the page that still has it. And should somebody
else have logged in meanwhile in another tab, their name does not get on the note.
"""

from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from odoo.addons.marfanet_persian.persian.normalise import storable

from ..exceptions import (
    DamagedChunk,
    NoSuchUpload,
    OutOfStep,
    RecordingNotTaken,
    TooManyUploads,
    UploadTooLarge,
)
from ..models.marfanet_voice_upload import CHUNK_BYTES
from .forms import (
    read_count,
    read_moment,
    read_record,
    read_representative,
    read_uuid,
)

STATUS = {
    AccessDenied: 403,
    DamagedChunk: 400,
    NoSuchUpload: 404,
    OutOfStep: 409,
    TooManyUploads: 429,
    UploadTooLarge: 413,
}


class VoiceUploadController(http.Controller):
    @http.route(
        "/marfanet/voice/uploads",
        type="http",
        auth="user",
        methods=["POST"],
        # By the header that _check_sender wants.
        csrf=False,
    )
    def open(self, client_uuid=None, **form):
        """Begin an upload, or learn how far it is.

        :param client_uuid: UUID made by the device for the note
        :param form: ``representative``, ``purpose`` and, where known, ``size``,
            ``filename``, ``recorded_at`` (ISO 8601 with zone), ``interaction``,
            ``task``, ``language``
        :return: ``{client_uuid, received, done}``; ``receipt`` too, where the note has
            been stored before
        """
        return _answered(
            lambda uploads: uploads._open(read_uuid(client_uuid), _values(form))
        )

    @http.route(
        "/marfanet/voice/uploads/<string:client_uuid>",
        type="http",
        auth="user",
        methods=["PUT"],
        csrf=False,
        max_content_length=CHUNK_BYTES,
    )
    def append(self, client_uuid, offset=None, **_query):
        """Take a piece.

        :param offset: bytes of the recording that come before it
        :return: ``{client_uuid, received, done}``
        """
        return _answered(
            lambda uploads: uploads._append(
                read_uuid(client_uuid),
                read_count(offset),
                request.httprequest.get_data(),
                request.httprequest.headers.get("X-Content-SHA256"),
            )
        )

    @http.route(
        "/marfanet/voice/uploads/<string:client_uuid>/finish",
        type="http",
        auth="user",
        methods=["POST"],
        csrf=False,
    )
    def finish(self, client_uuid, size=None, sha256=None, **_form):
        """Make the voice note.

        :return: 201 with ``{id, client_uuid, sha256, state, interaction_id,
            partner_id}``
        """

        def finish(uploads):
            note = uploads._finish(read_uuid(client_uuid), read_count(size), sha256)
            return note._upload_receipt()

        return _answered(finish, status=201)


def _answered(work, status=200):
    """Answer with what a piece of work returns, or with why it is refused."""
    uploads = request.env["marfanet.voice.upload"]
    try:
        _check_sender()
        answer = work(uploads)
    except OutOfStep as error:
        # Not undone: where the server begins anew, it has written so.
        answer, status = {"error": str(error), "received": error.received}, 409
    except UserError as error:
        request.env.cr.rollback()
        answer, status = {"error": str(error)}, STATUS.get(type(error), 400)
        if isinstance(error, RecordingNotTaken):
            # The device has its copy; what is no recording will not become one.
            uploads._forget(read_uuid(request.params["client_uuid"]))
    return request.make_json_response(answer, status=status)


def _check_sender():
    if request.httprequest.headers.get("X-Marfanet-User") != str(request.env.uid):
        raise AccessDenied(
            request.env._(
                "Somebody else has logged in meanwhile. The recording is kept on this"
                " device: log in as who recorded it to send it."
            )
        )


def _values(form):
    return {
        "partner_id": read_representative(form.get("representative")).id,
        "purpose": form.get("purpose") or "support",
        "interaction_id": read_record(
            "marfanet.interaction", form.get("interaction")
        ).id,
        "task_id": read_record("marfanet.task", form.get("task")).id,
        "date": read_moment(form.get("recorded_at")),
        "language": form.get("language") or "",
        "filename": storable(form.get("filename") or ""),
        "size": read_count(form.get("size") or "0"),
    }
