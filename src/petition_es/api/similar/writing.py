"""Similar petitions as they are written in JSON, and what the description says of that."""

from typing import Any

from petition_es.api.documenting import NUMBER
from petition_es.api.similar.showing import Shown
from petition_es.audits.links.tie import features_of
from petition_es.audits.similar.why import in_words
from petition_es.messages import LANGUAGES


def written(shown: Shown) -> dict[str, Any]:
    """A similar petition, with its reasons in words; the measures behind them for who may know."""
    why = shown.why
    return {
        "number": shown.petition.file.number,
        "whose": shown.whose,
        "state": shown.petition.file.state,
        "days": shown.days,
        "days_since_answer": shown.days_since_answer,
        "chance": shown.chance,
        "why": {language: in_words(why, language) for language in LANGUAGES},
        "features": features_of(shown.like) if shown.is_known else None,
        "timeline": f"/petitions/{shown.number}/timeline",
        "page": f"/t/{shown.number}",
    }


FOUND: dict[str, Any] = {
    "number": NUMBER,
    "whose": "own",
    "state": "answered",
    "days": 31,
    "days_since_answer": 14,
    "chance": 0.83,
    "why": {
        "zh": "同一信访人，标题中少见用词有 0.83 相同，在答复 14 天后",
        "en": "same person, 0.83 of the rare words of its heading, 14 days after the answer",
    },
    "features": {
        "left": 0.83,
        "right": 0.83,
        "shared": 412.0,
        "same_person": True,
        "places_disagree": False,
        "spots_differ": False,
        "headings_differ": False,
        "metres": None,
    },
    "timeline": f"/petitions/{NUMBER}/timeline",
    "page": f"/t/{NUMBER}",
}
TEXT = {"type": "string"}
SHARE = {"type": "number", "minimum": 0}
WHETHER = {"type": "boolean"}
YES_OR_NO = ("same_person", "places_disagree", "spots_differ", "headings_differ")
FOUND_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": list(FOUND),
    "additionalProperties": False,
    "properties": {
        "number": {"type": ["string", "null"]},
        "whose": {
            "enum": ["own", "office", "published"],
            "description": "Yours; one that you may read at work; one that everybody may see.",
        },
        "state": TEXT,
        "days": {"type": "integer", "description": "Since it was handed in."},
        "days_since_answer": {"type": ["integer", "null"]},
        "chance": {
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "description": "That it is the same matter; in tenths where it is not yours to read.",
        },
        "why": {
            "type": "object",
            "required": list(LANGUAGES),
            "properties": dict.fromkeys(LANGUAGES, TEXT),
            "additionalProperties": False,
        },
        "features": {
            "type": ["object", "null"],
            "description": "What was compared; null where the words are not yours to read.",
            "properties": {
                **dict.fromkeys(("left", "right", "shared"), SHARE),
                **dict.fromkeys(YES_OR_NO, WHETHER),
                "metres": {"type": ["number", "null"]},
            },
            "additionalProperties": False,
        },
        "timeline": TEXT,
        "page": TEXT,
    },
}
SIMILAR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Earlier petitions that may be about the same, the likeliest first.",
    "required": ["similar"],
    "additionalProperties": False,
    "properties": {"similar": {"type": "array", "items": FOUND_SCHEMA}},
}
SIMILAR_EXAMPLE = {"similar": [FOUND]}
