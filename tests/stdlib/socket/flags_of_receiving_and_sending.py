import socket

one, other = socket.socketpair()
one.sendall(b"abcdef")
print(other.recv(3, socket.MSG_PEEK), other.recv(3), other.recv(10, socket.MSG_DONTWAIT))
try:
    other.recv(1, socket.MSG_DONTWAIT)
except BlockingIOError as error:
    print(type(error).__name__, error.errno)
print(one.send(b"xyz", socket.MSG_DONTWAIT), other.recvfrom(2, socket.MSG_PEEK)[0])
buffer = bytearray(5)
print(other.recv_into(buffer, 2, socket.MSG_PEEK), buffer, other.recv_into(buffer), buffer)
one.close()
print(other.recv(1), other.recv(1, socket.MSG_PEEK))
other.close()
