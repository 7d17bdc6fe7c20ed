from . import (
    base_export,
    base_group_labels,
    base_groups,
    base_names,
    ir_actions_report,
    ir_http,
    ir_module_module,
    ir_qweb,
    res_lang,
    res_users,
)
