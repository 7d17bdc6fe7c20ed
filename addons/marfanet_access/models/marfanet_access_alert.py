from datetime import timedelta

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ..tools.own_cursor import own_cursor

#: How long administrators hear nothing more of a cause.
_QUIET = timedelta(hours=1)


class MarfanetAccessAlert(models.Model):
    """What administrators were told of, so that none of it floods them."""

    _name = "marfanet.access.alert"
    _description = "Access Alert"
    _inherit = ["marfanet.access.inbox.mixin"]
    _order = "told_at desc, id desc"
    _rec_name = "cause"

    cause = fields.Char(required=True, readonly=True)
    times = fields.Integer(readonly=True)
    told_at = fields.Datetime(string="Last told", readonly=True)

    _cause_unique = models.UniqueIndex("(cause)")

    @api.model
    def _tell_admins(self, sentence, user=None, *, cause=None):
        """Tell every system administrator, in Odoo's inbox and nowhere else.

        It is told on a cursor of its own, so that a request that is refused tells all
        the same; and at most once in an hour for a cause.

        :param sentence: text, or what ``_lt`` returned, which each reads in their own
            language; without what changes from one attempt to the next, unless
            ``cause`` is given
        :param user: the person whom it is about
        :param str cause: what counts as the same; the sentence itself by default
        :return: whether they were told
        """
        is_text = isinstance(sentence, str)
        english = sentence if is_text else sentence._source
        cause = f"{cause or english} {user.id if user else ''}".strip()
        with own_cursor(self.env.registry) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if not env[self._name]._take(cause):
                return False
            env[self._name]._tell(sentence)
            env["marfanet.access.event"]._enter(
                "alert",
                english,
                user=user and user.with_env(env),
                details=None if is_text else sentence._args or None,
            )
        return True

    def _take(self, cause):
        """Count it, and take it upon this transaction to tell; no other one does.

        :return: whether to tell: nobody has heard of it within the hour
        """
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """INSERT INTO marfanet_access_alert AS alert (cause, times)
                   VALUES (%s, 1)
              ON CONFLICT (cause) DO UPDATE SET times = alert.times + 1
                RETURNING id""",
                cause,
            )
        )
        [[alert_id]] = self.env.cr.fetchall()
        self.env.cr.execute(
            SQL(
                """UPDATE marfanet_access_alert SET told_at = %(now)s
                    WHERE id = %(id)s
                      AND (told_at IS NULL OR told_at <= %(quiet)s)
                RETURNING id""",
                id=alert_id,
                now=now,
                quiet=now - _QUIET,
            )
        )
        return bool(self.env.cr.fetchall())

    def _tell(self, sentence):
        """Send it to each in their language."""
        admins = self.env.ref("base.group_system").all_user_ids
        for lang, users in admins.filtered("active").grouped("lang").items():
            here = self.with_context(lang=lang)
            text = sentence if isinstance(sentence, str) else here.env._(sentence)
            # On no record: it is read where it arrives.
            here.message_notify(
                partner_ids=users.partner_id.ids,
                subject=here.env._("Somebody tries to get in"),
                body=Markup("<p>{}</p>").format(text),
            )
