"""Hostile words in every place that takes words, looked at on every page that shows them: nothing acts, nothing leaves.

The instance's own policy is in force; that the pages hold nothing for it to refuse is asked too.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import feedparser
import httpx
import pytest

from app.markup import render
from tests.journeys.acts import arrive
from tests.journeys.conftest import Instance, Somebody

pytestmark = pytest.mark.journey

VECTORS = [
    "<script>__hit('script')</script>",
    "<img src=x onerror=__hit('img')>",
    "<svg onload=__hit('svg')>",
    '"><input autofocus onfocus=__hit(1)>',
    "'-__hit(2)-'",
    "</title></textarea></style><script>__hit(3)</script>",
    "[a](javascript:__hit(4))",
    "[a](data:text/html,<script>__hit(5)</script>)",
    "<a href=' javascript:__hit(6)'>a</a>",
    "![a](https://elsewhere.example/pixel.png)",
    "<math><mtext><table><mglyph><style><img src=x onerror=__hit(7)>",
    "$\\href{javascript:__hit(8)}{x}$",
    "$\\unicode{<img src=x onerror=__hit(9)>}$",
    "$</math><img src=x onerror=__hit(1)>$",
    "<style>@import 'https://elsewhere.example/a.css'; *{background:url(https://elsewhere.example/b)}</style>",
    "<form action=https://elsewhere.example><button>x</button></form>",
    "<iframe srcdoc='<script>parent.__hit(1)</script>'>",
    "<object data=https://elsewhere.example></object><embed src=https://elsewhere.example>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "<base href=https://elsewhere.example/>",
    "<link rel=stylesheet href=https://elsewhere.example/c.css>",
    "{{7777*3}}{% raw %}${7777*3}{{constructor.constructor('__hit(1)')()}}",
    "<details open ontoggle=__hit(1)>",
    "<body onload=__hit(1)>",
    "&lt;script&gt;__hit(1)&lt;/script&gt;",
    "]]><script>__hit(1)</script>",
    "<!--><script>__hit(1)</script>-->",
    "\u202egnp.exe\u202c \u200b\u2066",
    "é" * 300,
    "[a]: javascript:__hit(1)\n\n[a]",
    "<video><source onerror=__hit(1)></video>",
    "<a style=position:fixed;inset:0 href=//elsewhere.example>a</a>",
    "</script><script>__hit(1)//",
]
WATCH = """
window.__hits = [];
window.__hit = (what) => window.__hits.push(String(what));
window.alert = window.prompt = window.confirm = window.__hit;
document.addEventListener('securitypolicyviolation', (event) => {
    __hit(`policy: ${event.violatedDirective} ${event.sample}`);
});
"""
ALL = " ".join(VECTORS)


def some(first: int, length: int = 280) -> str:
    """A few of the vectors on one line, beginning with one of them, in at most `length` characters."""
    kept = ""
    for vector in VECTORS[first % len(VECTORS) :] + VECTORS:
        if len(kept) + len(vector) < length:
            kept += f" {vector}"
    return kept.strip()


class Act:
    """Somebody's requests with the cookies of their browser, quicker than clicking."""

    def __init__(self, person: Somebody) -> None:
        cookies = {cookie["name"]: cookie["value"] for cookie in person.context.cookies()}
        self.http = httpx.Client(
            base_url=person.url, cookies=cookies, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30
        )

    def __call__(self, method: str, path: str, **body: Any) -> Any:
        answer = self.http.request(method, f"/api{path}", **({"json": body} if method != "GET" else {}))
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None


def guarded(person: Somebody) -> list[str]:
    """What this person's pages do that they should not: requests that leave, windows that open."""
    wrong: list[str] = []
    host = urlsplit(person.url).netloc
    person.context.add_init_script(WATCH)
    person.page.on("request", lambda each: None if stays(each.url, host) else wrong.append(f"asked for {each.url}"))
    person.page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    person.context.on("page", lambda page: wrong.append(f"opened {page.url}"))
    return wrong


def stays(url: str, host: str) -> bool:
    """Whether a request goes to this instance, or nowhere."""
    return urlsplit(url).netloc == host or url.startswith(("data:", "blob:", "about:"))


