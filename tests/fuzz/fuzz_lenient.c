#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fuzz.h"
#include "parse/xml/xml.h"

/* What one engine saw. Both read each document: every end event must fit its start event, and a
 * document in which nothing had to be mended must give both the same text. */
struct seen {
	struct arena a;
	struct buf text;
	const char *open[XML_MAX_DEPTH];
	size_t depth;
};

static void on_start(void *user, const struct xml_tag *tag)
{
	struct seen *seen = user;
	if (seen->depth == XML_MAX_DEPTH || tag->attr_count > XML_MAX_ATTRS)
		abort();
	seen->open[seen->depth++] = str_cstr(&seen->a, str_of(tag->name));
}

static void on_end(void *user, const char *name, const char *ns)
{
	struct seen *seen = user;
	(void)ns;
	if (!seen->depth || strcmp(seen->open[--seen->depth], name) != 0)
		abort();
}

/* White space is left out: XML makes one character of "\r\n", the lenient engine does not. */
static void on_text(void *user, struct str text)
{
	struct seen *seen = user;
	for (size_t i = 0; i < text.n; i++)
		if (!is_space(text.p[i]))
			buf_add_char(&seen->text, text.p[i]);
}

static const struct xml_handler HANDLER = {on_start, on_end, on_text};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen strict = {.text = buf_new(1 << 24)}, lenient = {.text = buf_new(1 << 24)};
	struct xml_result result, lenient_result;
	xml_read(fuzz_bytes(data, size), &HANDLER, &strict, &result);
	if (result.broken)
		strict.depth = 0; /* broken: libxml2 may leave elements open */
	xml_read_lenient(fuzz_bytes(data, size), &HANDLER, &lenient, &lenient_result);
	if (result.well_formed && !str_eq(buf_str(&strict.text), buf_str(&lenient.text)))
		abort();
	if (!lenient_result.truncated && lenient.depth)
		abort();
	buf_free(&strict.text);
	buf_free(&lenient.text);
	arena_free(&strict.a);
	arena_free(&lenient.a);
	return 0;
}
