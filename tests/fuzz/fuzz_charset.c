#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "parse/text/charset.h"

/* The first line is the Content-Type, the rest the document. Whatever it claims, the text is
 * UTF-8. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str bytes = fuzz_bytes(data, size), content_type = str_cut(&bytes, '\n');
	struct charset_text decoded;
	charset_decode(&a, bytes, content_type, &decoded);
	if (!utf8_valid(decoded.text))
		abort();
	return 0;
}
