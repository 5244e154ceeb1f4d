/* all_done: what an empty queue says: why nothing waits, and what comes next. */
#ifndef DESK_ALL_DONE_H
#define DESK_ALL_DONE_H

#include <jansson.h>

#include "desk/desk.h"

/* Sets `done` for the template desk-done:
 *
 *   nothing        no item ever arrived
 *   no_source, unvisited, visited     one is true: no source is set up; none was visited with
 *                  success; one was
 *   all            every item is decided; false: some are put off
 *   today, week    what editors decided in all since midnight and since Monday: {approved,
 *                  rejected, later, all}; false: nothing
 *   later, later_day     how many are put off, and when the first of them comes back
 *   failing, sources     how many sources failed at their last visit, and how many there are
 *   next           the visit that comes next: {name, when}; when: empty is now; false: none
 *   waiting        as publish_now_set sets it; published_ago: when the last publication was;
 *                  empty: there was none
 *   digest         {items: [{title, n, many, more}]}: the sections of which anything was approved
 *                  since their last edition; `many`: that many or more; `more`: one stands before
 *                  it; false: none
 *
 * False when the store failed. */
bool all_done_set(struct desk *desk, const struct http_request *request, json_t *data,
	struct err *err) MUST_USE;

#endif
