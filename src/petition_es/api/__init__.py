"""The HTTP door: JSON for programs, pages for people; the office decides, this room only asks."""
