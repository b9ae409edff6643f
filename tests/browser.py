"""A real browser for tests: pages of two widths, accessibility rules, and a folder for pictures.

A test asks for `page` (it then runs at 1280 and at 360 pixels) and `live_server`, and calls
`no_axe_violations(page)`. A page that loads something from elsewhere, or that breaks its own
content policy, fails the test that opened it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

# Playwright keeps an event loop in the thread of the tests; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A guard, not a measurement: a search for a plan shares these cores with the other tests.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)
WIDTHS = (1280, 360)
NARROW = 600
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


OPENED = pytest.StashKey[list[Page]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Where a journey fails, its report says which pages stood there and what they said."""
    report = yield
    if report.failed and call.when == "call":
        report.sections += [("A page at that moment", stands_on(page)) for page in item.stash.get(OPENED, [])]
    return report


def stands_on(page: Page) -> str:
    """The address of a page and what can be read on it."""
    try:
        return f"{page.url}\n{page.locator('body').inner_text(timeout=2_000)[:3000]}"
    except Error as error:
        return f"{page.url}\nnothing to read: {error.message}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system; without it the test is skipped, but in CI it fails."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        message = "there is no chromium here: apt-get install chromium-headless-shell, or name it in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, live_server, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open pages of any width, dark or light, that may only talk to our own address."""
    assert finders.find("ui/built/app.css"), "the front-end is not built: run `make frontend` first"
    opened, wrongs = [], []
    pages = request.node.stash.setdefault(OPENED, [])

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: wrongs.append(f"script: {error}"))
        page.on("console", lambda m: "Content Security Policy" in m.text and wrongs.append(m.text))
        page.on("request", lambda r: r.url.startswith(("http", "ws")) and elsewhere(r.url))

    def elsewhere(address: str) -> None:
        if not address.startswith(live_server.url):
            wrongs.append(f"loads from elsewhere: {address}")

    def open_page(width: int = 1280, height: int = 900, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=live_server.url, locale="en-GB", **options
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        pages.append(page)
        watch(page)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert wrongs == []


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def page(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Page:
    """A page as wide as a desk screen, and again as narrow as a phone."""
    return new_page(request.param)


@pytest.fixture
def shots(root: Path) -> Path:
    """Where pictures of pages go; git ignores it."""
    folder = root / "tests" / "journeys" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep_picture(page: Page, path: Path) -> None:
    """Draw the whole page, for who looks at it: only when asked (`PICTURES=1`), for it takes its time."""
    if os.environ.get("PICTURES"):
        page.screenshot(path=path, full_page=True)


def says(page: Page, words: str) -> None:
    """Wait until these words stand on the page: a click does not wait for the page it leads to."""
    expect(page.locator("body")).to_contain_text(words)


def no_axe_violations(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """Hold this page, with everything folded opened, to WCAG 2.2 AA.

    Contrast is looked at on wide pages only: a narrow one has the same colours, and on a long page this
    rule alone takes most of the time.
    """
    assert page.viewport_size
    narrow = ("color-contrast",) if page.viewport_size["width"] < NARROW else ()
    left_out = {rule: {"enabled": False} for rule in (*without, *narrow)}
    _none_of(page, {"runOnly": list(RULES), "rules": left_out})


def no_faint_words_in_the_dark(page: Page) -> None:
    """Hold the colours of a wide page to WCAG 2.2 AA for who asks for a dark screen; the rest is the same."""
    assert page.viewport_size
    assert page.viewport_size["width"] >= NARROW
    page.emulate_media(color_scheme="dark")
    _none_of(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    page.emulate_media(color_scheme="light")


def _none_of(page: Page, options: dict) -> None:
    found = _looked_at(page, options)
    assert [f"{v['id']}: {v['help']} at {n['html'][:160]}" for v in found for n in v["nodes"]] == []


def _looked_at(page: Page, options: dict) -> list[dict]:
    """Look once the page is in; when a click's own page comes in under the look, look at that one."""
    # What passed is not told: putting that in words took longer than looking.
    options = {**options, "resultTypes": ["violations"]}
    tries = 3
    while True:
        tries -= 1
        page.wait_for_load_state()
        try:
            page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
            return Axe().run(page, options=options).response["violations"]
        except Error:
            if not tries:
                raise


def no_sideways_scroll(page: Page) -> None:
    """Nothing sticks out at the side."""
    sticking_out = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert sticking_out == []


WHERE_THE_FOCUS_IS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const drawn = [...e.querySelectorAll('*')].some(c => parseFloat(getComputedStyle(c).strokeWidth) >= 3);
  return {
    name: (e.getAttribute('aria-label') || e.innerText || e.name || e.tagName).trim(),
    seen: ringed || drawn,
    size: box.width > 0 && box.height > 0,
    key: [e.tagName, e.id, e.getAttribute('href'), Math.round(box.x), Math.round(box.y + scrollY)].join('|'),
  };
}"""


def no_figure_is_cut(page: Page) -> None:
    """Unfold everything, and see that no table of figures is wider than what one sees of it."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    cut = page.evaluate(
        "[...document.querySelectorAll('.gt-scroll')].filter(one => one.scrollWidth > one.clientWidth + 1)"
        ".map(one => `${one.getAttribute('aria-label')}: ${one.scrollWidth} in ${one.clientWidth}`)"
    )
    assert cut == []


def walk_by_keyboard(page: Page, at_most: int = 400) -> list[str]:
    """Press Tab through the whole page; return the names met, each with its focus plain to see."""
    met: list[tuple[str, str]] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE_THE_FOCUS_IS)
        if here is None or (met and here["key"] == met[0][0]):
            break
        assert here["seen"], f"no visible focus on {here['name']!r}"
        assert here["size"], f"the focus is on something without size: {here['name']!r}"
        met.append((here["key"], here["name"]))
    return [name for _, name in met]
