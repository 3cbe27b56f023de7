"""How long a provider's first byte takes to a page: ``python -m benchmarks.chat_in_browser``.

As ``benchmarks.chat``, but what is waited for is the word in the page. An optional argument is the
number of turns. The client has to be built: ./test.sh does, or ``npm run build`` in ``client``.
"""

import time

from playwright.sync_api import Page, sync_playwright

from benchmarks.chat import WARM_UP, NotingProvider, compare
from local.stack import ROOT
from tests.support.chromium import chromium

TURNS = 15
PLACE = "/o/test-org-active/chat"
#: Notes when an answer has its first words, in milliseconds since 1970.
WATCH = """
new MutationObserver(() => {
  const said = [...document.querySelectorAll("article")].map((one) => one.textContent);
  if (said.some((text) => text.includes("Hello"))) window.firstAt ??= Date.now();
}).observe(document, { childList: true, subtree: true, characterData: true });
"""


def milliseconds_to_first_word(page: Page, provider: NotingProvider, url: str) -> float:
    page.goto(f"{url}{PLACE}")
    answers = len(provider.sent_at)  # one more follows, which names the conversation
    page.get_by_label("Message").fill("Hi there")
    page.keyboard.press("Enter")
    page.get_by_text("Hello you.").wait_for(timeout=60_000)
    return float(page.evaluate("window.firstAt")) - 1000 * provider.sent_at[answers]


def measure(url: str, provider: NotingProvider, turns: int) -> list[float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{url}/.auth/login/dev?user=owner@active.test&post_login_redirect_uri=/")
        found: list[float] = []
        for _ in range(WARM_UP + turns):
            found.append(milliseconds_to_first_word(page, provider, url))
            time.sleep(3.1)  # a person may have 20 turns a minute
        browser.close()
    return found[WARM_UP:]


if __name__ == "__main__":
    compare(measure, "a page", TURNS, client=ROOT / "client" / "dist")
