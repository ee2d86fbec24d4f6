# imported by tests_are_run, which runs its functions
import os


def test_ends_the_process():
    os._exit(3)
