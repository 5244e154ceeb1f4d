/* config: the .conf files of feeds/ as a struct site. The manual and src/cli/init.d/ show the
 * syntax; what sources may say comes from model/source_kinds.h.
 *
 *     struct site site;
 *     struct strs problems;
 *     if (!config_read(".", &site, &problems))
 *         for (size_t i = 0; i < problems.n; i++)
 *             fprintf(stderr, STR_FMT "\n", STR_ARG(problems.v[i]));
 *     …
 *     config_free(&site);
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "base/hash.h"
#include "model/site.h"

/* Reads every .conf file in `folder`/feeds, in the order of their names. All problems are reported
 * together, one line each, in the order of the files: "feeds/x.conf:12: there is no key “qurey” in
 * pubmed; did you mean “query”?". Only an error of syntax hides what follows it in its file. True
 * when there is no problem.
 *
 * *site is filled as far as the files could be understood, and has to be freed in either case; it
 * owns the text of the problems too. In double quotes, "${NAME:-default}" stands for the
 * environment variable NAME. Not for several threads at once: libConfuse has one parser for the
 * process. */
bool config_read(const char *folder, struct site *site, struct strs *problems) MUST_USE;
/* Frees what config_read filled, whether it found problems or not. */
void config_free(struct site *site);

/* A number that is another one after a .conf file of `folder`/feeds came, went, or was written.
 * Costs a look at each of them. */
struct hash config_stamp(const char *folder);

/* What a source asks for (its kind, settings, keep and drop) as 32 hexadecimal digits. When the
 * source of a name has another fingerprint than the store remembers, the marks and validators of
 * its earlier visits belong to another question and are forgotten. Label, schedule and filing do
 * not count. */
struct str config_fingerprint(struct arena *a, const struct source *source);

#define CLEANUP_CONFIG __attribute__((cleanup(config_free)))

#endif