def look(person: Somebody, wrong: list[str], paths: list[str]) -> None:
    """Open each address and wait until it is still; nothing may have acted."""
    for path in paths:
        page = person.open(path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(100)
        assert page.evaluate("window.__hits") == [], path
        assert wrong == [], path
        assert urlsplit(page.url).path == path.partition("?")[0], "it led away"
        assert page.evaluate("[...document.links].every(one => /^(https?|mailto):$/.test(one.protocol))"), path
        assert "23331" not in page.inner_text("body"), "a template ran"


def write(act: Act) -> dict[str, Any]:
    """A paper, a note, a draft with everything in it."""
    paper = act("POST", "/papers", where="https://paper.example/x", title=some(0), authors=[some(4, 90), some(12, 90)],
                abstract=f"Plain words here. {ALL}")  # fmt: skip
    note = act(
        "POST",
        "/notes",
        version_id=paper["version_id"],
        words=f"{ALL} {'w' * 10_000}",
        anchor={"exact": "Plain words here."},
    )
    draft = act(
        "POST",
        "/drafts",
        title=some(1),
        reader=some(5),
        should_know=[some(7, 190), some(20, 190)],
        version_ids=[paper["version_id"]],
    )
    act("PATCH", f"/drafts/{draft['id']}", deck=some(9))
    lines = "\n\n".join([*VECTORS, *(f"# {one}" for one in VECTORS), *(f"`{one}`" for one in VECTORS)])
    text = f"A doubtful place. [A {VECTORS[1]} claim](note:{note['id']})\n\n{lines}\n\n{'w' * 10_000}\n"
    saved = act("PUT", f"/drafts/{draft['id']}/text", body=text, base_version=draft["text"]["version"])
    act("POST", f"/drafts/{draft['id']}/unsure", anchor={"exact": "A doubtful place."}, question=some(2))
    act("POST", f"/drafts/{draft['id']}/threads", words=ALL, anchor={"exact": "A doubtful place."})
    return {"id": draft["id"], "version": saved["version"], "key": paper["key"]}


def review(act: Act, instance: Instance, draft: dict[str, Any]) -> str:
    """An ask by link, answered in hostile words; the reviewer's address."""
    due = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()
    made = act("POST", f"/drafts/{draft['id']}/asks", base_version=draft["version"], due=due, question=some(3),
               to=[{"via": "link", "answers": 3}, {"via": "mail", "email": "lee@elsewhere.example"}])  # fmt: skip
    invitation = next(one for one in made["invitations"] if one["url"])
    act.http.get(invitation["url"])
    lee = httpx.Client(base_url=instance.url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30)
    lee.get(invitation["url"])
    begun = lee.post(f"/api/invitations/{invitation['id']}/reviews", json={"byline": some(6, 78)}).json()
    here = f"/api/reviews/{begun['id']}"
    answers = [
        lee.patch(here, json={"sentence": ALL[:1900]}),
        lee.post(f"{here}/comments", json={"words": ALL, "anchor": {"exact": "A doubtful place."}}),
        lee.put(f"{here}/sending"),
    ]
    assert [answer.text for answer in answers if not answer.is_success] == []
    return str(invitation["url"])


def test_hostile_words_everywhere_act_nowhere(instance: Instance, somebody: Any) -> None:
    ada, reader = somebody(), somebody()
    arrive(ada, instance.first, "Ada Lindqvist", "Begin")
    act, wrong, wrong_outside = Act(ada), guarded(ada), guarded(reader)
    name = act.http.post("/settings/name", data={"name": some(10, 78), "handle": "ada"})
    assert name.status_code == 303
    draft = write(act)
    link = review(act, instance, draft)
    release = {"base_version": draft["version"], "occasion": "release"}
    revision = act("POST", f"/drafts/{draft['id']}/revisions", **release, name=some(8, 110))
    page = act("PUT", f"/revisions/{revision['id']}/release", slug="hostile", audience="everyone", note=some(11))
    rooms = [f"/desk/drafts/{draft['id']}/{stage}" for stage in ("read", "write", "review", "publish")]
    look(
        ada,
        wrong,
        [
            "/desk",
            f"/desk/papers/{draft['key']}",
            *rooms,
            "/settings",
            "/keeping",
        ],
    )
    public = ["/", "/hostile", "/hostile/1", "/people/ada", "/papers", f"/papers/{draft['key']}", "/about"]
    look(reader, wrong_outside, public)
    reader.open(link)
    reader.page.wait_for_load_state("networkidle")
    look(reader, wrong_outside, [urlsplit(reader.page.url).path])
    carried = [instance.post.wait_for("lee@elsewhere.example").get_body(("html",)).get_content(), *feeds(instance)]
    for html in carried:
        shown(reader, wrong_outside, html)
    act("PUT", f"/publications/{page['id']}/withdrawal", reason=some(13))
    look(reader, wrong_outside, ["/", "/hostile"])
    reader.failures[:] = [one for one in reader.failures if "410 (Gone)" not in one]  # as a withdrawn page answers


def feeds(instance: Instance) -> list[str]:
    """What a feed reader would put on a page."""
    items = httpx.get(f"{instance.url}/feed.json").json()["items"]
    atom = feedparser.parse(httpx.get(f"{instance.url}/feed.atom").content)
    assert len(items) == len(atom.entries) == 1
    return [items[0]["content_html"], str(atom.entries[0].content[0].value)]


def shown(person: Somebody, wrong: list[str], html: str) -> None:
    """Show HTML on a page without any policy, as a careless mail or feed reader does."""
    blank = person.context.new_page()
    wrong.clear()  # the new page itself
    asked: list[str] = []
    blank.on("request", lambda each: asked.append(each.url))
    blank.set_content(html)
    blank.wait_for_timeout(300)
    assert blank.evaluate("window.__hits") == []
    host = urlsplit(person.url).netloc
    assert [url for url in asked if not stays(url, host)] == []
    blank.close()


@pytest.mark.material
def test_known_vectors_act_nowhere(material: Any, chromium: Any) -> None:
    folder = material / "security"
    found = [
        str(one)
        for name in ("markdown_xss", "xss_payloads_payloadbox", "blns", "ssrf_urls")
        for one in json.loads((folder / f"{name}.json").read_text())
    ]
    for name, key in (("html5sec_vectors", "vector"), ("dompurify_expect", "payload")):
        found += [one[key] for one in json.loads((folder / f"{name}.json").read_text())]
    drawn = [
        render(source).html
        for vector in found
        for source in (vector, f"[a]({vector})", f"![a]({vector})", f"${vector}$")
    ]
    assert len(found) > 1_300
    context = chromium.new_context()
    context.add_init_script(WATCH)
    page, wrong = context.new_page(), []
    page.on("request", lambda each: wrong.append(each.url))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.set_content("<!doctype html>" + "".join(f"<section>{html}</section>" for html in drawn), wait_until="commit")
    page.wait_for_timeout(1000)
    assert page.evaluate("document.querySelectorAll('section').length") == len(drawn), "one closed the page around it"
    assert page.evaluate("window.__hits") == []
    assert [url for url in wrong if not stays(url, "nowhere")] == []
    page.set_content("<svg onload=__hit('seen')>")
    assert page.evaluate("window.__hits") == ["seen"], "the watch sleeps"
    context.close()
