"""Links: which petitions are about the same matter, and why one may think so."""
