/* In which section an entry belongs. News that call for participants of a study belong with the
 * trials. */
#include <assert.h>
#include <string.h>

#include "base/array.h"
#include "judge/judge_parts.h"

enum { WORDS_LOOKED_AT = 150, NEAR = 5 /* words */, SLOTS = 3 };

/* Calls for participants, word by word: a word of the first slot, directly behind it one of the
 * second slot, then at most `gap` other words, then one of the third. Each slot lists alternatives;
 * the second may be NULL, for none. */
static const struct call {
	const char *slots[SLOTS];
	size_t gap;
} CALLS[] = {
	{{"now|currently|actively|is|are|still|begin|begins|start|starts|started", NULL,
		 "recruiting|enrolling"},
		0},
	{{"recruiting|enrolling|enroll|enrolls|recruit|recruits", NULL,
		 "patients|participants|volunteers|subjects|people|adults|children|women|men|now"},
		1},
	{{"seeking|seeks|invites|inviting", NULL, "participants|volunteers|patients"}, 3},
	{{"looking|call|calling", "for", "participants|volunteers|patients"}, 2},
	{{"participants|volunteers|patients", NULL, "needed|wanted|sought"}, 1},
	{{"enrollment|enrolment|recruitment", NULL,
		 "open|opens|opened|begin|begins|began|starts|started|underway|ongoing"},
		2},
	{{"open|opens|opened", "for|to", "enrollment|enrolment|recruitment|participants|volunteers"},
		1},
	{{"opens|opened|begins|starts", NULL, "enrollment|enrolment|recruitment"}, 0},
	{{"join|joining", NULL, "trial|trials"}, 3},
	{{"sign|signing", "up", "trial|trials|study"}, 4},
};
/* Near a call, these words say that it is over, or that it is about jobs. */
static const char NEGATIONS[] =
	"no|not|never|nor|without|longer|ended|ends|end|closed|closes|close|closing|stopped|stops|stop|"
	"halted|halts|halt|completed|completes|complete|"
	"completion|suspended|suspends|paused|pauses|terminated|withdrawn|finished|nurses|nurse|staff|"
	"doctors|workers|employees|students";
static const char STUDY_WORDS[] =
	"trial|trials|study|studies|participants|volunteers|registry|research";

/* The index behind the call that begins at word i; 0 when none begins there. */
static size_t call_end(const struct strs *words, size_t i, const struct call *call)
{
	assert(i < words->n && call->slots[0] && call->slots[2]);
	if (!judge_word_in(words->v[i], call->slots[0]))
		return 0;
	if (call->slots[1] && (++i >= words->n || !judge_word_in(words->v[i], call->slots[1])))
		return 0;
	for (size_t k = i + 1; k < words->n && k <= i + 1 + call->gap; k++) {
		if (!words->v[k].n)
			return 0; /* the sentence ends */
		if (judge_word_in(words->v[k], call->slots[2]))
			return k + 1;
	}
	return 0;
}

/* Whether a negation is in the same sentence, at most NEAR words before the call or behind it. */
static bool is_negated(const struct strs *words, size_t begin, size_t end)
{
	for (size_t i = begin; i-- > 0 && begin - i <= NEAR && words->v[i].n;)
		if (judge_word_in(words->v[i], NEGATIONS))
			return true;
	for (size_t i = begin; i < words->n && i < end + NEAR && words->v[i].n; i++)
		if (judge_word_in(words->v[i], NEGATIONS))
			return true;
	return false;
}

/* Sets, for each first letter, the bits of the second letters with which calls begin. Most words of
 * a text are ruled out by their first two letters. */
static void mark_call_beginnings(uint32_t seconds[static 256])
{
	for (size_t k = 0; k < ARRAY_COUNT(CALLS); k++)
		for (const char *p = CALLS[k].slots[0]; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL) {
			assert(is_alpha(p[0]) && is_alpha(p[1])); /* no alternative is a single letter */
			seconds[(unsigned char)p[0]] |= 1u << (p[1] & 31);
		}
}

static bool may_begin_call(struct str word, const uint32_t seconds[static 256])
{
	return word.n > 1 && (seconds[(unsigned char)to_lower(word.p[0])] >> (word.p[1] & 31) & 1);
}

static bool has_call(const struct strs *words)
{
	uint32_t seconds[256] = {0};
	mark_call_beginnings(seconds);
	for (size_t i = 0; i < words->n; i++)
		for (size_t k = 0; k < ARRAY_COUNT(CALLS) && may_begin_call(words->v[i], seconds); k++) {
			size_t end = call_end(words, i, &CALLS[k]);
			if (end && !is_negated(words, i, end))
				return true;
		}
	return false;
}

