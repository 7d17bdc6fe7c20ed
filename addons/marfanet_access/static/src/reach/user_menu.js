import { registry } from "@web/core/registry";
import { session } from "@web/session";
// It adds what is taken out here.
import "@web/webclient/user_menu/user_menu_items";

if (session.marfanet_reach) {
    // The account at odoo.com is the company's.
    registry.category("user_menuitems").remove("odoo_account");
}
