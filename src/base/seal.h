/* seal: what a process gives up for good, so that whoever takes it over gains little (seccomp(2),
 * landlock(7), setrlimit(2)).
 *
 * seal_reader and seal_server are called when all files that the process needs are open. Programs
 * that it starts and processes that it forks would inherit the seal. */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include <stddef.h>

#include "base/err.h"

/* For a process that turns bytes into values: it keeps what is open, memory (at most `memory` bytes
 * more than it has now; not 0), and the clock. To open a file is an error (EACCES); every other
 * system call, and memory that can be executed, ends the process. Without Landlock (Linux 5.13)
 * seccomp alone forbids files. Under sanitizers, which take terabytes of address space, memory has
 * no limit. False (ERR_SYSTEM) when the kernel does not seal: then nothing may be read. */
bool seal_reader(size_t memory, struct err *err) MUST_USE;

/* For a process that holds what nobody else may read: it leaves no core file, and other processes
 * of the same user cannot look into it. Again: harmless. */
bool seal_core(struct err *err) MUST_USE;

/* How far a sealed server still reaches by itself, since its store has to be reached again when a
 * connection is lost: not at all; programs of this machine, at Unix sockets; the network. */
enum seal_reach { SEAL_REACH_NOTHING, SEAL_REACH_MACHINE, SEAL_REACH_NETWORK };
/* For a server, which takes connections and opens none but those: no new socket, no connection, no
 * program, no other process. Each of these is an error (EPERM); everything else stays allowed.
 * False (ERR_SYSTEM) when the kernel does not seal. */
bool seal_server(enum seal_reach reach, struct err *err) MUST_USE;

#endif