static bool speaks_of_study(const struct strs *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (judge_word_in(words->v[i], STUDY_WORDS))
			return true;
	return false;
}

static void file_under(struct arena *a, struct verdict *out, enum section section,
	enum confidence confidence, const char *why)
{
	out->face.section = section;
	out->confidence = confidence;
	strs_add(a, &out->why, str_of(why));
}

/* Whether the title is that of a trial's protocol. The protocol of a literature review is research,
 * like the review. */
static bool is_protocol_title(struct str title)
{
	static const char *const protocols[] = {"study protocol", "trial protocol",
		"protocol for a randomised", "protocol for a randomized", "protocol of a randomised",
		"protocol of a randomized", "protocol for a clinical trial", "rationale and design of"};
	static const char *const reviews[] = {
		"systematic review", "scoping review", "meta-analysis", "literature review"};
	return judge_has_phrase(title, protocols, ARRAY_COUNT(protocols)) &&
		!judge_has_phrase(title, reviews, ARRAY_COUNT(reviews));
}

static void file_work(struct arena *a, const struct entry *entry, struct verdict *out)
{
	if (is_protocol_title(entry->title))
		file_under(a, out, SECTION_TRIALS, CONFIDENCE_MEDIUM,
			"Its title says that it is a study protocol.");
	else
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_MEDIUM,
			"A publication with a DOI, as Crossref describes it.");
}

static void file_paper(struct arena *a, const struct entry *entry, struct verdict *out)
{
	if (strs_ihave(entry->paper->publication_types, S("Clinical Trial Protocol")))
		file_under(
			a, out, SECTION_TRIALS, CONFIDENCE_HIGH, "PubMed calls it a clinical trial protocol.");
	else if (is_protocol_title(entry->title))
		file_under(a, out, SECTION_TRIALS, CONFIDENCE_MEDIUM,
			"Its title says that it is a study protocol.");
	else if (entry->paper->book)
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_MEDIUM, "A book or report on PubMed.");
	else
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_HIGH, "A paper on PubMed.");
}

/* Whether news call for participants of a study: in the title (HIGH), in the first lines (MEDIUM),
 * or not at all (LOW). */
static enum confidence call_for_participants(struct arena *a, const struct entry *entry)
{
	struct strs title = judge_words(a, entry->title, WORDS_LOOKED_AT);
	struct strs lead = judge_words(a, str_or(entry->lead, entry->text), WORDS_LOOKED_AT);
	bool in_title = has_call(&title);
	if (!in_title && !has_call(&lead))
		return CONFIDENCE_LOW;
	if (!speaks_of_study(&title) && !speaks_of_study(&lead))
		return CONFIDENCE_LOW;
	return in_title ? CONFIDENCE_HIGH : CONFIDENCE_MEDIUM;
}

static void file_news(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out)
{
	enum keys_named named = keys_name_publication(&entry->keys);
	if (named == KEYS_NAME_PAPER) {
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_HIGH,
			"A feed item that is itself a record of PubMed.");
		return;
	}
	if (named == KEYS_NAME_TRIAL) {
		file_under(a, out, SECTION_TRIALS, CONFIDENCE_HIGH,
			"A feed item that is itself a registered trial.");
		return;
	}
	enum confidence call = call_for_participants(a, entry);
	if (call == CONFIDENCE_HIGH)
		file_under(
			a, out, SECTION_TRIALS, call, "News whose title says that a study takes participants.");
	else if (call == CONFIDENCE_MEDIUM)
		file_under(a, out, SECTION_TRIALS, call,
			"News whose first lines say that a study takes participants.");
	else if (named == KEYS_NAME_DOI)
		file_under(
			a, out, SECTION_RESEARCH, CONFIDENCE_MEDIUM, "A feed item with a DOI of its own.");
	else
		file_under(a, out, SECTION_NEWS, CONFIDENCE_MEDIUM,
			source_schema(source->kind)->built_in ? "An editor added it." :
													"An item of a news feed.");
}

void judge_section(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out)
{
	if (source->section != SECTION_NONE) {
		file_under(a, out, source->section, CONFIDENCE_HIGH, "The source always files here.");
		return;
	}
	switch (entry->kind) {
	case ENTRY_PAPER: file_paper(a, entry, out); break;
	case ENTRY_TRIAL:
		file_under(a, out, SECTION_TRIALS, CONFIDENCE_HIGH, "A record of ClinicalTrials.gov.");
		break;
	case ENTRY_PAGE:
		file_under(a, out, SECTION_NEWS, CONFIDENCE_MEDIUM, "A health topic of MedlinePlus.");
		break;
	case ENTRY_NEWS: file_news(a, entry, source, out); break;
	case ENTRY_WORK: file_work(a, entry, out); break;
	}
}
