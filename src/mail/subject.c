#include "mail/subject.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "render/words.h"

enum { SHORTEST_TITLE = 8 };

struct str subject_words(struct arena *a, const struct subject *s)
{
	struct str what = str_printf(a, STR_FMT ": " STR_FMT,
		STR_ARG(str_collapse(a, utf8_clean(a, s->list))),
		STR_ARG(words_count(a, s->words, s->fresh, s->updates, WORD_counts_subject)));
	struct str when = words_period(a, s->words, s->period);
	size_t used = utf8_length(what) + utf8_length(when) + utf8_length(S(" – , "));
	struct str title = str_collapse(a, utf8_clean(a, s->site));
	if (!title.n || used + SHORTEST_TITLE > SUBJECT_MAX)
		return words_shortened(
			a, str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(what), STR_ARG(when)), SUBJECT_MAX);
	return str_printf(a, STR_FMT " – " STR_FMT ", " STR_FMT, STR_ARG(what),
		STR_ARG(words_shortened(a, title, SUBJECT_MAX - used)), STR_ARG(when));
}

struct str subject_marked(struct arena *a, const char *mark, struct str subject)
{
	size_t length = strlen(mark);
	assert(length < SUBJECT_MAX);
	return str_printf(
		a, "%s" STR_FMT, mark, STR_ARG(words_shortened(a, subject, SUBJECT_MAX - length)));
}
