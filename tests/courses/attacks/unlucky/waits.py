# class: unlucky
# tries: nothing: a cell that sleeps, and one that awaits
# marks: all

# %% total
import asyncio, time

async def one(count):
    await asyncio.sleep(0.01)
    return count

total = sum(await asyncio.gather(*(one(count) for count in counts)))
time.sleep(0.5)

# %% word
async with asyncio.timeout(1):
    word = "most"
