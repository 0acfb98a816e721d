"""Taking a course on a container that forgets: join, save one's work, bring it back, hand in. One module a verb."""
