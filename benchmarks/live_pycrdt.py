"""pycrdt-websocket with its SQLite store beside `bench_live.py`, run by the peers' Python: PORT and FOLDER given."""

import asyncio
import os

import uvicorn
from pycrdt.store import SQLiteYStore
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom


class Kept(WebsocketServer):
    """Rooms whose updates are kept, each in a file of its own: with many in one its stores lock each other out."""

    async def get_room(self, name: str) -> YRoom:
        """The room, made when somebody comes first."""
        if name not in self.rooms:
            store = SQLiteYStore(name)
            store.db_path = f"{os.environ['FOLDER']}/{name.strip('/')}.sqlite3"
            self.rooms[name] = YRoom(ystore=store)
        room = self.rooms[name]
        await self.start_room(room)
        return room


async def main() -> None:
    """Serve."""
    async with Kept() as rooms:
        config = uvicorn.Config(ASGIServer(rooms), port=int(os.environ["PORT"]), log_level="error", ws_max_size=2**26)
        await uvicorn.Server(config).serve()


asyncio.run(main())
