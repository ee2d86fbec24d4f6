# Who waits for a pipe gives the machine to others; a pipe that is full waits for its reader.
import os
import threading

source, target = os.pipe()
got = []
reader = threading.Thread(target=lambda: got.append(os.read(source, 10)))
reader.start()
os.write(target, b"written")
reader.join()
print(got)

count = 300_000
writer = threading.Thread(target=lambda: print(os.write(target, b"x" * count)))
writer.start()
left = count
while left:
    left -= len(os.read(source, 70_000))
writer.join()
