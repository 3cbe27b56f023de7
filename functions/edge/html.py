"""A page for a person who has no account here, with one thing to read and perhaps one to do."""

from html import escape

from shared.models.replies import Reply

#: Nothing is loaded, nothing runs, and nobody puts it into a frame of theirs.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Our own button says where it is; the provider hears nothing of a link.
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
    """``button`` sends the page's own address as a POST. Everything is shown as text.

    A text that was not written as a sentence becomes one.
    """
    text = text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
    document = DOCUMENT.format(
        title=escape(title),
        text=escape(text),
        form=FORM.format(label=escape(button)) if button else "",
        end="" if button else "You can close this window.",
    )
    return Reply(document.encode(), status, HEADERS, "text/html")
