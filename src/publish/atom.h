/* atom: the feed of a section (RFC 4287). */
#ifndef PUBLISH_ATOM_H
#define PUBLISH_ATOM_H

#include "publish/page.h"

enum { ATOM_ENTRIES = 50 };

/* The newest entries of the section as an Atom document, in the arena; `v` holds the live releases,
 * newest approval first. Ids are tag: URIs (RFC 4151) and never change; atom:updated is the time of
 * the approval. The content is the template "entry".
 *
 * What was taken down (`gone`, the latest first) is an at:deleted-entry (RFC 6721), so that readers
 * drop what they keep. A deletion ages as an entry does: it leaves the feed when ATOM_ENTRIES later
 * approvals fill it, or as many later deletions. */
bool atom_write(struct arena *a, const struct site *site, struct templates *t, enum section section,
	const struct placed *v, size_t n, const struct gones *gone, struct str *out, struct err *err)
	MUST_USE;

#endif
