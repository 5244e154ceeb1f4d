/* out: the folder that readers see, changed file by file. Inside publish/.
 *
 *     struct out out CLEANUP_OUT = {.store = store, .now = now, .lock = -1};
 *     if (!out_open(&out, &arena, site, err)) …        one publication at a time from here on
 *     out_write, out_remove …                          out.result counts what changed
 *     out_flush(&out, err)                             now the files have their names
 *
 * Before the first file changes, the store counts the publication and notes its time (the note
 * "published"), and the mark of out/ says so too (store/site.h). The feeds are written last, so an
 * undo after a crash in between still knows that readers may have seen what it takes back, and
 * moves atom:updated.
 *
 * A web server that finds NAME.gz sends it instead of NAME (nginx: gzip_static), so a twin that is
 * there is of the present bytes: it goes before the file changes or goes, and comes after the file
 * has its new bytes. A twin that a crash left out is made when its file is looked at again. */
#ifndef PUBLISH_OUT_H
#define PUBLISH_OUT_H

#include "base/file.h"
#include "base/hash.h"
#include "publish/compare.h"
#include "publish/publish.h"

/* An archive of a feed that was written. */
struct out_archive {
	int64_t listing, number;
	struct hash hash;
};
/* A feed that was written, or is gone. */
struct out_topic {
	struct str url, path;
	struct hash hash;
	bool gone;
};
struct out {
	struct str site, folder; /* SITE, SITE/out */
	struct store *store;
	struct str place;        /* SITE_NOTE_PLACE here; empty: other machines share the store */
	bool gzip;               /* each text file has a compressed twin (NAME.gz) */
	int64_t now;             /* what the note says */
	int lock;                /* the folder, opened and locked; -1: not yet */
	struct store *held;      /* whose publications of other machines wait; NULL: none */
	bool noted;              /* that something changes */
	struct file_batch batch; /* files that were written and have no names yet */
	struct strs pages;       /* pages of items among them; in the batch's arena */
	struct arena *names_in;  /* `names` lists all pages of items; NULL: it does not */
	struct strs names;
	struct arena noted_in; /* of `archives`, whose hashes the store does not have yet */
	struct out_archive *archives;
	size_t archive_count;
	const struct site *hubs;  /* whose hubs are told of feeds; NULL: nobody is */
	struct out_topic *topics; /* likewise in noted_in */
	size_t topic_count;
	struct compare *compare; /* compares instead of writing (publish/compare.h); NULL: it writes */
	struct buf *taken;       /* takes the first file (publish/preview.h); NULL: it writes */
	struct publish_result result;
};
/* Makes SITE/out if need be, and waits until no other publication writes in it. The lock is on the
 * folder itself and ends with the process. An out/ of another site is an error. */
bool out_open(struct out *out, struct arena *a, struct str site, struct err *err) MUST_USE;
/* The same for an out that compares: nothing is made. */
bool out_open_to_compare(struct out *out, struct arena *a, struct str site, struct err *err)
	MUST_USE;
/* Gives the lock back; harmless when there is none. */
void out_close(struct out *out);
#define CLEANUP_OUT __attribute__((cleanup(out_close)))

/* Writes a file, if it would change. It gets its name in time, in the order of the calls. */
bool out_write(struct out *out, struct str path, struct str bytes, struct err *err) MUST_USE;
/* A file that is to stay as it is: with its twin, or without. `hash`: as of output_keep. */
bool out_keep(struct out *out, struct str path, struct str hash, struct err *err) MUST_USE;
/* All that was written has its name, and stays after a power cut. */
bool out_flush(struct out *out, struct err *err) MUST_USE;
/* The store keeps the hashes of the archives that were written, and notes which feeds hubs are to
 * be told of. After out_flush, in the transaction that says that the outputs are written. */
bool out_keep_hashes(struct out *out, struct err *err) MUST_USE;
/* Removes a file of out/. One that is not there is no change. */
bool out_remove(struct out *out, struct str path, struct err *err) MUST_USE;

/* Removes the temporary files that a killed publication left in out/. */
void out_sweep(const struct out *out);
/* Removes the pages in items/ that are not among out->names, if this store wrote them
 * (store/page.h). Others stay, and are counted and named in out->result. */
bool out_remove_stale(struct out *out, struct err *err) MUST_USE;

#endif
