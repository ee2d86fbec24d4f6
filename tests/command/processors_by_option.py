# command: -X cpu_count=7 processors_by_option.py
# env: PYTHON_CPU_COUNT=3
import os

print(os.cpu_count(), os.process_cpu_count())
