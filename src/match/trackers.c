#include "match/trackers.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/url.h"
#include "match/host.h"

enum { NAME_BYTES = 40 }; /* no name of the tables is longer */

/* What feeds are seen to carry, as Miniflux (internal/reader/urlcleaner) and ClearURLs document it.
 * In lower case, and sorted for bsearch. */
/* clang-format off */
static const char *const NAMES[] = {
	"__hsfp", "__hssc", "__hstc", "__readwiselocation", "__s", "__twitter_impression", "_bhlid",
	"_branch_match_id", "_branch_referrer", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat",
	"action_object_map", "action_ref_map", "action_type_map", "campaign_content", "campaign_id",
	"campaign_medium", "campaign_name", "campaign_source", "campaign_term", "cmpid", "dclid",
	"echobox", "fb_action_ids", "fb_action_types", "fb_comment_id", "fb_ref", "fb_source",
	"fbclid", "gbraid", "gclid", "gclsrc", "gs_l", "hsa_cam", "hsctatracking", "igshid",
	"mc_cid", "mc_eid", "mc_tc", "mkt_tok", "ml_subscriber", "ml_subscriber_hash", "msclkid",
	"oly_anon_id", "oly_enc_id", "os_ehash", "pk_campaign", "pk_cid", "pk_content", "pk_kwd",
	"pk_medium", "pk_source", "rb_clickid", "s_cid", "sc_cid", "spm", "srsltid",
	"tracking_source", "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "wt_mc", "wt_zmc",
	"wtrid", "yclid", "ysclid",
};
/* clang-format on */

static const char *const PREFIXES[] = {"utm_", "mtm_", "hmb_", "itm_", "ga_", "otm_", "vn_"};

/* Names that are trackers at these hosts, and mean something elsewhere. A trailing * stands for any
 * ending. */
static const struct {
	const char *host, *name;
} SITE_NAMES[] = {
	{"nytimes.com", "smid"},
	{"nytimes.com", "smtyp"},
	{"nytimes.com", "emc"},
	{"nytimes.com", "partner"},
	{"theguardian.com", "cmp"},
	{"bbc.co.uk", "xtor"},
	{"bbc.co.uk", "at_*"},
	{"bbc.com", "xtor"},
	{"bbc.com", "at_*"},
	{"reuters.com", "taid"},
	{"cnbc.com", "__source"},
	{"medium.com", "source"},
};

static int name_cmp(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool site_name_is(struct str host, struct str name)
{
	for (size_t i = 0; i < ARRAY_COUNT(SITE_NAMES); i++) {
		struct str wanted = str_of(SITE_NAMES[i].name);
		bool any_ending = str_ends(wanted, S("*"));
		if (any_ending)
			wanted.n--;
		if (str_starts(name, wanted) && (any_ending || name.n == wanted.n) &&
			url_host_is_in(host, str_of(SITE_NAMES[i].host)))
			return true;
	}
	return false;
}

/* Some sites mark links to themselves with their own name, "ref=example.org". Any other value of
 * "ref" may be the article. */
static bool refers_to_own_host(struct str host, struct str name, struct str value)
{
	if (str_istarts(value, S("www.")))
		value = str_sub(value, 4, SIZE_MAX);
	return str_eq(name, S("ref")) && str_ieq(value, host);
}

bool trackers_have(struct str host, struct str parameter)
{
	char lower[NAME_BYTES + 1] = "";
	struct str value = parameter, name = str_cut(&value, '=');
	size_t n = name.n < NAME_BYTES ? name.n : NAME_BYTES;
	for (size_t i = 0; i < n; i++)
		lower[i] = to_lower(name.p[i]);
	struct str wanted = {lower, n};
	for (size_t i = 0; i < ARRAY_COUNT(PREFIXES); i++)
		if (str_starts(wanted, str_of(PREFIXES[i])))
			return true;
	if (name.n > NAME_BYTES)
		return false;
	return bsearch(lower, NAMES, ARRAY_COUNT(NAMES), sizeof *NAMES, name_cmp) ||
		site_name_is(host, wanted) || refers_to_own_host(host, wanted, value);
}
