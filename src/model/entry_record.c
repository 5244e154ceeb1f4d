#include "model/entry_record.h"

#include "model/entry.h"

static const struct field AUTHOR_FIELDS[] = {
	FIELD(struct author, FIELD_STR, last),
	FIELD(struct author, FIELD_STR, fore),
	FIELD(struct author, FIELD_STR, initials),
	FIELD(struct author, FIELD_STR, collective),
};
static const struct record AUTHOR = RECORD(struct author, AUTHOR_FIELDS);

static const struct field ABSTRACT_FIELDS[] = {
	FIELD(struct abstract_part, FIELD_STR, label),
	FIELD(struct abstract_part, FIELD_STR, category),
	FIELD(struct abstract_part, FIELD_STR, text),
};
static const struct record ABSTRACT = RECORD(struct abstract_part, ABSTRACT_FIELDS);

static const struct field CORRECTION_FIELDS[] = {
	FIELD_ENUM(struct correction, kind, CORRECTION_LAST),
	FIELD(struct correction, FIELD_STR, pmid),
	FIELD(struct correction, FIELD_STR, source),
	FIELD(struct correction, FIELD_STR, doi),
};
static const struct record CORRECTION = RECORD(struct correction, CORRECTION_FIELDS);

static const struct field PAPER_FIELDS[] = {
	FIELD(struct paper, FIELD_LONG, version),
	FIELD(struct paper, FIELD_STR, status),
	FIELD(struct paper, FIELD_STR, pub_model),
	FIELD(struct paper, FIELD_STR, journal),
	FIELD(struct paper, FIELD_STR, medline_ta),
	FIELD(struct paper, FIELD_STR, volume),
	FIELD(struct paper, FIELD_STR, issue),
	FIELD(struct paper, FIELD_STR, pages),
	FIELD(struct paper, FIELD_STR, elocation),
	FIELD(struct paper, FIELD_DATE, pub_date.date),
	FIELD(struct paper, FIELD_STR, pub_date.season),
	FIELD(struct paper, FIELD_STR, pub_date.medline_date),
	FIELD(struct paper, FIELD_DATE, article_date),
	FIELD(struct paper, FIELD_DATE, entrez_date),
	FIELD(struct paper, FIELD_DATE, revised),
	FIELD(struct paper, FIELD_STR, vernacular_title),
	FIELD(struct paper, FIELD_BOOL, translated_title),
	FIELD_ARRAY(struct paper, abstract, abstract_count, ABSTRACT),
	FIELD_ARRAY(struct paper, authors, author_count, AUTHOR),
	FIELD(struct paper, FIELD_BOOL, authors_cut),
	FIELD(struct paper, FIELD_STRS, languages),
	FIELD(struct paper, FIELD_STRS, publication_types),
	FIELD(struct paper, FIELD_STRS, mesh),
	FIELD(struct paper, FIELD_STRS, keywords),
	FIELD(struct paper, FIELD_STRS, ncts),
	FIELD_ARRAY(struct paper, corrections, correction_count, CORRECTION),
	FIELD(struct paper, FIELD_BOOL, book),
	FIELD(struct paper, FIELD_STR, book_title),
	FIELD(struct paper, FIELD_STR, publisher),
	FIELD(struct paper, FIELD_STR, plain_summary),
};
const struct record ENTRY_RECORD_PAPER = RECORD(struct paper, PAPER_FIELDS);

static const struct field PLACE_FIELDS[] = {
	FIELD(struct trial_place, FIELD_STR, facility),
	FIELD(struct trial_place, FIELD_STR, city),
	FIELD(struct trial_place, FIELD_STR, state),
	FIELD(struct trial_place, FIELD_STR, country),
	FIELD(struct trial_place, FIELD_STR, status),
};
static const struct record PLACE = RECORD(struct trial_place, PLACE_FIELDS);

static const struct field CONTACT_FIELDS[] = {
	FIELD(struct trial_contact, FIELD_STR, name),
	FIELD(struct trial_contact, FIELD_STR, phone),
	FIELD(struct trial_contact, FIELD_STR, email),
};
static const struct record CONTACT = RECORD(struct trial_contact, CONTACT_FIELDS);

