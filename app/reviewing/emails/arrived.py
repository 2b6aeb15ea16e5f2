"""The mail that tells a writer that a review came."""

from dataclasses import asdict, dataclass

from app.mail import Message
from app.people.rules import shortened
from app.web import environment


@dataclass(frozen=True)
class Arrived:
    """What the mail says. `sentence` is the review's own; `url` is the draft's Review tab, which asks to sign in."""

    reviewer: str
    title: str
    version: int
    comments: int
    sentence: str
    url: str
    instance: str
    address: str


def arrived(to: str, review: Arrived) -> Message:
    """The mail to `to`, as text and as HTML. Names and titles may hold anything: they are put on one line each."""
    reviewer, title, sentence = (
        shortened(review.reviewer, 80),
        shortened(review.title, 120),
        shortened(review.sentence, 600),
    )
    counted = f"{review.comments} comment{'' if review.comments == 1 else 's'}"
    quoted = f"    {sentence}\n\n" if sentence else ""
    text = (
        f"{reviewer} sent a review of “{title}”, saved version {review.version}, with {counted}.\n\n"
        f"{quoted}"
        f"Read it at its place in your draft:\n\n{review.url}\n\n"
        f"-- \n{review.instance}, {review.address}\n"
    )
    shown = {**asdict(review), "reviewer": reviewer, "title": title, "sentence": sentence, "counted": counted}
    html = environment.get_template("mail/arrived.html").render(shown)
    return Message(to=to, subject=f"{reviewer} reviewed “{title}”", text=text, html=html)
