"""Say of the provided outcomes whether they went well, which is new."""

RESULTS = {
    "marfanet_outcome_no_answer": "unreached",
    "marfanet_outcome_busy": "unreached",
    "marfanet_outcome_left_message": "unreached",
    "marfanet_outcome_resolved": "good",
    "marfanet_outcome_unresolved": "bad",
    "marfanet_outcome_promised_payment": "good",
    "marfanet_outcome_interested": "good",
    "marfanet_outcome_not_interested": "bad",
    "marfanet_outcome_sold": "good",
}


def migrate(cr, version):
    for name, result in RESULTS.items():
        cr.execute(
            """UPDATE marfanet_outcome SET result = %s
                WHERE result IS NULL AND id = (
                    SELECT res_id FROM ir_model_data
                     WHERE module = 'marfanet_crm' AND name = %s)""",
            [result, name],
        )
