"""The rules as data (规则数据): what was announced for a country or an office, read and checked."""
