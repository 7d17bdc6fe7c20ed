from odoo import models
from odoo.exceptions import AccessError


class MailThread(models.AbstractModel):
    """Who is limited writes in their own name, to people whom they know of."""

    _inherit = "mail.thread"

    def message_post(self, *, partner_ids=None, author_id=None, **kwargs):
        self._check_recipients(partner_ids)
        self._check_author(author_id)
        return super().message_post(
            partner_ids=partner_ids, author_id=author_id, **kwargs
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        self._check_recipients(partner_ids)
        return super().message_subscribe(partner_ids, subtype_ids)

    def _check_recipients(self, partner_ids):
        if partner_ids and not self.env.su and self.env.user._reach():
            # Odoo writes to whomever it is told.
            self.env["res.partner"].browse(partner_ids).check_access("read")

    def _check_author(self, author_id):
        if self.env.su or not author_id or not self.env.user._reach():
            return
        if author_id != self.env.user.partner_id.id:
            raise AccessError(self.env._("You write in your own name."))
