/* audit_parts: what `tidings audit` looks at, a function each. Inside cli/. */
#ifndef CLI_AUDIT_PARTS_H
#define CLI_AUDIT_PARTS_H

#include "cli/cli.h"

/* KIND(NAME, word, one, many): the word is that of --json; `one` and `many` are what is said of one
 * such finding, and of more. In the order in which they are shown. */
#define AUDIT_KINDS(KIND) \
	KIND(DECISION, "decision", "decision does not hang in the chain", \
		"decisions do not hang in the chain") \
	KIND(ALTERED, "altered", "file is not what was published", "files are not what was published") \
	KIND(MISSING, "missing", "file is missing", "files are missing") \
	KIND(LEFT, "left", "file shows what was taken from readers", \
		"files show what was taken from readers") \
	KIND(UNEXPLAINED, "unexplained", "file is in out/ and nobody knows why", \
		"files are in out/ and nobody knows why") \
	KIND(UNPUBLISHED, "unpublished", "thing waits for the next publication", \
		"things wait for the next publication") \
	KIND(RETRACTED, "retracted", "published paper was retracted, and readers are not told", \
		"published papers were retracted, and readers are not told") \
	KIND(GONE, "gone", "published record is gone from its service", \
		"published records are gone from their services") \
	KIND(STATUS, "status", "trial has another status than readers see", \
		"trials have another status than readers see") \
	KIND(CHANGED, "changed", "published item has changed since", \
		"published items have changed since") \
	KIND(LINK, "link", "published link is dead, moved or parked", \
		"published links are dead, moved or parked") \
	KIND(UNWATCHED, "unwatched", "kind of published record was not looked at in time", \
		"kinds of published records were not looked at in time") \
	KIND(SOURCE, "source", "source fails", "sources fail")
enum audit_kind {
#define AUDIT_CONSTANT(name, ...) AUDIT_##name,
	AUDIT_KINDS(AUDIT_CONSTANT)
#undef AUDIT_CONSTANT
		AUDIT_KIND_COUNT
};

struct audit_finding {
	enum audit_kind kind;
	int64_t item;    /* 0: it is of none */
	struct str what; /* a title, a path, the name of a source */
	struct str why;
};
struct audit {
	struct cli *cli;
	struct arena *a;
	struct audit_finding *v;
	size_t n;
	/* What was looked at. */
	size_t decisions, chained, files, items, sources;
	/* Items of which an editor declined what changed: readers see what was meant. */
	size_t declined;
};
void audit_find(struct audit *audit, struct audit_finding finding);

bool audit_decisions(struct audit *audit, struct err *err) MUST_USE;
bool audit_files(struct audit *audit, struct err *err) MUST_USE;
bool audit_items(struct audit *audit, struct err *err) MUST_USE;
bool audit_links(struct audit *audit, struct err *err) MUST_USE;
bool audit_sources(struct audit *audit, struct err *err) MUST_USE;

#endif
