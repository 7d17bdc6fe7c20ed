from . import ir_actions_report, ir_http, res_users
