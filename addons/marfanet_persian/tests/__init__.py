from . import (
    test_calendar,
    test_dates,
    test_findings,
    test_normalise,
    test_notes,
    test_numbers,
    test_pdf_words,
    test_preferences,
    test_robustness,
    test_search,
    test_spoken,
)
