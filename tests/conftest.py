"""conftest: what every test shares: the seeds of hypothesis."""

from hypothesis import settings

# A commit is judged by the same examples everywhere; a new find is added to the test as an @example. No deadline: tests
# state no times, and a busy machine is no fault of the code.
settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("steady")
