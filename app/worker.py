"""Background work in one place: every job, the schedule, and which fact wakes which job."""

import threading
from typing import Any

from app import mail
from app.database import Database
from app.files import Files
from app.jobs import Handler, Worker
from app.papers.fetching import addresses, serving, watching
from app.people.notices import COLLECT
from app.people.orcid import identities
from app.people.post import collecting
from app.people.post.rules import Kind
from app.publishing import comparing
from app.reading import anchoring
from app.reviewing import invitations, own_papers, routing
from app.reviewing.author_checks import letters, looking
from app.reviewing.expertise import Expertise
from app.reviewing.waiting import reminding, undelivered
from app.settings import Settings
from app.writing import hearing, purging, telling
from app.writing import undelivered as not_invited

FACTS: dict[str, tuple[str, ...]] = {
    "papers.version_found": (comparing.VERSION,),
    "papers.text_stored": (anchoring.ANCHOR, looking.LOOK_IN_TEXT, comparing.TEXT),
    addresses.READ: (looking.LOOK,),
    mail.NOT_DELIVERED: (undelivered.JOB, not_invited.JOB),
    identities.CONNECTED: (own_papers.FIND,),
    "publishing.released": (comparing.RELEASE,),
    anchoring.ANCHORED: (telling.NEW_VERSION,),
}
"""Fact announced by an earlier room -> jobs of later rooms, each enqueued with the fact's subject as `id`."""

STILL: collecting.Still = {
    **dict.fromkeys((Kind.MENTION, Kind.TALK, Kind.SUGGESTION), hearing.still),
    Kind.REMINDER: reminding.still,
}
"""By kind of notice: whether what was told still stands when it comes to be mailed."""

Parts = dict[type, Any]


def handlers(parts: Parts) -> dict[str, Handler]:
    """Every job by its name."""
    database, settings = parts[Database], parts[Settings]
    return {
        mail.DELIVER: lambda payload: mail.deliver(database, settings, payload["id"]),
        COLLECT: lambda payload: collecting.collect(database, settings, payload["id"], STILL),
        watching.JOB: lambda payload: watching.go_round(database),
        anchoring.ANCHOR: lambda payload: anchoring.anchor(database, payload["id"]),
        anchoring.PLACE: lambda payload: anchoring.place(database, payload["id"]),
        comparing.TEXT: lambda payload: comparing.text_came(database, payload["id"]),
        comparing.VERSION: lambda payload: comparing.version_came(database, payload["id"]),
        comparing.RELEASE: lambda payload: comparing.released(database, payload["id"]),
        invitations.ROUTE: lambda payload: routing.go_on(database, settings, parts[Expertise], payload["id"]),
        own_papers.FIND: lambda payload: own_papers.find(database, payload["id"]),
        looking.LOOK: lambda payload: looking.look(database, payload["id"]),
        looking.LOOK_IN_TEXT: lambda payload: looking.look_in_text(database, payload["id"]),
        letters.WRITE: lambda payload: letters.write_now(database, settings, payload["id"]),
        undelivered.JOB: lambda payload: undelivered.tell(database, payload["id"]),
        not_invited.JOB: lambda payload: not_invited.tell(database, payload["id"]),
        reminding.JOB: lambda payload: reminding.go_round(database, settings),
        purging.JOB: lambda payload: purging.go_round(database, parts[Files]),
        telling.NEW_VERSION: lambda payload: telling.of_new_version(database, payload["id"]),
    }


def start(parts: Parts, stop: threading.Event) -> list[threading.Thread]:
    """Begin the job loop and the arXiv queue in threads that end when `stop` is set."""
    watching.begin(parts[Database])
    purging.begin(parts[Database])
    reminding.begin(parts[Database])
    jobs = Worker(parts[Database], handlers(parts), FACTS)
    loops = {"jobs": lambda: jobs.run_until(stop), "arxiv": lambda: serving.run_until(parts, stop)}
    threads = [threading.Thread(target=loop, name=f"stillroom-{name}", daemon=True) for name, loop in loops.items()]
    for thread in threads:
        thread.start()
    return threads
