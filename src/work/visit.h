/* visit: how a worker visits sources. Inside work/. */
#ifndef WORK_VISIT_H
#define WORK_VISIT_H

#include "work/job.h"

/* Visits the sources of these names, or all that are due, and publishes meanwhile what editors
 * decide. With `tell` the event `visited` is called for each visit. False when the store or this
 * machine failed, or a name is of no source. */
bool work_visit(struct work *w, struct strs names, bool tell, struct run_report *report,
	struct err *err) MUST_USE;
/* Takes in what hubs delivered, in the same way. */
bool work_take_deliveries(struct work *w, const struct websub_deliveries *deliveries,
	struct run_report *report, struct err *err) MUST_USE;

/* For fetch_options.meanwhile, with a struct work whose look_at is 0 at first: readers wait for no
 * server; what was decided while one is waited for goes out at once. */
void work_publish_meanwhile(void *user);

/* Makes subscriptions agree with what feeds name, and asks for the job WEBSUB when it has something
 * to do (websub.c). */
bool websub_settle(struct work *w, struct err *err) MUST_USE;

#endif
