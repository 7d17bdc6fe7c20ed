"""A local stand-in for the AI services: plain Python, real sockets, no mercy.

``AIServer`` answers as xAI and OpenAI do and refuses what they refuse. It knows
nothing of Odoo, so that tests outside of Odoo's runner import it as well. By hand, for
a development server, from the folder that holds this package::

    python -m ai_server --port 8899
"""

from .handler import Request
from .media import tone
from .server import AIServer

__all__ = ["AIServer", "Request", "tone"]
