/* The job OPML: an editor uploaded a list of feeds. It is anybody's document, so it is read where
 * feeds are. What is in it is JSON for the desk: {"feeds": [{title, url, home}], "fault"}. */
#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

#include "render/view.h"
#include "source/opml.h"
#include "work/job.h"

static json_t *outline_view(const struct outline *outline)
{
	json_t *view = json_object();
	view_set(view, "title", outline->title);
	view_set(view, "url", outline->xml_url);
	view_set(view, "home", outline->html_url);
	return view;
}

static char *outlines_text(const struct outlines *outlines)
{
	json_t *all = json_object(), *feeds = json_array();
	for (size_t i = 0; i < outlines->n; i++)
		json_array_append_new(feeds, outline_view(&outlines->v[i]));
	json_object_set_new(all, "feeds", feeds);
	view_set(all, "fault", outlines->fault);
	char *text = json_dumps(all, JSON_COMPACT);
	json_decref(all);
	return text;
}

static bool read_outlines(struct work *w, struct arena *a, const struct config_tryout *list,
	const struct job *job, struct err *err)
{
	struct outlines outlines;
	struct err why;
	if (!opml_read_apart(a, list->after, &outlines, &why))
		return store_job_finish(w->store, job, true, str_of(why.text), w->now, err);
	char *text = outlines_text(&outlines);
	bool well = store_config_tryout_found(w->store, list->id, str_of(text), err) &&
		store_job_finish(w->store, job, false, STR_NONE, w->now, err);
	free(text);
	return well;
}

static bool opml_run(struct work *w, const struct job *job, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct config_tryout list;
	bool there;
	assert(job->kind == JOB_OPML);
	if (!work_job_tryout(w, &a, job, &list, &there, err))
		return false;
	return there ?
		read_outlines(w, &a, &list, job, err) :
		store_job_finish(w->store, job, true, S("the list was kept for a day"), w->now, err);
}

const struct work_job WORK_OPML = {opml_run};
