#include "model/site.h"

const struct source *site_source(const struct site *site, struct str name)
{
	for (size_t i = 0; i < site->source_count; i++)
		if (str_eq(site->sources[i].name, name))
			return &site->sources[i];
	return NULL;
}

const struct topic *site_topic(const struct site *site, struct str slug)
{
	for (size_t i = 0; i < site->topic_count; i++)
		if (str_eq(site->topics[i].slug, slug))
			return &site->topics[i];
	return NULL;
}
