/* source: what is watched: a search or a feed, as a block of a .conf file configures it.
 *
 *     feed "Scleroderma News" { url = "https://news.example.com/feed/"  every = "2h" }
 *
 * Some keys are the same for all kinds and are fields of struct source; the others are settings of
 * the kind, listed in its schema and read by their key: source_text(source, "url"). */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include "base/arena.h"
#include "base/pattern.h"
#include "model/section.h"
#include "model/source_kinds.h"

/* SOURCE_PUBMED, SOURCE_CLINICALTRIALS, … */
#define SOURCE_KIND(name, ...) SOURCE_##name,
enum source_kind { SOURCE_KINDS(SOURCE_KIND) SOURCE_KIND_COUNT };
#undef SOURCE_KIND

/* What the value of a setting may be. */
enum setting_type {
	SETTING_TEXT,    /* any text, white space collapsed */
	SETTING_SEARCH,  /* the same; its words are what readers look for, and are marked for editors */
	SETTING_URL,     /* http or https */
	SETTING_CHOICE,  /* one of the choices; the first one when it is not given */
	SETTING_CHOICES, /* a list of some of the choices */
};
enum { SETTINGS_MAX = 6, CHOICES_MAX = 16 };

struct source_setting {
	const char *key; /* NULL ends the list */
	enum setting_type type;
	const char *what; /* of choices: what each one is, for messages ("status of a trial") */
	const char *choices[CHOICES_MAX];
};

/* What can be configured of one kind of source. How such a source is visited is in
 * source/kind.h. */
struct source_schema {
	const char *word;    /* in the configuration and the store; never empty */
	const char *label;   /* how readers know such a source; NULL: by its name */
	long hours;          /* between two visits, unless the source says `every` */
	const char *service; /* the address that all its sources ask, which `service "word"` may change;
						  * one that ends in "/" is a folder, and stays one. NULL: none */
	struct source_setting settings[SETTINGS_MAX];
	const char *needs[SETTINGS_MAX]; /* one of these settings has to be given */
	const char *built_in; /* the name of the only source of this kind, which the program has by
						   * itself; NULL: its sources are configured */
	const char *pace;     /* the word of the kind with which it shares the pace of a service; NULL:
						   * its own */
};

struct source_value {
	struct str text;   /* of SETTING_CHOICES empty */
	struct strs texts; /* of SETTING_CHOICES alone */
};

/* One configured source. Its name is its identity in the store. */
struct source {
	enum source_kind kind;
	struct str name;
	struct str label;     /* how readers know it; never empty after config_read */
	struct str home;      /* the page that its feed belongs to; empty: not known */
	struct pattern *keep; /* NULL: keep all. On title and text */
	struct pattern *drop; /* NULL: drop none */
	enum section section; /* SECTION_NONE: not fixed */
	struct strs topics;   /* slugs; none: by the topics' own match */
	bool auto_approve;    /* approve = "auto" */
	int64_t every;        /* seconds between visits */
	struct source_value settings[SETTINGS_MAX]; /* in the order of its schema */
	struct str where;                           /* "feeds/x.conf:12", for messages */
};

/* What can be configured of this kind. */
const struct source_schema *source_schema(enum source_kind kind);
/* "pubmed", "clinicaltrials", …: the kind's word in the configuration and the store. */
const char *source_kind_word(enum source_kind kind);
/* The word under which the requests of this kind's sources are paced. */
const char *source_kind_pace(enum source_kind kind);
/* The program's own source of this kind, whose schema has a built_in name. */
struct source source_built_in(enum source_kind kind);

/* The value of the setting `key`, which must be one of the source's kind. Empty: not given. */
struct str source_text(const struct source *source, const char *key);
struct strs source_texts(const struct source *source, const char *key);
/* The same, to be written. */
struct source_value *source_value(struct source *source, const char *key);
/* What it searches for: the settings of type SETTING_SEARCH that are given. */
struct strs source_searches(struct arena *a, const struct source *source);
/* What it asks for, for people: its first search, or its address. */
struct str source_question(const struct source *source);

#endif
