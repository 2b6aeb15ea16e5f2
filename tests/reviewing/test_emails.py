"""The mails of the reviewing room: what they say, and that nothing typed into a name or a title breaks out of it."""

from dataclasses import replace
from email.message import EmailMessage

from app.mail import Message
from app.reviewing.emails.asked import Asked, asked

ASK = Asked(
    writer="Ada Writer", title="Forgetting, then remembering", sentence="Is this right? 20 minutes, by Friday",
    question="Is 600 the right step?", url="https://still.example/r/tokentoken", instance="Stillroom", address="https://still.example",
)  # fmt: skip
STOP = "https://still.example/unsubscribe/tokentoken"
HOSTILE = "Ada\r\nBcc: everybody@people.example\r\n\r\n<script>alert(1)</script>\u2028\0x"


def test_the_ask_says_who_what_how_long_and_where() -> None:
    mail = asked("rui@people.example", ASK, STOP)
    assert mail.subject == "Ada Writer asks: Is this right? 20 minutes, by Friday"
    for body in (mail.text, mail.html):
        for said in (
            ASK.writer,
            ASK.title,
            ASK.sentence,
            ASK.question,
            ASK.url,
            "No account is needed",
            "Nothing happens if you ignore",
        ):
            assert said in body
    assert not mail.secret


def test_an_ask_without_a_question_leaves_no_gap() -> None:
    mail = asked("rui@people.example", replace(ASK, question=""), STOP)
    assert "In their own words" not in mail.text + mail.html
    assert "\n\n\n" not in mail.text


def test_line_breaks_and_markup_in_names_and_titles_stay_words() -> None:
    hostile = asked("rui@people.example", replace(ASK, writer=HOSTILE, title=HOSTILE, question=HOSTILE), STOP)
    for mail in (hostile,):
        assert _as_header(mail)["Subject"] == mail.subject
        assert "\nBcc" not in mail.text
        assert "\0" not in mail.text + mail.html
        assert "<script" not in mail.html
        assert "&lt;script" in mail.html


def _as_header(mail: Message) -> EmailMessage:
    """The subject as the standard library would send it; it raises for a line break."""
    message = EmailMessage()
    message["Subject"] = mail.subject
    return message
