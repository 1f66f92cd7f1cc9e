"""Korean questions asked of English entries: their words, numbers, order and slips of the finger."""
