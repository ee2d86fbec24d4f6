import asyncio
import socket


def failing(step, base):
    class Failing(base):
        def connection_made(self, transport):
            if step == "connection_made":
                raise KeyError(step)

        def data_received(self, data):
            print("  data", data)
            if step == "data_received":
                raise KeyError(step)

        def get_buffer(self, hint):
            if step == "get_buffer":
                raise KeyError(step)
            self.buffer = {"empty": bytearray(), "number": 5, "read-only": b"    "}.get(step, bytearray(8))
            return self.buffer

        def buffer_updated(self, size):
            print("  filled", self.buffer[:size])
            if step == "buffer_updated":
                raise KeyError(step)

        def eof_received(self):
            if step == "eof_received":
                raise KeyError(step)
            return step == "stays"

        def connection_lost(self, error):
            print("  lost", repr(error))

    return Failing


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("  told:", context["message"], repr(context["exception"])))
    streams = ["", "connection_made", "data_received", "eof_received", "stays"]
    buffered = ["", "get_buffer", "empty", "number", "read-only", "buffer_updated", "eof_received"]
    for base, steps in ((asyncio.Protocol, streams), (asyncio.BufferedProtocol, buffered)):
        for step in steps:
            print(base.__name__, step)
            near, far = socket.socketpair()
            transport, _ = await loop.create_connection(failing(step, base), sock=near)
            far.send(b"hello")
            await asyncio.sleep(0.005)
            far.close()
            await asyncio.sleep(0.005)
            print("  closing:", transport.is_closing())
            transport.abort()
            await asyncio.sleep(0)


asyncio.run(main())
