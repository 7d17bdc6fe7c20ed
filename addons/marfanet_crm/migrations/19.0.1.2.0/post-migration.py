"""Say of the provided outcomes what they count as, which is new."""

COUNTS_AS = {
    "marfanet_outcome_resolved": "resolved",
    "marfanet_outcome_promised_payment": "promise",
}


def migrate(cr, version):
    for name, counts_as in COUNTS_AS.items():
        cr.execute(
            """UPDATE marfanet_outcome SET counts_as = %s
                WHERE counts_as IS NULL AND id = (
                    SELECT res_id FROM ir_model_data
                     WHERE module = 'marfanet_crm' AND name = %s)""",
            [counts_as, name],
        )
