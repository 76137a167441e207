"""A way to a port of this machine that is as long as one likes: bytes arrive late, both ways.

    python -m tools.benchmarks.delaying PORT MILLISECONDS

prints the port on which it listens. Half of the delay is that of the way there, half that of the
way back; bytes that follow each other are late by the same, so that nothing is slower for it.
"""

import asyncio
import sys


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay_s: float) -> None:
    """Hand on what comes, each part after the delay, until the end."""
    loop = asyncio.get_running_loop()
    while data := await reader.read(1 << 20):
        loop.call_later(delay_s, writer.write, data)
    loop.call_later(delay_s, writer.close)


async def main(port: int, milliseconds: float) -> None:
    """Listen, and proxy each connection."""

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", port)
        delay_s = milliseconds / 2000
        await asyncio.gather(carry(reader, there[1], delay_s), carry(there[0], writer, delay_s))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
