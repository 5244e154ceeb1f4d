#include "fuzz.h"
#include "render/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 20);
	struct err err;
	json_t *view = json_pack("{s:s, s:[i, i], s:{s:b}}", "a", "<b>", "list", 1, 2, "o", "yes", 1);
	const struct mustache mustache = {.template = fuzz_bytes(data, size), .mode = MUSTACHE_HTML};
	(void)!mustache_render(&out, &mustache, view, &err);
	(void)!buf_ok(&out);
	json_decref(view);
	return 0;
}
