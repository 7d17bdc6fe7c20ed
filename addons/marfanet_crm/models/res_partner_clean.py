from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..exceptions import NotUnderstood
from ..tools.phones import clean_phone
from ..tools.usernames import clean_admin_username, clean_telegram

_CLEANED = ("phone", "telegram_username", "admin_username")


class ResPartner(models.Model):
    """A representative's phone and user names, stored in one spelling."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        names = ("is_representative", "active", "country_id", *_CLEANED)
        defaults = self.default_get(names)
        clean_list = []
        taken: list[str] = []
        for vals in vals_list:
            full = {**defaults, **vals}
            if full.get("is_representative"):
                country = self.env["res.country"].browse(full.get("country_id") or [])
                vals = {**vals, **self._clean_values(full, country)}
                if vals.get("admin_username") and full.get("active", True):
                    taken.append(vals["admin_username"])
            clean_list.append(vals)
        self._check_admin_usernames_free(taken)
        return super().create(clean_list)

    def write(self, vals):
        becoming = bool(vals.get("is_representative"))
        if not (
            becoming or vals.get("active") or any(vals.get(name) for name in _CLEANED)
        ):
            return super().write(vals)
        if "is_representative" in vals:
            representatives = self if becoming else self.browse()
        else:
            representatives = self.filtered("is_representative")
        if others := self - representatives:
            super(ResPartner, others).write(vals)
        # Together, where they come to the same values, as one import or sync writes.
        groups: dict[tuple, list[int]] = {}
        for partner in representatives:
            values = {name: vals[name] for name in _CLEANED if name in vals}
            if becoming and not partner.is_representative:
                values = {name: partner[name] for name in _CLEANED} | values
            country = (
                self.env["res.country"].browse(vals["country_id"] or [])
                if "country_id" in vals
                else partner.country_id
            )
            clean = tuple(self._clean_values(values, country).items())
            groups.setdefault(clean, []).append(partner.id)
        for clean, ids in groups.items():
            partners = self.browse(ids)
            clean_vals = {**vals, **dict(clean)}
            partners._check_admin_username_kept_free(clean_vals)
            super(ResPartner, partners).write(clean_vals)
        return True

    @api.model
    def _clean_values(self, values, country) -> dict:
        """Return those of phone and user names that ``values`` has, cleaned.

        :raise ValidationError: saying what was typed and what is expected
        """
        readers = {
            "phone": lambda text: self._clean_phone(text, country),
            "telegram_username": clean_telegram,
            "admin_username": clean_admin_username,
        }
        clean = {}
        for name, read in readers.items():
            if name not in values:
                continue
            text = str(values[name] or "").strip()
            try:
                clean[name] = read(text) if text else False
            except NotUnderstood as error:
                raise ValidationError(
                    self.env._(
                        "%(field)s “%(typed)s” is not understood. %(reason)s",
                        field=self._fields[name]._description_string(self.env),
                        typed=text if len(text) < 60 else f"{text[:60]}…",
                        reason=self.env._(error.reason),
                    )
                ) from None
        return clean

    @api.model
    def _clean_phone(self, text, country) -> str:
        """Read a number that names no country as of its contact's, or of Iran."""
        region = country.code or "IR"
        try:
            return clean_phone(text, region)
        except NotUnderstood:
            if region == "IR":
                raise
            return clean_phone(text)

    def _check_admin_username_kept_free(self, vals):
        """Refuse a write after which two active representatives share a user name."""
        if not {"admin_username", "is_representative", "active"} & vals.keys():
            return
        active_if = vals.get("active")
        taken = [
            vals.get("admin_username", partner.admin_username)
            for partner in self
            if (partner.active if active_if is None else active_if)
        ]
        self._check_admin_usernames_free([name for name in taken if name])

    def _check_admin_usernames_free(self, usernames: list[str]):
        """Refuse user names that another active representative has.

        The unique index is the last guard, against two transactions at once; it
        cannot say who has the name.

        :raise ValidationError: naming the other one
        """
        if not usernames:
            return
        # sudo: the name is taken as well when its holder is of another company. Nothing
        # is shown of a holder whom the user may not read.
        others = Domain("active", "=", True) & Domain("id", "not in", self.ids)
        holder = self.sudo().search(
            self._marfanet_username_domain(usernames) & others, limit=1
        )
        if holder:
            username = holder.admin_username
            holder = holder.sudo(False)._filtered_access("read")
            raise ValidationError(
                self.env._(
                    "The admin username “%(username)s” belongs to %(holder)s already."
                    " Correct it, or open that representative instead.",
                    username=username,
                    holder=holder.display_name,
                )
                if holder
                else self.env._(
                    "The admin username “%(username)s” belongs to a representative of"
                    " another company already.",
                    username=", ".join(usernames),
                )
            )
        if twice := next((name for name in usernames if usernames.count(name) > 1), ""):
            raise ValidationError(
                self.env._(
                    "The admin username “%(username)s” is given to two representatives"
                    " at once.",
                    username=twice,
                )
            )
