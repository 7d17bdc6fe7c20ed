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
        kind = request and getattr(request, "matched_as", None)
        if not kind:
            return whole
        if getattr(request, "is_missing", False):
            return werkzeug.routing.Map()
        # Kept on the map itself, so that they are forgotten together.
        if not hasattr(whole, kind):
            setattr(whole, kind, self._part_of_map(whole, kind))
        return getattr(whole, kind)

    def _part_of_map(self, whole, kind):
        """Return a routing map with what strangers have alone.

        :param whole: the map of everything
        :param kind: "stranger", or "put_out" with what the web client asks of sessions,
            which answers who has none that theirs has expired
        """
        part = werkzeug.routing.Map(
            strict_slashes=False, converters=self._get_converters()
        )
        for rule in whole.iter_rules():
            routing = rule.endpoint.routing
            is_told = (
                kind == "put_out"
                and routing["type"] == "jsonrpc"
                and routing["auth"] == "user"
            )
            if is_told or self._is_for_strangers(rule):
                own = rule.empty()
                own.websocket = rule.websocket
                own.merge_slashes = rule.merge_slashes
                part.add(own)
        return part

    def _is_for_strangers(self, rule):
        routing = rule.endpoint.routing
        # The front page only leads to the web client, where there is no website.
        if rule.rule == "/" and not routing.get("website"):
            return False
        lists = self.env["res.users"]._reach_lists()
        # Under whatever other address a website has put it, too.
        addresses = {rule.rule, *routing["routes"]}
        return all(lists.is_anonymous(address, routing) for address in addresses)

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
        if getattr(request, "is_stranger", False):
            return None
        return super()._handle_debug()

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
        request.matched_as = "stranger" if for_strangers else None
        try:
            request.env["ir.http"].routing_map().bind("").match(path, method="GET")
        except werkzeug.exceptions.NotFound:
            return False
        except (werkzeug.exceptions.HTTPException, werkzeug.routing.RoutingException):
            return True
        finally:
            request.matched_as = None
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
