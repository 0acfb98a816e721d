# class: exhaust
# tries: to raise its own limits
# marks: total 0
# prints: raised []

# %% total
import resource, os

raised = []
for name in sorted(name for name in vars(resource) if name.startswith("RLIMIT")):
    kind = getattr(resource, name)
    now, most = resource.getrlimit(kind)
    for value in (most + 1 if most > 0 else 1, resource.RLIM_INFINITY):
        try:
            if most != resource.RLIM_INFINITY:
                resource.prlimit(0, kind, (value, value))
                raised.append(name)
        except (OSError, ValueError):
            pass
for raise_it in (lambda: os.nice(-5), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)), lambda: os.setpriority(os.PRIO_USER, 0, -1)):
    try:
        raise_it()
        raised.append("priority")
    except OSError:
        pass
print("raised", raised, resource.getrlimit(resource.RLIMIT_CORE))
total = 0
