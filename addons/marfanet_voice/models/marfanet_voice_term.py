from odoo import api, fields, models
from odoo.tools import ormcache

#: xAI takes 100 terms of at most 50 characters («Speech to Text» in its documentation);
#: the other services take fewer, and cut the end off.
MOST_TERMS = 100
LONGEST_TERM = 50


class MarfanetVoiceTerm(models.Model):
    """A word of the trade that speech services should expect, most important first."""

    _name = "marfanet.voice.term"
    _description = "Glossary Term"
    _order = "sequence, id"

    name = fields.Char(
        string="Term",
        required=True,
        size=LONGEST_TERM,
        help="As it should be written in transcripts.",
    )
    sequence = fields.Integer(
        default=10, help="The first ones reach services that take only a few."
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex("(lower(name))", "This term is in the list.")

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @ormcache()
    def _names(self):
        """Return the terms, the most important first; workers keep them in mind."""
        terms = self.search_fetch([], ["name"], limit=MOST_TERMS)
        return tuple(terms.mapped("name"))
