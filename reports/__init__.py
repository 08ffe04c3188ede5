"""To outside: what people and programs read."""
