/* The job TRYOUT: an editor wants to see what a source or a topic would bring before it is saved.
 *
 * What was found is JSON for the desk's page:
 * {"by_page", "guessed", "feeds": [{url, title, home, count, read, wanted, here, problem,
 * warnings: [text], last: [{title, url, day}]}]} of a source, {"topic": {count, live, last}} of a
 * topic. */
#include "source/tryout.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

#include "config/config.h"
#include "config/desk.h"
#include "item/filing.h"
#include "render/view.h"
#include "store/configured.h"
#include "store/item.h"
#include "work/visit.h"

/* A tryout while the worker does it. */
struct trying {
	struct work *w;
	struct arena *a;
	struct site site;          /* as it would be */
	struct config_block block; /* that is tried */
	struct strs problems;      /* why the configuration cannot be so */
	json_t *found;
};

static json_t *line_of(struct arena *a, struct str title, struct str url, struct date day)
{
	char text[TIME_TEXT];
	json_t *line = json_object();
	view_set(line, "title", str_or(title, S("(no title)")));
	view_set(line, "url", view_link(a, url));
	view_set(line, "day", str_of(date_us(day, text)));
	return line;
}

static json_t *feed_view(struct arena *a, const struct tryout_found *found)
{
	json_t *last = json_array();
	json_t *view = json_pack("{sI sI sI}", "count", (json_int_t)found->count, "read",
		(json_int_t)found->read, "wanted", (json_int_t)found->wanted);
	json_object_set_new(view, "here", found->here ? json_integer(found->here) : json_false());
	for (size_t i = 0; i < found->last_count; i++) {
		const struct entry *entry = &found->last[i];
		json_array_append_new(last, line_of(a, entry->title, entry->url, tryout_day(entry)));
	}
	json_object_set_new(view, "last", view_list(last));
	json_object_set_new(view, "warnings", view_list(view_texts(found->warnings)));
	view_set(view, "url", found->url);
	view_set(view, "title", found->title);
	view_set(view, "home", found->home);
	view_set(view, "problem", found->problem);
	return view;
}

static bool try_source(struct trying *t, const struct source *source, struct err *err)
{
	const struct tryout_options options = {
		.stop = t->w->stop, .meanwhile = work_publish_meanwhile, .user = t->w, .now = t->w->now};
	struct tryout tryout;
	json_t *feeds = json_array();
	t->w->look_at = 0;
	bool well = tryout_run(&t->site, t->w->store, source, &options, t->a, &tryout, err);
	for (size_t i = 0; well && i < tryout.n; i++)
		json_array_append_new(feeds, feed_view(t->a, &tryout.found[i]));
	if (well)
		t->found = json_pack(
			"{sb sb}", "by_page", tryout.by_page, "guessed", tryout.guessed && tryout.n);
	if (well)
		json_object_set_new(t->found, "feeds", view_list(feeds));
	else
		json_decref(feeds);
	return well;
}

/* Adds the item when it would stand on the topic's page. */
static bool count_item(
	struct trying *t, int64_t id, struct str slug, json_t *last, long *count, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct item item;
	struct copies copies;
	bool found;
	if (!store_item_get(t->w->store, &a, id, &item, &found, err) ||
		!store_entry_copies(t->w->store, &a, id, &copies, err))
		return false;
	if (!found || !strs_have(filing_of_item(&a, &t->site, &item, &copies), slug))
		return true;
	if (++*count <= TRYOUT_LAST) {
		struct str page = str_printf(&a, "/item/%lld", (long long)id);
		json_t *line = line_of(&a, item_face(&item).title, STR_NONE, (struct date){0});
		view_set(line, "page", page);
		json_array_append_new(last, line);
	}
	return true;
}

static bool try_topic(struct trying *t, const struct topic *topic, struct err *err)
{
	struct ids items;
	long count = 0;
	json_t *last = json_array();
	bool well = store_configured_kept(t->w->store, t->a, &items, err);
	for (size_t i = 0; well && i < items.n && !*t->w->stop; i++)
		well = count_item(t, items.v[i], topic->slug, last, &count, err);
	t->found = json_object();
	json_t *view = json_pack("{sI}", "count", (json_int_t)count);
	json_object_set_new(view, "last", view_list(last));
	json_object_set_new(t->found, "topic", view);
	return well;
}

static bool try_block(struct trying *t, struct err *err)
{
	struct str title = str_collapse(t->a, t->block.title);
	for (size_t i = 0; i < t->site.topic_count; i++)
		if (str_eq(t->block.kind, S("topic")) && str_eq(t->site.topics[i].title, title))
			return try_topic(t, &t->site.topics[i], err);
	const struct source *source = site_source(&t->site, title);
	return source ? try_source(t, source, err) :
					err_set_kind(err, ERR_USER, "the change sets up nothing");
}

/* The configuration as it would be. False, with problems for the editor, when it cannot be so. */
static bool read_changed(struct trying *t, const struct config_tryout *tryout)
{
	struct config_desk desk;
	const struct config_block *block = config_desk_only(t->a, tryout->after);
	struct str text;
	struct err err;
	const struct config_change change = {tryout->before, tryout->after};
	if (!block || !config_desk_read(t->a, t->w->site->folder, &desk, &err) ||
		!config_desk_apply(t->a, &desk, &change, &text)) {
		strs_add(t->a, &t->problems,
			S("somebody else changed it meanwhile; save it to see what they made of it"));
		return false;
	}
	t->block = *block;
	return config_read_with(str_cstr(t->a, t->w->site->folder), text, &t->site, &t->problems);
}

static bool finish(struct trying *t, const struct job *job, int64_t id, struct err *err)
{
	char *text = t->found ? json_dumps(t->found, JSON_COMPACT) : NULL;
	struct str problem = t->problems.n ? t->problems.v[0] : STR_NONE;
	bool well = (!text || store_config_tryout_found(t->w->store, id, str_of(text), err)) &&
		store_job_finish(t->w->store, job, problem.n > 0, problem, t->w->now, err);
	free(text);
	json_decref(t->found);
	return well;
}

/* What was found by then is not all. */
static bool put_off(struct trying *t, const struct job *job, struct err *err)
{
	json_decref(t->found);
	return store_job_later(
		t->w->store, job, t->w->now, S("the worker was stopped; it looks when it runs again"), err);
}

static bool tryout_run_job(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct trying t = {.w = w, .a = &a};
	struct config_tryout tryout;
	bool there, well = true;
	assert(job->kind == JOB_TRYOUT);
	if (!work_job_tryout(w, &a, job, &tryout, &there, err))
		return false;
	if (there && read_changed(&t, &tryout))
		well = try_block(&t, err);
	if (!well && (err->kind == ERR_STORE || err->kind == ERR_BUSY)) {
		json_decref(t.found);
		config_free(&t.site);
		return false;
	}
	if (!well)
		strs_add(&a, &t.problems, str_copy(&a, str_of(err->text)));
	if (*w->stop)
		well = put_off(&t, job, err);
	else
		well = finish(&t, job, tryout.id, err);
	config_free(&t.site);
	return well;
}

const struct work_job WORK_TRYOUT = {tryout_run_job};
