/* Import and export of subscribers. */
#include <assert.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "mail/message.h"
#include "mail/subscriber_parts.h"
#include "store/unit.h"

/* -- One -- */

static bool is_list_of(const struct site *site, const struct strs *lists)
{
	for (size_t i = 0; i < lists->n; i++)
		if (!site_list(site, lists->v[i]))
			return false;
	return lists->n > 0;
}

/* What becomes of one who is there, by the state. */
static enum subscriber_admitted admitted_of(const struct subscriber *subscriber)
{
	switch (subscriber->state) {
	case SUBSCRIBER_PENDING: return SUBSCRIBER_ADMITTED;
	case SUBSCRIBER_CONFIRMED: return SUBSCRIBER_KNOWN;
	default: return SUBSCRIBER_ENDED;
	}
}

struct admission {
	struct arena *a;
	const struct vault *vault;
	const struct subscriber_consent *consent;
	struct str address;
};

static bool admit(
	struct store *s, const struct admission *of, enum subscriber_admitted *out, struct err *err)
{
	const struct subscriber_consent *consent = of->consent;
	struct hash found = subscriber_hash(of->vault, of->a, of->address);
	struct subscriber subscriber;
	bool there;
	if (!store_subscriber_find(s, of->a, found, &subscriber, &there, err))
		return false;
	if (!there) {
		subscriber = subscriber_new(of->a, found, consent->how, consent->now);
		subscriber.address = vault_seal(of->vault, of->a, of->address);
	}
	*out = admitted_of(&subscriber);
	if (*out != SUBSCRIBER_ADMITTED)
		return true;
	subscriber.how = consent->how;
	subscriber.proof = consent->proof;
	subscriber.wanted = (struct strs){0};
	return (subscriber.id || store_subscriber_add(s, &subscriber, &subscriber.id, err)) &&
		subscriber_join(s, &subscriber, &consent->lists, consent->now, err) &&
		store_subscriber_write(s, &subscriber, err);
}

bool subscriber_admit(const struct site *site, struct store *s, const struct vault *vault,
	const struct subscriber_consent *consent, enum subscriber_admitted *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct admission of = {.a = &a, .vault = vault, .consent = consent};
	struct unit u;
	*out = SUBSCRIBER_REFUSED;
	if (!message_address(&a, consent->address, &of.address, NULL) || !consent->proof.n ||
		str_find_char(consent->proof, '@') != STR_NOT_FOUND || !is_list_of(site, &consent->lists))
		return true;
	bool well = unit_begin(&u, s, err) && unit_end(&u, admit(s, &of, out, err), err);
	vault_wipe(of.address);
	return well;
}

/* -- A table -- */

/* The cell at the front, taken off with what ends it. *last: it was the last of its line. */
static struct str take_cell(struct arena *a, struct str *rest, char separator, bool *last)
{
	struct buf cell CLEANUP_BUF = buf_new(rest->n + 1);
	bool quoted = str_take_char(rest, '"');
	while (rest->n) {
		char c = rest->p[0];
		if (quoted && c == '"') {
			*rest = str_sub(*rest, 1, SIZE_MAX);
			if (!str_take_char(rest, '"')) { /* two stand for one */
				quoted = false;
				continue;
			}
			buf_add_char(&cell, '"');
			continue;
		}
		if (!quoted && (c == separator || c == '\n'))
			break;
		buf_add_char(&cell, c);
		*rest = str_sub(*rest, 1, SIZE_MAX);
	}
	*last = !str_take_char(rest, separator);
	if (*last)
		(void)str_take_char(rest, '\n');
	return str_trim(str_copy(a, buf_str(&cell)));
}

enum { ADDRESS, LISTS, PROOF, COLUMN_COUNT };
struct table {
	struct str rest;
	char separator;
	size_t at[COLUMN_COUNT]; /* SIZE_MAX: no such column */
	size_t line;
};

static struct strs take_row(struct table *table, struct arena *a)
{
	struct strs row = {0};
	bool last = false;
	while (!last)
		strs_add(a, &row, take_cell(a, &table->rest, table->separator, &last));
	table->line++;
	return row;
}

static bool read_head(struct table *table, struct arena *a, struct str bytes, struct err *err)
{
	static const char *const names[COLUMN_COUNT] = {"address", "lists", "proof"};
	struct str rest = bytes, head;
	if (str_starts(rest, S("\xEF\xBB\xBF")))
		rest = str_sub(rest, 3, SIZE_MAX);
	*table = (struct table){.rest = rest, .at = {SIZE_MAX, SIZE_MAX, SIZE_MAX}};
	head = str_cut(&rest, '\n');
	table->separator = str_find_char(head, ';') != STR_NOT_FOUND ? ';' : ',';
	struct strs row = take_row(table, a);
	for (size_t i = 0; i < row.n; i++)
		for (size_t k = 0; k < COLUMN_COUNT; k++)
			if (str_ieq(row.v[i], str_of(names[k])))
				table->at[k] = i;
	return table->at[ADDRESS] != SIZE_MAX ||
		err_set(err, "the first line names no column “address”");
}

