from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html


class MarfanetInteraction(models.Model):
    """E-mails are sent from their interaction, or only noted in it."""

    _inherit = "marfanet.interaction"

    email_sent_on = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the e-mail left from here; empty when it was only noted.",
    )

    def action_send_email(self):
        """Open the composer with the e-mail to the representative.

        :raise UserError: what is missing, or that it was sent before
        """
        self.ensure_one()
        # The composer is open to everybody; this is not.
        self.check_access("write")
        partner = self.partner_id
        if not partner.email:
            raise UserError(
                self.env._(
                    "%(partner)s has no e-mail address. Add one on the"
                    " representative's page, then send again.",
                    partner=partner.display_name,
                )
            )
        if self.email_sent_on and not self.env.context.get("marfanet_send_again"):
            raise UserError(
                self.env._(
                    "This e-mail was sent before. Use “Send again” to send it once"
                    " more."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send an email"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_partner_ids": partner.ids,
                "default_subject": self._subject_or_purpose(),
                "default_body": plaintext2html(self.summary or ""),
                "default_subtype_xmlid": "mail.mt_comment",
                "marfanet_email_interaction_id": self.id,
            },
        }

    def message_post(self, **kwargs):
        message = super().message_post(**kwargs)
        # From the composer that the button opened, not from any other message.
        if (
            self.ids == [self.env.context.get("marfanet_email_interaction_id")]
            and self.partner_id in message.partner_ids
        ):
            self.write({"type": "email", "email_sent_on": fields.Datetime.now()})
        return message
