"""A network that breaks: passes bytes on between editor and server, and breaks off in the middle of a message."""

import asyncio
import contextlib
import random


class Cutting:
    """A port in front of a server's; `cut` breaks every connection over it after some more bytes, either way."""

    def __init__(self, port: int, chance: random.Random) -> None:
        self.to, self.port, self._chance = port, 0, chance
        self._left: int | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Break off within the next few bytes."""
        self._left = self._chance.randrange(1, 60)

    def close(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            writer.close()
            return
        self._writers |= {writer, back}
        await asyncio.gather(self._one_way(reader, back), self._one_way(there, writer))
        self._writers -= {writer, back}

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if self._left is not None:
                    writer.write(data[: self._left])
                    await writer.drain()
                    self._left = None
                    for each in list(self._writers):
                        each.transport.abort()
                    return
                writer.write(data)
                await writer.drain()
        writer.close()
