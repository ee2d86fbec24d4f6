# command: -q -i -m runnable
