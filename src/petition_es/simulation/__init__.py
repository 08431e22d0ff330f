"""A nation's year as a load: petitions that nobody handed in, told whole, the same for a seed.

It is there to measure on, and labelled as simulated wherever it can be seen: on every event as its
source, in the names of units, in the titles of petitions.
"""
