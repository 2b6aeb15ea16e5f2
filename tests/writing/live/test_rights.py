"""Who may: asked when somebody comes, and again at once when something changed, in whatever process."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from app.main import create_app
from app.people import accounts, sessions
from app.people.access import session_cookie
from app.settings import Settings
from app.writing import coauthors, deleting
from app.writing.live import wire
from app.writing.models import CoAuthor, Draft
from app.writing.rules import Part
from app.writing.schemas import AuthorChange
from tests.conftest import Cast
from tests.live_here import Editor, editing
from tests.running import run
from tests.writing.live.conftest import Shared, served


def args(shared: Shared, who: str) -> tuple[str, str, str]:
    return f"ws://{shared.host}", shared.draft, shared.tokens[who]


@pytest.fixture(params=["same", "other"])
def here(request: pytest.FixtureRequest, shared: Shared, settings: Settings) -> Iterator[Shared]:
    """The editors' server: the one where rights change, or another process on the same database."""
    if request.param == "same":
        yield shared
        return
    if shared.database.sqlite:
        pytest.skip("on SQLite there is one server")
    with served(create_app(settings)) as host:
        yield Shared(host, shared.draft, shared.tokens, shared.database)


def taken_off(shared: Shared, cast: Cast) -> None:
    with shared.database.transaction() as session:
        coauthors.remove(session, session.get_one(Draft, shared.draft), cast.ada, cast.rui.id)


def made_reader(shared: Shared, cast: Cast) -> None:
    with shared.database.transaction() as session:
        coauthors.change(
            session, session.get_one(Draft, shared.draft), cast.ada, cast.rui.id, AuthorChange(part=Part.READER)
        )


def deleted(shared: Shared, cast: Cast) -> None:
    with shared.database.transaction() as session:
        deleting.remove(session, session.get_one(Draft, shared.draft), cast.ada)


def paused(shared: Shared, cast: Cast) -> None:
    with shared.database.transaction() as session:
        accounts.suspend(session, cast.rui, cast.kim)


@pytest.mark.parametrize(
    ("happens", "code"),
    [
        (taken_off, wire.GONE),
        (made_reader, wire.READER),
        (deleted, wire.GONE),
        (paused, wire.SIGNED_OUT),
    ],
)
def test_whoever_loses_their_rights_is_sent_away_at_once(
    here: Shared, cast: Cast, happens: Callable[[Shared, Cast], None], code: int
) -> None:
    async def journey() -> None:
        async with editing(*args(here, "rui")) as rui:
            await asyncio.to_thread(happens, here, cast)
            async with asyncio.timeout(4):
                assert (await rui.ended())[0] == code
            assert rui.told[-1]["kind"] == "refused"
            assert rui.told[-1]["sentence"].endswith(".")

    run(journey())


def test_signing_out_ends_the_sockets_of_that_browser_alone(shared: Shared, cast: Cast, settings: Settings) -> None:
    async def journey() -> None:
        with shared.database.transaction() as session:
            browsers = [sessions.begin(session, cast.rui) for _ in range(2)]
        editors = [shared.editor("rui") for _ in browsers]
        for editor, browser in zip(editors, browsers, strict=True):
            editor.token = "none"
            cookie = f"{session_cookie(settings)}={browser}"
            await editor.open(Authorization="", Cookie=cookie, Origin=f"http://{shared.host}")
            await editor.until(lambda editor=editor: editor.synced)  # type: ignore[misc]
        with shared.database.transaction() as session:
            sessions.end(session, browsers[0])
        assert (await editors[0].ended())[0] == wire.SIGNED_OUT
        editors[1].write(0, "Still here. ")
        await editors[1].saved()
        await editors[1].close()

    run(journey())


def test_a_commit_asks_again_whether_one_may_write(shared: Shared, cast: Cast) -> None:
    """Nobody told this process, and what comes before it looks is not taken all the same."""

    async def journey() -> None:
        async with editing(*args(shared, "rui")) as rui:
            with shared.database.transaction() as session:
                session.delete(session.get_one(CoAuthor, (shared.draft, cast.rui.id)))
            rui.write(0, "Not any more. ")
            await rui.flush()
            code, _ = await rui.ended()
            assert code in (wire.READER, wire.GONE)
            assert rui.unsent == 1

    run(journey())
    assert shared.body() == "A kettle sings.\n"


@pytest.mark.parametrize("kind", ["step2", "update"])
def test_readers_read_and_change_nothing(shared: Shared, kind: str) -> None:
    async def journey() -> None:
        async with editing(*args(shared, "ada")) as ada:
            mei = shared.editor("mei")
            await mei.open()
            await mei.until(lambda: mei.synced)
            ada.write(0, "Look: ")
            await ada.saved()
            await mei.until(lambda: mei.body == ada.body)
            other = Editor("", "", "")
            other.write(0, "I was here. ")
            await mei.send(getattr(wire, kind)(other.doc.get_update()))
            assert (await mei.ended())[0] == wire.READER
            assert mei.told[-1]["kind"] == "refused"
            assert shared.body() == ada.body == "Look: A kettle sings.\n"

    run(journey())


def test_strangers_learn_nothing(shared: Shared) -> None:
    async def journey() -> None:
        for who, draft, code in (
            ("kim", shared.draft, wire.GONE),
            ("ada", "nosuchdraft", wire.GONE),
            ("ada", shared.draft, wire.SIGNED_OUT),
        ):
            editor = Editor(f"ws://{shared.host}", draft, shared.tokens[who] if code != wire.SIGNED_OUT else "wrong")
            await editor.open()
            assert (await editor.ended())[0] == code
            assert editor.told == []

    run(journey())


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_pages_of_others_open_no_socket(shared: Shared, cast: Cast, settings: Settings, origin: str | None) -> None:
    async def journey() -> None:
        with shared.database.transaction() as session:
            browser = sessions.begin(session, cast.ada)
        headers = {"Cookie": f"{session_cookie(settings)}={browser}", **({"Origin": origin} if origin else {})}
        address = f"ws://{shared.host}/api/drafts/{shared.draft}/live?epoch=1"
        with pytest.raises(InvalidStatus) as refused:
            await connect(address, additional_headers=headers, proxy=None)
        assert refused.value.response.status_code == 403

    run(journey())


def test_nobody_writes_under_the_client_of_another(shared: Shared) -> None:
    async def journey() -> None:
        async with editing(*args(shared, "ada")) as ada, editing(*args(shared, "rui")) as rui:
            ada.write(0, "Mine. ")
            await ada.saved()
            await rui.until(lambda: rui.body == ada.body)
            mask = Editor("", "", "", doc=type(ada.doc)(client_id=ada.doc.client_id))
            mask.take(ada.doc.get_update())
            known = mask.doc.get_state()
            mask.write(0, "Said by Ada. ")
            await rui.send(wire.update(mask.doc.get_update(known)))
            assert (await rui.ended())[0] == wire.MISUNDERSTOOD
            ada.write(0, "Truly ")
            await ada.saved()
            assert shared.body() == ada.body == "Truly Mine. A kettle sings.\n"
            with shared.http() as http:
                written = http.get(f"/api/drafts/{shared.draft}/writers").json()
            names = {one["id"]: one["name"] for one in written["people"]}
            assert names[written["clients"][str(ada.doc.client_id)]] == "Ada Writer"

    run(journey())
