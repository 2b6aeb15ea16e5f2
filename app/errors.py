"""What can go wrong, as a status and a sentence that a person can act on. No framework."""


class StillroomError(Exception):
    """Base of all refusals. `sentence` says what failed, what is safe and what to do; `status` is the HTTP status."""

    status = 500
    code = "failed"

    def __init__(self, sentence: str, *, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.retry_after = retry_after


class BadInput(StillroomError):
    """What was sent cannot be used as it is."""

    status, code = 422, "bad_input"


class SignInNeeded(StillroomError):
    """Nobody is signed in, and this needs somebody."""

    status, code = 401, "sign_in_needed"

    def __init__(self, sentence: str = "Please sign in first. Nothing was changed.") -> None:
        super().__init__(sentence)


class Refused(StillroomError):
    """The request itself is not trustworthy (another site sent it, or a limit of the instance forbids it)."""

    status, code = 403, "refused"


class NotFound(StillroomError):
    """It does not exist, or not for this person: the two are never told apart."""

    status, code = 404, "not_found"

    def __init__(self, sentence: str = "There is nothing here, or it is not yours to see.") -> None:
        super().__init__(sentence)


class Conflict(StillroomError):
    """It changed meanwhile, or was already done. `current` carries what stands now, for the caller to show."""

    status, code = 409, "conflict"

    def __init__(self, sentence: str, current: dict[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.current = current


class Gone(StillroomError):
    """It was here and was taken away: a used, expired or revoked link, a withdrawn page."""

    status, code = 410, "gone"


class TooLarge(StillroomError):
    """More bytes than this place takes."""

    status, code = 413, "too_large"


class TooMany(StillroomError):
    """Tried too often; `retry_after` is in seconds."""

    status, code = 429, "too_many"


class Upstream(StillroomError):
    """Somebody else's server (arXiv, a mail server) failed or answered nonsense."""

    status, code = 502, "upstream"


class Unavailable(StillroomError):
    """We cannot do it now (database busy, disk full, rendering failed); trying again may help."""

    status, code = 503, "unavailable"
