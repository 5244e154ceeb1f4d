/* The sample of sample.h in a store, published by the templates of the repository. */
#ifndef TESTS_PUBLISH_RENDERED_H
#define TESTS_PUBLISH_RENDERED_H

#include <dirent.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../beside.h"
#include "../item/ask.h"
#include "base/file.h"
#include "publish/publish.h"
#include "sample.h"

/* A site on a disk. */
struct world {
	struct site site;
	struct store *store;
	int64_t now;
};
struct rendered {
	struct arena a;
	struct sample sample;
	struct outputs outputs;
	struct strs folders; /* of the sites that were made */
};

static void fine(bool ok, const struct err *err)
{
	if (!ok)
		fail_msg("%s", err->text);
}

/* -- Rows of the store, as decisions would have made them -- */

/* Where they are written, beside the store. */
struct rows {
	struct beside beside;
	struct arena *a;
	const char *path;
};

static void run(struct rows *rows, char *sql)
{
	const char *answer = beside_sql(&rows->beside, rows->a, rows->path, sql);
	if (*answer)
		fail_msg("%s: %s", answer, sql);
	sqlite3_free(sql);
}

static const char *text(struct arena *a, struct str s)
{
	return str_cstr(a, s);
}

static void add_item(struct rows *rows, struct arena *a, int64_t id, struct str tag)
{
	run(rows,
		sqlite3_mprintf("INSERT INTO item (id, tag, first_seen, state, section, title, "
						"official_title, url, label, citation, summary, status, status_line, "
						"notice, day, confidence, score, why) VALUES (%lld, %Q, 1, 1, 1, 'x', "
						"'', '', '', '', '', '', '', '', '', 0, 0, '')",
			(long long)id, text(a, tag)));
}

static void add_release(struct rows *rows, struct arena *a, const struct release *r)
{
	const struct face *f = &r->face;
	char day[TIME_TEXT];
	struct str topics = STR_NONE;
	for (size_t i = 0; i < r->topics.n; i++)
		topics = str_printf(
			a, STR_FMT "%s" STR_FMT, STR_ARG(topics), i ? "\n" : "", STR_ARG(r->topics.v[i]));
	char *noted = r->note.n ? sqlite3_mprintf("%lld", (long long)r->noted) : NULL;
	run(rows,
		sqlite3_mprintf("INSERT INTO release (id, item, at, section, title, official_title, "
						"url, label, citation, summary, status, status_line, notice, day, "
						"topics, published, note, noted, kind, notice_pmid, retracted, "
						"corrected) VALUES (%lld, %lld, %lld, %d, %Q, %Q, %Q, %Q, %Q, %Q, %Q, "
						"%Q, %Q, %Q, %Q, %lld, %Q, %s, %d, %Q, %d, %d)",
			(long long)r->id, (long long)r->item, (long long)r->at, f->section, text(a, f->title),
			text(a, f->official_title), text(a, f->url), text(a, f->label), text(a, f->citation),
			text(a, f->summary), text(a, f->status), text(a, f->status_line), text(a, f->notice),
			date_iso(f->date, day), text(a, topics), (long long)r->published, text(a, r->note),
			noted ? noted : "NULL", f->kind, text(a, f->notice_pmid), f->retracted,
			r->at > r->published));
	sqlite3_free(noted);
}

static void add_relations(
	struct rows *rows, struct arena *a, int64_t item, const struct relateds *related)
{
	for (size_t i = 0; related && i < related->n; i++) {
		const struct related *other = &related->v[i];
		if (!other->tag.n) {
			add_item(rows, a, other->item, str_printf(a, "item/%lld", (long long)other->item));
			run(rows,
				sqlite3_mprintf("UPDATE item SET title = %Q WHERE id = %lld", text(a, other->title),
					(long long)other->item));
		}
		run(rows,
			sqlite3_mprintf("INSERT INTO ikey (item, hash, kind, key) VALUES (%lld, "
							"x'0%lld%s', 0, 'x')",
				(long long)other->item, (long long)other->item % 10, i ? "1111" : "2222"));
		run(rows,
			sqlite3_mprintf("INSERT INTO related (item, hash, kind, key, why) SELECT %lld, "
							"hash, 0, 'x', '' FROM ikey WHERE item = %lld",
				(long long)item, (long long)other->item));
	}
}

/* Readers saw it; then it was merged. */
static void add_alias(
	struct rows *rows, struct arena *a, const struct alias *alias, const struct release *like)
{
	struct release was = *like;
	was.id = 5000 + alias->from;
	was.item = alias->from;
	add_item(rows, a, alias->from, alias->tag);
	add_release(rows, a, &was);
	run(rows,
		sqlite3_mprintf("INSERT INTO shown (item, release, tag) VALUES (%lld, %lld, %Q)",
			(long long)was.item, (long long)was.id, text(a, alias->tag)));
	run(rows,
		sqlite3_mprintf("INSERT INTO decision (at, editor, verb, item, other, before) VALUES "
						"(1, 'ed', 5, %lld, %lld, '{}')",
			(long long)alias->to, (long long)alias->from));
	run(rows,
		sqlite3_mprintf("UPDATE item SET merged_into = %lld WHERE id = %lld", (long long)alias->to,
			(long long)alias->from));
}

