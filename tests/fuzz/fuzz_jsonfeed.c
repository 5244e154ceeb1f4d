#include "base/utf8.h"
#include "fuzz.h"
#include "parse/feed/build.h"
#include "parse/feed/feed.h"
#include "parse/feed/jsonfeed.h"

/* JSON Feed alone: fuzz_feed spends its inputs on all formats. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed = feed_blank();
	jsonfeed_read(&a, utf8_clean(&a, fuzz_bytes(data, size)), S("https://feed.example/"), &feed);
	feed_entries(&a, &feed);
	json_decref(feed_to_json(&feed));
	return 0;
}
