# class: unlucky
# tries: nothing: a cell that begins another program
# marks: word 0
# told: word Your cell stopped before the answer was made. It stopped

# %% word
import subprocess

word = subprocess.run(['echo', 'most'], capture_output=True, text=True).stdout.strip()
