"""Numbers of this package that programs look at."""

# How often a program writes to a connection that is lost before it is told.
LOG_THRESHOLD_FOR_CONNLOST_WRITES = 5
# Seconds after which a server accepts again when the system had run out of descriptors.
ACCEPT_RETRY_DELAY = 1
# How many frames are kept of the place where something was made, in debug mode.
DEBUG_STACK_DEPTH = 10
# Seconds that run() waits for the threads of the default executor.
THREAD_JOIN_TIMEOUT = 300
