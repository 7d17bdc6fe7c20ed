{
    "name": "MarFanet Voice",
    "summary": "Voice notes that become summaries and dated tasks",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "MarFanet",
    "license": "LGPL-3",
    "depends": ["marfanet_crm", "marfanet_ai", "queue_job"],
    "external_dependencies": {"python": ["pydantic", "pydub"], "bin": ["ffmpeg"]},
    "data": [
        "security/marfanet_voice_security.xml",
        "security/ir.model.access.csv",
        "data/queue_job_data.xml",
        "data/ir_cron_data.xml",
        "views/marfanet_voice_note_views.xml",
        "views/marfanet_interaction_views.xml",
        "views/marfanet_task_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_partner_views.xml",
        "views/res_users_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["marfanet_voice/static/src/**/*"],
        "web.assets_unit_tests": [
            "marfanet_voice/static/tests/**/*_helpers.js",
            "marfanet_voice/static/tests/**/*.test.js",
        ],
    },
}
