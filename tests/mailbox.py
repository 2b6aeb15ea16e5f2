"""A real SMTP server on a free port of this machine, which keeps what it is given and can be rude."""

import email
import email.policy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.postgres import _free_port


class Mailbox:
    """`messages` in the order they came; `answers` says what the server says to a recipient instead of yes."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.sender_answer = ""
        self.good_bye = ""
        self.taken: Callable[[], object] = lambda: None
        self.greeted: Callable[[], object] = lambda: None
        self.data_answer = ""
        self.port = _free_port()

    @property
    def url(self) -> str:
        """What `STILLROOM_SMTP_URL` would be."""
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, recipient: str) -> EmailMessage:
        """The only message to somebody."""
        (message,) = [message for message in self.messages if message["To"] == recipient]
        return message

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """The sender, taken unless told otherwise."""
        self.greeted()
        envelope.mail_from = address
        return self.sender_answer or "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """A recipient, taken unless told otherwise."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """A message."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.taken()
        return self.data_answer or "250 OK"

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:
        """A good-bye, polite unless told otherwise."""
        return self.good_bye or "221 Bye"


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """A server that runs until the block ends."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def text_of(message: EmailMessage, form: str = "plain") -> str:
    """What a message says, as plain text or as HTML."""
    body = message.get_body((form,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
