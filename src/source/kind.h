/* kind: what is particular to one kind of source, as a conversation.
 *
 * A visit is one conversation with one source: `ask` says what to fetch next, `answer` takes the
 * response and gives entries, until `ask` has nothing more to ask or `answer` fails. Waiting,
 * retrying, pacing, storing are the runner's (run.c). A new kind is one file here,
 * source/NAME.c, with its const struct source_kind KIND_NAME, and one entry in the list of
 * model/source_kinds.h. */
#ifndef SOURCE_KIND_H
#define SOURCE_KIND_H

#include "fetch/fetch.h"
#include "model/entry.h"
#include "model/site.h"
#include "store/source.h"

struct vanished {
	struct str native, reason;
};

struct visit {
	const struct site *site;
	const struct source *source;
	const struct source_kind *kind;
	struct arena arena; /* lives as long as the visit */
	struct source_state
		state; /* validators, marks, url: changed by `answer`, written when the visit succeeded */
	int64_t now;
	bool first;           /* nothing was ever taken from this source as it asks now */
	struct strs known;    /* native ids that we hold of it (kinds with `tracks`) */
	struct strs warnings; /* what the service only half understood, for the editor */
	int64_t next_in; /* seconds until the next visit at the earliest, as the service asked; 0: it
						did not */
	long new_items;  /* that it brought so far: the runner counts */
	void *own;       /* the kind's, in the arena */
};

/* What an answer gave. Everything belongs to the arena handed in, which lives until the entries are
 * stored. */
struct harvest {
	struct entries entries;
	struct vanished *vanished;
	size_t vanished_count;
};

struct source_kind {
	long (*interval_ms)(const struct visit
			*visit); /* between two requests to the service, all sources together; NULL: none */
	bool tracks;     /* wants `known` */
	/* Prepares `own`. */
	void (*begin)(struct visit *visit);
	/* Fills the next request (strings in the visit's arena; max_bytes is set by the runner when
	 * left 0); false: nothing more to ask. */
	bool (*ask)(struct visit *visit, struct fetch_request *request);
	/* Takes the response to the last request. False: the visit failed with `err`; what `harvest`
	 * holds then is taken all the same. */
	bool (*answer)(struct visit *visit, const struct fetch_response *response, struct arena *a,
		struct harvest *harvest, struct err *err);
};

#define KIND_EXTERN(name, ...) extern const struct source_kind KIND_##name;
SOURCE_KINDS(KIND_EXTERN)
#undef KIND_EXTERN
const struct source_kind *source_kind_of(enum source_type type);

/* For the kinds: the response as an error in words when it is not a complete 200. */
bool answer_is_ok(const struct fetch_response *response, struct err *err);
/* SERVICE's base URL with `path` and, for each of the name/value pairs up to a NULL name,
 * "&name=value" encoded; empty values are left out. */
struct parameter {
	const char *name;
	struct str value;
};
struct str request_url(
	struct arena *a, struct str base, const char *path, const struct parameter *parameters);
/* The same parameters as a form body. */
struct str request_form(struct arena *a, const struct parameter *parameters);
/* 'YYYY-MM-DD' of a mark moved back by the overlap of two days, as a date; empty for no mark. */
struct date mark_with_overlap(struct str mark);
struct str mark_of(struct arena *a, int64_t now);

#endif
