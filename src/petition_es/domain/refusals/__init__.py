"""Every refusal of the domain, in one tree; each is named after the rule that was not met.

    Refusal
    ├── OutOfTurn          the act does not follow the state the petition is in (petition/table)
    ├── RuleNotMet         the act is in turn, but its own rule is not met
    ├── NoSuchThing        the act names something that the file does not hold
    ├── TimeNotPossible    the times given cannot be true
    └── NotPermitted       the actor may not do this (office/policy)

A refusal carries facts, never prose: the sentence for the user, in every language, stands in the
catalogues of `petition_es/messages` under the refusal's name.
"""

# Every name of these files is a refusal, and each is meant to be imported from here.
from petition_es.domain.refusals.kinds import *  # noqa: F403
from petition_es.domain.refusals.of_inquiries import *  # noqa: F403
from petition_es.domain.refusals.of_the_law import *  # noqa: F403
from petition_es.domain.refusals.out_of_turn import *  # noqa: F403
from petition_es.domain.refusals.persons_and_units import *  # noqa: F403
from petition_es.domain.refusals.rules import *  # noqa: F403
from petition_es.domain.refusals.things_and_times import *  # noqa: F403
