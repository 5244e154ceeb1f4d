/* pubmed_visit: a visit to PubMed while it goes on, between pubmed.c (the order of its parts),
 * pubmed_search.c (which records there are), pubmed_fetch.c (the records) and pubmed_missing.c
 * (those that did not come). Inside source/. */
#ifndef SOURCE_PUBMED_VISIT_H
#define SOURCE_PUBMED_VISIT_H

#include "source/kind.h"

enum {
	PUBMED_PAGE = 200,    /* records of one fetch */
	PUBMED_MOST = 9999,   /* records of one search that PubMed hands out */
	PUBMED_MAX_DAYS = 64, /* ranges of days that wait to be searched */
	PUBMED_CONTROLS = 5   /* records that PubMed has, asked for beside those that are missing */
};

enum pubmed_part {
	PUBMED_SEARCH_NEW,
	PUBMED_FETCH_NEW,
	PUBMED_SEARCH_CHANGED,
	PUBMED_FETCH_CHANGED,
	PUBMED_SEARCH_WATCHED,
	PUBMED_SEARCH_NAMED,
	PUBMED_FETCH_MISSING,
	PUBMED_SEARCH_MISSING,
	PUBMED_DONE
};

/* A range of days, both included; from.year 0: all of PubMed. */
struct pubmed_days {
	struct date from, to;
};

struct pubmed_visit {
	enum pubmed_part part;
	struct pubmed_days todo[PUBMED_MAX_DAYS]; /* a stack: what this part is still to search */
	size_t todo_count;
	struct str query_key, web_env; /* of the present search, on the history server */
	struct strs ids;               /* of the present search: the PMIDs to be fetched */
	size_t at;                     /* how many of them were asked for */
	/* Those that were listed and not given, by this visit or earlier ones. */
	struct strs missing;
	struct strs given;    /* some that this visit brought, at most PUBMED_CONTROLS */
	struct strs controls; /* beside the missing ones */
	struct strs unheld;   /* of the missing ones, those that no item holds: to be looked up */
	struct strs awaited;  /* of these, those that PubMed lists all the same */
	size_t named_at;      /* of what editors want: the first that was not searched by its name */
	size_t looked_up;     /* of a watch: how many of `known` were asked whether they changed */
};

/* Adds a range to the stack, which must have room. */
void pubmed_push_days(struct pubmed_visit *own, struct pubmed_days days);
/* PubMed's day may be ahead of ours. */
struct date pubmed_tomorrow(const struct visit *visit);
/* What PubMed says of the search, as warnings in an editor's words. */
void pubmed_warn(struct visit *visit, struct strs texts);
/* "2026/11/02"; empty for no date. */
struct str pubmed_day(struct arena *a, struct date d);
/* Whether the search names the records that it counts, at most PUBMED_MOST of them. */
bool pubmed_has_ids(const struct esearch *search, struct err *err) MUST_USE;
/* "31314805[uid] OR 27295294[uid]", of both lists. */
struct str pubmed_term(struct arena *a, struct strs some, struct strs others);
/* Fills a request to that program of the E-utilities, as a form when it is long. */
void pubmed_request(struct visit *visit, const char *program, const struct parameter *parameters,
	bool form, struct fetch_request *request);
/* The present search came to its end: on to the next range of days, or the next part. */
void pubmed_move_on(struct visit *visit);

/* Those of the present page: as many of own->ids as one request names, from own->at on. */
struct strs pubmed_page(const struct pubmed_visit *own);

void pubmed_ask_search(struct visit *visit, struct fetch_request *request);
bool pubmed_take_search(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct err *err) MUST_USE;
void pubmed_ask_fetch(struct visit *visit, struct fetch_request *request);
bool pubmed_take_fetch(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err) MUST_USE;

/* What editors want: the names that are no PMIDs are searched first. */
void pubmed_named_begin(struct visit *visit);
void pubmed_named_ask(struct visit *visit, struct fetch_request *request);
bool pubmed_named_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct err *err) MUST_USE;

/* A watch begins: it asks which of the records changed, and fetches those and what is due. */
void pubmed_watch_begin(struct visit *visit);
void pubmed_watch_ask(struct visit *visit, struct fetch_request *request);
bool pubmed_watch_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct err *err) MUST_USE;

/* Begins with the records that earlier visits missed. */
void pubmed_missing_begin(struct visit *visit);
/* Notes what a fetch brought, and what of its page (`asked`) it did not. */
void pubmed_missing_note(
	struct visit *visit, struct strs asked, const struct pubmed_records *records);
/* On to the first part that is about missing records; false when there are none. */
bool pubmed_missing_start(struct visit *visit) MUST_USE;
/* The fetch of missing records came to its end: on to the search for those that no item holds;
 * false when there are none. */
bool pubmed_missing_look_up(struct visit *visit) MUST_USE;
void pubmed_missing_ask(struct visit *visit, struct fetch_request *request);
void pubmed_missing_take(
	struct visit *visit, const struct fetch_response *response, struct arena *a);
/* Tells the editor of the records that PubMed lists and does not give. */
void pubmed_missing_warn(struct visit *visit);

#endif
