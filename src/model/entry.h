/* entry: what one source said at one moment.
 *
 * parse/ makes it; match/native.h then gives the entries of a feed their names. The item that takes
 * it in (item/ingest.h) cleans its address, and may choose another of its names. As it is stored
 * then, it is never changed: when its source says something else, that is another entry.
 *
 * Strings belong to the arena they were parsed into; all text is UTF-8, plain (no markup), without
 * control characters. A field that the source did not give is empty (n == 0, NO_TIME, year 0):
 * never a guess. */
#ifndef MODEL_ENTRY_H
#define MODEL_ENTRY_H

#include "base/date.h"
#include "base/strs.h"
#include "model/keys.h"

enum entry_kind {
	ENTRY_NEWS,  /* an item of a feed */
	ENTRY_PAPER, /* a PubMed record */
	ENTRY_TRIAL, /* a ClinicalTrials.gov study */
	ENTRY_PAGE,  /* a MedlinePlus health topic */
	ENTRY_WORK,  /* what a registry of DOIs says of a publication (Crossref); it has a paper too */
	ENTRY_LAST = ENTRY_WORK
};
/* Whether readers see a paper: a PubMed record or such a work. */
bool entry_kind_is_paper(enum entry_kind kind);

struct author {
	struct str last, fore, initials, collective; /* a person, or a group in `collective` */
};

struct abstract_part {
	struct str label;    /* AbstractText/@Label, verbatim */
	struct str category; /* AbstractText/@NlmCategory */
	struct str text;
};

/* PubDate: either year[ month[ day]], year and season, or a MedlineDate verbatim (DTD
 * pubmed_250101, PubDate). */
struct pub_date {
	struct date date; /* month and day 0 when not given; empty with medline_date */
	struct str season;
	struct str medline_date;
};

/* CommentsCorrections/@RefType, as PubMed names it. The numbers are the store's: a new one comes at
 * the end. */
enum correction_kind {
	CORRECTION_RETRACTION_IN, /* this paper was retracted; by the notice named */
	CORRECTION_RETRACTION_OF, /* this is the notice */
	CORRECTION_CONCERN_IN,
	CORRECTION_CONCERN_FOR,
	CORRECTION_ERRATUM_IN,
	CORRECTION_ERRATUM_FOR,
	CORRECTION_UPDATE_IN,
	CORRECTION_UPDATE_OF,
	CORRECTION_COMMENT_ON,
	CORRECTION_REPUBLISHED, /* RepublishedIn, RepublishedFrom */
	CORRECTION_OTHER,
	CORRECTION_CORRECTED_REPUBLISHED_IN,
	CORRECTION_CORRECTED_REPUBLISHED_FROM,
	CORRECTION_RETRACTED_REPUBLISHED_IN,
	CORRECTION_RETRACTED_REPUBLISHED_FROM,
	CORRECTION_PARTIAL_RETRACTION_IN,
	CORRECTION_PARTIAL_RETRACTION_OF,
	CORRECTION_WITHDRAWN,   /* as a title says ("WITHDRAWN: …"), or Crossref */
	CORRECTION_REMOVED,     /* Crossref: the publisher took it down */
	CORRECTION_DOI_GONE,    /* Crossref no longer has the DOI */
	CORRECTION_RECORD_GONE, /* PubMed or the registry no longer has the record */
	CORRECTION_LINK_GONE,   /* nothing is at the address that readers are sent to */
	CORRECTION_LAST = CORRECTION_LINK_GONE
};
struct correction {
	enum correction_kind kind;
	struct str pmid;   /* of the other record, when given */
	struct str source; /* RefSource */
	struct str doi;    /* of the other record, when RefSource names it */
};

struct corrections {
	struct correction *v;
	size_t n;
};
/* What a registry of DOIs says of a work. */
struct work_said {
	struct str doi; /* of the work */
	enum correction_kind kind;
	struct str by; /* the DOI of the notice; empty: it has none but the work's own */
};

/* A PubMed record (PubmedArticle or PubmedBookArticle). Names are the DTD's. Of a work the same
 * fields as far as the Crossref API has them (parse/record/crossref_work.h). */
