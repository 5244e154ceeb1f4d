/* process: whether a process that left its mark is still there. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/arena.h"

/* This process's mark, in the arena: machine (machine-id(5)), boot, namespace of process numbers,
 * number and start time (proc(5)), with a slash between them. No other process ever has it.
 * STR_NONE when /proc cannot be read. */
struct str process_mark(struct arena *a);
/* The machine's id; empty: it has none. In the arena. */
struct str process_machine(struct arena *a);
/* Whether the process of this mark has ended for certain: the machine was started anew, or its
 * number is free or another process's. False when it cannot be told (another machine or container,
 * no mark). */
bool process_has_ended(struct str mark);

#endif
