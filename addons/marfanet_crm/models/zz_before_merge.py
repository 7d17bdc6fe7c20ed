from odoo import fields, models


class MarfanetTask(models.Model):
    """Stand-ins until the life of a task is merged; this file goes then."""

    _inherit = "marfanet.task"

    punctuality = fields.Selection([("kept", "Kept"), ("late", "Late")])
    completion_hours = fields.Float()
