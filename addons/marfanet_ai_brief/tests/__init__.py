from . import (
    test_brief_feedback,
    test_brief_predictor,
    test_brief_principle,
    test_brief_report,
    test_predictor_tools,
)
