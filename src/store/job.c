#include "store/job.h"

#include <assert.h>

#include "store/columns.h"

/* clang-format off */
#define COLUMN_TAKE_job_kind(of, column, member) \
	(of)->member = job_kind_of(take_str(column_q, column_a))
#define JOB_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	X(of, job_kind, kind) \
	X(of, str, key) \
	X(of, str, asked_by) \
	X(of, int, asked) \
	X(of, int, due) \
	X(of, int, lease_until) \
	X(of, int, lease_token) \
	X(of, int, attempts) \
	X(of, time, finished) \
	X(of, bool, failed) \
	X(of, str, outcome) \
	X(of, bool, begun)
/* clang-format on */
#define JOB_SQL COLUMNS_SQL(JOB_COLUMNS, "")

static struct job job_take(struct query *q, struct arena *a)
{
	struct job job = {0};
	COLUMNS_TAKE(JOB_COLUMNS, q, a, &job);
	job.running = job.lease_until > store_clock(q->store);
	return job;
}

bool store_job_ask(struct store *s, enum job_kind kind, struct str key, struct str editor,
	int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO job (kind, key, asked_by, asked, due) VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT "
		"(kind, key) WHERE finished IS NULL "
		"DO UPDATE SET due = excluded.due WHERE job.due > excluded.due");
	bind_str(&q, str_of(job_kind_word(kind)));
	bind_str(&q, key);
	bind_str(&q, editor);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_job_take(struct store *s, struct arena *a, int64_t seconds, struct job *out, bool *found,
	struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE job SET lease_until = ?1 + ?2, lease_token = lease_token + 1, attempts = attempts "
		"+ 1, lease_owner = ?3 WHERE id = "
		"(SELECT id FROM job WHERE finished IS NULL AND due <= ?1 AND lease_until <= ?1 ORDER BY "
		"due, id LIMIT 1) RETURNING " JOB_SQL);
	bind_int(&q, store_clock(s));
	bind_int(&q, seconds);
	bind_str(&q, str_of(s->mark));
	*found = query_row(&q);
	if (*found)
		*out = job_take(&q, a);
	return query_end(&q, err);
}

/* Ends a statement that changes the job where the lease is ours, and nothing otherwise. */
static bool lease_query_end(struct query *q, struct err *err)
{
	if (!query_end(q, err))
		return false;
	return query_changes(q) > 0 ||
		err_set_kind(err, ERR_SYSTEM, "another worker has taken this job over");
}

bool store_job_begin(struct store *s, const struct job *job, int64_t seconds, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE job SET begun = 1, lease_until = ?3 + ?4 WHERE id = ?1 AND lease_token = ?2 AND "
		"finished IS NULL");
	bind_int(&q, job->id);
	bind_int(&q, job->lease_token);
	bind_int(&q, store_clock(s));
	bind_int(&q, seconds);
	return lease_query_end(&q, err);
}

bool store_job_finish(struct store *s, const struct job *job, bool failed, struct str outcome,
	int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE job SET finished = ?3, failed = ?4, outcome = ?5, lease_until = 0 WHERE id = ?1 "
		"AND lease_token = ?2 AND finished IS NULL");
	bind_int(&q, job->id);
	bind_int(&q, job->lease_token);
	bind_int(&q, now);
	bind_int(&q, failed);
	bind_str(&q, outcome);
	return lease_query_end(&q, err);
}

static bool job_later(struct store *s, const struct job *job, int64_t due, struct str why,
	long attempts, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE job SET due = ?3, outcome = ?4, attempts = ?5, lease_until = 0, begun = 0 WHERE id "
		"= ?1 AND lease_token = ?2 AND finished IS NULL");
	assert(attempts >= 0);
	bind_int(&q, job->id);
	bind_int(&q, job->lease_token);
	bind_int(&q, due);
	bind_str(&q, why);
	bind_int(&q, attempts);
	return lease_query_end(&q, err);
}

bool store_job_later(
	struct store *s, const struct job *job, int64_t due, struct str why, struct err *err)
{
	return job_later(s, job, due, why, job->attempts, err);
}

bool store_job_wait(
	struct store *s, const struct job *job, int64_t due, struct str why, struct err *err)
{
	return job_later(s, job, due, why, job->attempts - 1, err);
}

bool store_job_sweep(struct store *s, enum job_kind kind, int64_t before, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM job WHERE kind = ?1 AND finished IS NOT NULL AND finished < ?2");
	bind_str(&q, str_of(job_kind_word(kind)));
	bind_int(&q, before);
	return query_end(&q, err);
}

bool store_job_waits(struct store *s, bool *waits, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM job WHERE finished IS NULL AND due <= ?1 AND lease_until <= ?1 LIMIT 1");
	bind_int(&q, store_clock(s));
	*waits = query_row(&q);
	return query_end(&q, err);
}

bool store_job_latest(
	struct store *s, struct arena *a, enum job_kind kind, struct jobs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " JOB_SQL
		" FROM job AS j WHERE kind = ?1 AND NOT EXISTS (SELECT 1 FROM job AS l WHERE l.kind = "
		"j.kind AND l.key = j.key AND l.id > j.id) ORDER BY key");
	bind_str(&q, str_of(job_kind_word(kind)));
	*out = (struct jobs){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = job_take(&q, a);
	}
	return query_end(&q, err);
}

bool store_job_find(struct store *s, struct arena *a, const struct job *of, struct job *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " JOB_SQL " FROM job WHERE kind = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1");
	bind_str(&q, str_of(job_kind_word(of->kind)));
	bind_str(&q, of->key);
	*found = query_row(&q);
	*out = *found ? job_take(&q, a) : (struct job){0};
	return query_end(&q, err);
}
