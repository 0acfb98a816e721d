# class: escape
# tries: to close the channel, or to let it be written to and never read
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# limits: submission 5
# told: total Your cell stopped before the answer was made. It ended Python
# told: word Your code took longer than 2 seconds to answer.

# %% total
import os

os.closerange(3, 70_000)

# %% word
from ndl_workbench.academy.sandbox import frames
import time

word = "most"
receive = frames.receive
frames.receive = lambda channel, **named: time.sleep(60)
