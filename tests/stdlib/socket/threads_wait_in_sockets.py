import socket
import threading

one, other = socket.socketpair()
large = b"0123456789" * 100_000
parts = []


def collect():
    while sum(map(len, parts)) < len(large):
        parts.append(other.recv(1 << 16))
    other.sendall(b"got all")


thread = threading.Thread(target=collect)
thread.start()
# Far more than the system keeps: the other thread must have its turn meanwhile.
one.sendall(large)
print(one.recv(100), b"".join(parts) == large)
thread.join()

server = socket.create_server(("127.0.0.1", 0))


def serve():
    for _ in range(5):
        connection, _ = server.accept()
        with connection:
            while data := connection.recv(100):
                connection.sendall(data.upper())


def ask(text):
    with socket.create_connection(server.getsockname()) as client:
        client.sendall(text)
        client.shutdown(socket.SHUT_WR)
        answers.append(client.recv(100))


answers = []
threads = [threading.Thread(target=serve)]
threads += [threading.Thread(target=ask, args=(name.encode(),)) for name in ("ab", "cd", "ef", "gh", "ij")]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(sorted(answers))

# One thread waits in a socket that another one uses and closes.
thread = threading.Thread(target=lambda: print("received", one.recv(10)))
thread.start()
print(one.send(b"x"), other.recv(1))
other.close()
thread.join()
one.close()
server.close()
