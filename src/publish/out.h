/* out: the folder that readers see, changed file by file (private to publish/).
 *
 *     struct out out CLEANUP_OUT;
 *     out_open(&out, a, folder, store, now, err)     one publication at a time from here on
 *     out_sweep, out_write, out_remove …             what changed is counted in out.result */
#ifndef PUBLISH_OUT_H
#define PUBLISH_OUT_H

#include "publish/publication.h"
#include "publish/publish.h"

struct out {
	struct arena *a;
	struct str folder;
	struct store *store;
	int64_t now;
	int lock; /* on the folder; -1: none */
	struct publish_result result;
};
/* Makes the folder if need be, and waits for another publication to end. */
bool out_open(struct out *out, struct arena *a, struct str folder, struct err *err) MUST_USE;
void out_close(struct out *out);
#define CLEANUP_OUT __attribute__((cleanup(out_close)))

/* Removes what a publication that was killed left half written. */
void out_sweep(const struct out *out, const struct outputs *outputs);
/* Replaces the files that would change, in their order. */
bool out_write(struct out *out, const struct outputs *outputs, struct err *err) MUST_USE;
/* Removes the pages in items/ that are none of the outputs. */
bool out_remove_stale(struct out *out, const struct outputs *outputs, struct err *err) MUST_USE;
/* Removes a page and counts it; one that is not there is no change. */
bool out_remove(struct out *out, struct str page, struct err *err) MUST_USE;

#endif
