"""A Slurm cluster of one node on this computer: its own ports, keys and state, in one folder."""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Seconds until the node must be idle.
PATIENCE = 30

CONFIGURATION = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MinJobAge=300
SchedulerParameters=sched_min_interval=100000,batch_sched_delay=0,sched_interval=2
StateSaveLocation={folder}/controller
SlurmdSpoolDir={folder}/node
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory={memory} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


@contextmanager
def cluster(folder: Path) -> Iterator[dict[str, str]]:
    """Starts a cluster, and ends it; the environment in which its commands are for it."""
    folder.chmod(0o755)
    for name in ("controller", "node"):
        (folder / name).mkdir()
    with open(folder / "munge.key", "wb", opener=_private) as key:
        key.write(secrets.token_bytes(1024))
    controller, node = _free_ports(2)
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    text = CONFIGURATION.format(
        host=socket.gethostname().split(".")[0],
        controller=controller,
        node=node,
        user=getpass.getuser(),
        folder=folder,
        cores=os.cpu_count(),
        memory=pages * size // 2**20 * 9 // 10,
    )
    (folder / "slurm.conf").write_text(text, encoding="utf-8")
    environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
    environment["PATH"] = f"{folder}/bin:{environment['PATH']}:/usr/sbin:/sbin"
    # Snakemake's plugin takes all of Slurm's variables away from a job: a cluster has its
    # configuration in /etc.
    srun = folder / "bin" / "srun"
    srun.parent.mkdir()
    srun.write_text(
        f'#!/bin/sh\nSLURM_CONF="{folder}/slurm.conf" exec "{shutil.which("srun")}" "$@"\n',
        encoding="utf-8",
    )
    srun.chmod(0o755)
    munge = [f"--socket={folder}/munge.socket"]
    munge += [f"--{name}-file={folder}/munge.{name}" for name in ("key", "pid", "log", "seed")]
    daemons: list[subprocess.Popen[bytes]] = []
    try:
        for command in (
            ["munged", "--foreground", "--force", *munge],
            ["slurmctld", "-D", "-f", str(folder / "slurm.conf")],
            ["slurmd", "-D", "-f", str(folder / "slurm.conf")],
        ):
            with open(folder / f"{command[0]}.out", "wb") as output:
                daemons.append(
                    subprocess.Popen(command, env=environment, stdout=output, stderr=output)
                )
            if command[0] == "munged":
                _wait((folder / "munge.socket").exists, folder)
        _wait(lambda: _is_idle(environment), folder)
        yield environment
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
        for daemon in daemons:
            try:
                daemon.wait(timeout=10)
            except subprocess.TimeoutExpired:
                daemon.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _free_ports(count: int) -> list[int]:
    """Ports of the loopback that nobody has."""
    taken = [socket.socket() for _ in range(count)]
    try:
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]
    finally:
        for one in taken:
            one.close()


def _is_idle(environment: dict[str, str]) -> bool:
    command = ["sinfo", "--noheader", "--format=%t"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return told.returncode == 0 and told.stdout.strip() == "idle"


def _wait(is_there: Callable[[], bool], folder: Path) -> None:
    """Waits for something, or tells what the daemons have written."""
    end = time.monotonic() + PATIENCE
    while not is_there():
        if time.monotonic() > end:
            logs = "\n".join(
                f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}"
                for path in sorted([*folder.glob("*.log"), *folder.glob("*.out")])
            )
            raise RuntimeError(f"the cluster does not start:\n{logs}")
        time.sleep(0.1)
