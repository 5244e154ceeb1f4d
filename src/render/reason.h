/* reason: in words, why a published item is back with the editors, and what they are warned of. */
#ifndef RENDER_REASON_H
#define RENDER_REASON_H

#include "model/reason.h"
#include "model/warning.h"

/* On one line: "The status changed from RECRUITING to COMPLETED". */
struct str reason_words(struct arena *a, const struct reason *reason);
/* The words of each, in the same order. */
struct strs reason_list_words(struct arena *a, const struct reasons *reasons);
/* The words of a set of warnings (a sum of enum warning), in the editors' order. */
struct strs reason_warnings_words(struct arena *a, unsigned warnings);

#endif
