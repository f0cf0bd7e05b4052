"""Pages of what was agreed, of what is due, and of where things stand."""
