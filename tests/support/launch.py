"""Odoo's own launcher, as a file.

Odoo starts the process of the websocket as it was started itself, but for «-m», so that
«python -m odoo» with workers has no websocket.
"""

import sys

# This folder's modules are none of Odoo's.
sys.path.pop(0)

from odoo.cli import main  # noqa: E402 - the path comes first

main()
