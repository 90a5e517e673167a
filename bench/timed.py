"""`python -m bench.timed MODULE ARGS`: runs a module, then says as JSON what its whole process took."""

import json
import resource
import runpy
import sys
import time


def main() -> int:
    """Seconds by the clock, processor seconds, peak resident megabytes."""
    began = time.monotonic()
    sys.argv = sys.argv[1:]
    code = 0
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = int(ended.code or 0)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "seconds": time.monotonic() - began,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,  # Linux tells kilobytes
    }
    print(json.dumps(told))
    return code


if __name__ == "__main__":
    sys.exit(main())
