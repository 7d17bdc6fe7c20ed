from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import config

from ..exceptions import NeedsPerson
from ..tools.hosts import LOOPBACK, Allowed, canonical
from ..tools.keys import CONFIG_SECTION, PROXY_NAME, read_allowed_hosts, read_proxy
from ..tools.network import Network
from ..tools.proxy import Proxy


class MarfanetAiProvider(models.Model):
    """How a provider is reached."""

    _inherit = "marfanet.ai.provider"

    proxy = fields.Char(
        help="Where the way to the service is blocked: socks5h://host:port or"
        " http://host:port. If the proxy wants a password, the name of the environment"
        " variable or of the option in section [marfanet_ai] of the server's config"
        " file that holds the whole address, ending in _PROXY. Empty to connect"
        " directly: proxies of the server's environment are not used unasked.",
    )

    @api.constrains("base_url")
    def _check_base_url(self):
        for provider in self:
            url = provider.base_url
            host = service_host(url)
            if not host:
                raise ValidationError(
                    self.env._(
                        "“%(url)s” is no address of a service; it looks like"
                        " https://host/v1",
                        url=url,
                    )
                )
            if urlsplit(url.strip()).scheme != "https" and host not in LOOPBACK:
                raise ValidationError(
                    self.env._(
                        "%(host)s must be reached by https: what is sent to it is"
                        " personal.",
                        host=host,
                    )
                )

    @api.constrains("proxy")
    def _check_proxy(self):
        for provider in self:
            text = (provider.proxy or "").strip()
            if not text or PROXY_NAME.fullmatch(text):
                continue
            try:
                proxy = Proxy.parse(text)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "“%(proxy)s” is no proxy: it looks like socks5h://host:port or"
                        " http://host:port, or is the name of one, ending in _PROXY.",
                        proxy=text,
                    )
                ) from None
            if proxy.username or proxy.password:
                raise ValidationError(
                    self.env._(
                        "A proxy's password does not belong in the database: put the"
                        " whole address in the server's environment or in section"
                        " [%(section)s] of its config file, under a name ending in"
                        " _PROXY, and give that name here.",
                        section=CONFIG_SECTION,
                    )
                )

    def _network(self):
        """Return how this provider is reached, for its client.

        :return: tools.network.Network
        :raise NeedsPerson: a proxy that is not set, or may not be used
        """
        self.ensure_one()
        allowed = self._allowed_hosts()
        return Network(allowed, self._read_proxy(allowed))

    @api.model
    def _allowed_hosts(self):
        return Allowed(read_allowed_hosts(config["config"]))

    def _read_proxy(self, allowed):
        """Return the proxy, with its password if it has one.

        :param allowed: tools.hosts.Allowed
        :return: tools.proxy.Proxy, or None for none
        :raise NeedsPerson: it is not set, or may not be used
        """
        text = (self.proxy or "").strip()
        if not text:
            return None
        named = bool(PROXY_NAME.fullmatch(text))
        try:
            proxy = Proxy.parse(read_proxy(text, config["config"]) if named else text)
        except ValueError:
            raise NeedsPerson("bad_proxy") from None
        # One that is named was chosen by the operator of the server. Any other could
        # make the server knock at every door of its network.
        if not named and not allowed.has_host(proxy.host):
            raise NeedsPerson("proxy_not_allowed")
        return proxy


def service_host(url):
    """Return the host of a service's address, "" where it is no such address."""
    try:
        parts = urlsplit((url or "").strip())
        # Reading the port is what checks it.
        usable = parts.scheme in ("http", "https") and parts.port != 0
        if not usable or "@" in parts.netloc or parts.query or parts.fragment:
            return ""
        return canonical(parts.hostname or "")
    except ValueError:
        return ""
