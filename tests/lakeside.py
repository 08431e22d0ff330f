"""The rules of Lakeside, which is made up: a sound file of rules, to be broken in tests."""

SOUND = """\
regime = "lakeside"
version = "1"
name = { zh = "湖滨市规则", en = "Rules of Lakeside" }
in_force_from = 2016-01-01

[instruments]
charter = { zh = "湖滨市章程", en = "Charter of Lakeside" }

[[rule]]
clock = "handling"
limit = 20
starts = ["accepted"]
stops = ["opinion_issued"]
basis = { instrument = "charter", article = "4" }
"""
