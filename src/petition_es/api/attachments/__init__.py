"""Papers at the HTTP door: attachments are checked and taken in, documents are handed out."""
