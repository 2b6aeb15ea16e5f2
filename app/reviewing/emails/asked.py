"""The mail that asks somebody for a review, with the link that lets them answer."""

from dataclasses import asdict, dataclass

from app.mail import Message
from app.people.post.rules import ABOUT, Kind
from app.people.rules import shortened
from app.web import environment


@dataclass(frozen=True)
class Asked:
    """What the mail says. `sentence` is the ask as its reviewer reads it; `url` is a signed link."""

    writer: str
    title: str
    sentence: str
    question: str
    url: str
    instance: str
    address: str


def asked(to: str, ask: Asked, stop: str) -> Message:
    """The mail to `to`, as text and as HTML; opening `stop` shows how to get no more of them.

    Names and titles may hold anything: they are put on one line each.
    """
    writer, title = shortened(ask.writer, 80), shortened(ask.title, 120)
    sentence, question = shortened(ask.sentence, 200), shortened(ask.question, 500)
    own_words = f"In their own words: {question}\n\n" if question else ""
    text = (
        f"{writer} is writing “{title}” and asks you:\n\n"
        f"    {sentence}\n\n"
        f"{own_words}"
        f"Read it and answer here. No account is needed, and one sentence back is enough:\n\n{ask.url}\n\n"
        f"Not for you? Say so with one click: {ask.url}/refusal\n"
        f"You know somebody better? {ask.url}/instead\n\n"
        "The address is yours alone: whoever opens it answers in your place. Nothing happens if you ignore this.\n\n"
        f"-- \n{ask.instance}, {ask.address}\nNo more mails about {ABOUT[Kind.ASKED]}: {stop}\n"
    )
    shown = {**asdict(ask), "writer": writer, "title": title, "sentence": sentence, "question": question, "stop": stop}
    html = environment.get_template("mail/asked.html").render(shown)
    return Message(to=to, subject=f"{writer} asks: {sentence}", text=text, html=html, unsubscribe=stop)
