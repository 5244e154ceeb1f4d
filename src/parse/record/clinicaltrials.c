#include "parse/record/clinicaltrials.h"

#include <assert.h>
#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/record/answer.h"
#include "parse/text/json_read.h"

/* The most that is kept: members of a list, of which no reader wants more, and bytes of a name or
 * title. */
enum { LIST_MAX = 200, PLACES_MAX = 500, CONTACTS_MAX = 8, LINE_MAX_BYTES = 2000 };

/* The value at the path "a.b.c" below an object; NULL when a step is missing or is no object. */
static json_t *json_at(json_t *object, const char *path)
{
	struct str rest = str_of(path);
	while (rest.p && object) {
		struct str key = str_cut(&rest, '.');
		object = json_object_getn(object, key.p, key.n);
	}
	return object;
}

static struct str json_text(json_t *value)
{
	return json_is_string(value) ?
		(struct str){json_string_value(value), json_string_length(value)} :
		STR_NONE;
}

/* A name or a title, on one line. */
static struct str line_of(struct arena *a, json_t *value)
{
	return str_collapse(a, utf8_clean(a, utf8_cut(json_text(value), LINE_MAX_BYTES)));
}

/* Removes the backslash that Markdown has before ASCII punctuation (CommonMark 2.4). */
static struct str unescape_markdown(struct arena *a, struct str s)
{
	char *p = str_cstr(a, s);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && ispunct((unsigned char)s.p[i + 1]))
			i++;
		p[n++] = s.p[i];
	}
	assert(n <= s.n);
	return (struct str){p, n};
}

/* The line without the mark of a list item ("* "), which is layout. */
static struct str skip_list_mark(struct str line)
{
	if (str_starts(line, S("* ")) || str_starts(line, S("- ")))
		return str_trim(str_sub(line, 2, SIZE_MAX));
	return line;
}

/* Markdown as plain text, with a line for each paragraph and list item so that the items of a list
 * do not become one sentence. */
static struct str prose_of(struct arena *a, json_t *value)
{
	struct str rest = utf8_cut(json_text(value), ENTRY_TEXT_MAX);
	struct buf out CLEANUP_BUF = buf_new(ENTRY_TEXT_MAX * 2);
	while (rest.p) {
		struct str line = str_collapse(a, utf8_clean(a, str_cut(&rest, '\n')));
		line = unescape_markdown(a, skip_list_mark(line));
		if (out.n && line.n)
			buf_add_char(&out, '\n');
		buf_add(&out, line);
	}
	return str_copy(a, buf_str(&out));
}

static void read_line(struct arena *a, json_t *value, void *field)
{
	*(struct str *)field = line_of(a, value);
}

static void read_prose(struct arena *a, json_t *value, void *field)
{
	*(struct str *)field = prose_of(a, value);
}

/* PartialDate of the API: "2019", "2019-07" or "2019-07-17". Anything else stays unknown. */
static void read_date(struct arena *a, json_t *value, void *field)
{
	(void)a;
	if (!date_parse_partial(json_text(value), field))
		*(struct date *)field = (struct date){0};
}

/* A list from an array of strings; with a key, from that member of an array of objects. */
static void read_members(struct arena *a, json_t *array, const char *key, struct strs *out)
{
	size_t i;
	json_t *value;
	json_array_foreach (array, i, value) {
		struct str text = line_of(a, key ? json_object_get(value, key) : value);
		if (out->n == LIST_MAX)
			break;
		if (text.n)
			strs_add(a, out, text);
	}
	assert(out->n <= LIST_MAX);
}

static void read_list(struct arena *a, json_t *value, void *field)
{
	read_members(a, value, NULL, field);
}

static void read_ids(struct arena *a, json_t *value, void *field)
{
	read_members(a, value, "id", field);
}

static void read_names(struct arena *a, json_t *value, void *field)
{
	read_members(a, value, "name", field);
}

