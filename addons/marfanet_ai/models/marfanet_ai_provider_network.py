from odoo import fields, models
from odoo.tools import config

from ..exceptions import NeedsPerson
from ..tools.hosts import Allowed
from ..tools.keys import PROXY_NAME, read_allowed_hosts, read_proxy
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

    def _network(self):
        """Return how this provider is reached, for its client.

        :return: tools.network.Network
        :raise NeedsPerson: a proxy that is not set, or may not be used
        """
        self.ensure_one()
        allowed = Allowed(read_allowed_hosts(config["config"]))
        return Network(allowed, self._read_proxy(allowed))

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
            raise NeedsPerson("host_not_allowed")
        return proxy
