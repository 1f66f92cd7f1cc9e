"""What a text means in the light of what was said before, before anything is searched."""
