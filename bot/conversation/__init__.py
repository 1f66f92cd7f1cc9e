"""What a text means in the light of what was said before, and what it leads to: an entry, an answer, small talk."""
