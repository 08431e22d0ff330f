"""How a kind of event is shown: the words that the table of steps is written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from petition_es.domain.codes import Audience
from petition_es.domain.petition import PetitionEvent
from petition_es.projections.timeline.checkpoint import Tag

STEPS: dict[type[PetitionEvent], "Step"] = {}
"""Every kind of event, and how it is shown."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """How one kind of event is shown, and to whom each of its fields is.

    `by` names the field whose code tells the variants of the step apart; `tags` has them in the
    order of their subtags. What is neither an argument nor a document is `withheld` from everybody.
    """

    event: type[PetitionEvent]
    audience: Audience
    tags: Mapping[str, Tag]
    by: str | None
    to_unit: str | None
    arguments: Mapping[str, Audience]
    documents: Mapping[str, tuple[str, Audience]]
    withheld: frozenset[str]

    def variant(self, event: PetitionEvent) -> str:
        """Which variant of the step this event is; a step without variants has one, unnamed."""
        return str(getattr(event, self.by)) if self.by else ""

    def tag(self, variant: str) -> Tag:
        """The public word for what kind of step it was."""
        return self.tags[variant]

    def subtag(self, variant: str) -> str:
        """The exact kind of step, as `Referred_001`: never renamed, never used again."""
        return f"{self.event.__name__}_{list(self.tags).index(variant) + 1:03d}"

    def message_key(self, variant: str) -> str:
        """Where the catalogues have the sentence."""
        return f"step.{self.event.__name__}" + (f".{variant}" if variant else "")


def step(
    event: type[PetitionEvent],
    audience: Audience,
    tag: Tag | Mapping[str, Tag],
    *,
    by: str | None = None,
    to_unit: str | None = None,
    public: str = "",
    petitioner: str = "",
    officer: str = "",
    documents: str = "",
    withheld: str = "",
) -> None:
    """Write one row: who sees the step, what it is called, and who sees which argument.

    `documents` lists `field:kind:audience`; the other lists hold names of fields, or of arguments
    that are made of them (`arguments.MADE_OF`).
    """
    tags: Mapping[str, Tag] = {"": tag} if isinstance(tag, str) else tag
    shown: dict[str, Audience] = {}
    shown |= dict.fromkeys(public.split(), "public")
    shown |= dict.fromkeys(petitioner.split(), "petitioner")
    shown |= dict.fromkeys(officer.split(), "officer")
    papers = (entry.split(":") for entry in documents.split())
    STEPS[event] = Step(
        event=event,
        audience=audience,
        tags=tags,
        by=by,
        to_unit=to_unit,
        arguments=shown,
        documents={name: (kind, cast("Audience", to)) for name, kind, to in papers},
        withheld=frozenset(withheld.split()),
    )
