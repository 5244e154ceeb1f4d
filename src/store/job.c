#include "store/job.h"

#include "store/statement.h"

/* ?1 is now. */
#define JOB_COLUMNS \
	"id, kind, key, asked_by, asked, due, lease_token, lease_until > ?1, attempts, finished, " \
	"failed, outcome, begun"

static struct job job_take(struct query *q, struct arena *a)
{
	struct job job = {.id = take_int(q)};
	job.kind = job_kind_of(take_str(q, a));
	job.key = take_str(q, a);
	job.asked_by = take_str(q, a);
	job.asked = take_int(q);
	job.due = take_int(q);
	job.lease_token = take_int(q);
	job.running = take_int(q);
	job.attempts = take_int(q);
	job.finished = take_time(q);
	job.failed = take_int(q);
	job.outcome = take_str(q, a);
	job.begun = take_int(q);
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

bool store_job_take(struct store *s, struct arena *a, int64_t now, int64_t seconds, struct job *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE job SET lease_until = ?1 + ?2, lease_token = lease_token + 1, attempts = attempts "
		"+ 1 WHERE id = "
		"(SELECT id FROM job WHERE finished IS NULL AND due <= ?1 AND lease_until <= ?1 ORDER BY "
		"due, id LIMIT 1) RETURNING " JOB_COLUMNS);
	bind_int(&q, now);
	bind_int(&q, seconds);
	*found = query_row(&q);
	if (*found)
		*out = job_take(&q, a);
	return query_end(&q, err);
}

/* Nothing was changed by the statement before: the lease had ended. */
static bool lease_is_ours(struct store *s, struct err *err)
{
	return sqlite3_changes(s->db) > 0 || err_set(err, "another worker has taken this job over");
}

bool store_job_begin(
	struct store *s, const struct job *job, int64_t now, int64_t seconds, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE job SET begun = 1, lease_until = ?3 + ?4 WHERE id = ?1 AND lease_token = ?2 AND "
		"finished IS NULL");
	bind_int(&q, job->id);
	bind_int(&q, job->lease_token);
	bind_int(&q, now);
	bind_int(&q, seconds);
	return query_end(&q, err) && lease_is_ours(s, err);
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
	return query_end(&q, err) && lease_is_ours(s, err);
}

bool store_job_later(
	struct store *s, const struct job *job, int64_t due, struct str why, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE job SET due = ?3, outcome = ?4, lease_until = 0, begun = 0 WHERE id = ?1 AND "
		"lease_token = ?2 AND finished IS NULL");
	bind_int(&q, job->id);
	bind_int(&q, job->lease_token);
	bind_int(&q, due);
	bind_str(&q, why);
	return query_end(&q, err) && lease_is_ours(s, err);
}

bool store_job_waits(struct store *s, int64_t now, bool *waits, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM job WHERE finished IS NULL AND due <= ?1 AND lease_until <= ?1 LIMIT 1");
	bind_int(&q, now);
	*waits = query_row(&q);
	return query_end(&q, err);
}

bool store_job_latest(struct store *s, struct arena *a, enum job_kind kind, int64_t now,
	struct jobs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " JOB_COLUMNS
		" FROM job AS j WHERE kind = ?2 AND NOT EXISTS (SELECT 1 FROM job AS l WHERE l.kind = "
		"j.kind AND l.key = j.key AND l.id > j.id) ORDER BY key");
	bind_int(&q, now);
	bind_str(&q, str_of(job_kind_word(kind)));
	*out = (struct jobs){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = job_take(&q, a);
	}
	return query_end(&q, err);
}
