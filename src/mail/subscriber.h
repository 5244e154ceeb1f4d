/* subscriber: the one door for changes of who gets the digest: the public's pages, the command
 * line, the desk and reports of bounces all come through here. store/subscriber.h keeps the rows.
 *
 *     struct vault vault CLEANUP_VAULT;
 *     if (!subscriber_vault_open(site, store, VAULT_MAKE, &vault, err)) …
 *     subscriber_sign_up(site, store, &vault, &wish, err)     a letter asks the owner
 *     subscriber_confirm(store, id, now, &there, err)         the link in it was followed
 *     subscriber_leave(store, id, list, now, …)               one list, or all
 *     subscriber_delete(store, id, now, err)                  nothing but a number stays
 *
 * Whom a change is about is named by their number, and read in the transaction that writes: what
 * they or an editor did since the caller looked is never undone. Who was deleted since is left
 * alone.
 *
 * An address is read in two places alone: where a message to it is handed over, and where somebody
 * asks for it on the command line. No error of this file names one. */
#ifndef MAIL_SUBSCRIBER_H
#define MAIL_SUBSCRIBER_H

#include "base/vault.h"
#include "model/site.h"
#include "store/subscriber.h"
#include "store/subscription_move.h"

/* The file of the key: SITE/subscribers.key, or where mail.key has it; in the arena. */
const char *subscriber_key_path(struct arena *a, const struct site *site);
/* The key in that file. The store knows which one it is: one that is missing while there
 * are subscribers, or is another one, is an error that says what to do (ERR_USER), and none is made
 * in its place. From then on this process leaves no core file. */
bool subscriber_vault_open(const struct site *site, struct store *s, enum vault_open how,
	struct vault *vault, struct err *err) MUST_USE;
/* Whether the key is there: before anybody signed up there is none. */
bool subscriber_vault_is_there(const struct site *site);

/* By what an address is found: its keyed hash, whatever its case. False when it is none. */
bool subscriber_found_by(
	const struct vault *vault, struct arena *a, struct str address, struct hash *found) MUST_USE;
/* The address, in the arena; the caller wipes it (vault_wipe). False (ERR_STORE) when none is kept,
 * or it was sealed by another key. */
bool subscriber_address(const struct vault *vault, struct arena *a,
	const struct subscriber *subscriber, struct str *address, struct err *err) MUST_USE;

/* The tokens in links of a copy: by one the subscriber leaves the list ("": everything), by the
 * other their settings open. Always the same for the same handle. */
struct str subscriber_leave_token(
	const struct vault *vault, struct arena *a, struct str list, struct str handle);
struct str subscriber_settings_token(const struct vault *vault, struct arena *a, struct str handle);
/* What a token names. Links hold for ever: also those of a list that is configured no more. */
struct leave_link {
	bool proved; /* somebody with the key made the token */
	struct str handle;
	struct str list; /* "": all */
};
bool subscriber_leave_read(const struct vault *vault, struct arena *a, struct store *s,
	struct str token, struct leave_link *out, struct err *err) MUST_USE;
/* The same of the other token; false when nobody with the key made it. */
bool subscriber_settings_read(
	const struct vault *vault, struct arena *a, struct str token, struct str *handle) MUST_USE;

/* A letter is asked for at most once in so many seconds, and so often a week, until the address is
 * confirmed. What is not confirmed is forgotten after SUBSCRIBER_WISH_SECONDS. */
enum {
	SUBSCRIBER_PAUSE_SECONDS = 3600,
	SUBSCRIBER_LETTERS = 5,
	SUBSCRIBER_WISH_SECONDS = 7 * 86400,
};
struct subscriber_wish {
	struct str address;
	struct strs lists; /* slugs; those that are not configured do not count */
	enum subscriber_how how;
	int64_t now;
};
/* Notes what is wanted and asks for the letter, if it is time for one. What is done, and what is
 * answered, is the same whether the address is known or not. False (ERR_USER) when the address is
 * none, or no list is named. */
bool subscriber_sign_up(const struct site *site, struct store *s, const struct vault *vault,
	const struct subscriber_wish *wish, struct err *err) MUST_USE;
/* What waits for it is confirmed. Again: nothing more. *there is false when there is no such
 * subscriber. */
bool subscriber_confirm(struct store *s, int64_t id, int64_t now, bool *there, struct err *err)
	MUST_USE;
