import logging
import threading
from datetime import timedelta

import werkzeug.exceptions
import werkzeug.utils

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.http import JsonRPCDispatcher, Response, request, root
from odoo.service import security

from ..tools import secrets

_logger = logging.getLogger(__name__)

STAMP = "marfanet_door"

# For as long as the log-in page may stand open before somebody signs in.
TIME_TO_SIGN_IN = timedelta(hours=1)


class IrHttp(models.AbstractModel):
    """Who is let in is decided here, for each request and before any route."""

    _inherit = "ir.http"

    @classmethod
    def _match(cls, path):
        doors = request.env["marfanet.access.door"]
        request.is_stranger = False
        if request.httprequest.method == "GET":
            cls._open_door(doors, path)
        if not doors._armed():
            return super()._match(path)

        was_in = request.session.uid is not None
        if was_in and not cls._may_stay():
            cls._sign_out()
        if request.session.uid is None:
            request.is_stranger = not doors._stamped(request.session.get(STAMP))
        if not request.is_stranger:
            return super()._match(path)
        # The web client of somebody who was in until now is told so, in its own
        # language; whatever else it asks for does not exist.
        is_json = request.httprequest.mimetype in JsonRPCDispatcher.mimetypes
        request.matched_as = "put_out" if was_in and is_json else "stranger"
        try:
            return super()._match(path)
        finally:
            request.matched_as = None

    @classmethod
    def _open_door(cls, doors, path):
        """Stamp the session and send it on to the log-in page, if ``path`` is a secret.

        Ends the request's matching with the answer: there is no route, so nothing
        lists it and nothing else runs.
        """
        segment = path[1:].removesuffix("/")
        door, generation = doors._find(segment)
        if not door:
            if secrets.SHAPE.fullmatch(segment):
                request.env["marfanet.access.attempt"]._missed_path()
            return
        session = request.session
        now = fields.Datetime.now()
        stamp = {"door": door.id, "generation": generation, "until": None}
        # What tells of slow requests tells their address too.
        threading.current_thread().url = request.httprequest.url_root
        user = request.env["res.users"].browse(session.uid)
        if user and cls._may_go_on(door, stamp, user):
            location = "/odoo"
        else:
            if user:
                cls._sign_out()
            stamp["until"] = (now + TIME_TO_SIGN_IN).isoformat()
            location = "/web/login"
        session[STAMP] = stamp
        # A session that somebody planted beforehand gains nothing by this.
        session.should_rotate = True
        _logger.info("Door %s opened from %s", door.id, request.httprequest.remote_addr)
        response = werkzeug.utils.redirect(location, 303, Response=Response)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        werkzeug.exceptions.abort(response)

    @classmethod
    def _may_go_on(cls, door, stamp, user):
        """Whether who is in already need not sign in again at this door.

        Who came in by none, while the doors were not armed, has shown no second factor.
        """
        doors = request.env["marfanet.access.door"]
        return (
            doors._fits(stamp, user)
            and cls._has_valid_token()
            and (
                # sudo: of the person's own door, which they may not read
                not door.sudo().requires_second_factor
                or doors._fits(request.session.get(STAMP), user)
            )
        )

    @classmethod
    def _has_valid_token(cls):
        return security.check_session(request.session, request.env)

    @classmethod
    def _may_stay(cls):
        """Whether the session's person is in by their own door, and not ended since.

        Odoo checks the token where a route was found only: a page out of the fallback
        would still be theirs.
        """
        user = request.env["res.users"].browse(request.session.uid)
        stamp = request.session.get(STAMP)
        return (
            request.env["marfanet.access.door"]._fits(stamp, user)
            and cls._has_valid_token()
        )

    @classmethod
    def _sign_out(cls):
        # At once: not every way that an error takes saves the session.
        root.session_store.delete(request.session)
        request.session.logout(keep_db=True)
        request.env = api.Environment(request.env.cr, None, request.session.context)

    @classmethod
    def _stay_in(cls, door):
        """Let who has just given a door its new address stay in, if it is their own."""
        if not request or request.session.uid is None:
            return
        stamp = request.session.get(STAMP)
        if stamp and stamp["door"] == door.id:
            request.session[STAMP] = {**stamp, "generation": door.generation}
        request.session.session_token = security.compute_session_token(
            request.session, request.env
        )

    @classmethod
    def _authenticate_explicit(cls, auth):
        super()._authenticate_explicit(auth)
        # A log-in method of any module may have named a person within this request.
        uid = request.env.uid
        if (
            uid is None
            or uid in cls._get_public_users()
            or not request.env["marfanet.access.door"]._armed()
        ):
            return
        if request.session.uid is None:
            # By a key: for other systems only.
            user = request.env["res.users"].browse(uid)
            # sudo: the person's own groups, whatever they may read of users
            allowed = user.sudo().has_group("marfanet_access.group_marfanet_service")
        else:
            allowed = uid == request.session.uid and cls._may_stay()
        if not allowed:
            if request.session.uid is not None:
                cls._sign_out()
            raise AccessDenied()

    @classmethod
    def _dispatch(cls, endpoint):
        before = request.session.uid
        result = super()._dispatch(endpoint)
        # Whichever way somebody has just signed in, what they did by it is undone
        # where their door was not the way.
        if (
            request.session.uid not in (None, before)
            and request.env["marfanet.access.door"]._armed()
            and not cls._may_stay()
        ):
            cls._sign_out()
            raise AccessDenied()
        return result

    @classmethod
    def _post_dispatch(cls, response):
        stamp = request.session.get(STAMP)
        if stamp and stamp["until"] and request.session.uid is not None:
            # From here on the stamp lives as long as the session does.
            request.session[STAMP] = {**stamp, "until": None}
        return super()._post_dispatch(response)
