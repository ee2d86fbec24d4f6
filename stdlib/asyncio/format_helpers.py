"""Where functions are, and where things were made."""

import sys

from .constants import DEBUG_STACK_DEPTH


def extract_stack(f=None, limit=None):
    """The frames that lead to one (None: the caller's), the last call last; at most limit of them."""
    import traceback
    if f is None:
        f = sys._getframe().f_back
    frames = traceback.walk_stack(f)
    stack = traceback.StackSummary.extract(frames, limit=DEBUG_STACK_DEPTH if limit is None else limit, lookup_lines=False)
    stack.reverse()
    return stack
