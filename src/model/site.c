#include "model/site.h"

#include "base/url.h"
#include "base/utf8.h"

struct str site_name_key(struct arena *a, struct str name)
{
	return utf8_fold(a, str_collapse(a, name));
}

struct str site_own_hub(struct arena *a, const struct site *site)
{
	struct str at = str_or(site->door_url, site->desk_url);
	return site->hub_own && at.n ? str_printf(a, STR_FMT "hub", STR_ARG(at)) : STR_NONE;
}

struct str site_callbacks(const struct site *site)
{
	return site->websub ? str_or(site->door_url, site->desk_url) : STR_NONE;
}

bool site_mails(const struct site *site)
{
	return site->smtp.n > 0;
}

bool site_signs_up(const struct site *site)
{
	return site_mails(site) && site->door_url.n && site->list_count;
}

struct str site_path(struct arena *a, const struct site *site, struct str path)
{
	return str_starts(path, S("/")) ? path : STR_CAT(a, site->folder, S("/"), path);
}

struct str site_smtp(const struct site *site)
{
	return str_or(site->smtp, S("smtp://127.0.0.1:25"));
}

struct strs site_hubs(struct arena *a, const struct site *site)
{
	struct strs hubs = {0};
	struct str own = site_own_hub(a, site);
	if (own.n)
		strs_add(a, &hubs, own);
	for (size_t i = 0; i < site->hub_urls.n; i++)
		strs_add(a, &hubs, site->hub_urls.v[i]);
	return hubs;
}

const struct source *site_source(const struct site *site, struct str name)
{
	for (size_t i = 0; i < site->source_count; i++)
		if (str_eq(site->sources[i].name, name))
			return &site->sources[i];
	for (size_t i = 0; i < SOURCE_KIND_COUNT; i++)
		if (site->built_in[i].name.n && str_eq(site->built_in[i].name, name))
			return &site->built_in[i];
	return NULL;
}

const struct topic *site_topic(const struct site *site, struct str slug)
{
	for (size_t i = 0; i < site->topic_count; i++)
		if (str_eq(site->topics[i].slug, slug))
			return &site->topics[i];
	return NULL;
}

const struct mail_list *site_list(const struct site *site, struct str slug)
{
	for (size_t i = 0; i < site->list_count; i++)
		if (str_eq(site->lists[i].slug, slug))
			return &site->lists[i];
	return NULL;
}

struct mail_list site_list_once(const struct site *site, struct str slug)
{
	const struct mail_list *list = site_list(site, slug);
	return list ? *list : (struct mail_list){.slug = slug, .title = slug};
}

const struct topic *site_topic_titled(const struct site *site, struct str title)
{
	for (size_t i = 0; i < site->topic_count; i++)
		if (str_ieq(site->topics[i].title, title))
			return &site->topics[i];
	return NULL;
}

const struct topic *site_topic_now(const struct site *site, struct str slug)
{
	const struct topic *topic = site_topic(site, slug);
	for (size_t i = 0; i < site->topic_count && !topic; i++)
		if (strs_have(site->topics[i].was, slug))
			topic = &site->topics[i];
	return topic;
}

bool site_topic_is_among(const struct topic *topic, struct strs slugs)
{
	if (strs_have(slugs, topic->slug))
		return true;
	for (size_t i = 0; i < topic->was.n; i++)
		if (strs_have(slugs, topic->was.v[i]))
			return true;
	return false;
}

bool site_pauses_at(const struct site *site, struct str host)
{
	return site->pauses || !url_is_this_machine(host);
}

struct str site_place(const struct site *site, struct str key)
{
	for (size_t i = 0; i < site->place_count; i++)
		if (str_eq(site->places[i].key, key))
			return site->places[i].where;
	return STR_NONE;
}
