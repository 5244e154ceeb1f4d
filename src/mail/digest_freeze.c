/* Freezing an edition: from then on nothing of it changes. */
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/secret.h"
#include "base/vault.h"
#include "item/lapse.h"
#include "mail/digest.h"
#include "store/edition_act.h"
#include "store/edition_file.h"
#include "store/site.h"

enum { SEEN_MAX = 64 << 20 };

/* An edition that readers may have, but that the store does not know, came from a store that was
 * lost or replaced. */
static bool check_free(
	struct arena *a, const struct digest_edition *e, struct str name, struct err *err)
{
	const char *path = str_printf(
		a, STR_FMT "/" EDITION_FOLDER "/" STR_FMT, STR_ARG(e->site->folder), STR_ARG(name))
						   .p;
	return access(path, F_OK) != 0 ||
		err_set(err,
			"%s is there, but the store does not know this edition: it was frozen by a store that "
			"was replaced since. It is never overwritten; freeze this one under another name "
			"(--period), or move the file away if no reader got it",
			path);
}

/* Fails when the folder cannot be written to, before anything is frozen. */
static bool check_folder(struct arena *a, const struct digest_edition *e, struct err *err)
{
	const char *path = str_printf(a, STR_FMT "/" EDITION_FOLDER, STR_ARG(e->site->folder)).p;
	return file_make_folder(path, err) &&
		(access(path, W_OK | X_OK) == 0 ||
			err_set_kind(err, ERR_SYSTEM, "cannot write in %s: %s", path, strerror(errno)));
}

static bool hand_over_files(struct arena *a, const struct digest_edition *e, struct store *store,
	const struct digest *digest, struct err *err)
{
	static const char *const suffixes[EDITION_FILES] = EDITION_SUFFIXES;
	const struct str bytes[EDITION_FILES] = {digest->html, digest->text, digest->eml};
	for (size_t i = 0; i < EDITION_FILES; i++) {
		struct str name = store_edition_file_name(a, e->period, e->list->slug, suffixes[i]);
		if (!check_free(a, e, name, err) || !store_edition_file_add(store, name, bytes[i], err))
			return false;
	}
	return true;
}

static bool check_new(
	struct arena *a, const struct digest_edition *e, struct store *store, struct err *err)
{
	struct frozen_edition before;
	bool frozen;
	if (!store_edition_find(store, a, e->list->slug, e->period, &before, &frozen, err))
		return false;
	return !frozen ||
		err_set(err,
			"the edition " STR_FMT
			" is frozen already; what is new since then goes into the next one",
			STR_ARG(edition_name(a, e->period, e->list->slug)));
}

/* The bodies that copies are made of: with a token of nobody, which no source can know. */
static bool build_bodies(struct arena *a, const struct digest_edition *e,
	const struct edition_draft *draft, struct edition_bodies *out, struct err *err)
{
	struct digest_edition mailed = *e;
	struct digest digest;
	out->slot = mailed.token = str_sub(secret_new(a), 0, VAULT_TOKEN_DIGITS);
	if (!digest_build(a, &mailed, draft, &digest, err))
		return false;
	assert(!digest.empty);
	if (str_find(digest.html, out->slot) == STR_NOT_FOUND ||
		str_find(digest.text, out->slot) == STR_NOT_FOUND)
		return err_set(err,
			"your template digest.html or digest.txt does not show {{unsubscribe}}: readers could "
			"not leave, so nothing was frozen");
	out->html = digest.html;
	out->text = digest.text;
	return true;
}

static void add_releases(struct buf *text, const struct releases *releases)
{
	for (size_t i = 0; i < releases->n; i++)
		buf_addf(text, "%lld,", (long long)releases->v[i].id);
	buf_add(text, S(";"));
}

/* The items too: of those that do not fit the mail shows nothing but their number. */
struct str digest_seen(struct arena *a, const struct digest_edition *edition,
	const struct edition_draft *draft, const struct digest *digest)
{
	struct buf text CLEANUP_BUF = buf_new(SEEN_MAX);
	buf_addf(&text, STR_FMT ";", STR_ARG(edition->period));
	add_releases(&text, &draft->fresh);
	add_releases(&text, &draft->corrected);
	for (size_t i = 0; i < draft->gone.n; i++)
		buf_addf(&text, "%lld,", (long long)draft->gone.v[i].decision);
	const struct str parts[] = {buf_str(&text), digest->subject, digest->html, digest->text};
	return hash_hex(a, hash_strs(parts, sizeof parts / sizeof *parts));
}

static bool note_frozen(
	const struct digest_edition *e, struct store *store, int64_t id, struct err *err)
{
	assert(id > 0);
	const struct edition_act act = {
		.at = e->now, .editor = e->editor, .verb = EDITION_FREEZE, .edition = {.id = id}};
	return store_edition_act_add(store, &act, err);
}

/* Runs inside a transaction, so that the draft that is written is the one that is frozen, whatever
 * others decide meanwhile. */
static bool freeze_in_transaction(struct arena *a, const struct digest_edition *e,
	struct store *store, struct digest *out, struct err *err)
{
	struct edition_draft draft;
	struct edition_bodies bodies = {0};
	if (!item_lapse(e->site, store, e->now, err) || !digest_draft(a, e, store, &draft, out, err))
		return false;
	out->changed = e->seen.n && !str_eq(digest_seen(a, e, &draft, out), e->seen);
	if (out->empty || out->changed)
		return true;
	const struct frozen_edition held = {.list = e->list->slug,
		.period = e->period,
		.frozen = e->now,
		.hash = hash_hex(a, hash_str(out->eml)),
		.subject = out->subject,
		.fresh = (int64_t)out->fresh,
		.corrected = (int64_t)out->corrected,
		.about = e->about};
	return check_new(a, e, store, err) && check_folder(a, e, err) &&
		(!e->list->address.n || digest_check_templates(a, e->site, true, err)) &&
		build_bodies(a, e, &draft, &bodies, err) && hand_over_files(a, e, store, out, err) &&
		store_edition_freeze(store, &held, &bodies, &draft, &out->id, err) &&
		note_frozen(e, store, out->id, err) && store_site_count(store, err);
}

/* What an earlier freeze left unwritten comes first, then the mark, then this edition's files. */
bool digest_freeze(struct arena *a, const struct digest_edition *edition, struct store *store,
	struct digest *out, struct err *err)
{
	const char *folder = str_cstr(a, edition->site->folder);
	if (!store_edition_settle(store, folder, err) || !store_begin(store, err))
		return false;
	if (!freeze_in_transaction(a, edition, store, out, err) || !store_commit(store, err)) {
		store_rollback(store);
		return false;
	}
	return out->empty || out->changed ||
		(store_site_write_mark(store, folder, err) && store_edition_settle(store, folder, err));
}
