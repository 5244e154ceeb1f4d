#include "store/migrate_6.h"

#include <jansson.h>

#include "model/decision.h"
#include "store/reason_json.h"

/* == Reasons of an update: "The status changed from RECRUITING to COMPLETED" == */

/* The part of `text` before `mark`, which is taken off it together with the mark. */
static bool cut_at(struct str *text, struct str mark, struct str *before)
{
	size_t at = str_find(*text, mark);
	if (at == STR_NOT_FOUND)
		return false;
	*before = str_sub(*text, 0, at);
	*text = str_sub(*text, at + mark.n, SIZE_MAX);
	return true;
}

/* What follows "The title": " changed from X to Y", " is new: Y", " is gone: it was X". A text that
 * itself holds " to " may be cut elsewhere than it was joined; the sentence stays the same. */
static bool change_of(struct str rest, struct reason *out)
{
	static const struct str CHANGED = S(" changed from "), NEW = S(" is new: "),
							GONE = S(" is gone: it was ");
	if (str_starts(rest, NEW))
		out->to = str_sub(rest, NEW.n, SIZE_MAX);
	else if (str_starts(rest, GONE))
		out->from = str_sub(rest, GONE.n, SIZE_MAX);
	else if (str_starts(rest, CHANGED)) {
		out->to = str_sub(rest, CHANGED.n, SIZE_MAX);
		return cut_at(&out->to, S(" to "), &out->from);
	} else
		return false;
	return true;
}

/* The longest name wins: "status line" before "status". */
static bool face_change_of(struct str rest, struct reason *out)
{
	size_t longest = 0;
	bool found = false;
	for (enum face_text i = 0; i < FACE_TEXTS; i++) {
		struct str name = str_of(face_text_name(i));
		struct reason reason = {.kind = (enum reason_kind)(REASON_FACE + (int)i)};
		if (name.n > longest && str_starts(rest, name) &&
			change_of(str_sub(rest, name.n, SIZE_MAX), &reason)) {
			*out = reason;
			longest = name.n;
			found = true;
		}
	}
	return found;
}

static struct reason reason_of(struct str text)
{
	static const struct {
		struct str text;
		struct reason reason;
	} known[] = {
		{S("Results were posted at the registry"), {REASON_RESULTS, {0}, {0}}},
		{S("ClinicalTrials.gov no longer has this study"),
			{REASON_MISSING, S("ClinicalTrials.gov"), S("study")}},
		{S("PubMed no longer gives this record"), {REASON_MISSING, S("PubMed"), S("record")}},
		{S("PubMed deleted this record"), {REASON_DELETED, S("PubMed"), S("record")}},
	};
	static const struct str SECTION = S("section"), PHASE = S("phase");
	struct reason reason = {0};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(text, known[i].text))
			return known[i].reason;
	struct str rest = str_starts(text, S("The ")) ? str_sub(text, 4, SIZE_MAX) : STR_NONE;
	if (face_change_of(rest, &reason))
		return reason;
	reason.kind = REASON_SECTION;
	if (str_starts(rest, SECTION) && change_of(str_sub(rest, SECTION.n, SIZE_MAX), &reason))
		return reason;
	reason.kind = REASON_PHASE;
	if (str_starts(rest, PHASE) && change_of(str_sub(rest, PHASE.n, SIZE_MAX), &reason))
		return reason;
	return (struct reason){.kind = REASON_OTHER, .to = text};
}

static bool item_write(struct store *s, int64_t item, const struct reasons *changes,
	unsigned warnings, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE item SET update_why = ?2, warnings = ?3 WHERE id = ?1");
	bind_int(&q, item);
	bind_reasons(&q, &a, changes);
	bind_int(&q, warnings);
	return query_end(&q, err);
}

/* The warnings that older versions wrote as words. The one sentence that was not in their table
 * said that the item's source no longer has it. */
static unsigned warnings_of(struct strs words)
{
	static const unsigned ALL = ~0u;
	unsigned set = 0;
	for (size_t i = 0; i < words.n; i++) {
		unsigned known = 0;
		for (unsigned bit = 0; bit < 32 && !known; bit++) {
			const char *of_bit = warning_words(ALL & (1u << bit), 0);
			known = of_bit && str_eq(words.v[i], str_of(of_bit)) ? 1u << bit : 0;
		}
		set |= known ? known : WARNING_MISSING;
	}
	return set;
}

