"""The page that lists who can sign in."""

from html.parser import HTMLParser

import httpx
import pytest

from host.signin.signin import COOKIE
from tests.contract.host.host_signin.host_signin_helpers import (
    ALICE,
    PRINCIPAL,
    USERS,
    seen,
    sign_in,
    told,
    who,
)


class Page(HTMLParser):
    """What a browser finds on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, tag: str, attribute: str) -> list[str | None]:
        return [found.get(attribute) for name, found in self.tags if name == tag]


def test_the_page_lists_who_can_sign_in_to_a_stranger(browser: httpx.Client) -> None:
    found = browser.get("/.auth/login/dev", params={"post_login_redirect_uri": '/a?"b"'})
    page = Page(found.text)

    assert found.status_code == 200
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in found.headers
    assert page.values("button", "value") == [user["email"] for user in USERS]
    assert page.values("input", "value") == ['/a?"b"']
    assert page.values("form", "action") == ["/.auth/login/dev"]
    assert "Platform & more" in page.text
    assert "signed in as" not in page.text


def test_what_the_file_says_is_text_and_never_markup(browser: httpx.Client) -> None:
    found = browser.get("/.auth/login/dev")
    page = Page(found.text)

    assert "<script>alert(1)</script>" in page.text
    assert "<img src=x>" in page.text
    assert not {"script", "img", "b"} & {tag for tag, _ in page.tags}


def test_the_page_loads_nothing_and_runs_nothing(browser: httpx.Client) -> None:
    found = browser.get("/.auth/login/dev")
    page = Page(found.text)

    policy = found.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert {"src", "href", "style"}.isdisjoint(name for _, found in page.tags for name in found)


def test_the_page_says_who_is_signed_in_and_how_to_end_it(browser: httpx.Client) -> None:
    sign_in(browser)

    page = Page(browser.get("/.auth/login/dev").text)
    [link] = page.values("a", "href")
    assert link is not None
    after = browser.get(link, follow_redirects=True)

    assert "signed in as Alice" in page.text
    assert after.url.path == "/.auth/login/dev"
    assert "signed in as" not in after.text


def test_choosing_somebody_signs_in_at_once(browser: httpx.Client) -> None:
    target = "/forms/1?a=b#c"

    found = browser.get(
        "/.auth/login/dev", params={"user": ALICE, "post_login_redirect_uri": target}
    )
    cookie, *attributes = found.headers["set-cookie"].split("; ")

    assert (found.status_code, found.headers["location"]) == (302, target)
    assert cookie.startswith(f"{COOKIE}=")
    assert {item.lower() for item in attributes} == {
        "httponly",
        "max-age=28800",
        "path=/",
        "samesite=lax",
    }
    assert who(browser) == PRINCIPAL


def test_an_email_is_found_whatever_its_case(browser: httpx.Client) -> None:
    sign_in(browser, " Alice@ACTIVE.test")

    assert who(browser) == PRINCIPAL


@pytest.mark.parametrize("user", ["nobody@nowhere.test", "", "<script>alert(2)</script>"])
def test_a_stranger_is_told_who_can_sign_in(browser: httpx.Client, user: str) -> None:
    found = browser.get("/.auth/login/dev", params={"user": user})
    page = Page(found.text)

    assert found.status_code == 400
    assert "set-cookie" not in found.headers
    assert f"Nobody here is called “{user}”" in page.text
    assert page.values("button", "value") == [user["email"] for user in USERS]
    assert "script" not in {tag for tag, _ in page.tags}


def test_a_page_that_does_not_know_the_user_leaves_the_sign_in_alone(browser: httpx.Client) -> None:
    sign_in(browser)

    browser.get("/.auth/login/dev?user=nobody@nowhere.test")

    assert who(browser) == PRINCIPAL


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.test/",
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        "/\r\nset-cookie: a=b",
        "\t//evil.test",
        " //evil.test",
        "evil.test",
        "javascript:alert(1)",
        "?x",
        "",
    ],
)
@pytest.mark.parametrize(
    ("path", "name"),
    [("login/dev", "post_login_redirect_uri"), ("logout", "post_logout_redirect_uri")],
)
def test_nobody_is_sent_to_another_site(
    browser: httpx.Client, path: str, name: str, target: str
) -> None:
    found = browser.get(f"/.auth/{path}", params={"user": ALICE, name: target})

    assert (found.status_code, found.headers["location"]) == (302, "/")
    assert all(header.startswith(COOKIE) for header in found.headers.get_list("set-cookie"))


def test_the_page_does_not_carry_the_address_of_another_site(browser: httpx.Client) -> None:
    found = browser.get("/.auth/login/dev?post_login_redirect_uri=//evil.test")

    assert Page(found.text).values("input", "value") == ["/"]


def test_signing_in_and_out_leads_home_unless_told_otherwise(browser: httpx.Client) -> None:
    found = [browser.get(path) for path in ("/.auth/login/dev?user=" + ALICE, "/.auth/logout")]

    assert [each.headers["location"] for each in found] == ["/", "/"]


def test_signing_out_clears_the_cookie(browser: httpx.Client) -> None:
    sign_in(browser)

    found = browser.get("/.auth/logout?post_logout_redirect_uri=/bye")

    assert (found.status_code, found.headers["location"]) == (302, "/bye")
    assert "Max-Age=0" in found.headers["set-cookie"]
    assert COOKIE not in browser.cookies
    assert who(browser) is None


def test_a_stranger_is_nobody(browser: httpx.Client) -> None:
    found = browser.get("/.auth/me")

    assert found.json() == {"clientPrincipal": None}
    assert found.headers["cache-control"] == "no-store"
    assert told(seen(browser)) == {}
