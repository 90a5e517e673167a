"""Speed and memory, measured: `python -m bench [name ...]` prints Markdown tables and writes nothing else."""
