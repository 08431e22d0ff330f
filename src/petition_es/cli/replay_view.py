"""A replay on the terminal: the list of all steps, and one step whole."""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from petition_es.cli.timeline_view.words import Words
from petition_es.projections.replay import PAGES, Line, Opening, Replay, Step, telling

WIDTH_MAX = 100


class ReplayView:
    """Shows one replay in one language, as wide as the console is."""

    def __init__(self, replay: Replay, number: str, words: Words, opening: Opening) -> None:
        self._replay, self._number = replay, number
        self._words, self._opening = words, opening

    def all_steps(self) -> RenderableType:
        """Every step on a line or two, with the state after it."""
        words, order = self._words, self._replay.order
        said = "cli.replay.at" if order == "recorded" else "cli.replay.at_happened"
        table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False)
        for _ in range(3):
            table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for line in self._replay.lines:
            table.add_row(*self._row(line))
        hint = Text(words.say("cli.replay.one_step"), style="dim")
        return Group(*self._title(words.say(said)), table, Text(), hint)

    def step(self, step: Step) -> RenderableType:
        """One step: the entry, what changed, the clocks, and what the pages showed."""
        words = self._words
        place = words.say("replay.step", step=step.number, of=step.of)
        if step.position is not None:
            place += f" {words.signs.dot} {words.say('replay.position', position=step.position)}"
        parts = [
            ("replay.entry", self._entry(step)),
            ("replay.rests_on", self._rests_on(step)),
            ("replay.changed", self._changed(step)),
            ("replay.stands", self._stands(step)),
            ("replay.clocks", self._clocks(step)),
            *((f"replay.page.{audience}", self._page(step, audience)) for audience in PAGES),
        ]
        moment = words.say(f"replay.moment.{self._replay.order}", moment=step.moment)
        shown: list[RenderableType] = [*self._title(place)]
        shown += [Text(moment, style="dim"), Text(), *self._headline(step)]
        for key, lines in parts:
            told = list(lines)
            if told:
                shown += [Text(), Text(words.say(key), style="bold"), *told]
        return Group(*shown)

    def _title(self, behind: str) -> list[Text]:
        words = self._words
        title = Text(words.say("replay.title", number=self._number), style="bold")
        rule = Text(words.signs.rule * min(WIDTH_MAX, 72), style="dim")
        return [title, Text(behind), rule]

    def _row(self, line: Line) -> list[Text]:
        words, step = self._words, line.checkpoint
        style = "strike dim" if line.is_struck else ""
        said = Text(telling.sentence(step, words), style=style)
        if line.state is not None:
            state = words.label("state", line.state)
            said.append(f"  {words.signs.arrow} {state}", style="dim")
        marks = list(telling.short_marks(line, words))
        if marks:
            said.append(f"  [{'; '.join(marks)}]", style="italic yellow")
        position = "" if line.position is None else f"#{line.position}"
        when = telling.happened_at(step, words)
        return [Text(f"{line.number:>3}"), Text(position, style="dim"), Text(when), said]

    def _headline(self, step: Step) -> Iterator[Text]:
        words = self._words
        yield Text(telling.sentence(step.checkpoint, words), style="bold cyan")
        happened = words.say("replay.happened_at", at=telling.happened_at(step.checkpoint, words))
        recorded = telling.recorded(step.checkpoint, words)
        yield Text(f"{happened} {words.signs.dot} {recorded}")
        for remark in telling.remarks(self._replay, step, words):
            yield Text(f"[{remark}]", style="italic yellow")

    def _entry(self, step: Step) -> Iterator[RenderableType]:
        table = self._pairs()
        content = self._opening.content(step.event)
        stamp = self._opening.stamp(step.event)
        stamp.pop("rests_on", None)
        for name, value in [*content.items(), *stamp.items()]:
            said = telling.values(name, value, step.event, self._words, may_ask=True)
            is_stamp = name not in content
            heading = telling.field_name(name, self._words)
            table.add_row(Text(heading, style="dim"), Text(self._written(said), "dim" * is_stamp))
        yield table

    def _rests_on(self, step: Step) -> Iterator[Text]:
        for basis in step.rests_on:
            if basis.number is None:
                entry = str(basis.event_id)
                yield Text(f"  {self._words.say('replay.rests_on_left_out', entry=entry)}")
                continue
            checkpoint = self._replay.checkpoint(basis.number)
            message = telling.sentence(checkpoint, self._words)
            told = self._words.say("replay.rests_on_step", step=basis.number, message=message)
            yield Text(f"  {told}")

    def _changed(self, step: Step) -> Iterator[RenderableType]:
        if not step.changes:
            yield Text(f"  {self._words.say('replay.changed_nothing')}")
            return
        table = self._pairs()
        for change in step.changes:
            told = telling.changed(change, self._words)
            before, after = self._joined(told.before), self._joined(told.after)
            said = Text(before, style="dim").append(f" {self._words.signs.arrow} ", "dim")
            table.add_row(Text(told.heading, style="dim"), said.append(after, "bold"))
        yield table

    def _stands(self, step: Step) -> Iterator[RenderableType]:
        if step.after is None:
            return
        table = self._pairs()
        for heading, said in telling.standing(step.after, self._words):
            table.add_row(Text(heading, style="dim"), Text(self._joined(said)))
        yield table

    def _clocks(self, step: Step) -> Iterator[Text]:
        dot = self._words.signs.dot
        for shown in step.clocks:
            unit = f" {dot} {self._words.unit(shown.unit)}" if shown.unit else ""
            is_late = shown.clock.status(step.moment) in {"late", "met_late"}
            said = telling.clock(shown, step, self._words)
            yield Text(f"  {said}{unit}", style="yellow" if is_late else "")
        if not step.clocks:
            yield Text(f"  {self._words.say('replay.clocks.none')}")

    def _page(self, step: Step, audience: str) -> Iterator[Text]:
        whose = next(each for each in PAGES if each == audience)
        for line in telling.page(self._replay.shown(step.number, whose), self._words):
            yield Text(f"  {line}")

    def _written(self, said: list[str]) -> str:
        """The words of people, as far as this terminal can write them; else their codes."""
        encoding = self._words.encoding
        return "\n".join(said).encode(encoding, "backslashreplace").decode(encoding)

    def _joined(self, said: Iterable[str]) -> str:
        return "; ".join(said) or self._words.say("replay.none")

    @staticmethod
    def _pairs() -> Table:
        table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False)
        table.add_column(no_wrap=True, min_width=18)
        table.add_column(ratio=1, overflow="fold")
        return table


def show(console: Console, shown: RenderableType) -> None:
    """Print it, at most as wide as people read."""
    console.print(shown, width=min(console.width, WIDTH_MAX), soft_wrap=False, highlight=False)
