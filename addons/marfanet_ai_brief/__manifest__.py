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
        "views/marfanet_interaction_view_form.xml",
        "views/marfanet_task_views.xml",
        "views/res_partner_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["marfanet_ai_brief/static/src/**/*"],
        "web.assets_unit_tests": [
            "marfanet_ai_brief/static/tests/**/*_helpers.js",
            "marfanet_ai_brief/static/tests/**/*.test.js",
        ],
    },
}
