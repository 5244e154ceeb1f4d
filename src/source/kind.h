/* kind: what is particular to one kind of source.
 *
 * A visit is a conversation with one source. `ask` fills the next request and `take` reads the
 * response to it, in turn, until `ask` has nothing more to ask or `take` fails. Waiting, retrying,
 * pacing and storing are the runner's (run.h), which calls these functions of many visits on one
 * thread.
 *
 * A new kind is one file here, source/NAME.c, with its const struct kind KIND_NAME, and one
 * entry in the list of model/source_kinds.h; tests/extend/notices.c is a small one, which only cuts
 * lines. What needs a parser is read in the reader's process, never here: a kind whose answers are
 * in a format of their own brings the parser (parse/record/NAME.c), an entry in the table of
 * reader/reading.c with what is checked of its results, and a function in reader/reader.h. */
#ifndef SOURCE_KIND_H
#define SOURCE_KIND_H

#include "fetch/fetch.h"
#include "model/entry.h"
#include "model/reason.h"
#include "model/site.h"
#include "model/addition.h"
#include "reader/reader.h"
#include "store/missing.h"
#include "store/source.h"
#include "store/watch.h"
#include "store/websub.h"

/* A record that the service ought to have given. */
struct absence {
	struct str native;
	struct reason reason; /* for the editor, when it is gone */
	bool listed;          /* the service lists it all the same: it may still come */
	bool deleted;         /* the service says outright that it deleted the record */
	/* Of a page: why it gives nothing, and for how many seconds its server asks not to be asked. */
	enum addition_fault fault;
	int64_t wait;
};
struct absences {
	struct absence *v;
	size_t n;
};

struct visit {
	const struct site *site;
	const struct source *source;
	const struct kind *kind;
	struct reader *reader; /* what responses say is read by it */
	/* Lives until the end of the visit is stored. Whatever the kind keeps from one call to the next
	 * is copied into it: own, requests, warnings, what it changes of `state`. */
	struct arena arena;
	/* What is remembered of the source: `take` changes marks, validators, url and gone. Stored when
	 * the visit succeeded; of a visit that failed only `gone` is kept. A kind moves the marks only
	 * when all that it asked for has come. */
	struct source_state state;
	int64_t now;
	bool first;        /* nothing was ever taken from this source as it asks now */
	struct strs known; /* native ids that we hold of it, sorted; filled for kinds with `tracks` */
	struct strs due;   /* of these, those to be looked at now; for kinds with `watch` */
	/* Some records that we hold besides; for kinds with `watch`. */
	struct strs others;
	/* Those that the service ever gave by their numbers, sorted; for a watch over works. */
	struct strs given;
	/* What editors want of it, to be looked up now; for kinds with `wanted`. */
	struct additions additions;
	/* Records that it did not give lately, to be asked for again; for kinds with `tracks`. */
	struct missing_records missing;
	/* Records that the visit found missing: they count when it comes to its end well. */
	struct absences absences;
	/* `take` sets it when it fails for a reason that the response does not show. */
	enum source_failure failure;
	/* For the editor, of a visit that succeeds: words of the search that the service did not find
	 * or left out, and what was cut off or left out of its answer. */
	struct strs warnings;
	/* How many records the service counts of the search, as soon as it said so. */
	bool counted;
	long count;
	/* Seconds for which the service says that its answer stays as it is (Cache-Control: max-age).
	 * The next visit waits for them when that is longer than the source's `every`. 0 or less: it
	 * does not say. */
	int64_t next_in;
	/* Of a feed that was read whole: the hub that it names. `hub_read` false: it was not read, and
	 * what it named before holds. */
	bool hub_read;
	struct websub_name hub;
	/* The hub delivered the document: nothing was asked, so validators and the address stay as they
	 * are. NULL: it was asked for. */
	const struct websub_delivery *delivery;
	bool told;      /* its hub tells of changes */
	long new_items; /* that it brought so far, counted as they are stored */
	void *own;      /* the kind's, in the arena */
};

/* What one response gave. All of it belongs to the arena that `take` is handed, which lives until
 * the answer is stored. */
struct source_answer {
	struct entries entries;
	struct strs present; /* native ids of further records that the service has */
	/* What it says of publications, each by its DOI; of a watch over works. */
	const struct work_said *said;
	size_t said_count;
};

struct kind {
	/* Milliseconds between two requests to the service, of all its sources together; NULL: none. */
	long (*interval_ms)(const struct visit *visit);
	bool tracks; /* wants `known` */
	/* A watch: `known` are the records of this kind that readers see, whatever source brought them,
	 * and what it brings is taken as what those sources say now. NULL: it is none. */
	const struct watch *watch;
	/* It brings the records of this kind for which editors ask, and nothing else
	 * (source/addition.h). NULL: it does not. */
	const struct watch *wanted;
	int64_t look_every; /* of a watch: seconds after which a record is in `due` */
	/* A request that failed is not sent again in the same visit. */
	bool once;
	/* Prepares `own`. Must be set, as ask and take: the runner calls it before the first ask. */
	void (*begin)(struct visit *visit);
	/* Fills the next request: its strings are in the visit's arena; max_bytes left 0 is set by the
	 * runner. False: there is nothing more to ask. */
	bool (*ask)(struct visit *visit, struct fetch_request *request) MUST_USE;
	/* Reads the response to the last request. False: the visit failed with `err` (of kind
	 * ERR_SOURCE, or of the reader's); what `answer` holds by then is stored all the same. */
	bool (*take)(struct visit *visit, const struct fetch_response *response, struct arena *a,
		struct source_answer *answer, struct err *err) MUST_USE;
};

#define KIND_EXTERN(name, ...) extern const struct kind KIND_##name;
SOURCE_KINDS(KIND_EXTERN)
#undef KIND_EXTERN
const struct kind *kind_of(enum source_kind kind);

/* The rest is for the kinds. */

/* Sets an error of kind ERR_SOURCE. Always false. */
#define kind_fail(err, ...) err_set_kind(err, ERR_SOURCE, __VA_ARGS__)
/* Says that a bot wall stands before the source. Always false. */
bool kind_fail_wall(const char *who, struct err *err);
/* True when the response came completely and its status is 200 (or 203); else the error in words,
 * which name a bot wall as such, with the reason that a service gives (parse/record/answer.h). */
bool kind_response_ok(const struct visit *visit, struct arena *a,
	const struct fetch_response *response, struct err *err) MUST_USE;
/* It came with such a status and broke off: its complete records may be taken, then the visit
 * fails. */
bool kind_broke_off(const struct fetch_response *response);

/* Adds an absence; its strings are copied into the visit's arena. */
void kind_absent(struct visit *visit, struct absence absence);

/* A name and value of a query; an empty value is left out. A NULL name ends a list. */
struct parameter {
	const char *name;
	struct str value;
};
/* The address base + path, and behind it "?name=value&name=value", encoded. */
struct str kind_url(
	struct arena *a, struct str base, const char *path, const struct parameter *parameters);
/* The same parameters as the body of a form. */
struct str kind_form(struct arena *a, const struct parameter *parameters);

/* Today as a mark: 'YYYY-MM-DD', the day up to which a source was searched. */
struct str kind_mark(struct arena *a, int64_t now);
/* The day from which to search again: two days before the mark, since services index late. No date
 * (year 0) when there is no mark. */
struct date kind_mark_since(struct str mark);

#endif
