#include "publish/linked_data.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "model/facts.h"
#include "model/trial_status.h"
#include "render/view.h"

#define SCHEMA "https://schema.org"

const char *linked_data_status(struct str overall_status)
{
	switch (trial_status_of(overall_status)) {
	case TRIAL_STATUS_RECRUITING: return "Recruiting";
	case TRIAL_STATUS_NOT_YET_RECRUITING: return "NotYetRecruiting";
	case TRIAL_STATUS_ENROLLING_BY_INVITATION: return "EnrollingByInvitation";
	case TRIAL_STATUS_ACTIVE_NOT_RECRUITING: return "ActiveNotRecruiting";
	case TRIAL_STATUS_COMPLETED: return "Completed";
	case TRIAL_STATUS_SUSPENDED: return "Suspended";
	case TRIAL_STATUS_TERMINATED: return "Terminated";
	case TRIAL_STATUS_WITHDRAWN: return "Withdrawn";
	default: return NULL;
	}
}

/* A member is left out when it is empty. */
static void set_text(json_t *object, const char *key, struct str text)
{
	view_set(object, key, text);
	if (json_is_false(json_object_get(object, key)))
		json_object_del(object, key);
}

static json_t *thing(const char *type, const char *key, struct str name)
{
	json_t *out = json_object();
	json_object_set_new(out, "@type", json_string(type));
	set_text(out, key, name);
	return out;
}

/* Things of this type with the values of the fact as their names. */
static void set_fact(struct arena *a, json_t *object, const char *key, const char *type,
	const struct release *release, enum fact fact)
{
	struct strs values = facts_get(a, release->face.facts, fact);
	json_t *list = json_array();
	for (size_t i = 0; i < values.n; i++)
		json_array_append_new(list, thing(type, "name", values.v[i]));
	if (values.n)
		json_object_set(object, key, list);
	json_decref(list);
}

/* The number under which PubMed, the registry or the DOI foundation has it. */
static void set_identifier(json_t *object, struct str tag)
{
	static const struct {
		struct str prefix;
		const char *name;
	} kinds[] = {{S("pmid/"), "PMID"}, {S("nct/"), "NCT"}, {S("doi/"), "DOI"}};
	for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
		if (!str_starts(tag, kinds[i].prefix))
			continue;
		json_t *one = thing("PropertyValue", "value", str_sub(tag, kinds[i].prefix.n, SIZE_MAX));
		json_object_set_new(one, "propertyID", json_string(kinds[i].name));
		json_object_set_new(object, "identifier", one);
	}
}

static json_t *study_of(struct arena *a, const struct release *release)
{
	const struct face *face = &release->face;
	const char *status = linked_data_status(face_status(face));
	json_t *study = thing("MedicalStudy", "name", str_or(face->official_title, face->title));
	if (face->official_title.n)
		set_text(study, "alternateName", face->title);
	if (status)
		set_text(study, "status", str_printf(a, SCHEMA "/%s", status));
	set_fact(a, study, "healthCondition", "MedicalCondition", release, FACT_CONDITIONS);
	set_fact(a, study, "sponsor", "Organization", release, FACT_SPONSOR);
	return study;
}

static json_t *work_of(struct arena *a, const struct release *release)
{
	const struct face *face = &release->face;
	char day[TIME_TEXT];
	if (face->kind == ENTRY_TRIAL)
		return study_of(a, release);
	if (face->kind == ENTRY_PAGE)
		return thing("MedicalWebPage", "name", face->title);
	json_t *work = thing(
		entry_kind_is_paper(face->kind) ? "MedicalScholarlyArticle" : "NewsArticle", "headline",
		face->title);
	set_text(work, "datePublished", str_of(date_iso(face->date, day)));
	if (face->retracted)
		set_text(work, "creativeWorkStatus", S("Retracted"));
	return work;
}

/* Without "<", which begins the end of the element. Line ends are gone already (view_set). */
static struct str harmless(struct arena *a, const char *json)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	for (const char *rest = json; *rest;) {
		size_t n = strcspn(rest, "<>&");
		buf_add(&b, (struct str){rest, n});
		rest += n;
		if (*rest)
			buf_addf(&b, "\\u%04x", (unsigned)*rest++);
	}
	return str_copy(a, buf_str(&b));
}

struct str linked_data_of(
	struct arena *a, const struct release *release, struct str page, struct str link)
{
	json_t *work = work_of(a, release);
	json_object_set_new(work, "@context", json_string(SCHEMA));
	set_text(work, "description", release->face.summary);
	set_text(work, "url", page);
	set_text(work, "sameAs", link);
	set_identifier(work, release->tag);
	char *text = json_dumps(work, JSON_COMPACT | JSON_SORT_KEYS);
	struct str out = harmless(a, text);
	free(text);
	json_decref(work);
	return out;
}
