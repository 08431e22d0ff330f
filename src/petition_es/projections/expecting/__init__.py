"""When an answer may be expected, judged by how long like petitions took."""