/* The next item with something to read, after `last`; 0 when there is none. */
static bool item_next(struct store *s, int64_t last, int64_t *item, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct reasons changes = {0};
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT id, update_why, warning_words FROM item "
		"WHERE id > ?1 AND (update_why <> '' OR warning_words <> '') ORDER BY id LIMIT 1");
	bind_int(&q, last);
	*item = 0;
	if (!query_row(&q))
		return query_end(&q, err);
	*item = take_int(&q);
	struct strs lines = take_lines(&q, &a), words = take_lines(&q, &a);
	if (!query_end(&q, err))
		return false;
	for (size_t i = 0; i < lines.n; i++)
		reason_add(&a, &changes, reason_of(lines.v[i]));
	return item_write(s, *item, &changes, warnings_of(words), err);
}

/* == Decisions == */

/* "section, title" as a set; false when a word is none of the parts. */
static bool edited_of(struct str words, unsigned *edited)
{
	static const struct {
		struct str word;
		unsigned bit;
	} parts[] = {
		{S("section"), EDITED_SECTION},
		{S("title"), EDITED_TITLE},
		{S("summary"), EDITED_SUMMARY},
		{S("citation"), EDITED_CITATION},
		{S("topics"), EDITED_TOPICS},
	};
	*edited = 0;
	while (words.n) {
		struct str word = str_trim(str_cut(&words, ','));
		unsigned bit = 0;
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			bit |= str_eq(word, parts[i].word) ? parts[i].bit : 0;
		if (!bit)
			return false;
		*edited |= bit;
	}
	return true;
}

/* "off topic; edited: summary": what an editor wrote may hold the same words, so the last "edited:"
 * counts, and only when nothing but parts follows it. */
static struct str take_edited(struct str detail, unsigned *edited)
{
	static const struct str EDITED = S("edited: ");
	struct str rest = detail;
	size_t at = STR_NOT_FOUND, from = 0;
	for (size_t next; (next = str_find(rest, EDITED)) != STR_NOT_FOUND;
		 rest = str_sub(rest, next + EDITED.n, SIZE_MAX)) {
		at = from + next;
		from = at + EDITED.n;
	}
	bool begins = at == 0 || (at != STR_NOT_FOUND && str_ends(str_sub(detail, 0, at), S("; ")));
	if (!begins || !edited_of(str_sub(detail, at + EDITED.n, SIZE_MAX), edited))
		return detail;
	return at ? str_sub(detail, 0, at - 2) : STR_NONE;
}

/* "summary; note: “…”" of an approval or an edit. */
static void words_of(struct str detail, struct decision *out)
{
	static const struct str NOTE = S("note: “"), END = S("”");
	size_t at = str_find(detail, NOTE);
	if (at != STR_NOT_FOUND && str_ends(detail, END)) {
		out->note = str_sub(detail, at + NOTE.n, detail.n - at - NOTE.n - END.n);
		detail = at >= 2 ? str_sub(detail, 0, at - 2) : STR_NONE;
	}
	if (!edited_of(detail, &out->edited))
		out->edited = 0;
}

static void deferral_of(struct str detail, struct decision *out)
{
	static const struct str UNTIL = S("until ");
	struct str rest = take_edited(detail, &out->edited);
	if (!str_starts(rest, UNTIL) ||
		!time_parse_rfc3339(str_sub(rest, UNTIL.n, SIZE_MAX), &out->until))
		out->until = NO_TIME;
}

static void decision_of(struct str word, struct str detail, struct decision *out)
{
	static const struct str NOTICE = S("a notice about another publication, which says it itself");
	static const struct str DISTINCT = S("apart");
	for (enum verb verb = VERB_APPROVE; verb < VERB_END; verb++)
		if (str_eq(word, str_of(decision_verb_word(verb))))
			out->verb = verb;
	if (str_eq(word, DISTINCT))
		out->verb = VERB_DISTINCT;
	switch (out->verb) {
	case VERB_APPROVE:
	case VERB_EDIT: words_of(detail, out); break;
	case VERB_DEFER: deferral_of(detail, out); break;
	case VERB_REJECT:
		out->cause = out->actor.automatic && str_eq(detail, NOTICE) ? CAUSE_NOTICE : CAUSE_NONE;
		out->reason = out->cause ? STR_NONE : take_edited(detail, &out->edited);
		break;
	case VERB_WITHDRAW: out->reason = detail; break;
	case VERB_MERGE:
	case VERB_SPLIT:
	case VERB_DISTINCT: out->other_title = detail; break;
	default: break;
	}
}

