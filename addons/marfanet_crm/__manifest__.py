{
    "name": "MarFanet CRM",
    "summary": "Representatives, interactions and tasks of a customer relations team",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "MarFanet",
    "license": "LGPL-3",
    "application": True,
    "depends": ["marfanet_persian", "mail", "contacts", "account"],
    "data": [
        "security/marfanet_crm_security.xml",
        "security/ir.model.access.csv",
        "views/marfanet_task_views.xml",
        "views/marfanet_interaction_views.xml",
        "views/res_partner_views.xml",
        "views/marfanet_crm_menus.xml",
    ],
}
