"""The registry of units: what is asked for together is read together."""

from office_setting import TREE, Setting
from petition_es.office.unit_registry import UnitRegistry


def test_units_that_are_about_to_be_asked_for_are_read_at_once(setting: Setting, monkeypatch):
    registry = UnitRegistry(setting.log)
    registry.know([unit_id for unit_id, *_ in TREE])
    monkeypatch.setattr(setting.log, "load", lambda _: [])  # Nobody need look any more.
    assert registry.find("roads").superior == "county"
    assert list(registry.superiors("roads")) == ["county", "city", "province"]


def test_a_unit_that_does_not_exist_is_not_known_either(setting: Setting):
    registry = UnitRegistry(setting.log)
    registry.know(["nowhere", "roads"])
    assert registry.find("nowhere") is None


def test_what_is_known_is_not_read_again_until_it_is_forgotten(setting: Setting):
    registry = UnitRegistry(setting.log)
    registry.know(["roads"])
    known = registry.find("roads")
    registry.know(["roads", "water"])
    assert registry.find("roads") is known
    registry.forget_all()
    registry.know(["roads"])
    assert registry.find("roads") is not known
