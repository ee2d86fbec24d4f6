# interrupt: every kind of wait
import socket
import sys
import threading
import time


def attempt(name, wait):
    print("waits in", name, flush=True)
    try:
        wait()
    except KeyboardInterrupt as error:
        print("woken", repr(error), flush=True)


server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
one, other = socket.socketpair()
taken = threading.Lock()
taken.acquire()

attempt("sleep", lambda: time.sleep(15))
attempt("accept", server.accept)
attempt("recv", lambda: one.recv(1))
attempt("input", input)
attempt("readline", sys.stdin.readline)
attempt("read", sys.stdin.read)
attempt("acquire", taken.acquire)
attempt("wait", threading.Event().wait)


def spin():
    while True:
        pass


attempt("a loop", spin)
server.close()
one.close()
other.close()
