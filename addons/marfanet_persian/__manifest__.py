{
    "name": "MarFanet Persian",
    "summary": "Reads Persian dates and notes; Persian in the web client",
    "version": "19.0.1.4.0",
    "category": "Localization",
    "author": "MarFanet",
    "license": "LGPL-3",
    "depends": ["web"],
    "uninstall_hook": "uninstall_hook",
    "external_dependencies": {"python": ["jdatetime"]},
    "data": [
        "views/res_partner_views.xml",
        "views/res_users_views.xml",
        "views/web_templates.xml",
    ],
    "assets": {
        "web.assets_backend": [
            # Before any module that imports what it replaces.
            (
                "after",
                "web/static/lib/luxon/luxon.js",
                "marfanet_persian/static/src/hooks/hooks.js",
            ),
            "marfanet_persian/static/src/**/*",
            ("remove", "marfanet_persian/static/src/spreadsheet/**/*"),
            ("remove", "marfanet_persian/static/src/font/chart_font.js"),
            ("remove", "marfanet_persian/static/src/graph/**/*"),
        ],
        "web.assets_backend_lazy": ["marfanet_persian/static/src/graph/**/*"],
        "web.chartjs_lib": ["marfanet_persian/static/src/font/chart_font.js"],
        "web.assets_frontend": ["marfanet_persian/static/src/font/font.scss"],
        "web.assets_unit_tests": ["marfanet_persian/static/tests/**/*"],
        # Of Odoo's addon, where it is installed.
        "spreadsheet.o_spreadsheet": ["marfanet_persian/static/src/spreadsheet/**/*"],
    },
}
