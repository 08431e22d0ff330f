"""Reads a page as a browser builds it: a tree of elements, with the words in them."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Element:
    def __init__(self, tag, attributes, parent=None):
        self.tag, self.attributes, self.parent = tag, dict(attributes), parent
        self.children = []

    def __getitem__(self, name):
        return self.attributes[name]

    def get(self, name):
        return self.attributes.get(name)

    @property
    def classes(self):
        return (self.get("class") or "").split()

    @property
    def text(self):
        """The words, with white space as a reader sees it."""
        said = "".join(c if isinstance(c, str) else f" {c.text} " for c in self.children)
        return " ".join(said.split())

    @property
    def elements(self):
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements

    def all(self, tag=None, of=None, **attributes):
        """Every element below with this tag, class and attributes."""
        return [
            each
            for each in self.elements
            if (tag is None or each.tag == tag)
            and (of is None or of in each.classes)
            and all(each.get(name.strip("_")) == value for name, value in attributes.items())
        ]

    def one(self, tag=None, of=None, **attributes):
        (found,) = self.all(tag, of, **attributes)
        return found


class Reader(HTMLParser):
    """Refuses a page whose elements are not closed in their order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("#", [])

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.at.tag == tag, (self.at.tag, tag, self.getpos())
            self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


def read(html):
    """The page of this HTML."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.at is reader.root
    return reader.root
