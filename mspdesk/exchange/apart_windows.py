"""The cage of a reading process on Windows: a job that this process puts itself into.

Written after Microsoft's pages on job objects (JOBOBJECT_EXTENDED_LIMIT_INFORMATION); it was never
run on Windows.
"""

import ctypes
import sys

_EXTENDED = 9
_PROCESS_TIME, _ONE_PROCESS, _PROCESS_MEMORY = 0x2, 0x8, 0x100
_DIE_QUIETLY, _WITH_THE_JOB = 0x400, 0x2000
_TICKS = 10_000_000
"""Ticks of 100 nanoseconds a second."""


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the counters in the middle are not read."""

    _fields_ = (
        ("basic", _Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t),
        ("peak_job", ctypes.c_size_t),
    )


def hold(memory: int, seconds: int) -> None:
    """Keep this process to so many bytes and seconds of work, and from starting others."""
    if sys.platform == "win32":
        system = ctypes.windll.kernel32
        system.CreateJobObjectW.restype = ctypes.c_void_p
        system.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(system.CreateJobObjectW(None, None))
        asked = _Extended()
        asked.basic.flags = (
            _PROCESS_TIME | _ONE_PROCESS | _PROCESS_MEMORY | _DIE_QUIETLY | _WITH_THE_JOB
        )
        asked.basic.process_time = seconds * _TICKS
        asked.basic.processes = 1
        asked.process_memory = memory
        size = ctypes.sizeof(asked)
        system.SetInformationJobObject(job, _EXTENDED, ctypes.byref(asked), size)
        system.AssignProcessToJobObject(job, ctypes.c_void_p(system.GetCurrentProcess()))
