"""What the encyclopedia says: entries, readers of formats, the store, names."""