static struct str cell_of(const struct table *table, const struct strs *row, size_t column)
{
	return table->at[column] < row->n ? row->v[table->at[column]] : STR_NONE;
}

static struct strs slugs_of(struct arena *a, struct str text)
{
	struct strs slugs = {0};
	while (text.p) {
		struct str slug = str_trim(str_cut(&text, ' '));
		if (slug.n)
			strs_add(a, &slugs, slug);
	}
	return slugs;
}

static bool import_rows(const struct site *site, struct store *s, const struct vault *vault,
	const struct subscriber_import *from, struct subscriber_imported *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct table table;
	if (!read_head(&table, &a, from->bytes, err))
		return false;
	while (table.rest.n) {
		struct strs row = take_row(&table, &a), lists = slugs_of(&a, cell_of(&table, &row, LISTS));
		struct subscriber_consent consent = {.address = cell_of(&table, &row, ADDRESS),
			.lists = lists.n ? lists : from->lists,
			.proof = str_or(cell_of(&table, &row, PROOF), from->proof),
			.how = SUBSCRIBER_BY_IMPORT,
			.now = from->now};
		enum subscriber_admitted what;
		if (row.n == 1 && !row.v[0].n) /* an empty line */
			continue;
		if (!subscriber_admit(site, s, vault, &consent, &what, err))
			return false;
		out->n[what]++;
		if (what == SUBSCRIBER_REFUSED && !out->first_refused)
			out->first_refused = table.line;
	}
	return true;
}

bool subscriber_import(const struct site *site, struct store *s, const struct vault *vault,
	const struct subscriber_import *from, struct subscriber_imported *out, struct err *err)
{
	struct unit u;
	*out = (struct subscriber_imported){0};
	return unit_begin(&u, s, err) && unit_end(&u, import_rows(site, s, vault, from, out, err), err);
}

/* -- Out again -- */

static const char *how_word(enum subscriber_how how)
{
	switch (how) {
	case SUBSCRIBER_BY_FORM: return "form";
	case SUBSCRIBER_BY_EDITOR: return "editor";
	case SUBSCRIBER_BY_IMPORT: break;
	}
	return "import";
}

static void set_str(json_t *object, const char *key, struct str text)
{
	json_object_set_new(object, key, json_stringn(text.p ? text.p : "", text.n));
}

bool subscriber_json(struct store *s, const struct vault *vault, struct arena *a,
	const struct subscriber *subscriber, struct str *out, struct err *err)
{
	struct str address;
	struct strs lists;
	char time[TIME_TEXT];
	if (!store_subscription_list(s, a, subscriber->id, &lists, err) ||
		!subscriber_address(vault, a, subscriber, &address, err))
		return false;
	json_t *one = json_object(), *slugs = json_array();
	for (size_t i = 0; i < lists.n; i++)
		json_array_append_new(slugs, json_stringn(lists.v[i].p, lists.v[i].n));
	set_str(one, "address", address);
	set_str(one, "state", str_of(subscriber_state_word(subscriber->state)));
	json_object_set_new(one, "lists", slugs);
	set_str(one, "how", str_of(how_word(subscriber->how)));
	set_str(one, "proof", subscriber->proof);
	if (subscriber->confirmed != NO_TIME)
		set_str(one, "confirmed", str_of(time_rfc3339(subscriber->confirmed, time)));
	char *text = json_dumps(one, JSON_COMPACT);
	*out = str_printf(a, "%s\n", text);
	free(text);
	json_decref(one);
	vault_wipe(address);
	return true;
}

static bool write_all(int fd, struct str text, const char *path, struct err *err)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);
		if (n < 0)
			return err_set_kind(err, ERR_SYSTEM, "cannot write %s: %s", path, strerror(errno));
		text = str_sub(text, (size_t)n, SIZE_MAX);
	}
	return true;
}

static bool export_to(struct store *s, const struct vault *vault, const struct file_temporary *file,
	size_t *n, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	int64_t after = 0;
	bool there = true, well = true;
	for (*n = 0; well && there; arena_reset(&a)) {
		struct subscriber one;
		struct str line;
		well = store_subscriber_next(s, &a, after, &one, &there, err);
		after = one.id;
		if (!well || !there || !one.address.n)
			continue;
		well = subscriber_json(s, vault, &a, &one, &line, err);
		if (well) {
			well = write_all(file->fd, line, file->path, err);
			vault_wipe(line);
			(*n)++;
		}
	}
	return well;
}

bool subscriber_export(
	struct store *s, const struct vault *vault, const char *path, size_t *n, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct file_temporary file;
	if (!file_begin(&a, path, &file, err))
		return false;
	if (export_to(s, vault, &file, n, err))
		return file_finish(&file, path, FILE_NEW, err);
	file_drop(&file);
	return false;
}
