from odoo import api, fields, models

from odoo.addons.marfanet_crm.tools import clock


class MarfanetCallBrief(models.Model):
    """How a brief speaks of moments and contacts, in the reader's words."""

    _inherit = "marfanet.call.brief"

    @api.model
    def _made_label(self, brief):
        when = self._day_and_hour(brief.made_on)
        if brief.made_ahead:
            return self.env._("Made ahead by AI, %(when)s", when=when)
        return self.env._("Written by AI, %(when)s", when=when)

    @api.model
    def _source_label(self, interaction):
        kinds = dict(interaction._fields["type"]._description_selection(self.env))
        local = clock.to_local(interaction.date, clock.agent_zone(self.env))
        return self.env._(
            "%(kind)s, %(day)s, %(agent)s",
            kind=kinds[interaction.type],
            day=self.env["marfanet.task"]._due_label(local, False),
            # sudo: agents may not read users; only a colleague's name.
            agent=interaction.user_id.sudo().name,
        )

    @api.model
    def _day_and_hour(self, moment):
        zone = clock.agent_zone(self.env)
        local = clock.to_local(moment, zone)
        today = clock.to_local(fields.Datetime.now(), zone).date()
        if local.date() == today:
            words = self.env["marfanet.daily.work.log"]
            return self.env._("today at %(time)s", time=words._digits(f"{local:%H:%M}"))
        return self.env["marfanet.task"]._due_label(local, True)
