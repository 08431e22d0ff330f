"""A small demonstration: real kinds of cases, invented persons, and identities to try acts with."""
