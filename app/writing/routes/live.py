"""The live text of a draft, over a socket."""

from fastapi import APIRouter
from starlette.websockets import WebSocket

from app.writing.live.rooms import Rooms
from app.writing.live.talking import talk

router = APIRouter()


async def edit_live(socket: WebSocket) -> None:
    """Edit a draft's text with others, in its document of `epoch`; who may is asked at the beginning, and again."""
    epoch = socket.query_params.get("epoch", "")
    number = int(epoch) if epoch.isdecimal() and len(epoch) < 10 else 0
    await talk(socket, socket.app.state.parts[Rooms], socket.path_params["draft_id"], number)


router.add_websocket_route("/drafts/{draft_id}/live", edit_live)
