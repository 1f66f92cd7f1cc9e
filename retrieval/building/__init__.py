"""What a build does to the folder of an index, and how far it has come."""
