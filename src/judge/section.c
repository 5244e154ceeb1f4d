/* In which section an entry belongs. What it is decides: a publication is research, a record of a
 * registry is a trial. Of news, those whose point is where a study stands, and whether one can be
 * in it, belong with the trials; what a study found is news. */
#include "judge/judge_parts.h"
#include "judge/publishers.h"
#include "judge/section_model.h"

static void file_under(struct arena *a, struct verdict *out, enum section section,
	enum confidence confidence, const char *why)
{
	out->face.section = section;
	out->confidence = confidence;
	strs_add(a, &out->why, str_of(why));
}

/* A publication is research whatever it is about: results, a trial's protocol, a letter. */
static void file_paper(struct arena *a, const struct entry *entry, struct verdict *out)
{
	file_under(a, out, SECTION_RESEARCH, CONFIDENCE_HIGH,
		entry->paper->book ? "A book or report on PubMed." : "A paper on PubMed.");
}

/* News by what they say of themselves: their own identifiers, else the page that they link to.
 * False: nothing. */
static bool file_by_identity(struct arena *a, const struct entry *entry, struct verdict *out)
{
	enum keys_named named = keys_name_publication(&entry->keys);
	enum page_kind page = named == KEYS_NAME_NOTHING ? publishers_page(a, entry->url) : PAGE_ANY;
	if (named == KEYS_NAME_PAPER)
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_HIGH,
			"A feed item that is itself a record of PubMed.");
	else if (named == KEYS_NAME_TRIAL)
		file_under(a, out, SECTION_TRIALS, CONFIDENCE_HIGH,
			"A feed item that is itself a registered trial.");
	else if (named == KEYS_NAME_DOI)
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_HIGH, "A feed item with a DOI of its own.");
	else if (page == PAGE_OF_ARTICLE)
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_HIGH,
			"Its address is that of an article of a journal.");
	else if (page == PAGE_OF_TRIAL)
		file_under(a, out, SECTION_TRIALS, CONFIDENCE_HIGH,
			"Its address is that of a record of a registry of trials.");
	return out->face.section != SECTION_NONE;
}

/* Why news are filed as they are, for editors. */
static struct str reason_of(struct arena *a, const struct section_guess *guess, cue_set title)
{
	if (guess->section == SECTION_NEWS)
		return S("An item of a news feed.");
	const char *of = guess->section == SECTION_TRIALS ? "where a study stands" : "a publication";
	if (guess->cue == CUE_COUNT)
		return str_printf(a, "It reads like news of %s.", of);
	return str_printf(a, "Its %s speaks of %s (%s).", title >> guess->cue & 1 ? "title" : "text",
		of, cues_word(guess->cue));
}

static void file_news(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out)
{
	if (file_by_identity(a, entry, out))
		return;
	struct cues cues = cues_of_news(a, entry->title, str_or(entry->lead, entry->text));
	struct section_guess guess = section_guess(&cues);
	enum confidence confidence = guess.margin >= MARGIN_HIGH ? CONFIDENCE_HIGH :
		guess.margin >= MARGIN_MEDIUM                        ? CONFIDENCE_MEDIUM :
															   CONFIDENCE_LOW;
	struct str why = reason_of(a, &guess, cues.title);
	if (guess.section == SECTION_NEWS && source_schema(source->kind)->built_in)
		why = S("An editor added it.");
	file_under(a, out, guess.section, confidence, str_cstr(a, why));
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
	case ENTRY_WORK:
		file_under(a, out, SECTION_RESEARCH, CONFIDENCE_HIGH,
			"A publication with a DOI, as Crossref describes it.");
		break;
	}
}
