import re
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CALL_SCHEMES = ("tel", "sip", "sips", "callto", "https", "http")
TELEGRAM_SCHEMES = ("https", "tg")
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f<>\"'\\]")


class ResCompany(models.Model):
    """How the team reaches a representative in one click."""

    _inherit = "res.company"

    marfanet_call_link = fields.Char(
        string="Call link",
        required=True,
        default="tel:{phone}",
        help="What the call icon opens, for example tel:{phone},"
        " sip:{phone}@pbx.example.com or https://pbx.example.com/call?to={phone}.",
    )
    marfanet_telegram_link = fields.Char(
        string="Telegram link",
        required=True,
        default="https://t.me/{username}",
        help="What the Telegram icon opens: https://t.me/{username}, or"
        " tg://resolve?domain={username} for the application on the device.",
    )

    @api.constrains("marfanet_call_link", "marfanet_telegram_link")
    def _check_marfanet_links(self):
        for company in self:
            company._check_link_template(
                company.marfanet_call_link, "{phone}", CALL_SCHEMES
            )
            company._check_link_template(
                company.marfanet_telegram_link, "{username}", TELEGRAM_SCHEMES
            )

    def _check_link_template(self, template, placeholder, schemes):
        """Refuse what is no link of an allowed kind with its one placeholder.

        A browser runs what such a link holds (javascript:, data:), with the rights of
        whoever clicks.
        """
        try:
            parts = urlsplit(template or "")
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in schemes or _UNSAFE.search(template):
            raise ValidationError(
                self.env._(
                    "“%(link)s” cannot be used: a link starts with one of %(schemes)s"
                    " and has no spaces or quotes.",
                    link=template or "",
                    schemes=", ".join(f"{scheme}:" for scheme in schemes),
                )
            )
        if template.count(placeholder) != 1 or re.search(
            r"[{}]", template.replace(placeholder, "")
        ):
            raise ValidationError(
                self.env._(
                    "“%(link)s” must contain %(placeholder)s exactly once, and no other"
                    " braces.",
                    link=template,
                    placeholder=placeholder,
                )
            )
        if parts.scheme in ("http", "https") and (
            not parts.netloc or placeholder in parts.netloc
        ):
            raise ValidationError(
                self.env._(
                    "“%(link)s” needs the address of a server after %(scheme)s://.",
                    link=template,
                    scheme=parts.scheme,
                )
            )
