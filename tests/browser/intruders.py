"""What typed words would have become on a page, had they been taken for more than words."""

INTRUDERS = """() => {
    const at = (url) => new URL(url, location);
    const isOurs = (url) => at(url).origin === location.origin;
    const isHarmless = (url) => ['http:', 'tel:'].includes(at(url).protocol);
    const found = [];
    const strange = 'iframe, object, embed, base, style, math, video, audio, template, image, img, '
        + 'marquee, meta[http-equiv], svg script, svg use, svg animate';
    for (const element of document.querySelectorAll(strange)) found.push(element.outerHTML);
    for (const script of document.scripts)
        if (!script.src || !isOurs(script.src)) found.push(script.outerHTML);
    const leads = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data']);
    for (const element of document.querySelectorAll('*'))
        for (const {name, value} of element.attributes) {
            if (name.startsWith('on') || name === 'style') found.push(`${name}=${value}`);
            if (leads.has(name) && !isHarmless(value)) found.push(`${name}=${value}`);
            if (leads.has(name) && at(value).protocol === 'http:' && !isOurs(value))
                found.push(`${name}=${value}`);
        }
    return found;
}"""

SHOWN = """() => [
    document.documentElement.textContent,
    ...[...document.querySelectorAll('input, textarea')].map((field) => field.value),
].join('\\n')"""


def intruders(page):
    """Elements and attributes of the page that no template of ours writes."""
    return page.evaluate(INTRUDERS)


def shown(page):
    """Everything that the page says, in its text and in its fields."""
    return page.evaluate(SHOWN)
