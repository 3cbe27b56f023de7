"""The HTML page that lists the accounts that can sign in."""

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from host.signin.accounts import PROVIDER, Account

_STYLE = """
:root { color-scheme: light dark; --line: #d5d9e0; --card: #fff; --page: #f4f5f8;
  --ink: #1b2130; --soft: #596275; --accent: #2f5fd0; --wrong: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --line: #39404f; --card: #1f2430; --page: #151922;
  --ink: #eef1f6; --soft: #a5aec0; --accent: #8fb0ff; --wrong: #ff9b93; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 30rem; margin: 0 auto; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
p { margin: .5rem 0 1.5rem; color: var(--soft); }
p[role] { padding: .75rem 1rem; border-left: .25rem solid var(--accent); background: var(--card);
  color: var(--ink); overflow-wrap: anywhere; }
p[role=alert] { border-color: var(--wrong); }
a { color: var(--accent); }
ul { margin: 0; padding: 0; list-style: none; }
li { margin-bottom: .75rem; }
button { display: block; width: 100%; padding: .875rem 1rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--card); color: inherit; font: inherit; text-align: left;
  cursor: pointer; overflow-wrap: anywhere; }
button:hover { border-color: var(--accent); }
:focus-visible { outline: .1875rem solid var(--accent); outline-offset: .125rem; }
button > * { display: block; }
button strong { font-weight: 600; }
button span { color: var(--accent); font-size: .9375rem; }
button small { color: var(--soft); font-size: .875rem; }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

LOGIN = f"/.auth/login/{PROVIDER}"
LOGOUT = "/.auth/logout"
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


def html(
    accounts: Iterable[Account], here: Account | None, target: str, *, unknown: str | None
) -> str:
    """The page. Signing in leads to ``target``; ``unknown`` is an address without an account."""
    items = "\n".join(_item(account) for account in accounts)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in (development)</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Sign in</h1>
<p>Choose who you are. Development only: no password.</p>
{_refusal(unknown)}{_presence(here, target)}<form action="{LOGIN}" method="get">
<input type="hidden" name="post_login_redirect_uri" value="{escape(target)}">
<ul>
{items}
</ul>
</form>
</main>
</body>
</html>
"""


def _item(account: Account) -> str:
    note = f"<small>{escape(account.note)}</small>" if account.note else ""
    return (
        f'<li><button name="user" value="{escape(account.email)}">'
        f"<strong>{escape(account.name)}</strong><span>{escape(account.email)}</span>{note}"
        "</button></li>"
    )


def _refusal(unknown: str | None) -> str:
    if unknown is None:
        return ""
    return f'<p role="alert">Nobody here is called “{escape(unknown)}”. These can sign in:</p>\n'


def _presence(here: Account | None, target: str) -> str:
    if here is None:
        return ""
    back = quote(f"{LOGIN}?post_login_redirect_uri={quote(target, safe='')}", safe="")
    link = f'<a href="{LOGOUT}?post_logout_redirect_uri={back}">Sign out</a>'
    return f'<p role="status">You are signed in as {escape(here.name)}. {link}</p>\n'
