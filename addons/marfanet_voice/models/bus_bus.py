from odoo import models
from odoo.tools import OrderedSet

from odoo.addons.bus.models.bus import ODOO_NOTIFY_FUNCTION, get_notify_payloads

from ..tools.notify_line import LINE
from ..tools.succession import CONTEXT_KEY

# Where Odoo keeps, until a transaction is committed, whom its messages concern.
CHANNELS = "bus.bus.channels"


class BusBus(models.Model):
    _inherit = "bus.bus"

    def _ensure_hooks(self):
        """Let the messages of a note's job be told on a connection that is kept."""
        postcommit = self.env.cr.postcommit
        if CONTEXT_KEY in self.env.context and CHANNELS not in postcommit.data:
            # Who finds the channels there takes the telling for provided.
            postcommit.data[CHANNELS] = OrderedSet()

            @postcommit.add
            def notify():
                payloads = get_notify_payloads(list(postcommit.data.pop(CHANNELS)))
                LINE.notify(ODOO_NOTIFY_FUNCTION, payloads)

        return super()._ensure_hooks()
