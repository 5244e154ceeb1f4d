#include "item/reload.h"

#include <stdlib.h>
#include <time.h>

#include "config/config.h"
#include "item/filing.h"
#include "item/topics.h"

struct reload reload_of(struct site *site, struct store *store)
{
	return (struct reload){
		.site = site, .store = store, .again = true, .place = hash_str(site->store)};
}

void reload_time_zone(const struct site *site)
{
	struct arena a CLEANUP_ARENA = {0};
	/* The C library knows time zones by this variable alone. */
	setenv("TZ", site->timezone.n ? str_cstr(&a, site->timezone) : "UTC", 1);
	tzset();
}

bool reload_waits(const struct reload *reload)
{
	struct arena a CLEANUP_ARENA = {0};
	return reload->again ||
		!hash_eq(reload->seen, config_stamp(str_cstr(&a, reload->site->folder)));
}

static void keep_problems(struct reload *reload, const struct strs *problems)
{
	arena_free(&reload->a);
	reload->problems = (struct strs){0};
	for (size_t i = 0; i < problems->n; i++)
		strs_add(&reload->a, &reload->problems, str_copy(&reload->a, problems->v[i]));
	reload->count++;
}

static bool take(struct reload *reload, struct site *site, struct err *err)
{
	if (!topics_remember(site, reload->store, err) || !filing_complete(site, reload->store, err)) {
		config_free(site);
		return false;
	}
	config_free(reload->site);
	*reload->site = *site;
	reload->elsewhere = !hash_eq(hash_str(site->store), reload->place);
	reload_time_zone(reload->site);
	keep_problems(reload, &(struct strs){0});
	return true;
}

bool reload_look(struct reload *reload, bool *changed, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *folder = str_cstr(&a, reload->site->folder);
	struct hash seen = config_stamp(folder);
	struct site site;
	struct strs problems;
	bool ignored;
	changed = changed ? changed : &ignored;
	*changed = reload->again || !hash_eq(seen, reload->seen);
	if (!*changed)
		return true;
	reload->again = true;
	if (config_read(folder, &site, &problems)) {
		if (!take(reload, &site, err))
			return false;
	} else {
		keep_problems(reload, &problems);
		config_free(&site);
	}
	reload->seen = seen;
	reload->again = false;
	return true;
}

void reload_end(struct reload *reload)
{
	arena_free(&reload->a);
}
