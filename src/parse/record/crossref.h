/* crossref: works as the Crossref REST API sends them in JSON: a list of /works, or one work of
 * /works/{doi}. Of each is read what it says of corrections, and of one work what it is as well:
 *
 *     updated-by   notices about the work: retraction, erratum, new_version …; one that both its
 *                  publisher and Retraction Watch report stands there twice
 *     update-to    the works that this one, a notice, is about
 *     relation     is-preprint-of, has-preprint: a preprint and the paper that it became */
#ifndef PARSE_RECORD_CROSSREF_H
#define PARSE_RECORD_CROSSREF_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

struct crossref_works {
	struct strs dois;       /* of the works, in normal form (identifier_doi) */
	struct work_said *said; /* each once */
	size_t said_count;
	struct strs unknown; /* "10.1234/x: Label" of updates of a type that is not known */
	long total;          /* total-results: of all that were found; -1: not given, or one work */
	size_t skipped;      /* works without a DOI */
	bool truncated;      /* the answer broke off; the works before that are kept */
	struct entry *work;  /* one work, of kind ENTRY_WORK; NULL: the answer is a list */
};

/* Reads a list or a work; what *out holds belongs to the arena. False (ERR_SOURCE) when the answer
 * is neither, is one work that breaks off, or holds too many values (json_read.h). */
bool crossref_parse(struct arena *a, struct str json, struct crossref_works *out, struct err *err)
	MUST_USE;

#endif
