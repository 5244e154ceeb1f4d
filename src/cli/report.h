/* report: prints what a worker does, on stdout and stderr. Inside cli/. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli/cli.h"
#include "work/work.h"

struct report {
	struct cli *cli;
	bool quiet;    /* no summary of a round that did nothing */
	bool terminal; /* stderr is one: show progress */
	bool counts;   /* what fails makes the exit status 1 */
};

/* A worker on the command's site whose events are told: progress on a terminal, failures, and one
 * summary line for the visits and one for what was published. *report lives as long as it. */
struct work report_work(struct report *report);

#endif
