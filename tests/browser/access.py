"""What keeps people out of a page: found by axe-core, and by measuring."""

from axe_playwright_python.base import AXE_SCRIPT

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (390, 1280)]
NARROW = (320, 390)
TARGET, MAIN_TARGET = 24, 44
"""CSS pixels: of everything that can be pressed (WCAG 2.2, 2.5.8), and of the main buttons."""

SMALL_TARGETS = """([target, main]) => {
    const isWithin = (link) => link.tagName === 'A' && getComputedStyle(link).display === 'inline'
        && link.parentElement.innerText.trim() !== link.innerText.trim();
    const seen = (element) => element.checkVisibility({visibilityProperty: true});
    const onPage = (box) => box.right > 0 && box.bottom + scrollY > 0;
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter((element) => element.type !== 'hidden' && seen(element) && !isWithin(element))
        .map((element) => [element, (element.closest('label') ?? element).getBoundingClientRect()])
        .filter(([element, box]) => onPage(box))
        .filter(([element, box]) => {
            const least = element.matches('.button') ? main : target;
            return box.width < least - 0.5 || box.height < least - 0.5;
        })
        .map(([it, box]) => `${box.width} x ${box.height}: ${it.outerHTML.slice(0, 120)}`);
}"""

TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > width + 0.5)
        .map((element) => element.outerHTML.slice(0, 120)).concat(['the page scrolls sideways']);
}"""


def barriers(page):
    """Everything that is in somebody's way, in every look of the page that is open."""
    page.wait_for_load_state("load")
    page.evaluate(AXE_SCRIPT)  # Here: brought in earlier it may hold a document that was replaced.
    found = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{scheme}, {width} px: {each}" for each in _violations(page)]
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{width} px: too wide: {each}" for each in page.evaluate(TOO_WIDE)]
    found += page.evaluate(SMALL_TARGETS, [TARGET, MAIN_TARGET])
    return found


def _violations(page):
    answer = page.evaluate("axe.run({resultTypes: ['violations']})")
    for violation in answer["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