struct paper {
	long version;          /* PMID/@Version */
	struct str status;     /* MedlineCitation/@Status */
	struct str pub_model;  /* Article/@PubModel */
	struct str journal;    /* Journal/Title */
	struct str medline_ta; /* MedlineTA */
	struct str volume, issue, pages /* MedlinePgn; StartPage-EndPage only when there is none */;
	struct str elocation; /* first valid ELocationID pii, for records without pages */
	struct pub_date pub_date;
	struct date article_date; /* ArticleDate[@DateType=Electronic] */
	struct date entrez_date;  /* History PubMedPubDate[@PubStatus=entrez], else pubmed */
	struct date revised;      /* DateRevised */
	struct str vernacular_title;
	bool translated_title; /* ArticleTitle stood in [ ]; the title is kept without them */
	struct abstract_part *abstract;
	size_t abstract_count;
	struct str plain_summary; /* OtherAbstract[@Type=plain-language-summary], a line a part */
	struct author *authors;
	size_t author_count; /* capped; `authors_cut` says that there were more */
	bool authors_cut;
	struct strs languages;         /* "eng" */
	struct strs publication_types; /* "Randomized Controlled Trial" */
	struct strs mesh, keywords;
	/* DataBankList ClinicalTrials.gov and "NCT…" in the abstract: related trials, no identity. */
	struct strs ncts;
	struct correction *corrections;
	size_t correction_count;
	bool book; /* PubmedBookArticle */
	struct str book_title, publisher;
};

/* Where a trial is made: an element of contactsLocationsModule.locations. */
struct trial_place {
	struct str facility, city, state, country;
	struct str status; /* of this place: RECRUITING … verbatim */
};
/* An element of contactsLocationsModule.centralContacts. */
struct trial_contact {
	struct str name, phone, email;
};

/* A ClinicalTrials.gov API v2 study. Names are the API's. */
struct trial {
	struct strs aliases; /* nctIdAliases */
	struct strs secondary_ids;
	struct str brief_title, official_title, acronym;
	struct str overall_status;    /* RECRUITING … verbatim (model/trial_status.h) */
	struct str last_known_status; /* only with UNKNOWN */
	struct str why_stopped;
	struct date status_verified, start, primary_completion, completion, first_post,
		last_update_post, results_first_post;
	struct strs phases; /* PHASE2 … verbatim */
	struct str study_type;
	struct str brief_summary;        /* plain: markdown escapes resolved */
	struct str sponsor;              /* leadSponsor.name */
	struct str city, state, country; /* when there is exactly one location */
	long location_count;
	struct trial_place *places;
	size_t place_count; /* of location_count: capped */
	struct trial_contact *contacts;
	size_t contact_count;
	struct str minimum_age, maximum_age; /* "18 Years" */
	struct str sex;                      /* ALL, FEMALE or MALE */
	/* All of these were read. A record that an older version of the program stored lacks the dates,
	 * places, contacts and ages. */
	bool detailed;
	struct strs conditions, interventions, keywords;
	struct strs pmids;        /* referencesModule: related */
	struct strs result_pmids; /* those of type RESULT or DERIVED */
	bool has_results;
};

struct entry {
	enum entry_kind kind;
	/* What its source calls it, unique there: PMID, NCT number, DOI; of a feed native.h. */
	struct str native;
	struct strs also; /* other names under which an earlier visit may have stored it; not stored */
	bool shares_url;  /* feeds: other stories of the document stand at its address; not stored */
	struct str guid;  /* feeds: verbatim, trimmed; empty when missing or shared in the document */
	struct str url;   /* absolute http(s) */
	struct str title;
	struct str text;      /* abstract, brief summary or article; at most ENTRY_TEXT_MAX bytes */
	struct str lead;      /* feeds: the description, without "The post … appeared first on …" */
	struct str author;    /* one line */
	struct str publisher; /* feeds: the item's own <source>, for planets */
	struct str language;
	struct strs categories;
	int64_t published, updated; /* NO_TIME when not given */
	struct keys keys;
	const struct paper *paper; /* ENTRY_PAPER, ENTRY_WORK */
	const struct trial *trial; /* ENTRY_TRIAL */
};
enum { ENTRY_TEXT_MAX = 16384, ENTRY_TITLE_MAX = 2000 };

struct entries {
	struct entry *v;
	size_t n;
};

#endif
