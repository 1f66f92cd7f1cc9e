"""Types of question which the form of a sentence answers: what is X, the largest, the difference, the bigger, lists."""
