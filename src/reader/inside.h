/* inside: the child in which documents are read. Inside reader/. */
#ifndef READER_INSIDE_H
#define READER_INSIDE_H

#include <sys/types.h>

#include "reader/reading.h"

/* The child, which has just been forked by the process of that number: gives up all that it does
 * not need, and reads documents that come through the socket until there are no more. */
_Noreturn void inside_run(int socket, pid_t parent, const struct reading *readings);

#endif
