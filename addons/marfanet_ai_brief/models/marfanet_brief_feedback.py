import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, ValidationError

from odoo.addons.marfanet_persian.persian.normalise import storable

from ..tools.sections import SECTIONS

LONGEST_REASON = 500


class MarfanetBriefFeedback(models.Model):
    """Whether a section of a brief was of use to its reader, and why.

    It holds what the section said: the brief itself is gone after some weeks, and those
    who tune the prompts need to know what was liked.
    """

    _name = "marfanet.brief.feedback"
    _description = "Feedback on a Call Brief"
    _order = "date desc, id desc"
    _rec_name = "section"

    # What was said of it
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Agent",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Datetime(required=True, readonly=True, index=True)
    useful = fields.Boolean(readonly=True)
    useful_share = fields.Float(
        string="Useful, share",
        compute="_compute_useful_share",
        store=True,
        aggregator="avg",
    )
    reason = fields.Text(readonly=True)

    # Of what
    section = fields.Selection(
        selection=[
            ("summary", "Summary"),
            ("questions", "Questions"),
            ("benefits", "Benefits"),
            ("objections", "Objections"),
            ("tone", "Tone"),
            ("opening", "Opening sentence"),
            ("closing", "Closing sentence"),
            ("principles", "Principles"),
            ("risks", "Risks"),
            ("success", "Success factors"),
        ],
        required=True,
        readonly=True,
    )
    text = fields.Text(string="What it said", readonly=True)
    principle_ids = fields.Many2many(
        comodel_name="marfanet.brief.principle", string="Principles", readonly=True
    )
    brief_id = fields.Many2one(
        comodel_name="marfanet.call.brief",
        string="Call Brief",
        readonly=True,
        ondelete="set null",
        help="Empty once the brief is gone, after some weeks.",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Representative",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    purpose = fields.Selection(
        selection=lambda self: self.env["marfanet.call.brief"]._selection_purpose(),
        required=True,
        readonly=True,
    )
    provider_name = fields.Char(string="AI provider", readonly=True)
    model = fields.Char(string="AI model", readonly=True)
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )

    _once = models.UniqueIndex(
        "(brief_id, section, user_id)", "You have rated this section already."
    )

    @api.depends("useful")
    def _compute_useful_share(self):
        for feedback in self:
            feedback.useful_share = float(feedback.useful)

    @api.model
    def rate(self, brief_id, section, useful, reason=""):
        """Keep what a reader says of a section of a brief; saying it again changes it.

        :param int brief_id: a brief that the reader has opened, or may read
        :param str section: one of ``tools.sections.SECTIONS``
        :param bool useful: whether it was
        :param str reason: why, in the reader's words; cut at 500 characters
        :return: dict: ``useful`` and ``reason`` as they are kept
        :raise AccessError: no brief of this reader's
        :raise ValidationError: no section, or neither useful nor not
        """
        brief = self._brief_of_reader(brief_id)
        if section not in SECTIONS or not isinstance(useful, bool):
            raise ValidationError(
                self.env._("Say of one section of the brief whether it was useful.")
            )
        said = storable(reason).strip() if isinstance(reason, str) else ""
        values = {
            "useful": useful,
            "reason": said[:LONGEST_REASON] or False,
            "date": fields.Datetime.now(),
        }
        key = {"brief_id": brief.id, "section": section, "user_id": self.env.uid}
        # sudo: readers write it here and nowhere else, so that nobody speaks for
        # another and what it was said of is what they read.
        feedbacks = self.sudo()
        kept = feedbacks.search([(name, "=", value) for name, value in key.items()])
        if kept:
            kept.write(values)
        else:
            feedbacks._keep({**key, **values, **self._prepare_subject(brief, section)})
        return {"useful": useful, "reason": said[:LONGEST_REASON]}

    @api.model
    def _keep(self, values):
        try:
            with self.env.cr.savepoint():
                return self.create(values)
        except psycopg2.errors.UniqueViolation as error:
            # A second click, at the same time: Odoo tries again and finds the first.
            raise ConcurrencyError(error.diag.constraint_name) from error

    @api.model
    def _brief_of_reader(self, brief_id):
        """Return a brief that the reader has opened, or may read, in ``sudo``."""
        self.check_access("read")
        number = brief_id if type(brief_id) is int else 0
        # sudo: one that was made for somebody else is shown to whoever asks the very
        # same question; that they did is what the opening tells.
        brief = self.env["marfanet.call.brief"].sudo().browse(number).exists()
        opened = [("brief_id", "=", brief.id), ("user_id", "=", self.env.uid)]
        if brief and (
            brief.with_env(self.env).has_access("read")
            or self.env["marfanet.brief.opening"].search_count(opened, limit=1)
        ):
            return brief
        raise AccessError(
            self.env._(
                "This brief is gone, or is not yours. Open it again, then rate it."
            )
        )

    @api.model
    def _prepare_subject(self, brief, section):
        lines = [line for line in brief.lines or [] if line.get("section") == section]
        keys = [line["principle"] for line in lines if line.get("principle")]
        # sudo: as the brief; archived principles too, for they were used.
        principles = self.env["marfanet.brief.principle"].sudo()
        principles = principles.with_context(active_test=False)
        return {
            "text": "\n".join(line.get("text", "") for line in lines) or False,
            "principle_ids": principles.search([("key", "in", keys)]).ids,
            "partner_id": brief.partner_id.id,
            "purpose": brief.purpose,
            "provider_name": brief.provider_name,
            "model": brief.model,
            "company_id": brief.company_id.id,
        }
