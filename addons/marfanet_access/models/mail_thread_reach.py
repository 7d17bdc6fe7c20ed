from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .own_rights import with_own_rights


class MailThread(models.AbstractModel):
    """Who is limited writes in their own name, to people whom they know of."""

    _inherit = "mail.thread"

    def message_post(self, *, partner_ids=None, author_id=None, **kwargs):
        self._check_recipients(partner_ids)
        self._check_author(author_id)
        self._check_sender(kwargs.get("email_from"))
        return super().message_post(
            partner_ids=partner_ids, author_id=author_id, **kwargs
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        self._check_recipients(partner_ids)
        return super().message_subscribe(partner_ids, subtype_ids)

    def _search_message_partner_ids(self, operator, operand):
        if operator not in Domain.NEGATIVE_OPERATORS and not self.env.su:
            if self.env.user._reach():
                # Odoo's looks with all rights for who follows.
                asked = Domain("partner_id", operator, operand)
                asked = with_own_rights(self.env["mail.followers"], asked)
                operator, operand = asked.operator, asked.value
        return super()._search_message_partner_ids(operator, operand)

    def _message_get_suggested_recipients(self, *args, **kwargs):
        suggested = super()._message_get_suggested_recipients(*args, **kwargs)
        if self.env.su or not self.env.user._reach():
            return suggested
        # They come with their addresses. Colleagues follow what is theirs, or are
        # mentioned by their names.
        colleagues = self.env["res.partner"]._other_staff_ids()
        return [one for one in suggested if one["partner_id"] not in colleagues]

    def _check_recipients(self, partner_ids):
        if partner_ids and not self.env.su and self.env.user._reach():
            # Odoo writes to whomever it is told.
            self.env["res.partner"].browse(partner_ids).check_access("read")

    def _check_author(self, author_id):
        if self.env.su or not author_id or not self.env.user._reach():
            return
        if author_id != self.env.user.partner_id.id:
            raise AccessError(self.env._("You write in your own name."))

    def _check_sender(self, email_from):
        # What is sent later keeps it in a text of its own, past the mail form.
        if self.env.su or not email_from or not self.env.user._reach():
            return
        if email_from != self.env.user.partner_id.email_formatted:
            raise AccessError(self.env._("You write in your own name."))


class MailMessage(models.Model):
    """Past the record's own way, too: by a call, or together with the record."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        if not self.env.su and self.env.user._reach():
            # sudo: who wrote it, defaults of the context included; it is not shown.
            messages_sudo = messages.sudo()
            own = self.env.user.partner_id
            if any(message.author_id != own for message in messages_sudo):
                raise AccessError(self.env._("You write in your own name."))
        return messages

    def write(self, vals):
        if {"author_id", "email_from"} & vals.keys() and not self.env.su:
            if self.env.user._reach():
                raise AccessError(self.env._("You write in your own name."))
        return super().write(vals)