static void fill_store(struct arena *a, const char *path, const struct publication *p)
{
	struct rows here = {.a = a, .path = path}, *rows = &here;
	run(rows, sqlite3_mprintf("BEGIN"));
	for (size_t i = 0; i < p->releases.n; i++) {
		const struct release *r = &p->releases.v[i];
		add_item(rows, a, r->item, r->tag);
		add_release(rows, a, r);
		run(rows,
			sqlite3_mprintf("UPDATE item SET live = %lld WHERE id = %lld", (long long)r->id,
				(long long)r->item));
	}
	for (size_t i = 0; p->related && i < p->releases.n; i++)
		add_relations(rows, a, p->releases.v[i].item, &p->related[i]);
	for (size_t i = 0; i < p->alias_count; i++)
		add_alias(rows, a, &p->aliases[i], &p->releases.v[0]);
	run(rows, sqlite3_mprintf("COMMIT"));
	beside_close(&here.beside);
}

/* -- A site -- */

static struct world world_open(
	struct rendered *r, const struct publication *publication, const char *templates)
{
	char folder[] = "/tmp/tidings-publish-XXXXXX";
	struct err err = {0};
	assert_non_null(mkdtemp(folder));
	struct str kept = str_copy(&r->a, str_of(folder));
	strs_add(&r->a, &r->folders, kept);
	if (templates)
		assert_int_equal(symlink(templates, str_printf(&r->a, "%s/templates", folder).p), 0);
	const char *path = str_printf(&r->a, "%s/tidings.db", folder).p;
	fine(new_store(path, &err), &err);
	fill_store(&r->a, path, publication);
	struct world w = {.site = *publication->site, .now = SAMPLE_TIME};
	w.site.folder = kept;
	w.store = open_store(path, &err);
	fine(w.store != NULL, &err);
	ASK_SITE = publication->site;
	return w;
}

static struct publish_result world_publish(struct world *w)
{
	struct publish_result result;
	struct err err = {0};
	fine(publish_site(&w->site, w->store, w->now, &result, &err), &err);
	return result;
}

static int by_path(const void *left, const void *right)
{
	const struct output *a = left, *b = right;
	return str_cmp(a->path, b->path);
}

static void read_folder(
	struct rendered *r, const char *folder, struct str under, struct outputs *out)
{
	DIR *found = opendir(folder);
	assert_non_null(found);
	for (const struct dirent *entry; (entry = readdir(found));) {
		if (entry->d_name[0] == '.')
			continue;
		struct str path = str_printf(&r->a, STR_FMT "%s", STR_ARG(under), entry->d_name);
		const char *file = str_printf(&r->a, "%s/%s", folder, entry->d_name).p;
		struct str bytes;
		struct err err = {0};
		if (entry->d_type == DT_DIR) {
			read_folder(r, file, str_printf(&r->a, STR_FMT "/", STR_ARG(path)), out);
			continue;
		}
		fine(file_read(&r->a, file, 1 << 24, &bytes, &err), &err);
		out->v = arena_grow(&r->a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = (struct output){path, bytes};
	}
	closedir(found);
}

/* The files of out/, by path. */
static struct outputs world_outputs(struct rendered *r, const struct world *w)
{
	struct outputs out = {0};
	read_folder(r, str_printf(&r->a, STR_FMT "/out", STR_ARG(w->site.folder)).p, STR_NONE, &out);
	qsort(out.v, out.n, sizeof *out.v, by_path);
	return out;
}

/* The files of a publication; a failure fails the test. */
static struct outputs render(struct rendered *r, const struct publication *publication)
{
	struct world w = world_open(r, publication, SOURCE_DIR "/templates");
	world_publish(&w);
	struct outputs outputs = world_outputs(r, &w);
	store_close(w.store);
	return outputs;
}

static int setup(void **state)
{
	struct rendered *r = test_calloc(1, sizeof *r);
	sample_make(&r->sample);
	r->outputs = render(r, &r->sample.publication);
	*state = r;
	return 0;
}

static int teardown(void **state)
{
	struct rendered *r = *state;
	for (size_t i = 0; i < r->folders.n; i++)
		assert_int_equal(
			system(str_printf(&r->a, "rm -r " STR_FMT, STR_ARG(r->folders.v[i])).p), 0);
	sample_free(&r->sample);
	arena_free(&r->a);
	test_free(r);
	xmlCleanupParser();
	return 0;
}

#endif
