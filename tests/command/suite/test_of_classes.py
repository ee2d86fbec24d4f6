# imported by tests_are_run, which runs it
import unittest
