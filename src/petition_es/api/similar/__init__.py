"""Similar petitions at the door: before sending, and for officers who link or reject."""
