from . import (
    test_calendar,
    test_dates,
    test_normalise,
    test_notes,
    test_numbers,
    test_robustness,
    test_search,
)
