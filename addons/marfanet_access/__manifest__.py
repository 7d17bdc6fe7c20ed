{
    "name": "MarFanet Access",
    "summary": "Secret paths, and what each group may reach",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "MarFanet",
    "license": "LGPL-3",
    "depends": ["marfanet_crm", "auth_totp"],
    "data": [
        "security/marfanet_access_security.xml",
        "security/ir.model.access.csv",
    ],
    "assets": {
        "web.assets_backend": ["marfanet_access/static/src/**/*"],
    },
}
