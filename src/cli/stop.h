/* stop: how a command that runs long learns that it is to end. Inside cli/. */
#ifndef CLI_STOP_H
#define CLI_STOP_H

/* Becomes 1 at SIGTERM and SIGINT, whose handlers this sets. */
const volatile int *stop_flag(void);

#endif
