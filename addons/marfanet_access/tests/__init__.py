from . import (
    test_reach_census,
    test_reach_lists,
    test_reach_messages,
    test_reach_methods,
    test_reach_models,
    test_reach_rights,
    test_reach_routes,
    test_reach_staff,
)
