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

static bool owner_release(struct store *s, struct str owner, struct err *err)
{
	struct query sources CLEANUP_QUERY = QUERY(
		s, "UPDATE source SET lease_until = 0 WHERE lease_owner = ?1");
	bind_str(&sources, owner);
	if (!query_end(&sources, err))
		return false;
	struct query jobs CLEANUP_QUERY = QUERY(
		s, "UPDATE job SET lease_until = 0 WHERE lease_owner = ?1 AND finished IS NULL");
	bind_str(&jobs, owner);
	return query_end(&jobs, err);
}

bool store_lease_free(struct store *s, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs owners;
	if (!owners_list(s, &a, &owners, err))
		return false;
	for (size_t i = 0; i < owners.n; i++)
		if (process_has_ended(owners.v[i]) && !owner_release(s, owners.v[i], err))
			return false;
	return true;
}
