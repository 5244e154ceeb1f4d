/* verify: whether out/ holds what the store says that it holds: no more, no less, no other bytes.
 *
 * A publication of everything is made from a copy of the store, and compared with out/ instead of
 * written (publish/compare.h). Nothing is changed, and editors can go on deciding meanwhile;
 * another publication waits. An archive of a feed and the message of an edition are compared with
 * what was noted when they were written.
 *
 * What was decided since the last publication, and what a changed configuration, template or
 * program would make otherwise, waits for the next one: files that it will write are not compared,
 * and said to wait. Hidden files (".well-known") are the web server's. */
#ifndef PUBLISH_VERIFY_H
#define PUBLISH_VERIFY_H

#include "base/arena.h"
#include "base/err.h"
#include "model/site.h"
#include "store/store.h"

enum verify_fault {
	VERIFY_ALTERED = 1, /* it has other bytes, or not everybody may read it */
	VERIFY_MISSING,
	VERIFY_LEFT,       /* what was there was taken from readers, and the file is still there */
	VERIFY_UNEXPLAINED /* no row of the store says why it is there */
};
struct verify_finding {
	enum verify_fault fault;
	struct str path; /* in out/: "items/pmid-1.html" */
};
struct verify_report {
	size_t files;       /* that were compared */
	size_t waiting;     /* that the next publication will look at, and that were not compared */
	bool rendered_anew; /* they wait since the configuration, a template or the program changed */
	size_t decided;     /* items that were decided on since the last publication */
	struct verify_finding *v;
	size_t n;
};
/* Texts are in the arena. Errors: ERR_USER for a template that cannot be rendered or an out/ of
 * another site, ERR_STORE, ERR_SYSTEM. */
bool publish_verify(const struct site *site, struct store *store, int64_t now, struct arena *a,
	struct verify_report *out, struct err *err) MUST_USE;

#endif
