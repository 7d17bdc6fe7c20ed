from odoo import models


class MarfanetAccessInboxMixin(models.AbstractModel):
    """Tells people in Odoo's inbox, those too who read their messages by mail.

    A mail would cross networks with what it says of our doors.
    """

    _name = "marfanet.access.inbox.mixin"
    _inherit = ["mail.thread"]
    _description = "Messages That Stay in the Inbox"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return [{**recipient, "notif": "inbox"} for recipient in recipients]
