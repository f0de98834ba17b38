"""Hypothesis: the same examples on every run and no time limit for one, so that a slow machine fails nothing by chance.

``make test-all`` looks for new examples instead.
"""

import os

from hypothesis import settings

from tests.flood import ann, bench, bo, flood, small_place, with_flood  # noqa: F401 - fixtures of the workbench's tests

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
