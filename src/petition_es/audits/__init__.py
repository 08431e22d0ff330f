"""The audits: what the events say about complaints that come again and cases never finished."""
