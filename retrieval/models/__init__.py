"""The weights of embedding models: found, exported, distilled, converted and run."""
