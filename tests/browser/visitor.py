"""Somebody at a browser window: reads, fills in, presses, in one language."""

from petition_es.messages import label, say


class Visitor:
    """A person with a window of their own, who finds everything as people do: by its words."""

    def __init__(self, context, home, language, *, scripts=True):
        self.context, self.home = context, home
        self.language, self.scripts = language, scripts
        self.page = context.new_page()

    def says(self, key, **facts):
        """What the site says in this person's language."""
        return say(key, self.language, **facts)

    def label(self, family, code):
        """The word for a code in this person's language."""
        return label(family, code, self.language)

    def goes_to(self, path):
        return self.page.goto(self.home + path)

    def fills_in(self, key, words):
        self.page.get_by_label(self.says(key), exact=True).fill(words)

    def chooses(self, key):
        self.page.get_by_label(self.says(key)).check()

    def presses(self, key):
        self.page.get_by_role("button", name=self.says(key), exact=True).click()

    def follows(self, key):
        main = self.page.get_by_role("main")
        main.get_by_role("link", name=self.says(key), exact=True).click()

    def heading(self):
        return self.page.get_by_role("heading", level=1).inner_text()

    def goes_on_with_another_matter(self):
        """Say of the petitions that are shown as similar, if any are, that it is none of them."""
        if self.heading() == self.says("submit.similar.heading"):
            self.presses("submit.similar.other")
