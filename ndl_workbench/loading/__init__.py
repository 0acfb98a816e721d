"""From whatever the user names to a table whose every row is accounted for."""