/* Where each field of struct trial stands in protocolSection, and how it is read. */
static const struct trial_field {
	const char *path;
	size_t offset;
	void (*read)(struct arena *a, json_t *value, void *field);
} FIELDS[] = {
	{"identificationModule.nctIdAliases", offsetof(struct trial, aliases), read_list},
	{"identificationModule.secondaryIdInfos", offsetof(struct trial, secondary_ids), read_ids},
	{"identificationModule.briefTitle", offsetof(struct trial, brief_title), read_line},
	{"identificationModule.officialTitle", offsetof(struct trial, official_title), read_line},
	{"identificationModule.acronym", offsetof(struct trial, acronym), read_line},
	{"statusModule.overallStatus", offsetof(struct trial, overall_status), read_line},
	{"statusModule.lastKnownStatus", offsetof(struct trial, last_known_status), read_line},
	{"statusModule.whyStopped", offsetof(struct trial, why_stopped), read_line},
	{"statusModule.statusVerifiedDate", offsetof(struct trial, status_verified), read_date},
	{"statusModule.startDateStruct.date", offsetof(struct trial, start), read_date},
	{"statusModule.primaryCompletionDateStruct.date", offsetof(struct trial, primary_completion),
		read_date},
	{"statusModule.completionDateStruct.date", offsetof(struct trial, completion), read_date},
	{"statusModule.studyFirstPostDateStruct.date", offsetof(struct trial, first_post), read_date},
	{"statusModule.lastUpdatePostDateStruct.date", offsetof(struct trial, last_update_post),
		read_date},
	{"statusModule.resultsFirstPostDateStruct.date", offsetof(struct trial, results_first_post),
		read_date},
	{"designModule.phases", offsetof(struct trial, phases), read_list},
	{"designModule.studyType", offsetof(struct trial, study_type), read_line},
	{"descriptionModule.briefSummary", offsetof(struct trial, brief_summary), read_prose},
	{"sponsorCollaboratorsModule.leadSponsor.name", offsetof(struct trial, sponsor), read_line},
	{"conditionsModule.conditions", offsetof(struct trial, conditions), read_list},
	{"conditionsModule.keywords", offsetof(struct trial, keywords), read_list},
	{"armsInterventionsModule.interventions", offsetof(struct trial, interventions), read_names},
	{"eligibilityModule.minimumAge", offsetof(struct trial, minimum_age), read_line},
	{"eligibilityModule.maximumAge", offsetof(struct trial, maximum_age), read_line},
	{"eligibilityModule.sex", offsetof(struct trial, sex), read_line},
};

/* City, state and country are known only of a trial that is in one place. */
static void read_locations(struct arena *a, json_t *protocol, struct trial *trial)
{
	json_t *locations = json_at(protocol, "contactsLocationsModule.locations"), *location;
	size_t n = json_array_size(locations), i;
	trial->location_count = (long)n;
	trial->places = arena_array(a, n < PLACES_MAX ? n : PLACES_MAX, sizeof *trial->places);
	json_array_foreach (locations, i, location) {
		if (trial->place_count == PLACES_MAX)
			break;
		trial->places[trial->place_count++] = (struct trial_place){
			.facility = line_of(a, json_object_get(location, "facility")),
			.city = line_of(a, json_object_get(location, "city")),
			.state = line_of(a, json_object_get(location, "state")),
			.country = line_of(a, json_object_get(location, "country")),
			.status = line_of(a, json_object_get(location, "status"))};
	}
	if (n != 1)
		return;
	json_t *only = json_array_get(locations, 0);
	trial->city = line_of(a, json_object_get(only, "city"));
	trial->state = line_of(a, json_object_get(only, "state"));
	trial->country = line_of(a, json_object_get(only, "country"));
}

/* "312-555-0100 ext. 7" */
static struct str phone_of(struct arena *a, json_t *contact)
{
	struct str phone = line_of(a, json_object_get(contact, "phone"));
	struct str extension = line_of(a, json_object_get(contact, "phoneExt"));
	return phone.n && extension.n ?
		str_printf(a, STR_FMT " ext. " STR_FMT, STR_ARG(phone), STR_ARG(extension)) :
		phone;
}

static void read_contacts(struct arena *a, json_t *protocol, struct trial *trial)
{
	json_t *contacts = json_at(protocol, "contactsLocationsModule.centralContacts"), *contact;
	size_t i;
	trial->contacts = arena_array(a, CONTACTS_MAX, sizeof *trial->contacts);
	json_array_foreach (contacts, i, contact) {
		if (trial->contact_count == CONTACTS_MAX)
			break;
		trial->contacts[trial->contact_count++] = (struct trial_contact){
			.name = line_of(a, json_object_get(contact, "name")),
			.phone = phone_of(a, contact),
			.email = line_of(a, json_object_get(contact, "email"))};
	}
}

static void read_references(struct arena *a, json_t *protocol, struct trial *trial)
{
	size_t i;
	json_t *reference;
	json_array_foreach (json_at(protocol, "referencesModule.references"), i, reference) {
		struct str pmid = line_of(a, json_object_get(reference, "pmid"));
		struct str type = json_text(json_object_get(reference, "type"));
		if (trial->pmids.n == LIST_MAX)
			break;
		if (!str_is_digits(pmid))
			continue;
		strs_add(a, &trial->pmids, pmid);
		if (str_eq(type, S("RESULT")) || str_eq(type, S("DERIVED")))
			strs_add(a, &trial->result_pmids, pmid);
	}
}

