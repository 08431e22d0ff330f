"""Running the audits: over the whole log in several processes, or at one petition that changed."""
