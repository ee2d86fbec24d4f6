# command: test noisy_suite/test_noisy.py::TestClass noisy_suite/test_noisy.py::test_fails noisy_suite/test_noisy.py::TestClass::test_second -j 1
# shell: "$0" "$@" 2>/dev/null | sed "s/ in [0-9.]* s$//"
# oracle: the command is ours
