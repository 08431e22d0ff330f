"""Similar petitions: what an officer, or a petitioner before sending, should see first."""
