from . import (
    ir_actions_reach,
    ir_attachment_reach,
    ir_http_reach,
    ir_model_access,
    ir_rule_reach,
    ir_ui_menu_reach,
    mail_staff,
    mail_thread_reach,
    marfanet_access_staff_mixin,
    res_partner_staff,
    res_users_reach,
    res_users_staff,
)
