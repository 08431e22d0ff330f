"""What comes next (下一步), as the name of a sentence `page.next.…` in the catalogues."""

from petition_es.projections.timeline.head import Head


def is_claimed(head: Head) -> bool:
    """Tell that the state is one unit's word, which others may bear out or deny."""
    return head.state == "resolved"


def word_on_claim(head: Head) -> str:
    """What the petitioner says to the claim; of two answers the later one counts."""
    if head.denied and head.confirmed:
        return "denied" if head.denied.at > head.confirmed.at else "confirmed"
    if head.denied:
        return "denied"
    return "confirmed" if head.confirmed else "unconfirmed"


def next_step(head: Head) -> str:
    """Name what comes next for a petition that stands like this."""
    if head.state == "accepted" and head.tag == "registered":
        return "accepted_by_bureau"
    if is_claimed(head) and (head.confirmed or head.denied):
        return f"resolved_and_{word_on_claim(head)}"
    return head.state
