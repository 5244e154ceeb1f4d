#include "item/update.h"

#include "base/buf.h"
#include "base/utf8.h"

bool update_is_older(const struct entry *now, const struct entry *before)
{
	if (now->trial && before->trial && now->trial->last_update_post.year &&
		before->trial->last_update_post.year)
		return date_cmp(now->trial->last_update_post, before->trial->last_update_post) < 0;
	if (now->paper && before->paper) {
		if (now->paper->version != before->paper->version)
			return now->paper->version < before->paper->version;
		return now->paper->revised.year && before->paper->revised.year &&
			date_cmp(now->paper->revised, before->paper->revised) < 0;
	}
	return false;
}

static void add_change(
	struct arena *a, struct strs *why, const char *what, struct str from, struct str to)
{
	struct str line;
	if (!from.n)
		line = str_printf(a, "The %s is new: " STR_FMT, what, STR_ARG(to));
	else if (!to.n)
		line = str_printf(a, "The %s is gone: it was " STR_FMT, what, STR_ARG(from));
	else
		line = str_printf(
			a, "The %s changed from " STR_FMT " to " STR_FMT, what, STR_ARG(from), STR_ARG(to));
	strs_add(a, why, str_collapse(a, line)); /* a line of text stays one line */
}

void update_describe(
	struct arena *a, const struct face *published, const struct face *now, struct strs *why)
{
	for (size_t i = 0; i < FACE_TEXTS; i++) {
		struct str from = face_text_of(published, i), to = face_text_of(now, i);
		/* The status line repeats the status and the day of the registry's last touch, which alone
		 * is no news; the label is the configuration's. */
		bool spoken_for = FACE_TEXT_OFFSETS[i] == offsetof(struct face, status_line) ||
			FACE_TEXT_OFFSETS[i] == offsetof(struct face, label);
		if (!spoken_for && !str_eq(from, to))
			add_change(a, why, FACE_TEXT_NAMES[i], from, to);
	}
	if (published->section != now->section)
		add_change(a, why, "section", str_of(section_word(published->section)),
			str_of(section_word(now->section)));
}

/* "The status changed …" is about what readers see, and is said anew each time. */
bool update_is_lasting(struct str reason)
{
	if (!str_starts(reason, S("The ")))
		return true;
	struct str rest = str_sub(reason, 4, SIZE_MAX);
	for (size_t i = 0; i < FACE_TEXTS; i++)
		if (str_starts(rest, str_of(FACE_TEXT_NAMES[i])))
			return false;
	return !str_starts(rest, S("section"));
}

static struct str join(struct arena *a, struct strs list)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < list.n; i++)
		all = all.n ? str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(list.v[i])) :
					  list.v[i];
	return all;
}

void update_facts(
	struct arena *a, const struct entry *before, const struct entry *now, struct strs *why)
{
	if (!before->trial || !now->trial)
		return;
	struct str from = join(a, before->trial->phases), to = join(a, now->trial->phases);
	if (!str_eq(from, to))
		add_change(a, why, "phase", from, to);
	if (now->trial->has_results && !before->trial->has_results)
		strs_add(a, why, S("Results were posted at the registry"));
}

/* "ACTIVE_NOT_RECRUITING" as "Active not recruiting"; anything else as it is. */
static struct str status_words(struct arena *a, struct str status)
{
	char *p = arena_alloc(a, status.n + 1);
	for (size_t i = 0; i < status.n; i++) {
		char c = status.p[i];
		if (c != '_' && !(c >= 'A' && c <= 'Z'))
			return status;
		p[i] = c == '_' ? ' ' : i ? to_lower(c) : c;
	}
	return (struct str){p, status.n};
}

/* "status", or "Status" at the beginning. */
static void note_begin(struct buf *b, const char *what)
{
	buf_add(b, b->n ? S("; ") : S(""));
	buf_add_char(b, b->n ? what[0] : (char)(what[0] - 'a' + 'A'));
	buf_add(b, str_of(what + 1));
}

static void note_add(struct buf *b, const char *what, struct str from, struct str to)
{
	if (str_eq(from, to))
		return;
	note_begin(b, what);
	buf_addf(b, ": " STR_FMT "%s" STR_FMT, STR_ARG(from), from.n ? " → " : "",
		STR_ARG(str_or(to, S("none"))));
}

struct str update_note(struct arena *a, const struct face *published, const struct face *now)
{
	enum { LONGEST = 1 << 14, DOTS = sizeof "…" - 1 };
	struct buf b CLEANUP_BUF = buf_new(LONGEST);
	if (!now->notice.n) /* one that stands speaks for itself beside the note */
		note_add(&b, "notice", published->notice, now->notice);
	note_add(&b, "status", status_words(a, published->status), status_words(a, now->status));
	if (str_eq(published->status, now->status)) /* whose words stand in the headings of trials */
		note_add(&b, "title", published->title, now->title);
	note_add(&b, "citation", published->citation, now->citation);
	note_add(&b, "section", str_of(section_title(published->section)),
		str_of(section_title(now->section)));
	if (!str_eq(published->summary, now->summary))
		note_begin(&b, "summary changed");
	if (!str_eq(published->official_title, now->official_title))
		note_begin(&b, "official title changed");
	if (!str_eq(published->url, now->url))
		note_begin(&b, "address changed");
	struct str text = str_collapse(a, buf_str(&b));
	return utf8_length(text) <= NOTE_MAX ?
		text :
		str_printf(a, STR_FMT "…", STR_ARG(utf8_cut(text, NOTE_MAX - DOTS)));
}