/* Each item of what stood before a decision has its reasons as sentences. */
static bool before_rewrite(struct arena *a, struct str *json, struct err *err)
{
	json_t *before = json_loadb(json->p ? json->p : "", json->n, 0, NULL), *item;
	size_t i, k;
	if (!before)
		return err_set_kind(err, ERR_STORE, "the store: what stood before a decision is damaged");
	json_array_foreach (json_object_get(before, "items"), i, item) {
		json_t *lines = json_object_get(item, "update_why"), *line, *changes = json_array();
		json_array_foreach (lines, k, line) {
			struct reason reason = reason_of(
				(struct str){json_string_value(line), json_string_length(line)});
			json_t *one = json_pack("{s:s%, s:s%}", "from", reason.from.n ? reason.from.p : "",
				reason.from.n, "to", reason.to.n ? reason.to.p : "", reason.to.n);
			if (reason.kind)
				json_object_set_new(one, "kind", json_integer(reason.kind));
			json_array_append_new(changes, one);
		}
		if (json_array_size(changes))
			json_object_set(item, "changes", changes);
		json_decref(changes);
		json_object_del(item, "update_why");
	}
	char *text = json_dumps(before, JSON_COMPACT);
	*json = str_copy(a, str_of(text));
	free(text);
	json_decref(before);
	return true;
}

static bool decision_write(
	struct store *s, const struct decision *d, struct str before, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE decision SET verb = ?, reason = ?, cause = ?, until = ?, edited = ?, note = ?, "
		"other_title = ?, before = ? WHERE id = ?");
	bind_int(&q, d->verb);
	bind_str(&q, d->reason);
	bind_int(&q, d->cause);
	bind_time(&q, d->until);
	bind_int(&q, d->edited);
	bind_str(&q, d->note);
	bind_str(&q, d->other_title);
	bind_str(&q, before);
	bind_int(&q, d->id);
	return query_end(&q, err);
}

static bool decision_next(struct store *s, int64_t last, int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct decision d = {.until = NO_TIME};
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT id, automatic, verb_word, detail_words, before FROM decision "
		"WHERE id > ?1 ORDER BY id LIMIT 1");
	bind_int(&q, last);
	*id = 0;
	if (!query_row(&q))
		return query_end(&q, err);
	*id = d.id = take_int(&q);
	d.actor.automatic = take_int(&q);
	struct str word = take_str(&q, &a), detail = take_str(&q, &a), before = take_str(&q, &a);
	if (!query_end(&q, err))
		return false;
	decision_of(word, detail, &d);
	if (d.verb == VERB_NONE)
		return err_set_kind(
			err, ERR_STORE, "the store: decision %lld is of an unknown kind", (long long)d.id);
	return before_rewrite(&a, &before, err) && decision_write(s, &d, before, err);
}

static bool each_row(struct store *s,
	bool (*next)(struct store *s, int64_t last, int64_t *id, struct err *err), struct err *err)
{
	int64_t id = 0;
	do
		if (!next(s, id, &id, err))
			return false;
	while (id);
	return true;
}

/* Drops the columns that have been read: nothing reads them again. Then decisions may no longer be
 * changed. */
static bool finish(struct store *s, struct err *err)
{
	return store_run(s,
		"ALTER TABLE item DROP COLUMN warning_words;"
		"ALTER TABLE decision DROP COLUMN verb_word;"
		"ALTER TABLE decision DROP COLUMN detail_words;"
		"CREATE TRIGGER decision_kept BEFORE UPDATE ON decision "
		"BEGIN SELECT RAISE(ABORT, 'a decision cannot be changed'); END;",
		err);
}

bool migrate_6(struct store *s, struct err *err)
{
	return each_row(s, item_next, err) && each_row(s, decision_next, err) && finish(s, err);
}
