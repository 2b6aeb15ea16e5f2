"""Writing together: what one types is committed, then acknowledged and shown to the others."""

from tests.live_here import editing
from tests.running import run
from tests.writing.live.conftest import Shared


def test_what_one_types_is_committed_and_shown(shared: Shared) -> None:
    async def journey() -> None:
        args = f"ws://{shared.host}", shared.draft
        async with editing(*args, shared.tokens["ada"]) as ada, editing(*args, shared.tokens["rui"]) as rui:
            assert ada.body == rui.body == "A kettle sings.\n"
            ada.write(2, "copper 👩‍🔬 é\r\n")
            await ada.saved()
            await rui.until(lambda: rui.body == ada.body)
            rui.cut(0, 2)
            await rui.saved()
            await ada.until(lambda: ada.body == rui.body)
            assert shared.body() == ada.body == "copper 👩‍🔬 é\nkettle sings.\n"

    run(journey())
