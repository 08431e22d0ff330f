"""The ways in for real input: complaint files and foreign case logs.

Reading is apart from recording.  The readers here know files and nothing of petitions: each
yields what one record says, or a :class:`~petition_es.importing.rejects.Rejected` that names the
line, the column and the reason.  No record is dropped without one of the two.
"""
