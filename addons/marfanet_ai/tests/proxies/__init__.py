"""Small proxies and TLS servers to test connections with: real sockets, no mercy.

Plain Python that knows nothing of Odoo. They listen on this machine alone, and reach
nothing but what a test has routed.
"""

from .certificates import Authority
from .servers import HttpProxy, SocksProxy, TlsFront, Trap

__all__ = ["Authority", "HttpProxy", "SocksProxy", "TlsFront", "Trap"]
