"""Give text the types it can carry without losing anything."""
