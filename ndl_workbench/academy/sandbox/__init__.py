"""Run strangers' code where it can neither read, change nor outlive anything that is not its own.

``jail`` starts a warm interpreter inside bubblewrap; ``warm`` forks it, once for each submission, into namespaces
of its own (``kernel``, ``filter``); ``student`` then runs a trainee's cells, ``examiner`` the tests of the course.
The two never meet: what one asks of the other is carried by the grader as ``frames``, and is plain data (``pack``,
``unpack``) or a question that is answered with plain data.
"""
