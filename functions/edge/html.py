"""A small HTML page for people without an account: one text, and at most one button."""

from html import escape

from shared.models.replies import Reply

#: The page loads nothing, runs nothing, and no other site may frame it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    # The page's own button may send its address; a provider must not see the link in it.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
DOCUMENT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem }}
body {{ margin: 15vh auto; padding: 1rem }}
button {{ font: inherit; padding: .5rem 1.5rem }}
</style>
</head>
<body><main>
<h1>{title}</h1>
<p>{text}</p>
{form}
<p>{end}</p>
</main></body>
</html>
"""
FORM = '<form method="post"><button>{label}</button></form>'


def page(title: str, text: str, *, status: int = 200, button: str = "") -> Reply:
    """Build the page. ``button`` sends a POST to the page's own address.

    ``title`` and ``text`` are escaped; ``text`` gets a capital letter and a full stop.
    """
    text = text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
    document = DOCUMENT.format(
        title=escape(title),
        text=escape(text),
        form=FORM.format(label=escape(button)) if button else "",
        end="" if button else "You can close this window.",
    )
    return Reply(document.encode(), status, HEADERS, "text/html")
