"""The verbs of `wipiverse`, and what they print on."""
