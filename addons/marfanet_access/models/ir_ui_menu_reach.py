from odoo import api, models
from odoo.tools import ormcache


class IrUiMenu(models.Model):
    """Who is limited sees the menus of our addons, and those on a list."""

    _inherit = "ir.ui.menu"

    # As of the overridden one: how far somebody reaches lies in their groups.
    @api.model
    @ormcache("frozenset(self.env.user._get_group_ids())", "debug")
    def _visible_menu_ids(self, debug=False):
        visible = super()._visible_menu_ids(debug)
        reach = self.env.user._reach()
        if not reach:
            return visible
        lists = self.env["res.users"]._reach_lists()
        # sudo: names of menus in the code, which nobody but administrators may read.
        menus = self.sudo().browse(visible)
        names = menus._get_menuitems_xmlids()
        return frozenset(
            menu.id for menu in menus if lists.may_see(names.get(menu.id, ""), reach)
        )
