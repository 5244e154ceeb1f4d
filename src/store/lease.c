#include "store/lease.h"

#include "base/process.h"
#include "store/statement.h"

static bool owners_list(struct store *s, struct arena *a, struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT lease_owner FROM source WHERE lease_until > 0 "
		"UNION SELECT lease_owner FROM job WHERE lease_until > 0 AND finished IS NULL");
	*out = (struct strs){0};
	while (query_row(&q))
		strs_add(a, out, take_str(&q, a));
	return query_end(&q, err);
}

static bool sources_release(struct store *s, struct str owner, struct err *err)
{
	struct query sources CLEANUP_QUERY = QUERY(
		s, "UPDATE source SET lease_until = 0 WHERE lease_owner = ?1");
	bind_str(&sources, owner);
	return query_end(&sources, err);
}

static bool jobs_release(struct store *s, struct str owner, struct err *err)
{
	struct query jobs CLEANUP_QUERY = QUERY(
		s, "UPDATE job SET lease_until = 0 WHERE lease_owner = ?1 AND finished IS NULL");
	bind_str(&jobs, owner);
	return query_end(&jobs, err);
}

/* Which process has this mark is known, unless it has none. */
static bool own_release(struct store *s, enum leased kind, struct err *err)
{
	if (!(s->broken_off & kind))
		return true;
	bool well = !*s->mark ||
		(kind == LEASED_JOBS ? jobs_release(s, str_of(s->mark), err) :
							   sources_release(s, str_of(s->mark), err));
	if (well)
		s->broken_off &= ~(unsigned)kind;
	return well;
}

bool store_lease_free(struct store *s, enum leased kind, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs owners;
	if (!owners_list(s, &a, &owners, err))
		return false;
	for (size_t i = 0; i < owners.n; i++)
		if (process_has_ended(owners.v[i]) &&
			!(sources_release(s, owners.v[i], err) && jobs_release(s, owners.v[i], err)))
			return false;
	return own_release(s, kind, err);
}
