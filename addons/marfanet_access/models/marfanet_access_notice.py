from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..tools.qr import data_uri

BUS = "marfanet_access_notice"


class MarfanetAccessNotice(models.Model):
    """A door's new address, kept for one person until they have seen it.

    Here alone, outside the dialog that shows it, is an address in clear: nobody reads
    these rows, and a person is handed their own by ``open_mine``. A row ends when its
    person has kept the address, when the old address ends, or with the next address.
    """

    _name = "marfanet.access.notice"
    _description = "Notice of a New Address"
    _rec_name = "door_id"

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, index=True, ondelete="cascade"
    )
    door_id = fields.Many2one(
        comodel_name="marfanet.access.door",
        required=True,
        index=True,
        ondelete="cascade",
    )
    address = fields.Char(groups=fields.NO_ACCESS, required=True)
    until = fields.Datetime("Old Address Until", required=True, index=True)

    _user_door_unique = models.UniqueIndex("(user_id, door_id)")

    @api.model
    def open_mine(self):
        """Hand out the addresses that wait for who asks.

        :return: dictionaries of ``id``, ``door``, ``address``, ``qr`` (a picture of the
            address, a data URI) and ``until``, a moment in words
        """
        return [
            {
                "id": notice_sudo.id,
                "door": notice_sudo.door_id.name,
                "address": notice_sudo.address,
                "qr": data_uri(notice_sudo.address),
                "until": self._in_words(notice_sudo.until),
            }
            for notice_sudo in self._mine()
        ]

    @api.model
    def close_mine(self, ids):
        """Forget addresses that who asks has kept.

        :param ids: of ``open_mine``; those of others are left alone
        """
        # Until then they stay: what got lost on the way can be opened again.
        self._mine().filtered(lambda notice: notice.id in ids).unlink()
        return True

    def _mine(self):
        user = self.env.user
        # sudo: nobody may read the rows; these are the person's own, and of the door
        # that is still theirs.
        return self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("door_id", "=", self.env["marfanet.access.door"]._door_of(user).id),
                ("until", ">", fields.Datetime.now()),
            ]
        )

    @api.model
    def _waiting(self):
        """Say until when the old address counts, if a new one waits for the person.

        :return: a sentence, or False
        """
        notice_sudo = self._mine()[:1]
        return bool(notice_sudo) and self._say_when(notice_sudo.until)

    @api.model
    def _tell(self, door, secret, users, until):
        """Tell people in their inbox that the address changes, and keep it for them.

        The message does not hold it: whoever opens it there is shown it in a dialog.

        :param door: whose address it is
        :param str secret: of the new address
        :param users: who are told
        :param until: until when the old address counts, a datetime in UTC
        :raise UserError: where nobody could come in to read it
        """
        if not until or until <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "The old address opens nothing any more: nobody could come in to"
                    " read the new one. Print it instead."
                )
            )
        self._forget(door)
        address = door._address(secret)
        # sudo: nobody may write the rows, and administrators do not read them.
        self.sudo().create(
            [
                {
                    "user_id": user.id,
                    "door_id": door.id,
                    "address": address,
                    "until": until,
                }
                for user in users
            ]
        )
        for user in users:
            self.with_user(user).with_context(
                lang=user.lang, tz=user.tz
            ).sudo()._tell_user(until)
        # sudo: when rows end is nothing that whoever rotates may write.
        self.env.ref("marfanet_access.ir_cron_marfanet_access_notice").sudo()._trigger(
            until
        )

    def _tell_user(self, until):
        """Tell the environment's user, in their language."""
        user = self.env.user
        sentence = self._say_when(until)
        action = "/odoo/action-marfanet_access.marfanet_access_notice_action"
        self.env["marfanet.access.inbox.mixin"].message_notify(
            author_id=self.env.ref("base.partner_root").id,
            partner_ids=user.partner_id.ids,
            subject=self.env._("The CRM gets a new address"),
            body=Markup('<p>{} {}</p><p><a href="{}">{}</a></p>').format(
                sentence,
                self.env._("Open the new one and keep it where you keep passwords."),
                action,
                self.env._("Show the new address"),
            ),
        )
        user._bus_send(BUS, {"when": sentence})

    def _say_when(self, until):
        return self.env._(
            "The address of the CRM changes on %(when)s; until then the present one"
            " opens too.",
            when=self._in_words(until),
        )

    def _in_words(self, moment):
        return self.env._(
            "%(day)s at %(time)s",
            day=format_datetime(self.env, moment, dt_format="EEEE d MMMM y"),
            time=format_datetime(self.env, moment, dt_format="HH:mm"),
        )

    @api.model
    def _forget(self, doors):
        """End what still waits of the addresses of these doors."""
        # sudo: whoever gives a door a new address ends what there is of the one before
        self.sudo().search([("door_id", "in", doors.ids)]).unlink()

    @api.model
    def _cron_forget_over(self):
        """End the rows whose old address counts no more."""
        self.search([("until", "<=", fields.Datetime.now())]).unlink()
