"""Texts of the length that petitions and answers have: some 350 characters."""

_SENTENCE = (
    "本人系某县某镇某村村民，村口通往县道的桥梁自去年汛期后出现裂缝，桥面塌陷，护栏缺失，"
    "学生上学和车辆通行均有危险，曾多次向村委会反映，至今没有修复，请有关部门尽快核实处理。"
)
TITLE = "村口危桥亟待修复"
TEXT = _SENTENCE * 4
OPINION = (
    "经核实，您反映的某某村危桥改造问题已列入本年度计划，由交通运输局负责，预计于十二月底前完工。"
    "感谢您的监督。"
) * 6
