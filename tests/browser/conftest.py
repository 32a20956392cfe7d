"""A real browser in front of the page; a scripted assistant behind it, or the real server."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Error, Page, Request, sync_playwright
from werkzeug.serving import make_server

from tests.webhooks.chat.scripted import ScriptedAssistant
from tests.webhooks.conftest import app, assistant, parts, settings

__all__ = ["app", "assistant", "parts", "settings"]

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = (360, 740)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None and not os.environ.get("REQUIRE_BROWSER"):
        pytest.skip("no chromium on this machine (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the page of the scripted assistant is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()
    thread.join()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; afterwards holds that none of them failed or spoke to another host."""
    requests: list[Request] = []
    faults: list[Error] = []
    contexts = []

    def open_page(address: str, size: tuple[int, int] = PHONE, **options: object) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, locale="zh-CN", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("request", lambda request: requests.append(request))  # noqa: PLW0108
        page.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
    assert requests
    assert all(request.url.startswith("http://127.0.0.1:") for request in requests)


@pytest.fixture
def page(visit: Callable[..., Page], address: str, assistant: ScriptedAssistant) -> Page:
    """The page of the scripted assistant on a phone."""
    return visit(address)
