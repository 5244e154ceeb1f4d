/* growth: how the lists of the digest grow, and what came back of their mail: numbers, by week and
 * by kind (private to desk/). */
#ifndef DESK_GROWTH_H
#define DESK_GROWTH_H

#include "desk/desk.h"

/* Of the last weeks {id, plot, moved, weeks: [{week, moved, joined, left, bounced, complained,
 * deleted, here, away}]}, as the template desk-growth shows it; `list` empty: of people, whatever
 * they are subscribed to. `plot` is false when nobody came or went; `moved` says whether anybody
 * came from another list, or went to one. `id` begins the ids of its parts. */
bool growth_view(struct desk *desk, const struct http_request *request, struct str list,
	const char *id, json_t **out, struct err *err) MUST_USE;
/* Of mail that came back in the weeks that growth_view shows, or about the edition at any time (0:
 * of any): {items: [{words, n}]}, or false when none did. */
bool growth_bounces(struct desk *desk, const struct http_request *request, int64_t edition,
	json_t **out, struct err *err) MUST_USE;

#endif
