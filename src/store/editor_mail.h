/* store/editor_mail: the mail addresses of editors.
 *
 * An address is wanted until its owner confirms it by a link that is mailed there; then it is
 * editor.email, and only then anything else goes there. Until another one is confirmed, the one
 * before stays. */
#ifndef STORE_EDITOR_MAIL_H
#define STORE_EDITOR_MAIL_H

#include "store/editor.h"

enum { MAIL_HOURS = 24 };
struct editor_mail {
	struct str wanted; /* the address that is to be confirmed; empty: none */
	int daily;         /* the hour of the site's day at which they are told what waits; -1: never */
	struct str daily_day; /* the last day for which that was decided: "2026-11-23"; empty: none */
	bool of_published;    /* told at once of retractions and of trials that were stopped */
	bool of_sources;      /* told of sources that fail */
	int64_t reminded;     /* the last edition that waits of which they were told in the daily letter
						   * (store/edition_reminder.h); 0: of none */
};

/* What is kept of the editor's mail. */
bool store_editor_mail_get(struct store *s, struct arena *a, int64_t editor,
	struct editor_mail *out, struct err *err) MUST_USE;
/* The editor is to have this address once it is confirmed; an empty one takes back what is
 * wanted. */
bool store_editor_mail_want(struct store *s, int64_t editor, struct str address, struct err *err)
	MUST_USE;
/* Writes what the editor chose, `daily_day` and `reminded`; not the address. */
bool store_editor_mail_choose(
	struct store *s, int64_t editor, const struct editor_mail *mail, struct err *err) MUST_USE;
/* The address is confirmed, if it is the one that is wanted; *done says whether. In a transaction
 * of its own, or the one that is open. */
bool store_editor_mail_confirm(
	struct store *s, int64_t editor, struct str address, bool *done, struct err *err) MUST_USE;
/* The editor has no address any more, and none is wanted. As above. */
bool store_editor_mail_forget(struct store *s, int64_t editor, struct err *err) MUST_USE;
/* The active editor who confirmed this address, whatever the case of its letters. *found is false
 * when there is none, or when several share it. */
bool store_editor_mail_find(struct store *s, struct arena *a, struct str address,
	struct editor *out, bool *found, struct err *err) MUST_USE;

#endif
