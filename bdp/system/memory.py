"""memory: how the C library of this process gives memory back to the system."""

import ctypes

# Parameters of mallopt in glibc. Left alone, each thread gets a heap of its own, which keeps what its largest answer
# took, and large blocks stop being given back once one of them was freed: a site that is asked hostile questions grows
# with the number of its threads, although nothing leaks.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE = 4 * 1024 * 1024  # bytes of a block that is given back at once; making room for one costs a millisecond
_UNUSED_MAX = 8 * 1024 * 1024  # bytes at the end of the heap that are kept for the next answer


def keep_little() -> None:
    """Let all threads share one heap and give large blocks back at once; processes forked later do the same.

    Where the C library is another one, nothing happens.
    """
    choose = getattr(ctypes.CDLL(None), "mallopt", None)
    if choose is not None:
        for parameter, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _UNUSED_MAX)):
            choose(parameter, value)
