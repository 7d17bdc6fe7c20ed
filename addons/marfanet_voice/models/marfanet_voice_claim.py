import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# A device may be offline for long; a log form that was saved meanwhile keeps its word.
KEPT = timedelta(days=180)
MOST_NOTES = 50
# Claims of one person in a day: far more than anybody can record, and few enough that
# nobody fills the table.
MOST_A_DAY = 1000


class MarfanetVoiceClaim(models.Model):
    """A recording that was made on a log form, which may arrive after it is saved.

    Internal: written and read by the pipeline alone.
    """

    _name = "marfanet.voice.claim"
    _description = "Voice Note Claimed by an Interaction"
    _rec_name = "client_uuid"

    client_uuid = fields.Char(required=True)
    user_id = fields.Many2one(
        comodel_name="res.users", required=True, ondelete="cascade"
    )
    interaction_id = fields.Many2one(
        comodel_name="marfanet.interaction",
        required=True,
        index=True,
        ondelete="cascade",
    )

    _client_uuid_unique = models.UniqueIndex(
        "(client_uuid, user_id)", "This voice note belongs to another interaction."
    )

    # How many a person has made of late
    _user_date_index = models.Index("(user_id, create_date)")

    @api.model
    def _claim(self, interaction, client_uuids):
        """Give an interaction the notes that were recorded on its form.

        :param interaction: it was just saved by the current user
        :param client_uuids: of the notes, whether they have arrived or not
        """
        numbers = self._read_numbers(client_uuids)
        # sudo: agents have no rights on this table, and need none; the notes that it
        # names must be the current user's own.
        claims = self.sudo()
        for client_uuid in numbers:
            mine = [("client_uuid", "=", client_uuid), ("user_id", "=", self.env.uid)]
            if not claims.search_count(mine, limit=1):
                claims._check_not_too_many(self.env.uid)
                claims.create(
                    {
                        "client_uuid": client_uuid,
                        "user_id": self.env.uid,
                        "interaction_id": interaction.id,
                    }
                )
            self.env["marfanet.voice.note"].search(mine)._follow_claim()

    @api.model
    def _read_numbers(self, client_uuids):
        """Return the numbers that a form sends, each once.

        :raise ValidationError: too many, or something else than UUIDs
        """
        try:
            numbers = {str(uuid.UUID(number)) for number in client_uuids}
        except (AttributeError, TypeError, ValueError):
            numbers = None
        if numbers is None or len(client_uuids) > MOST_NOTES:
            raise ValidationError(self.env._("The list of voice notes is not right."))
        return numbers

    @api.model
    def _check_not_too_many(self, user_id):
        since = fields.Datetime.now() - timedelta(days=1)
        mine = [("user_id", "=", user_id), ("create_date", ">", since)]
        if self.search_count(mine, limit=MOST_A_DAY) >= MOST_A_DAY:
            raise ValidationError(
                self.env._(
                    "More voice notes were logged in a day than anybody can record."
                    " Try again tomorrow, or ask an administrator."
                )
            )

    @api.model
    def _claimant(self, client_uuid, user=None):
        """Return the interaction that claimed a note of a person's, or none.

        :param user: whose note it is; the current user, if not told
        """
        user = user or self.env.user
        # sudo: as in ``_claim``; only what this person claimed is found.
        claim = self.sudo().search(
            [("client_uuid", "=", client_uuid), ("user_id", "=", user.id)], limit=1
        )
        return claim.interaction_id.sudo(self.env.su)

    @api.autovacuum
    def _gc_claims(self):
        self.search(
            [("create_date", "<", fields.Datetime.now() - KEPT)], limit=1000
        ).unlink()
