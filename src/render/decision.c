#include "render/decision.h"

#include <assert.h>

#include "base/buf.h"

enum { PARTS_MAX = 200 }; /* bytes: more than all parts together */

struct str decision_actor_words(struct arena *a, const struct actor *actor)
{
	return actor->automatic ? str_printf(a, "source " STR_FMT, STR_ARG(actor->name)) : actor->name;
}

static void add_part(struct buf *b, struct str separator, struct str words)
{
	if (!words.n)
		return;
	buf_add(b, b->n ? separator : S(""));
	buf_add(b, words);
}

/* "section, title" */
static struct str parts_words(struct arena *a, unsigned edited)
{
	const struct {
		unsigned bit;
		struct str word;
	} parts[] = {
		{EDITED_SECTION, S("section")},
#define WORDED_PART(name, member, bit) {EDITED_##name, str_of(face_text_name(FACE_##name))},
		WORDED_LIST(WORDED_PART)
#undef WORDED_PART
			{EDITED_TOPICS, S("topics")},
	};
	struct buf b CLEANUP_BUF = buf_new(PARTS_MAX);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		add_part(&b, S(", "), edited & parts[i].bit ? parts[i].word : STR_NONE);
	assert(buf_ok(&b));
	return str_copy(a, buf_str(&b));
}

static struct str instant_words(struct arena *a, int64_t at, enum instant_form form)
{
	char text[TIME_TEXT];
	return str_printf(a, "until %s",
		form == INSTANT_DAY ? date_us(date_local(at), text) : time_rfc3339(at, text));
}

static struct str reason_of(const struct decision *d)
{
	switch (d->cause) {
	case CAUSE_NOTICE: return S("a notice about another publication, which says it itself");
	case CAUSE_UNWANTED: return S("the source is configured to leave it out");
	case CAUSE_NONE:
	default: return d->reason;
	}
}

/* `what`, and the parts of the face that the editor changed in the same decision. */
static struct str with_edited(struct arena *a, struct str what, unsigned edited)
{
	struct str parts = parts_words(a, edited);
	if (!parts.n)
		return what;
	return str_printf(
		a, STR_FMT "%sedited: " STR_FMT, STR_ARG(what), what.n ? "; " : "", STR_ARG(parts));
}

static struct str with_note(struct arena *a, struct str what, struct str note)
{
	if (!note.n)
		return what;
	return str_printf(
		a, STR_FMT "%snote: “" STR_FMT "”", STR_ARG(what), what.n ? "; " : "", STR_ARG(note));
}

/* What there is to say of the decision beside its verb and its item. */
static struct str words_of(struct arena *a, const struct decision *d, enum instant_form instant)
{
	switch (d->verb) {
	case VERB_APPROVE:
	case VERB_EDIT: return with_note(a, parts_words(a, d->edited), d->note);
	case VERB_REJECT: return with_edited(a, reason_of(d), d->edited);
	case VERB_DEFER:
		return with_edited(
			a, d->until == NO_TIME ? STR_NONE : instant_words(a, d->until, instant), d->edited);
	case VERB_WITHDRAW: return d->reason;
	case VERB_MERGE:
		return d->reason.n ? STR_CAT(a, d->other_title, S(": "), d->reason) : d->other_title;
	case VERB_SPLIT:
	case VERB_DISTINCT: return d->other_title;
	case VERB_ASSIGN: return STR_CAT(a, S("for "), d->assignee.name, S(": "), d->reason);
	case VERB_UNDO: return str_of(decision_verb_word(d->undone_verb));
	default: break;
	}
	return STR_NONE;
}

struct str decision_words(struct arena *a, const struct decision *d, enum instant_form instant)
{
	struct str words = words_of(a, d, instant);
	if (!d->assignee.id || d->verb == VERB_ASSIGN)
		return words;
	return STR_CAT(a, words, words.n ? S("; ") : STR_NONE, S("it was for "), d->assignee.name);
}
