"""A job of the kind lockstep by `conscycle lockstep --random`: its answer as a job's record."""

import json
import resource
import subprocess
import sys

DIVERGED = 4


def main() -> int:
    """Runs the command in the arguments, and prints the record."""
    program, *arguments = sys.argv[1:]
    result = subprocess.run([program, "lockstep", "--random", *arguments], text=True,
                            stdout=subprocess.PIPE)
    if result.returncode not in (0, DIVERGED):
        return result.returncode
    answer = json.loads(result.stdout)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    seed = int(arguments[arguments.index("--seed") + 1])
    if answer["equal"]:
        programs, cycles, last = answer["programs"], answer["cycles"], seed + answer["programs"] - 1
        found = []
    else:
        last = int(answer["program"].split()[-1])
        programs, cycles = last - seed, 0
        found = [{"seed": last, "difference": f"first divergence in cycle {answer['cycle']}"}]
    print(json.dumps({
        "kind": "lockstep", "first": seed, "last": last, "programs": programs, "cycles": cycles,
        "counterexamples": found,
        "time": {"processor_seconds": round(usage.ru_utime + usage.ru_stime, 2)}}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
