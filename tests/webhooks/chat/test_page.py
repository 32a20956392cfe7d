"""The chat page as a document: what it may load, who may frame it."""

import re

from flask.testing import FlaskClient


def _links(browser: FlaskClient) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]+)"', browser.get("/").text)


def test_everything_the_page_loads_is_on_this_host(browser: FlaskClient) -> None:
    links = _links(browser)
    assert len(links) >= 3
    for link in links:
        assert link.startswith("/chat/")
        assert browser.get(link).status_code == 200


def test_nothing_in_the_files_points_to_another_host(browser: FlaskClient) -> None:
    for link in ["/", *_links(browser)]:
        text = browser.get(link).text.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|//\w+\.\w|@import", text), link


def test_no_script_or_style_is_inline(browser: FlaskClient) -> None:
    page = browser.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)


def test_the_page_is_protected(browser: FlaskClient) -> None:
    headers = browser.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_files_are_kept_by_the_browser_until_they_change(browser: FlaskClient) -> None:
    for link in _links(browser):
        assert "immutable" in browser.get(link).headers["Cache-Control"]
        assert "immutable" not in browser.get(link.split("?")[0]).headers["Cache-Control"]


def test_without_javascript_the_page_says_that_it_needs_it(browser: FlaskClient) -> None:
    (said,) = re.findall(r"<noscript>(.*?)</noscript>", browser.get("/").text, re.DOTALL)
    assert "JavaScript" in said


def test_a_page_that_does_not_exist_is_told_in_one_line(browser: FlaskClient) -> None:
    response = browser.get("/nowhere")
    assert response.status_code == 404
    assert response.content_type.startswith("text/plain")


def test_the_page_offers_questions_in_the_words_of_the_wording(browser: FlaskClient) -> None:
    offered = re.findall(r'data-says="([^"]+)"', browser.get("/").text)
    assert len(offered) == 4
    assert len(set(offered)) == 4