/* Takes the subscriber off the list, and off those to which they were moved from it, or off
 * everything (""). Who is on no list any more has left:
 * of the address only the hash is kept, by which no import brings it back. *changed is false when
 * nothing was to be done. */
bool subscriber_leave(struct store *s, int64_t id, struct str list, int64_t now, bool *changed,
	struct err *err) MUST_USE;
/* Puts a confirmed subscriber on these lists of the site's and takes them off its others; on none:
 * they leave. Who is confirmed no more stays as they are. */
bool subscriber_choose(const struct site *site, struct store *s, int64_t id,
	const struct strs *lists, int64_t now, struct err *err) MUST_USE;
/* No more mail: left, complained (the address is not kept, and no list) or bounced (both are kept,
 * in case the address works again; nobody but the confirmed bounces). Counts it for each list and
 * for all. */
bool subscriber_end(struct store *s, int64_t id, enum subscriber_state state, int64_t now,
	struct err *err) MUST_USE;
/* Deletes all of them but the number. */
bool subscriber_delete(struct store *s, int64_t id, int64_t now, struct err *err) MUST_USE;
/* Forgets what nobody confirmed in time. Part of each round of a worker. */
bool subscriber_sweep(struct store *s, int64_t now, struct err *err) MUST_USE;

/* Moves everybody on a list to another one of the site, as store/subscription_move.h says: when and
 * how they consented stays, and a link in mail of the old list leads off the new one. Counts it for
 * both. False (ERR_USER) when there is no such list, or an edition of the old one is on its way,
 * which they would not get then. */
bool subscriber_move(const struct site *site, struct store *s, const struct subscription_move *move,
	int64_t now, struct subscription_moved *out, struct err *err) MUST_USE;
/* Lists that the configuration has no more, and how many confirmed subscribers are on each: they
 * get nothing. */
struct stranded_list {
	struct str slug;
	int64_t people; /* not 0 */
};
struct stranded_lists {
	struct stranded_list *v;
	size_t n;
};
bool subscriber_stranded(const struct site *site, struct store *s, struct arena *a,
	struct stranded_lists *out, struct err *err) MUST_USE;

/* Somebody who consented elsewhere. */
struct subscriber_consent {
	struct str address;
	struct strs lists; /* slugs, all of them lists of the site */
	struct str proof;  /* when and how they consented, in a sentence that holds no address */
	enum subscriber_how how;
	int64_t now;
};
enum subscriber_admitted {
	SUBSCRIBER_ADMITTED, /* confirmed now */
	SUBSCRIBER_KNOWN,    /* was confirmed before, and stays as it was */
	SUBSCRIBER_ENDED,    /* left, complained or bounced, and is not brought back */
	SUBSCRIBER_REFUSED,  /* no address, no list, no proof, or one that holds "@" */
};
bool subscriber_admit(const struct site *site, struct store *s, const struct vault *vault,
	const struct subscriber_consent *consent, enum subscriber_admitted *out, struct err *err)
	MUST_USE;

/* A table of such people: CSV (RFC 4180; ";" for "," as some spreadsheets write it) with a head
 * that names the columns "address", "lists" (slugs, a space between two) and "proof". What a line
 * does not say is taken from here. */
struct subscriber_import {
	struct str bytes;
	struct strs lists;
	struct str proof;
	int64_t now;
};
struct subscriber_imported {
	size_t n[SUBSCRIBER_REFUSED + 1]; /* lines of each kind (enum subscriber_admitted) */
	size_t first_refused;             /* the line, the head being 1; 0: none */
};
/* All of it, or nothing when the store fails or the table has no addresses (ERR_USER). */
bool subscriber_import(const struct site *site, struct store *s, const struct vault *vault,
	const struct subscriber_import *from, struct subscriber_imported *out, struct err *err)
	MUST_USE;

/* One line of JSON for the subscriber, in the arena: {address, state, lists, how, proof,
 * confirmed}. The caller wipes it. */
bool subscriber_json(struct store *s, const struct vault *vault, struct arena *a,
	const struct subscriber *subscriber, struct str *out, struct err *err) MUST_USE;
/* Writes all whose address is kept, a line each, into the file, which must not be there yet: mode
 * 0600. *n: how many. */
bool subscriber_export(struct store *s, const struct vault *vault, const char *path, size_t *n,
	struct err *err) MUST_USE;

#endif
