"""No token of a signed link reaches a log."""

import logging

import pytest

from app.web import MaskTokens


@pytest.mark.parametrize("path", ["/r/", "/author/", "/join/", "/first/", "/sign-in/"])
def test_the_access_log_names_the_page_and_not_the_token(path: str, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("test.access")
    mask = MaskTokens()
    log.addFilter(mask)
    try:
        with caplog.at_level(logging.INFO, "test.access"):
            log.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:5000", "GET", f"{path}q5Zt-secret_token?x=1", "1.1", 303)
            log.info(f"GET {path}q5Zt-secret_token failed")
            log.info("%s", "/a-piece?k=q5Zt-secret_token&x=1")
    finally:
        log.removeFilter(mask)
    assert "q5Zt" not in caplog.text
    assert f"{path}…?x=1" in caplog.text
    assert "/a-piece?k=…&x=1" in caplog.text
