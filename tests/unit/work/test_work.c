/* The worker on a small site: its round, and its jobs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../new_store.h"
#include "store/job.h"
#include "work/work.h"

/* 2026-11-23T12:00:00Z */
enum { NOW = 1795435200 };

struct fixture {
	char folder[64];
	struct site site;
	struct mail_list news;
	struct work work;
	volatile int stop;
	char told[200]; /* the events, in their order */
	struct err err;
};

static void tell(struct fixture *f, const char *event)
{
	size_t n = strlen(f->told);
	int added = snprintf(f->told + n, sizeof f->told - n, "%s ", event);
	assert_true(added > 0 && n + (size_t)added < sizeof f->told);
}

static void on_visited(void *user, size_t done, size_t all, struct str source, const char *problem)
{
	(void)done, (void)all, (void)source, (void)problem;
	tell(user, "visited");
}

static void on_fetched(void *user, const struct run_report *report)
{
	(void)report;
	tell(user, "fetched");
}

static void on_published(void *user, const struct publish_result *result)
{
	(void)result;
	tell(user, "published");
}

static void on_reloaded(void *user, const struct reload *reload)
{
	(void)reload;
	tell(user, "reloaded");
}

static void on_returned(void *user, const struct bounce_counts *counts)
{
	(void)counts;
	tell(user, "returned");
}

static void on_failed(void *user, const struct err *err)
{
	struct fixture *f = user;
	f->err = *err;
	tell(user, "failed");
}

static const struct work_events EVENTS = {
	on_visited, on_fetched, on_published, on_returned, on_reloaded, on_failed};

static int open_site(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	char path[96];
	snprintf(f->folder, sizeof f->folder, "%s", "/tmp/tidings-work-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(path, sizeof path, "%s/templates", f->folder);
	assert_int_equal(symlink(SOURCE_DIR "/templates", path), 0);
	snprintf(path, sizeof path, "%s/tidings.db", f->folder);
	assert_true(new_store(path, &f->err));
	f->news = mail_list_of(SECTION_NEWS);
	f->site = (struct site){.folder = str_of(f->folder),
		.title = S("News"),
		.base_url = S("https://news.example/"),
		.authority = S("news.example,2026"),
		.email = S("desk@news.example"),
		.language = S("en"),
		.timezone = S("UTC"),
		.at_once = 4,
		.lists = &f->news,
		.list_count = 1,
		.smtp = S("smtp://127.0.0.1:1")};
	f->work = (struct work){.site = &f->site,
		.store = open_store(path, &f->err),
		.now = NOW,
		.pinned = true,
		.stop = &f->stop,
		.events = &EVENTS,
		.user = f};
	assert_non_null(f->work.store);
	*state = f;
	return 0;
}

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

static int close_site(void **state)
{
	struct fixture *f = *state;
	store_close(f->work.store);
	drop_stores();
	nftw(f->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(f);
	return 0;
}

/* Asks for a job as the desk does, long ago. */
static void ask(struct fixture *f, enum job_kind kind, struct str key)
{
	if (!store_job_ask(f->work.store, kind, key, S("ada"), 100, &f->err))
		fail_msg("%s", f->err.text);
}

static void assert_outcome(struct fixture *f, enum job_kind kind, const char *outcome)
{
	struct arena a CLEANUP_ARENA = {0};
	struct jobs jobs;
	assert_true(store_job_latest(f->work.store, &a, kind, &jobs, &f->err));
	assert_int_equal(jobs.n, 1);
	assert_true(jobs.v[0].failed);
	assert_int_equal(jobs.v[0].finished, NOW);
	if (!str_eq(jobs.v[0].outcome, str_of(outcome)))
		fail_msg("“" STR_FMT "” is not “%s”", STR_ARG(jobs.v[0].outcome), outcome);
}

static void a_round_fetches_and_then_publishes(void **state)
{
	struct fixture *f = *state;
	assert_true(work_round(&f->work));
	assert_string_equal(f->told, "fetched published ");
}

static void a_round_that_cannot_publish_is_the_last(void **state)
{
	struct fixture *f = *state;
	char path[96];
	snprintf(path, sizeof path, "%s/templates", f->folder);
	assert_int_equal(unlink(path), 0);
	assert_false(work_for_ever(&f->work));
	assert_string_equal(f->told, "fetched failed ");
}

static void a_worker_that_is_told_to_stop_does_nothing_more(void **state)
{
	struct fixture *f = *state;
	ask(f, JOB_CHECK, S("News"));
	f->stop = 1;
	assert_true(work_for_ever(&f->work));
	assert_true(work_jobs(&f->work));
	assert_string_equal(f->told, "");
}

static void every_job_that_is_due_is_done(void **state)
{
	struct fixture *f = *state;
	bool waits;
	ask(f, JOB_CHECK, S("News"));
	ask(f, JOB_TEST_MAIL, S("news 7"));
	assert_true(work_jobs(&f->work));
	assert_outcome(f, JOB_CHECK, "the configuration has no such source any more");
	assert_outcome(f, JOB_TEST_MAIL, "there is no address to send it to any more");
	assert_true(store_job_waits(f->work.store, &waits, &f->err));
	assert_false(waits);
	assert_string_equal(f->told, "");
}

static void a_name_that_is_no_source_fails(void **state)
{
	struct fixture *f = *state;
	struct str name = S("Nws");
	assert_false(work_sources(&f->work, (struct strs){&name, 1}));
	assert_string_equal(f->told, "failed ");
	assert_int_equal(f->err.kind, ERR_USER);
	assert_non_null(strstr(f->err.text, "no source called “Nws”"));
}

#define ON_A_SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_site)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_SITE(a_round_fetches_and_then_publishes),
		ON_A_SITE(a_round_that_cannot_publish_is_the_last),
		ON_A_SITE(a_worker_that_is_told_to_stop_does_nothing_more),
		ON_A_SITE(every_job_that_is_due_is_done),
		ON_A_SITE(a_name_that_is_no_source_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
