"""Writes letters: a subject, a text and an HTML page, in the colours of the installation.

Every word of a user is escaped, and links lead to BIFROST_PUBLIC_URL only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from shared.models.client.branding import Branding
from shared.models.mail.letters import Letter, LetterKind
from shared.services.mail.mail import OutgoingMail

MOST_CHARACTERS = 200
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="margin:0;padding:24px;background:#f4f5f8;color:#1b2130;'
    'font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px;margin:0 auto;padding:24px;'
    'background:#ffffff;border-top:4px solid {accent}">'
    '<p style="margin:0 0 16px;font-weight:600;color:{accent}">{name}</p>{body}</div></body></html>'
)
BUTTON = (
    '<p><a href="{url}" style="display:inline-block;padding:12px 20px;background:{accent};'
    'color:#ffffff;text-decoration:none;border-radius:4px">{label}</a></p>'
    '<p style="overflow-wrap:anywhere">If the button does not work, open this address: {url}</p>'
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter says; ``path`` is the page that its button opens, below the public address."""

    subject: str
    paragraphs: Sequence[str]
    label: str = ""
    path: str = ""


def written(letter: Letter, branding: Branding, public_url: str) -> OutgoingMail:
    """Return the letter as it is sent."""
    values = {name: _short(value) for name, value in letter.values.items()}
    draft = DRAFTS[letter.kind]({**values, "brand": branding.name})
    url = f"{public_url}{draft.path}" if draft.path else ""
    return OutgoingMail(
        address=letter.address,
        name=letter.name,
        sender_name=branding.name,
        subject=draft.subject,
        text=_text(draft, url),
        html=_html(draft, url, branding),
    )


def _invitation(values: Mapping[str, str]) -> Draft:
    organization, brand = values["organization"], values["brand"]
    return Draft(
        f"{values['by']} invites you to {organization}",
        (
            f"{values['by']} invites you to {organization} at {brand}.",
            f"The link below is good once, until {values['until']}.",
            "If you do not know what this is about, you need not do anything.",
        ),
        "Accept the invitation",
        f"/invitation#token={values['token']}",
    )


def _forgotten(values: Mapping[str, str]) -> Draft:
    return Draft(
        f"Set a new password for {values['brand']}",
        (
            f"A new password was asked for at {values['brand']}, from {values['from']}.",
            "The link below sets one, once and within an hour. Your second factor stays.",
            "If it was not you, you need not do anything: your password stays as it is.",
        ),
        "Set a new password",
        f"/setup#token={values['token']}",
    )


def _notice(values: Mapping[str, str]) -> Draft:
    return Draft(
        f"{values['brand']}: {values['subject']}",
        (
            values["what"],
            f"Time: {values['at']}. Network address: {values['from']}.",
            f"Device: {values['device'] or 'unknown'}.",
            "If it was not you, change your password, end your sessions and tell an administrator.",
        ),
        "See how you sign in",
        "/me",
    )


DRAFTS: Mapping[LetterKind, Callable[[Mapping[str, str]], Draft]] = {
    LetterKind.INVITATION: _invitation,
    LetterKind.FORGOTTEN: _forgotten,
    LetterKind.NOTICE: _notice,
}


def _text(draft: Draft, url: str) -> str:
    parts = [*draft.paragraphs, *([f"{draft.label}:\n{url}"] if url else [])]
    return "\n\n".join(parts) + "\n"


def _html(draft: Draft, url: str, branding: Branding) -> str:
    accent, name = escape(branding.accent), escape(branding.name)
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in draft.paragraphs)
    if url:
        body += BUTTON.format(url=escape(url), label=escape(draft.label), accent=accent)
    links = " · ".join(
        f'<a href="{escape(link.url)}">{escape(link.label)}</a>' for link in branding.links
    )
    body += f'<p style="font-size:14px">{links}</p>' if links else ""
    return PAGE.format(title=escape(draft.subject), accent=accent, name=name, body=body)


def _short(text: str) -> str:
    """Return a word of a user in one line: it must not look like another part of the letter."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:MOST_CHARACTERS]
