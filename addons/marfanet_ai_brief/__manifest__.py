{
    "name": "MarFanet Call Brief",
    "summary": "What to know, ask and offer, in the half minute before a call",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "MarFanet",
    "license": "LGPL-3",
    "depends": ["marfanet_crm", "marfanet_ai", "queue_job"],
    "external_dependencies": {"python": ["scikit-learn"]},
    "data": [
        "security/ir.model.access.csv",
        "security/marfanet_call_brief_security.xml",
        "data/marfanet_ai_prompt_data.xml",
        "data/queue_job_data.xml",
        "data/ir_cron_data.xml",
        "views/res_config_settings_views.xml",
        "data/marfanet_brief_principle_data.xml",
        "views/marfanet_brief_principle_views.xml",
        "views/marfanet_interaction_views.xml",
        "views/marfanet_brief_principle_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["marfanet_ai_brief/static/src/**/*"],
        "web.assets_unit_tests": [
            "marfanet_ai_brief/static/tests/**/*_helpers.js",
            "marfanet_ai_brief/static/tests/**/*.test.js",
        ],
    },
}
