# exit: 1
import sys

sys.stdout = None
print("nowhere")
print("nowhere", flush=True)
sys.stdout = sys.__stdout__
print("here")
del sys.stdout
print("lost")
