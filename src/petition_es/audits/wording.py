"""The words of a finding, made from its codes and numbers by the catalogues."""

from petition_es.audits.finding import Finding
from petition_es.messages import say


def title(rule: str, language: str) -> str:
    """What a rule looks for, in a few words."""
    return say(f"rule.{rule}", language)


def seen(finding: Finding, language: str) -> str:
    """What was seen."""
    return say(f"finding.{finding.rule}", language, **finding.args)


def clears(finding: Finding, language: str) -> str:
    """What would clear the finding."""
    return say(f"finding.{finding.rule}.clears", language, **finding.args)