/* An NCT number with eight digits; empty when the value is none. The API's specification defines
 * nctId as ^NCT0*[1-9]\d{0,7}$. */
static struct str nct_of(struct arena *a, json_t *value)
{
	struct str text = str_trim(json_text(value));
	long number;
	if (!str_istarts(text, S("NCT")) || !str_to_long(str_sub(text, 3, SIZE_MAX), &number) ||
		number < 1 || number > 99999999)
		return STR_NONE;
	return str_printf(a, "NCT%08ld", number);
}

static const struct trial *read_trial(struct arena *a, json_t *study)
{
	struct trial *trial = arena_new(a, struct trial);
	json_t *protocol = json_object_get(study, "protocolSection");
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
		FIELDS[i].read(a, json_at(protocol, FIELDS[i].path), (char *)trial + FIELDS[i].offset);
	trial->has_results = json_is_true(json_object_get(study, "hasResults"));
	trial->detailed = true;
	read_locations(a, protocol, trial);
	read_contacts(a, protocol, trial);
	read_references(a, protocol, trial);
	return trial;
}

/* Adds the entry of a study, or counts it as skipped. */
static void add_study(struct arena *a, json_t *study, struct studies *out)
{
	struct str nct = nct_of(a, json_at(study, "protocolSection.identificationModule.nctId"));
	if (!nct.n) {
		out->skipped++;
		return;
	}
	const struct trial *trial = read_trial(a, study);
	out->entries.v = arena_grow(a, out->entries.v, out->entries.n, sizeof *out->entries.v);
	out->entries.v[out->entries.n++] = (struct entry){
		.kind = ENTRY_TRIAL,
		.native = nct,
		.url = str_printf(a, "https://clinicaltrials.gov/study/" STR_FMT, STR_ARG(nct)),
		.title = str_or(trial->brief_title, str_or(trial->official_title, trial->acronym)),
		.text = trial->brief_summary,
		.language = S("en"),
		.categories = trial->conditions,
		.published = date_to_time(trial->first_post),
		.updated = date_to_time(trial->last_update_post),
		.keys = {.nct = nct},
		.trial = trial,
	};
}

/* Says what came instead of studies. */
static bool unexpected_answer(struct arena *a, struct str answer, struct err *err)
{
	static const struct answer_words words = {
		"ClinicalTrials.gov", "studies", "JSON that is broken or holds no studies"};
	struct str text = answer_reason(a, answer);
	if (text.n)
		return err_set_kind(err, ERR_SOURCE, "ClinicalTrials.gov says: " STR_FMT, STR_ARG(text));
	if (str_starts(str_trim(answer), S("<")))
		return err_set_kind(
			err, ERR_SOURCE, "ClinicalTrials.gov sent a web page instead of studies");
	return answer_unexpected(a, answer, &words, err);
}

/* Reads a study, which must be whole, or a page of them; false when the answer is neither. */
static bool read_answer(struct arena *a, json_t *root, struct studies *out)
{
	json_t *studies = json_object_get(root, "studies"), *study;
	size_t i;
	if (!out->truncated && json_is_object(json_object_get(root, "protocolSection"))) {
		add_study(a, root, out);
		return true;
	}
	json_array_foreach (studies, i, study)
		add_study(a, study, out);
	json_t *total = json_object_get(root, "totalCount");
	if (json_is_integer(total) && json_integer_value(total) >= 0)
		out->total = (long)json_integer_value(total);
	out->next_page_token = str_copy(a, json_text(json_object_get(root, "nextPageToken")));
	return json_is_array(studies);
}

/* Most of a study, of which no field of struct trial comes. */
static const char *const UNREAD[] = {"resultsSection", "derivedSection", "documentSection",
	"annotationSection", "outcomesModule", "eligibilityCriteria", "detailedDescription",
	"armGroups", "armGroupLabels", "geoPoint", "contacts", "overallOfficials", "citation",
	"designInfo", "ipdSharingStatementModule", "oversightModule", NULL};

bool clinicaltrials_parse(struct arena *a, struct str json, struct studies *out, struct err *err)
{
	struct json_reading reading; /* one bad byte or token must not lose a page of studies */
	json_auto_t *root = json_read_without(a, json, UNREAD, &reading);
	*out = (struct studies){.total = -1, .fault = reading.fault, .truncated = reading.truncated};
	if (reading.too_large)
		return err_set_kind(
			err, ERR_SOURCE, "ClinicalTrials.gov sent " STR_FMT, STR_ARG(reading.fault));
	if (root && !reading.misfit && read_answer(a, root, out))
		return true;
	return unexpected_answer(a, json, err);
}
