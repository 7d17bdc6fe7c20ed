from odoo import models


class MailMessage(models.Model):
    _inherit = "mail.message"

    # What people wrote on a contact, newest first: a representative's timeline
    _partner_timeline_index = models.Index(
        "(res_id, date DESC, id DESC) WHERE model = 'res.partner' AND message_type IN"
        " ('comment', 'email', 'email_outgoing')"
    )
