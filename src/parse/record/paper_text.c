#include "parse/record/paper_text.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { AUTHORS_NAMED = 6 /* before "et al." */, AUTHORS_MAX_BYTES = 8192 };

struct str paper_text_abstract(struct arena *a, const struct paper *paper)
{
	struct buf out CLEANUP_BUF = buf_new(ENTRY_TEXT_MAX * 4);
	for (size_t i = 0; i < paper->abstract_count; i++) {
		const struct abstract_part *part = &paper->abstract[i];
		if (i)
			buf_add_char(&out, '\n');
		if (part->label.n) {
			buf_add(&out, part->label);
			buf_add(&out, S(": "));
		}
		buf_add(&out, part->text);
	}
	return str_copy(a, utf8_cut(buf_str(&out), ENTRY_TEXT_MAX));
}

struct str paper_text_authors(struct arena *a, const struct paper *paper)
{
	struct buf out CLEANUP_BUF = buf_new(AUTHORS_MAX_BYTES);
	size_t n = paper->author_count < AUTHORS_NAMED ? paper->author_count : AUTHORS_NAMED;
	for (size_t i = 0; i < n; i++) {
		const struct author *author = &paper->authors[i];
		struct str name = str_or(author->last, author->collective),
				   initials = str_or(author->initials, author->fore);
		if (i)
			buf_add(&out, S(", "));
		buf_add(&out, name);
		if (author->last.n && initials.n) {
			buf_add_char(&out, ' ');
			buf_add(&out, initials);
		}
	}
	if (n < paper->author_count)
		buf_add(&out, S(", et al."));
	return str_copy(a, buf_str(&out));
}
