from odoo import api, models
from odoo.fields import Domain


class MailFollowers(models.Model):
    """A follower's address is as little shown as the colleague's."""

    _name = "mail.followers"
    _inherit = ["mail.followers", "marfanet.access.staff.mixin"]

    @api.model
    def _is_shown(self, name):
        return name != "email"

    @api.model
    def _of_others(self):
        partners = self.env["res.partner"]
        return Domain("partner_id", "in", list(partners._other_staff_ids()))


class MailMessage(models.Model):
    """The address that a colleague writes from is as little shown as theirs."""

    _name = "mail.message"
    _inherit = ["mail.message", "marfanet.access.staff.mixin"]

    @api.model
    def _is_shown(self, name):
        return name not in ("email_from", "reply_to")

    @api.model
    def _of_others(self):
        partners = self.env["res.partner"]
        return Domain("author_id", "in", list(partners._other_staff_ids()))
