/* visit: fetching and publishing as fetch, run and work share them. */
#ifndef CLI_VISIT_H
#define CLI_VISIT_H

#include "cli/cli.h"

/* Visits the sources that are due, or those named; a progress line on a terminal, failures and one
 * summary line otherwise. `quiet`: no summary when nothing was due. False when a source or the run
 * failed (said on stderr). */
bool visit_sources(struct cli *cli, struct strs names, const volatile int *stop, bool quiet);
/* Does what the desk asked for: its jobs, one after the other, until none is due. False when the
 * store failed. */
bool visit_jobs(struct cli *cli, const volatile int *stop);
/* Brings what items can be found by up to date. */
bool visit_catalog(struct cli *cli, const volatile int *stop);
/* Writes out/, and says what changed. */
bool visit_publish(struct cli *cli, bool quiet);
/* Becomes 1 at SIGTERM and SIGINT, so that a long command ends cleanly. */
const volatile int *visit_stop_flag(void);

#endif
