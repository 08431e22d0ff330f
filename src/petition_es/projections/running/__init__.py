"""Running projections in the database: live beside the log, and everything that may go wrong."""