static const struct field TRIAL_FIELDS[] = {
	FIELD(struct trial, FIELD_STRS, aliases),
	FIELD(struct trial, FIELD_STRS, secondary_ids),
	FIELD(struct trial, FIELD_STR, brief_title),
	FIELD(struct trial, FIELD_STR, official_title),
	FIELD(struct trial, FIELD_STR, acronym),
	FIELD(struct trial, FIELD_STR, overall_status),
	FIELD(struct trial, FIELD_STR, last_known_status),
	FIELD(struct trial, FIELD_STR, why_stopped),
	FIELD(struct trial, FIELD_DATE, status_verified),
	FIELD(struct trial, FIELD_DATE, start),
	FIELD(struct trial, FIELD_DATE, completion),
	FIELD(struct trial, FIELD_DATE, first_post),
	FIELD(struct trial, FIELD_DATE, last_update_post),
	FIELD(struct trial, FIELD_DATE, results_first_post),
	FIELD(struct trial, FIELD_STRS, phases),
	FIELD(struct trial, FIELD_STR, study_type),
	FIELD(struct trial, FIELD_STR, brief_summary),
	FIELD(struct trial, FIELD_STR, sponsor),
	FIELD(struct trial, FIELD_STR, city),
	FIELD(struct trial, FIELD_STR, state),
	FIELD(struct trial, FIELD_STR, country),
	FIELD(struct trial, FIELD_LONG, location_count),
	FIELD(struct trial, FIELD_STRS, conditions),
	FIELD(struct trial, FIELD_STRS, interventions),
	FIELD(struct trial, FIELD_STRS, keywords),
	FIELD(struct trial, FIELD_STRS, pmids),
	FIELD(struct trial, FIELD_STRS, result_pmids),
	FIELD(struct trial, FIELD_BOOL, has_results),
	FIELD(struct trial, FIELD_BOOL, detailed),
	FIELD(struct trial, FIELD_DATE, primary_completion),
	FIELD(struct trial, FIELD_STR, minimum_age),
	FIELD(struct trial, FIELD_STR, maximum_age),
	FIELD(struct trial, FIELD_STR, sex),
	FIELD_ARRAY(struct trial, places, place_count, PLACE),
	FIELD_ARRAY(struct trial, contacts, contact_count, CONTACT),
};
const struct record ENTRY_RECORD_TRIAL = RECORD(struct trial, TRIAL_FIELDS);

static const struct field ENTRY_FIELDS[] = {
	FIELD_ENUM(struct entry, kind, ENTRY_LAST),
	FIELD(struct entry, FIELD_STR, native),
	FIELD(struct entry, FIELD_STRS, also),
	FIELD(struct entry, FIELD_BOOL, shares_url),
	FIELD(struct entry, FIELD_STR, guid),
	FIELD(struct entry, FIELD_STR, url),
	FIELD(struct entry, FIELD_STR, title),
	FIELD(struct entry, FIELD_STR, text),
	FIELD(struct entry, FIELD_STR, lead),
	FIELD(struct entry, FIELD_STR, author),
	FIELD(struct entry, FIELD_STR, publisher),
	FIELD(struct entry, FIELD_STR, language),
	FIELD(struct entry, FIELD_STRS, categories),
	FIELD(struct entry, FIELD_TIME, published),
	FIELD(struct entry, FIELD_TIME, updated),
	FIELD(struct entry, FIELD_STR, keys.pmid),
	FIELD(struct entry, FIELD_STR, keys.pmcid),
	FIELD(struct entry, FIELD_STR, keys.doi),
	FIELD(struct entry, FIELD_STR, keys.nct),
	FIELD_ONE(struct entry, paper, ENTRY_RECORD_PAPER),
	FIELD_ONE(struct entry, trial, ENTRY_RECORD_TRIAL),
};
const struct record ENTRY_RECORD = RECORD(struct entry, ENTRY_FIELDS);
