"""Ids that are derived rather than drawn: the same for ever, on every machine."""

from uuid import RFC_4122, UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from petition_es.domain.identity import NAMESPACE, derived_id, petitioner_stream, unit_stream

WORDS = st.text(st.characters(codec="utf-8"))


@given(WORDS, WORDS, WORDS)
def test_a_derived_id_is_the_version_five_of_what_it_is_derived_from(system, record, step):
    derived = derived_id(system, record, step)
    assert derived == uuid5(NAMESPACE, f"{system}/{record}/{step}")
    assert (derived.version, derived.variant) == (5, RFC_4122)


def test_streams_of_persons_and_units_stay_where_they_are():
    assert petitioner_stream("p-li") == uuid5(NAMESPACE, "petitioner/p-li")
    assert unit_stream("roads") == UUID("9a744b96-dcae-509a-9a5e-371bfc3002bf")
