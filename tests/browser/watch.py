"""Watches a page for everything that no page may do: errors, foreign requests, CSP reports."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, Response

#: Logged by the browser for each answer with such a status; what the page makes of it is tested.
_STATUS = "Failed to load resource"
_REPORT = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI}`);
});
"""


class Watch:
    """What the pages of a context did wrong so far, and what they asked for."""

    def __init__(self, origin: str) -> None:
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._own = {urlsplit(origin).netloc}
        self._expected: list[str] = []

    def follow(self, page: Page) -> None:
        """Watch a page that was just opened."""
        page.add_init_script(_REPORT)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        page.on("dialog", self._alerted)
        page.on("request", self._asked)
        page.on("response", self._answered)

    def allow(self, origin: str) -> None:
        """Let the page ask another origin, such as that of the blob service."""
        self._own.add(urlsplit(origin).netloc)

    def expect(self, words: str) -> None:
        """Let the page report a fault with these words, which the test brings about."""
        self._expected.append(words)

    def _fault(self, text: str) -> None:
        if not any(words in text for words in self._expected):
            self.faults.append(text)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_STATUS):
            self._fault(f"console: {message.text}")

    def _alerted(self, dialog: Dialog) -> None:
        # No page opens one, but it asks before what was typed is lost.
        if dialog.type != "beforeunload":
            self._fault(f"{dialog.type}: {dialog.message}")
        dialog.accept()

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        self.requests.append(request.url)
        if address.scheme in {"http", "https"} and address.netloc not in self._own:
            self._fault(f"external request: {request.url}")

    def _answered(self, response: Response) -> None:
        is_api = urlsplit(response.url).path.startswith(("/api/", "/.auth/"))
        if response.status >= 500 or (response.status >= 400 and not is_api):
            self._fault(f"{response.status} of {response.url}")
