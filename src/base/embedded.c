#include "base/embedded.h"

#include <assert.h>

#include "base/buf.h"

struct str embedded_bytes(const struct embedded *file)
{
	assert(file->begin <= file->end);
	return (struct str){file->begin, (size_t)(file->end - file->begin)};
}

bool embedded_find(const struct embedded *table, struct str name, struct str *bytes)
{
	for (; table->name; table++)
		if (str_eq(name, str_of(table->name))) {
			*bytes = embedded_bytes(table);
			return true;
		}
	return false;
}

struct str embedded_without_remarks(struct arena *a, struct str text)
{
	struct buf out CLEANUP_BUF = buf_new(text.n + 1);
	while (text.n) {
		struct str line = str_trim(str_cut(&text, '\n'));
		bool remark = str_starts(line, S("/*"));
		size_t end = str_find(line, S("*/"));
		while (remark && end == STR_NOT_FOUND && text.n) {
			line = str_cut(&text, '\n');
			end = str_find(line, S("*/"));
		}
		if (remark)
			line = end == STR_NOT_FOUND ? STR_NONE : str_trim(str_sub(line, end + 2, SIZE_MAX));
		if (!line.n)
			continue;
		buf_add(&out, line);
		buf_add_char(&out, '\n');
	}
	assert(buf_ok(&out)); /* of the text only a last line end can be new */
	return str_copy(a, buf_str(&out));
}
