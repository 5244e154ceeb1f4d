#include "fuzz.h"
#include "parse/feed/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct feed feed;
	struct feed_input in = {.bytes = fuzz_bytes(data, size), .url = S("https://feed.example/")};
	feed_parse(&a, &in, &feed);
	feed_entries(&a, &feed);
	json_decref(feed_to_json(&feed));
	return 0;
}
