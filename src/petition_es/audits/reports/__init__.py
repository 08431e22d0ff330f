"""Reports (审查报告) of a unit or a division: one file that can be read, printed and handed on."""
