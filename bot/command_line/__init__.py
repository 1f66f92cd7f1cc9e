"""What the verbs of `wipiverse` do, and what they print on; `bot/cli.py` lists them."""
