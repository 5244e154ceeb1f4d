#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "model/identifier.h"
#include "parse/feed/feed.h"

static void check(bool holds)
{
	if (!holds)
		abort();
}

/* Nothing leaves the parser that is no UTF-8, and identifiers are in their normal form. */
static void check_entry(struct arena *a, const struct entry *e)
{
	const struct str texts[] = {
		e->guid, e->url, e->title, e->lead, e->text, e->author, e->publisher, e->language};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		check(utf8_valid(texts[i]));
	for (size_t i = 0; i < e->categories.n; i++)
		check(utf8_valid(e->categories.v[i]));
	check(utf8_valid(e->keys.doi));
	check(!e->keys.pmid.n || str_eq(identifier_pmid(a, e->keys.pmid), e->keys.pmid));
	check(!e->keys.nct.n || identifier_is_nct(e->keys.nct));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct str bytes = fuzz_bytes(data, size);
	/* Headers are bytes from outside, too. */
	struct str end = str_sub(bytes, bytes.n > 8 ? bytes.n - 8 : 0, SIZE_MAX),
			   header = str_printf(&a, "Content-Language: " STR_FMT, STR_ARG(end));
	struct feed_input in = {
		.bytes = bytes, .url = S("https://feed.example/"), .headers = {&header, 1}};
	feed_parse(&a, &in, &feed);
	struct entries entries = feed_entries(&a, &feed);
	for (size_t i = 0; i < entries.n; i++)
		check_entry(&a, &entries.v[i]);
	json_decref(feed_to_json(&feed));
	return 0;
}
