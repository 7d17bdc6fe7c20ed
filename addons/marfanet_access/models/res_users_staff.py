from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import ormcache

# What a list, a message or a choice shows of a colleague; pictures, too.
SHOWN = frozenset(
    {
        "active",
        "company_id",
        "create_date",
        "display_name",
        "id",
        "im_status",
        "im_status_access_token",
        "lang",
        "name",
        "partner_id",
        "share",
        "tz",
        "write_date",
    }
)
PICTURES = ("avatar_", "image_")


class ResUsers(models.Model):
    """Who is limited sees of colleagues what they are called and look like.

    Not their log-ins, addresses, groups, keys and devices: those are where an attack
    on somebody else begins. Of oneself all that Odoo shows.
    """

    _name = "res.users"
    _inherit = ["res.users", "marfanet.access.staff.mixin"]

    @api.model
    @ormcache()
    def _staff_partner_ids(self):
        """Return the ids of the partners of all who work here, once did, or may."""
        # sudo: the same for everybody, and never shown.
        users = self.sudo().with_context(active_test=False)
        return frozenset(users.search([("share", "=", False)]).partner_id.ids)

    @api.model
    def _is_shown(self, name):
        return name in SHOWN or name.startswith(PICTURES)

    @api.model
    def _of_others(self):
        return Domain("id", "!=", self.env.uid)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        if not self.env.su and self.env.user._reach():
            # Past Odoo's, which looks for a log-in first.
            return models.Model.name_search(self, name, domain, operator, limit)
        return super().name_search(name, domain, operator, limit)

    @api.model
    def _search_display_name(self, operator, value):
        # Odoo's finds a log-in, too.
        if not self.env.su and self.env.user._reach():
            return Domain("name", operator, value)
        return super()._search_display_name(operator, value)

    @api.readonly
    def has_group(self, group_ext_id):
        if not self.env.su and self != self.env.user and self.env.user._reach():
            raise AccessError(
                self.env._("You see of your colleagues only what they are called.")
            )
        return super().has_group(group_ext_id)

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        # Another change of who works here empties it by itself.
        self.env.registry.clear_cache()
        return users
