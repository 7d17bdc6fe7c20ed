from urllib.parse import urlsplit

import werkzeug.exceptions
import werkzeug.routing

from odoo import models
from odoo.http import HttpDispatcher, Response, SessionExpiredException, request


class IrHttp(models.AbstractModel):
    """What does not exist for who has not come in through a door.

    Strangers have a routing map of their own, without anything that would show a way
    to sign in: what is not there is missing in the very same way, by the same code and
    in the same time, as any page that nobody ever made.
    """

    _inherit = "ir.http"

    def routing_map(self, key=None):
        whole = super().routing_map(key=key)
        if not request or getattr(request, "matches_hidden", True):
            return whole
        if getattr(request, "is_missing", False):
            return werkzeug.routing.Map()
        # Kept on the map itself, so that they are forgotten together.
        if not hasattr(whole, "for_strangers"):
            whole.for_strangers = self._map_for_strangers(whole)
        return whole.for_strangers

    def _map_for_strangers(self, whole):
        lists = self.env["res.users"]._reach_lists()
        strangers = werkzeug.routing.Map(
            strict_slashes=False, converters=self._get_converters()
        )
        for rule in whole.iter_rules():
            routing = rule.endpoint.routing
            # Under whatever other address a website has put it, too.
            addresses = {rule.rule, *routing["routes"]}
            # The front page only leads to the web client, where there is no website.
            leads_inside = rule.rule == "/" and not routing.get("website")
            if leads_inside or not all(
                lists.is_anonymous(address, routing) for address in addresses
            ):
                continue
            own = rule.empty()
            own.websocket = rule.websocket
            own.merge_slashes = rule.merge_slashes
            strangers.add(own)
        return strangers

    @classmethod
    def _dispatch(cls, endpoint):
        result = super()._dispatch(endpoint)
        if (
            getattr(request, "is_stranger", False)
            and isinstance(result, Response)
            and cls._leads_inside(result)
        ):
            cls._go_on_as_missing()
        return result

    @classmethod
    def _handle_error(cls, exception):
        if (
            getattr(request, "is_stranger", False)
            and isinstance(exception, SessionExpiredException)
            and isinstance(request.dispatcher, HttpDispatcher)
        ):
            # Odoo's answer leads to the log-in page.
            try:
                cls._go_on_as_missing()
            except werkzeug.exceptions.NotFound as missing:
                exception = missing
        return super()._handle_error(exception)

    @classmethod
    def _post_dispatch(cls, response):
        if getattr(request, "is_stranger", False):
            # Odoo sets the same cookie again at each step to an error page: how often
            # would tell by which steps it came there.
            headers = request.future_response.headers
            cookies = dict.fromkeys(headers.getlist("Set-Cookie"))
            headers.setlist("Set-Cookie", list(cookies))
        return super()._post_dispatch(response)

    @classmethod
    def _handle_debug(cls):
        # A stranger's error page would tell in a traceback how it came about.
        if not getattr(request, "is_stranger", False):
            super()._handle_debug()

    @classmethod
    def _leads_inside(cls, response):
        """Whether a redirect shows an address of ours that strangers do not have."""
        if not (300 <= response.status_code < 400 and response.location):
            return False
        target = urlsplit(response.location)
        if target.netloc not in ("", request.httprequest.host):
            return False
        # With a language before it, or without.
        within = "/" + target.path[1:].partition("/")[2]
        return any(
            cls._exists(path, for_strangers=False)
            and not cls._exists(path, for_strangers=True)
            for path in (target.path, within)
        )

    @classmethod
    def _exists(cls, path, for_strangers):
        request.matches_hidden = not for_strangers
        try:
            request.env["ir.http"].routing_map().bind("").match(path, method="GET")
        except werkzeug.exceptions.NotFound:
            return False
        except (werkzeug.exceptions.HTTPException, werkzeug.routing.RoutingException):
            return True
        finally:
            request.matches_hidden = True
        return True

    @classmethod
    def _go_on_as_missing(cls):
        """End the request as one for a page that does not exist.

        :raise werkzeug.exceptions.NotFound: always, or a redirect to a page's address
            in the visitor's language, as for any address that is missing
        """
        # What was found out for the route that does exist.
        vars(request).pop("is_frontend", None)
        vars(request).pop("is_frontend_multilang", None)
        request.is_missing = True
        cls._match(request.httprequest.path)
