{
    "name": "MarFanet AI",
    "summary": "Language and speech services: which, in what order, with which key",
    "version": "19.0.1.0.0",
    "category": "Productivity",
    "author": "MarFanet",
    "license": "LGPL-3",
    "depends": ["marfanet_persian", "mail"],
    "external_dependencies": {"python": ["openai", "pydantic", "requests"]},
    "data": [
        "security/marfanet_ai_security.xml",
        "security/ir.model.access.csv",
        "data/marfanet_ai_provider_data.xml",
        "views/marfanet_ai_provider_views.xml",
    ],
}
