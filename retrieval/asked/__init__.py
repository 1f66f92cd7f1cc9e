"""A question as it may be meant: without courtesies and slips, in other words, of whom it names."""
