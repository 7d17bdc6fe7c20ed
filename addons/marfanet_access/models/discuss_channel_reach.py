from odoo import api, models


class DiscussChannel(models.Model):
    """Who is limited invites whom they know of: members are shown to each other."""

    _inherit = "discuss.channel"

    def _add_members(self, *, partners=None, users=None, **options):
        invited = (partners or self.env["res.partner"]).ids
        if users:
            # sudo: which page is whose; what of it may be read is asked next.
            invited += users.sudo().partner_id.ids
        self._check_recipients(invited)
        return super()._add_members(partners=partners, users=users, **options)


class DiscussChannelMember(models.Model):
    _inherit = "discuss.channel.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        # sudo: who they are, defaults of the context included; nothing is shown.
        partners_sudo = members.sudo().partner_id
        self.env["mail.thread"]._check_recipients(partners_sudo.ids)
        return members


class MailNotification(models.Model):
    """By a call; what is written on records is told of by the server itself."""

    _inherit = "mail.notification"

    @api.model_create_multi
    def create(self, vals_list):
        notifications = super().create(vals_list)
        # sudo: as of members of a chat
        partners_sudo = notifications.sudo().res_partner_id
        self.env["mail.thread"]._check_recipients(partners_sudo.ids)
        return notifications
