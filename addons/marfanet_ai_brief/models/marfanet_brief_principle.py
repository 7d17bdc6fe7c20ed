import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: A language model names a principle by its key: one word of plain letters.
KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
PURPOSES = ("support", "sales", "follow_up", "inbound")


class MarfanetBriefPrinciple(models.Model):
    """A finding of psychology that helps in a call, and how to use it honestly."""

    _name = "marfanet.brief.principle"
    _description = "Principle"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    key = fields.Char(
        required=True,
        copy=False,
        default=lambda self: f"own_{secrets.token_hex(4)}",
        help="By which AI names the principle: small letters, digits and underscores.",
    )
    sequence = fields.Integer(
        default=1000, help="The first ones of a purpose are the ones shown."
    )
    active = fields.Boolean(default=True)

    # Which calls it fits
    for_support = fields.Boolean(string="Support")
    for_sales = fields.Boolean(string="Sales")
    for_follow_up = fields.Boolean(string="Follow-up")
    for_inbound = fields.Boolean(string="Inbound")

    # What it says
    when_to_use = fields.Text(required=True, translate=True)
    when_not_to_use = fields.Text(
        required=True,
        translate=True,
        help="Where it would press or mislead somebody, or simply not help.",
    )
    example = fields.Text(
        required=True,
        translate=True,
        help="A sentence as one says it on the phone: polite, true and without"
        " pressure.",
    )
    source = fields.Char(help="Author, title and year, so that it can be looked up.")

    _key_unique = models.Constraint(
        "UNIQUE (key)", "Another principle already has this key."
    )

    @api.constrains("key")
    def _check_key(self):
        for principle in self:
            if not KEY.fullmatch(principle.key):
                raise ValidationError(
                    self.env._(
                        "“%(key)s” is no key: use 2 to 40 small letters, digits and"
                        " underscores, and begin with a letter.",
                        key=principle.key,
                    )
                )

    @api.model
    def _for_purpose(self, purpose, limit=4):
        """Return the principles that fit a call best, in the reader's language.

        :param purpose: "support", "sales", "follow_up" or "inbound"; anything else
            chooses among all
        :param limit: how many at most
        :return: ``key``, ``name``, ``when_to_use``, ``when_not_to_use``, ``example``
            and ``source`` of each, those first that come first in the catalogue
        :rtype: list[dict[str, str]]
        """
        domain = [(f"for_{purpose}", "=", True)] if purpose in PURPOSES else []
        return [
            {
                "key": principle.key,
                "name": principle.name,
                "when_to_use": principle.when_to_use,
                "when_not_to_use": principle.when_not_to_use,
                "example": principle.example,
                "source": principle.source or "",
            }
            for principle in self.search(domain, limit=limit)
        ]
