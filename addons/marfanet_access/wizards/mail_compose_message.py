from odoo import models
from odoo.exceptions import AccessError


class MailComposeMessage(models.TransientModel):
    """Not to whole lists, and with one's own address."""

    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        if not self.env.su and self.env.user._reach():
            own = self.env.user.partner_id
            for composer in self:
                # Several at once are also those that a text is made for as a template.
                if composer.composition_mode != "comment" or composer.composition_batch:
                    raise AccessError(self.env._("You write to one at a time."))
                if composer.email_from not in (False, own.email_formatted):
                    raise AccessError(self.env._("You write in your own name."))
        return super()._action_send_mail(auto_commit)
