"""Walk through sources, and keep their records on this machine: a copy of what others hold, which can be made anew."""
